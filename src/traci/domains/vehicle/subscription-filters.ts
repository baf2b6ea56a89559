import type { WriteBuffer } from '../../internal/write-buffer.js';
import { Unwritable } from '../../internal/write-buffer.js';

/** The filters of context subscriptions around vehicles, by what they keep. */
export type SubscriptionFilter =
  /** Lanes by their index relative to the vehicle's (1 is left, -1 right). */
  | { readonly kind: 'lanes'; readonly lanes: readonly number[] }
  /** No vehicles in the opposite direction. */
  | { readonly kind: 'noOpposite' }
  /** Metres ahead along the road. */
  | { readonly kind: 'downstreamDistance'; readonly distance: number }
  /** Metres behind along the road. */
  | { readonly kind: 'upstreamDistance'; readonly distance: number }
  /** Leaders and followers only; combine with `lanes`. */
  | { readonly kind: 'leadFollow' }
  /** Vehicles on conflicting ways at junctions ahead, at most so many metres before them. */
  | { readonly kind: 'turn'; readonly foeDistanceToJunction: number }
  /** Vehicle classes. */
  | { readonly kind: 'vehicleClass'; readonly classes: readonly string[] }
  /** Vehicle types. */
  | { readonly kind: 'vehicleType'; readonly types: readonly string[] }
  /** Vehicles within an opening angle in degrees. */
  | { readonly kind: 'fieldOfVision'; readonly angle: number }
  /** Metres to the side. */
  | { readonly kind: 'lateralDistance'; readonly distance: number };

/** The protocol's number of each filter. */
export const filterNumber: Readonly<Record<SubscriptionFilter['kind'], number>> = {
  lanes: 0x01,
  noOpposite: 0x02,
  downstreamDistance: 0x03,
  upstreamDistance: 0x04,
  leadFollow: 0x05,
  turn: 0x07,
  vehicleClass: 0x08,
  vehicleType: 0x09,
  fieldOfVision: 0x0a,
  lateralDistance: 0x0b,
};

/** Writes a filter behind its command. */
export function writeFilter(buffer: WriteBuffer, filter: SubscriptionFilter): void {
  buffer.rawUbyte(filterNumber[filter.kind]);
  switch (filter.kind) {
    case 'lanes': {
      const lanes = [...new Set(filter.lanes)];
      if (lanes.some((lane) => !Number.isInteger(lane) || lane < -128 || lane > 127)) {
        throw new Unwritable(`is ${lanes.join(', ')}`, 'lane offsets from -128 to 127');
      }
      buffer.rawUbyte(lanes.length);
      for (const lane of lanes) buffer.rawUbyte(lane & 0xff);
      break;
    }
    case 'downstreamDistance':
    case 'upstreamDistance':
    case 'lateralDistance':
      buffer.double(filter.distance);
      break;
    case 'turn':
      buffer.double(filter.foeDistanceToJunction);
      break;
    case 'fieldOfVision':
      buffer.double(filter.angle);
      break;
    case 'vehicleClass':
      buffer.stringList(filter.classes);
      break;
    case 'vehicleType':
      buffer.stringList(filter.types);
      break;
    case 'noOpposite':
    case 'leadFollow':
      break;
  }
}
