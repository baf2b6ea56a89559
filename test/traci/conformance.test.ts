import { describe, expect, it } from 'vitest';
import { CommandRefused, startSumo, type TraciSession } from '../../src/traci/index.js';
import { domains, type GetterPlan, getterPlans, named, otherwise } from './conformance-plan.js';
import { setterActions, watched } from './conformance-setters.js';
import { difference } from './difference.js';
import { reference, town } from './sumo.js';

type Answer = readonly [domain: string, method: string, args: readonly unknown[], value: unknown];
interface Reference {
  readonly version: readonly [number, string];
  readonly methods: Readonly<Record<string, readonly string[]>>;
  readonly snapshots: Readonly<Record<string, readonly Answer[]>>;
  readonly effects: readonly (readonly [readonly unknown[], readonly Answer[]])[];
}

const base = {
  command: ['sumo', ...town],
  domains,
  named,
  actions: {},
  watched: [],
  getters: [],
  snapshotSteps: [],
};

function call(
  sumo: TraciSession,
  domain: string,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const face = Reflect.get(sumo, domain) as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  return face[method](...args).catch((error: unknown) => {
    if (error instanceof CommandRefused) return { error: error.statusText };
    throw error;
  });
}

async function ids(sumo: TraciSession, plan: GetterPlan): Promise<readonly (string | null)[]> {
  if (plan.about === 'domain') return [null];
  if (plan.about === 'named') return named[plan.domain];
  return (await call(sumo, plan.domain, 'getIDList', [])) as readonly string[];
}

async function snapshot(sumo: TraciSession, plans: readonly GetterPlan[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const plan of plans) {
    const asked: Promise<Answer>[] = [];
    for (const id of await ids(sumo, plan)) {
      for (const args of plan.arguments) {
        const full = id === null ? args : [id, ...args];
        const value = call(sumo, plan.domain, plan.method, full);
        asked.push(value.then((v): Answer => [plan.domain, plan.method, full, v]));
      }
    }
    answers.push(...(await Promise.all(asked)));
  }
  return answers;
}

const forPython = (plans: readonly GetterPlan[]): unknown =>
  plans.map((plan) => [plan.domain, plan.method, plan.about, plan.arguments]);

function compare(python: readonly Answer[], node: readonly Answer[], when: string): string[] {
  const faults: string[] = [];
  if (python.length !== node.length) faults.push(`${when}: ${python.length} against ${node.length} answers`);
  for (let i = 0; i < Math.min(python.length, node.length); i++) {
    const [domain, method, args] = python[i];
    const where = `${when}: ${domain}.${method}(${args.map((a) => JSON.stringify(a)).join(', ')})`;
    const fault = difference(python[i][2], node[i][2]) ?? difference(python[i][3], node[i][3]);
    if (fault !== undefined) faults.push(`${where}: ${fault}`);
  }
  return faults;
}

describe('against the Python client of SUMO', () => {
  const { methods, version } = reference({ ...base, steps: 1 }) as Reference;
  const plans = getterPlans(methods);

  it('has every public method of every domain', async () => {
    const sumo = await startSumo({ args: town });
    expect([sumo.version.api, sumo.version.identifier]).toEqual(version);
    const missing = domains.flatMap((domain) =>
      methods[domain]
        .filter((name) => !(name in otherwise))
        // SUMO has no list of simulations.
        .filter((name) => domain !== 'simulation' || !name.startsWith('getID'))
        .filter((name) => typeof Reflect.get(Reflect.get(sumo, domain) as object, name) !== 'function')
        .map((name) => `${domain}.${name}`),
    );
    await sumo.close();
    expect(missing).toEqual([]);
  });

  it('gives the same answer to every getter of every domain for all objects', async () => {
    const snapshotSteps = [1, 33, 70];
    const python = reference({ ...base, steps: 70, getters: forPython(plans), snapshotSteps }) as Reference;
    const sumo = await startSumo({ args: town });
    const faults: string[] = [];
    let compared = 0;
    for (let step = 1; step <= 70; step++) {
      await sumo.simulationStep();
      if (!snapshotSteps.includes(step)) continue;
      const answers = await snapshot(sumo, plans);
      compared += answers.length;
      faults.push(...compare(python.snapshots[step], answers, `step ${step}`));
    }
    await sumo.close();
    expect(faults.slice(0, 40)).toEqual([]);
    expect(compared).toBeGreaterThan(15_000);
  });

  it('has the same effects with every setter', async () => {
    const steps = 40;
    const python = reference({
      ...base,
      steps,
      actions: setterActions,
      watched: forPython(watched),
    }) as Reference;
    const sumo = await startSumo({ args: town });
    const faults: string[] = [];
    for (let step = 1; step <= steps; step++) {
      await sumo.simulationStep();
      const effects: unknown[] = [];
      for (const action of setterActions[String(step)] ?? []) {
        const args = [...action.args];
        if (action.pystage !== undefined) {
          const [edges, position] = action.pystage;
          args.push(sumo.simulation.walkingStage(edges, position));
        }
        if (action.logic === true) {
          const [logic] = await sumo.trafficlight.getAllProgramLogics(String(args[0]));
          args.push({ ...logic, programID: 'copy' });
        }
        const effect = await call(sumo, action.domain, action.method, args);
        effects.push(effect ?? null);
      }
      const [wanted, states] = python.effects[step - 1];
      for (let i = 0; i < effects.length; i++) {
        const fault = difference(wanted[i], effects[i]);
        const action = setterActions[String(step)][i];
        if (fault !== undefined) faults.push(`step ${step}: ${action.domain}.${action.method}: ${fault}`);
      }
      faults.push(...compare(states, await snapshot(sumo, watched), `step ${step}`));
    }
    await sumo.close();
    expect(faults.slice(0, 40)).toEqual([]);
  });
});
