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

/** Writes a filter behind its command. */
export function writeFilter(buffer: WriteBuffer, filter: SubscriptionFilter): void {
  switch (filter.kind) {
    case 'lanes': {
      const lanes = [...new Set(filter.lanes)];
      if (lanes.some((lane) => !Number.isInteger(lane) || lane < -128 || lane > 127)) {
        throw new Unwritable(`is ${lanes.join(', ')}`, 'lane offsets from -128 to 127');
      }
      buffer.rawUbyte(0x01);
      buffer.rawUbyte(lanes.length);
      for (const lane of lanes) buffer.rawUbyte(lane & 0xff);
      break;
    }
    case 'noOpposite':
      buffer.rawUbyte(0x02);
      break;
    case 'downstreamDistance':
      buffer.rawUbyte(0x03);
      buffer.double(filter.distance);
      break;
    case 'upstreamDistance':
      buffer.rawUbyte(0x04);
      buffer.double(filter.distance);
      break;
    case 'leadFollow':
      buffer.rawUbyte(0x05);
      break;
    case 'turn':
      buffer.rawUbyte(0x07);
      buffer.double(filter.foeDistanceToJunction);
      break;
    case 'vehicleClass':
      buffer.rawUbyte(0x08);
      buffer.stringList(filter.classes);
      break;
    case 'vehicleType':
      buffer.rawUbyte(0x09);
      buffer.stringList(filter.types);
      break;
    case 'fieldOfVision':
      buffer.rawUbyte(0x0a);
      buffer.double(filter.angle);
      break;
    case 'lateralDistance':
      buffer.rawUbyte(0x0b);
      buffer.double(filter.distance);
      break;
  }
}
