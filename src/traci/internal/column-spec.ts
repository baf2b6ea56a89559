import { InputError, nearestName } from '../../input/index.js';
import { vehicleSpec } from '../domains/vehicle.js';
import type { ColumnSpec } from './columns.js';
import { variablesOf } from './domain-spec.js';

/** A variable of vehicles as a column. @throws InputError where there is no such variable, or it does not fit into a column */
export function columnSpec(name: string, where: string): ColumnSpec {
  const { byName } = variablesOf(vehicleSpec);
  const variable = byName.get(name);
  const kind = variable?.codec.column;
  const { write, objectless } = variable?.getter ?? {};
  if (variable !== undefined && kind !== undefined && write === undefined && objectless === false) {
    return { name, id: variable.id, kind };
  }
  const usable = [...byName.values()].filter(
    (v) => v.codec.column !== undefined && v.getter.write === undefined && !v.getter.objectless,
  );
  const near = nearestName(
    name,
    usable.map((v) => v.name),
  );
  throw new InputError(
    where,
    `${JSON.stringify(name)} is not a variable that fits into a column`,
    near === undefined ? `one of ${usable.map((v) => v.name).join(', ')}` : `did you mean ${near}?`,
  );
}
