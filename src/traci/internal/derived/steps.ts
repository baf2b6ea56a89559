import type { VehicleStep } from '../../vehicle-stream.js';
import { getterSteps } from '../getter-steps.js';
import type { StreamPlan } from '../stream-plan.js';
import { canFollow } from './premises.js';
import { DerivedReader } from './reader.js';

/**
 * Steps in which lanes, links and lane positions follow from the step before and are proved by positions. The vehicles that
 * surely are still in the network after a step are asked in the same breath with it, so that SUMO need not wait.
 */
export async function* derivedSteps(plan: StreamPlan): AsyncGenerator<VehicleStep<string>, void, void> {
  const { host, steps } = plan;
  const { connection } = host;
  if (!(await canFollow(host))) {
    yield* getterSteps(plan);
    return;
  }
  const reader = await DerivedReader.open(plan);
  const { list } = reader;
  let stepped: Promise<unknown> | undefined;
  const step = (): void => {
    stepped = host.step();
    // A failure is told when the step is waited for.
    stepped.catch(() => {});
  };
  await list.subscribe();
  try {
    for (let i = 0; i < steps; i++) {
      if (stepped === undefined) {
        step();
        reader.askEarly();
      }
      connection.flush();
      await stepped;
      stepped = undefined;
      const listed = list.update();
      if (listed !== undefined) {
        connection.flush();
        await listed;
      }
      const asked = reader.ask();
      if (plan.ahead > 0 && i + 1 < steps && reader.trusts) step();
      connection.flush();
      await asked;
      const doubtful = reader.follow(stepped === undefined);
      if (doubtful !== undefined) {
        connection.flush();
        await doubtful;
      }
      if (stepped !== undefined) {
        reader.askEarly();
        connection.flush();
      }
      yield reader.step;
    }
  } finally {
    await Promise.allSettled([stepped]);
    reader.close();
    await list.unsubscribe();
  }
}
