import { describe, expect, it } from 'vitest';
import { workshop } from './bidlane.js';

const { run, write } = workshop();

interface Piece {
  readonly fromAge: number;
  readonly recruit: readonly number[];
}
interface Value {
  readonly payoff: number | null;
  readonly averageAge: number | null;
  readonly averageCost: number;
}
interface Solved extends Value {
  readonly order: readonly { recruit: number[]; success: number; payment: number; marginalCost: number }[];
  readonly policy: readonly Piece[];
  readonly bellmanEvaluations: number;
  readonly converged: boolean;
}

/** Low- and High-type vehicles of Table III of the ENTER paper. */
const types = [
  { arrival: 0.5, cost: 2, capability: 0.6 },
  { arrival: 0.5, cost: 2.5, capability: 0.7 },
];
const problem = { types, beta: 1e-4 };

async function answer<T>(args: readonly string[], input?: unknown): Promise<T> {
  const { status, stdout, stderr } = await run(['recruit', ...args], {
    ...(input === undefined ? {} : { input: JSON.stringify(input) }),
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as T;
}

/** Averages of a policy on ages 1 .. 5000 by summing the survival of a cycle. */
function byHand(policy: readonly Piece[]): Value {
  let [survival, length, ages, squares, payments] = [1, 0, 0, 0, 0];
  for (let age = 1; age <= 5000; age++) {
    const recruit = policy.findLast(({ fromAge }) => fromAge <= age)?.recruit ?? [];
    let [miss, payment] = [1, 0];
    for (const n of recruit) {
      miss *= 1 - types[n].arrival * types[n].capability;
      payment += types[n].arrival * types[n].cost;
    }
    length += survival;
    ages += survival * age;
    squares += survival * (1 - miss + miss * (age + 1) ** 2);
    payments += survival * payment;
    survival *= miss;
  }
  const { beta } = problem;
  return {
    payoff: -(beta * squares + (1 - beta) * payments) / length,
    averageAge: ages / length,
    averageCost: payments / length,
  };
}

describe('bidlane recruit', () => {
  it('solve: from a file and from standard input, with thresholds as the paper has them', async () => {
    const fromFile = await answer<Solved>(['solve', write('table-iii.json', JSON.stringify(problem))]);
    const fromInput = await answer<Solved>(['solve', '-'], problem);
    expect(fromInput).toEqual(fromFile);
    const { order, policy, payoff, averageAge, averageCost, converged } = fromFile;
    expect(policy).toEqual([
      { fromAge: 1, recruit: [] },
      { fromAge: 34, recruit: [0] },
      { fromAge: 78, recruit: [1] },
      { fromAge: 81, recruit: [0, 1] },
    ]);
    expect(order.map(({ recruit }) => recruit)).toEqual([[], [0], [1], [0, 1]]);
    expect(order.map(({ success }) => success)).toEqual([0, 0.3, 0.35, expect.closeTo(0.545, 12)]);
    expect(order.map(({ marginalCost }) => marginalCost)).toEqual([
      0,
      expect.closeTo(1 / 0.3, 9),
      expect.closeTo(0.25 / 0.05, 9),
      expect.closeTo(1 / 0.195, 9),
    ]);
    const hand = byHand(policy);
    expect(payoff).toBeCloseTo(hand.payoff ?? Number.NaN, 9);
    expect(averageAge).toBeCloseTo(hand.averageAge ?? Number.NaN, 7);
    expect(averageCost).toBeCloseTo(hand.averageCost, 9);
    expect(converged).toBe(true);
  });

  it('solve: the value iterations find the same policy', async () => {
    const inputs = ['exact', 'rvi', 'srvi', 'bound-rvi'].map((solver) => ({
      ...problem,
      solver,
      states: 200,
    }));
    const [exact, ...others] = await answer<Solved[]>(['solve'], inputs);
    for (const other of others) {
      expect(other.policy).toEqual(exact.policy);
      expect(other.payoff).toBeCloseTo(exact.payoff ?? Number.NaN, 9);
      expect(other.bellmanEvaluations).toBeGreaterThan(exact.bellmanEvaluations);
    }
  });

  it('solve takes types by (x, e), Poisson numbers and counts, and one that never reports', async () => {
    const forms = [
      { success: 0.3, payment: 1 },
      { rate: 0.5, cost: 2, capability: 0.6 },
      { counts: [0.5, 0.5], cost: 2, capability: 0.6 },
    ];
    const [report, poisson, counts, never] = await answer<Solved[]>(
      ['solve'],
      [...forms, { success: 0, payment: 1 }].map((type) => ({ types: [type], beta: 1e-4 })),
    );
    expect([never.payoff, never.averageAge]).toEqual([null, null]);
    expect(counts.order[1]).toEqual(report.order[1]);
    expect(poisson.order[1].success).toBeCloseTo(1 - Math.exp(-0.3), 12);
    expect(poisson.order[1].payment).toBeCloseTo(1, 12);
  });

  it('compare: no baseline beats the optimum, no informed company loses to it', async () => {
    type Compared = Readonly<Record<string, Value>>;
    const paper = await answer<Compared>(['compare'], problem);
    expect(Object.keys(paper)).toEqual(['enter', 'zeroWait', 'draim', 'auction', 'myopic']);
    const { enter, arrivalAware, clairvoyant, ...rest } = await answer<Compared>(['compare'], {
      ...problem,
      baselines: 'all',
    });
    const payoff = (value: Value): number => value.payoff ?? Number.NEGATIVE_INFINITY;
    for (const other of Object.values(rest)) expect(payoff(other)).toBeLessThanOrEqual(payoff(enter) + 1e-12);
    expect(Object.keys(rest)).toEqual(['zeroWait', 'draim', 'auction', 'myopic', 'constantSet', 'singleSet']);
    expect(payoff(arrivalAware)).toBeGreaterThanOrEqual(payoff(enter));
    expect(payoff(clairvoyant)).toBeGreaterThanOrEqual(payoff(arrivalAware));
  });

  it('thresholds: each within its bounds', async () => {
    const { steps } = await answer<{
      steps: { threshold: number; bounds: { corrected: number; tight: number } }[];
    }>(['thresholds'], problem);
    expect(steps.map(({ threshold }) => threshold)).toEqual([34, 78, 81]);
    for (const { threshold, bounds } of steps) {
      expect(threshold).toBeLessThanOrEqual(bounds.tight);
      expect(bounds.tight).toBeLessThanOrEqual(bounds.corrected);
    }
  });

  it('simulate: plays a policy, the same each time', async () => {
    const policy = [
      { fromAge: 1, recruit: [] },
      { fromAge: 20, recruit: [1] },
    ];
    const input = { ...problem, policy, slots: 200_000, seed: 7 };
    type Simulated = { predicted: Value; realised: Value & { standardError: number } };
    const [first, again] = await answer<Simulated[]>(['simulate'], [input, input]);
    expect(again).toEqual(first);
    const { predicted, realised } = first;
    expect(predicted.payoff).toBeCloseTo(byHand(policy).payoff ?? Number.NaN, 9);
    const difference = Math.abs((realised.payoff ?? 0) - (predicted.payoff ?? 0));
    expect(difference).toBeLessThan(5 * realised.standardError);
  });

  it.each([
    [
      'a probability above 1',
      { ...problem, types: [{ arrival: 2, cost: 1, capability: 1 }] },
      /\$\.types\[0\]/,
    ],
    ['one wrong input among many', [problem, { ...problem, beta: -1 }], /\$\[1\]\.beta/],
    ['a misspelt key', { ...problem, bete: 1 }, /bete/],
  ])('refuses %s in one line', async (_, input, where) => {
    const { status, stdout, stderr } = await run(['recruit', 'solve'], { input: JSON.stringify(input) });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(where);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^error: /);
  });

  it('explains its shapes', async () => {
    const { stdout } = await run(['recruit', 'compare', '--help']);
    for (const word of ['"arrival"', '"beta"', '"baselines"', 'slots']) expect(stdout).toContain(word);
  });
});
