import { junctionSpec } from '../../domains/junction.js';
import { StringInterner } from '../../string-interner.js';
import { ColumnSet } from '../columns.js';
import { GetterMessage } from '../getter-message.js';
import type { StreamHost } from '../stream-plan.js';

/** Whether SUMO moves vehicles along the middle of flat lanes, by speed times step length, as far as its options tell. */
export async function canFollow(host: StreamHost): Promise<boolean> {
  const options = ['mesosim', 'step-method.ballistic', 'lateral-resolution', 'lanechange.duration'];
  const [flat, meso, ballistic, lateral, changing] = await Promise.all([
    isFlat(host),
    ...options.map((option) => host.simulation.getOption(option)),
  ]);
  return flat && meso !== 'true' && ballistic !== 'true' && !(Number(lateral) > 0) && !(Number(changing) > 0);
}

/** Whether all junctions lie at the height 0: SUMO tells the shapes of lanes without heights. */
async function isFlat(host: StreamHost): Promise<boolean> {
  const { id } = junctionSpec.members.getPosition3D;
  const message = new GetterMessage(junctionSpec.get, [id]);
  for (const [number, junction] of (await host.junction.getIDList()).entries()) message.add(number, junction);
  const { count } = message;
  const positions = new ColumnSet([{ name: 'position3D', id, kind: 'position3D' }], new StringInterner());
  await new Promise<void>((resolve, reject) => {
    host.connection.sendRaw([message.commands(0, count)], {
      label: 'vehicles.stream',
      answer: (cursor) => {
        message.read(cursor, 0, count, positions);
        resolve();
      },
      reject,
    });
  });
  for (let i = 0; i < count; i++) if (positions.columns[0][3 * i + 2] !== 0) return false;
  return true;
}
