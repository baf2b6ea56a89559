import { vehicleSpec } from '../../domains/vehicle.js';
import { columnSpec } from '../column-spec.js';
import type { ColumnSpec } from '../columns.js';
import { GetterMessage } from '../getter-message.js';

const asked = (name: string): ColumnSpec => columnSpec(name, 'vehicles.stream');

/** What is asked of every vehicle. */
export const motionSpecs = ['speed', 'position'].map(asked);
/** What is worked out where it follows, and else asked. */
export const placeSpecs = ['laneID', 'roadID', 'lanePosition'].map(asked);

const places: ReadonlySet<string> = new Set(placeSpecs.map(({ name }) => name));
const motions: ReadonlySet<string> = new Set(motionSpecs.map(({ name }) => name));

/** Whether a stream of these variables has anything to derive. */
export function canDerive(specs: readonly ColumnSpec[]): boolean {
  return specs.some(({ name }) => places.has(name));
}

/** Whether a variable is asked or derived in any case. */
export function isKnown(name: string): boolean {
  return places.has(name) || motions.has(name);
}

/** A message that asks vehicles for variables. */
export function messageOf(specs: readonly ColumnSpec[]): GetterMessage {
  return new GetterMessage(
    vehicleSpec.get,
    specs.map(({ id }) => id),
  );
}
