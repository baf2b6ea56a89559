/**
 * CPU times and Bellman evaluations of the recruitment solvers: `npx tsx scripts/bench/freshness.ts`.
 * Medians over instances (p, r ~ U(0, .5), c ~ U(0, 50), beta = .1, M = 1000, tolerance 1e-10); competitors run in turn.
 */
import { cpuUsage, stdout } from 'node:process';
import seedrandom from 'seedrandom';
import { type RecruitmentProblem, type SolverName, solveRecruitment } from '../../src/freshness/index.js';

function drawn(types: number, seed: string): RecruitmentProblem {
  const random = seedrandom.alea(seed);
  return {
    types: Array.from({ length: types }, () => ({
      arrival: 0.5 * random(),
      cost: 50 * random(),
      capability: 0.5 * random(),
    })),
    beta: 0.1,
    epsilon: 1,
  };
}

/** CPU milliseconds of one call, over as many calls as fill `least` milliseconds. */
function cpuMilliseconds(work: () => unknown, least = 20): number {
  let calls = 0;
  const before = cpuUsage();
  for (;;) {
    work();
    calls++;
    const used = cpuUsage(before);
    const milliseconds = (used.user + used.system) / 1000;
    if (milliseconds >= least) return milliseconds / calls;
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function line(text: string): void {
  stdout.write(`${text}\n`);
}

for (const types of [8, 24, 100]) {
  const problems = Array.from({ length: 15 }, (_, i) => drawn(types, `exact/${types}/${i}`));
  for (const problem of problems) cpuMilliseconds(() => solveRecruitment(problem), 60);
  const times = problems.map((problem) => cpuMilliseconds(() => solveRecruitment(problem), 60));
  const sizes = problems.map((problem) => solveRecruitment(problem).order.actions.length);
  line(`order + exact, N = ${types}: ${median(times).toFixed(4)} ms, ${median(sizes)} actions`);
}
{
  const ratios: number[] = [];
  let same = true;
  for (let i = 0; i < 9; i++) {
    const problem = drawn(8, `ratio/${i}`);
    const exact = cpuMilliseconds(() => solveRecruitment(problem));
    const bounded = cpuMilliseconds(
      () => solveRecruitment(problem, { solver: 'bound-rvi', enlarge: false }),
      1,
    );
    same &&=
      JSON.stringify(solveRecruitment(problem).policy) ===
      JSON.stringify(solveRecruitment(problem, { solver: 'bound-rvi' }).policy);
    ratios.push(bounded / exact);
  }
  line(`bound-rvi / exact, N = 8: ${median(ratios).toFixed(0)} x (same policy: ${same})`);
}
{
  const solvers: readonly SolverName[] = ['rvi', 'srvi', 'bound-rvi'];
  const evaluations: number[][] = [];
  const times: number[][] = [];
  for (let types = 1; types <= 8; types++) {
    const problems = Array.from({ length: 5 }, (_, i) => drawn(types, `paper/${types}/${i}`));
    const work = solvers.map((solver) => {
      let sum = 0;
      let milliseconds = 0;
      for (const problem of problems) {
        milliseconds += cpuMilliseconds(() => {
          sum += solveRecruitment(problem, {
            solver,
            enlarge: false,
            mostEvaluations: 3e8,
          }).bellmanEvaluations;
        }, 0);
      }
      return { sum, milliseconds };
    });
    evaluations.push(work.map(({ sum }) => sum));
    times.push(work.map(({ milliseconds }) => milliseconds));
    line(
      `N = ${types}: evaluations ${work.map(({ sum }) => sum.toExponential(2)).join(', ')} (${solvers.join(', ')})`,
    );
  }
  const saved = (rows: readonly number[][], against: number): string => {
    const shares = rows.map((row) => 1 - row[2] / row[against]);
    return `-${((100 * shares.reduce((a, b) => a + b, 0)) / rows.length).toFixed(1)} %`;
  };
  line(`bound-rvi against rvi: evaluations ${saved(evaluations, 0)}, time ${saved(times, 0)}`);
  line(`bound-rvi against srvi: evaluations ${saved(evaluations, 1)}, time ${saved(times, 1)}`);
}
