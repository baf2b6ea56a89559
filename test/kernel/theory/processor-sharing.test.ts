import { describe, it } from 'vitest';
import { ProcessorSharing, Simulation } from '../../../src/kernel/index.js';
import type { RandomStreams } from '../../../src/random/index.js';
import { expectTheory } from './replications.js';

const WARM_UP = 500;
const HORIZON = 6000;
const STATES = [0, 1, 2, 4];
const SIZES = [0.5, 2];

/** An egalitarian server with Poisson arrivals, and tagged jobs of given sizes among them that the theory is conditional on. */
function sharing(random: RandomStreams, arrivalRate: number, work: () => number): Record<string, number> {
  const sim = new Simulation();
  const cpu = new ProcessorSharing(sim, { name: 'cpu', rate: 2 });
  const seen = STATES.map(() => 0);
  const sojourns = SIZES.map(() => ({ sum: 0, count: 0 }));
  let arrivals = 0;
  sim.process('source', function* () {
    const gaps = random.stream('gaps');
    const kinds = random.stream('kinds');
    for (;;) {
      yield gaps.exponential(arrivalRate);
      const kind = kinds.integer(0, 9);
      const size = kind < SIZES.length ? SIZES[kind] : work();
      if (sim.now >= WARM_UP) {
        arrivals++;
        const state = STATES.indexOf(cpu.jobs.length);
        if (state >= 0) seen[state]++;
      }
      sim.process('job', function* () {
        const job = yield* cpu.serve({ work: size });
        if (kind < SIZES.length && job.arrivedAt >= WARM_UP) {
          sojourns[kind].sum += sim.now - job.arrivedAt;
          sojourns[kind].count++;
        }
      });
    }
  });
  sim.run({ until: WARM_UP });
  cpu.statistics.reset();
  sim.run({ until: WARM_UP + HORIZON });
  return {
    utilisation: cpu.statistics.utilisation,
    inSystem: cpu.statistics.inSystem.mean,
    ...Object.fromEntries(STATES.map((n, i) => [`P(${n} in system)`, seen[i] / arrivals])),
    ...Object.fromEntries(SIZES.map((x, i) => [`sojourn of work ${x}`, sojourns[i].sum / sojourns[i].count])),
  };
}

describe('M/G/1 processor sharing: insensitive to the distribution of work', () => {
  const meanWork = 0.8 * 1.5 + 0.1 * (SIZES[0] + SIZES[1]);
  const rho = 0.65;
  const rate = 2;
  const arrivalRate = (rho * rate) / meanWork;
  const theory = {
    utilisation: rho,
    inSystem: rho / (1 - rho),
    ...Object.fromEntries(STATES.map((n) => [`P(${n} in system)`, (1 - rho) * rho ** n])),
    ...Object.fromEntries(SIZES.map((x) => [`sojourn of work ${x}`, x / rate / (1 - rho)])),
  };
  const works: [string, (random: RandomStreams) => () => number][] = [
    ['exponential', (random) => () => random.stream('work').exponential(1 / 1.5)],
    ['constant', () => () => 1.5],
    [
      'hyperexponential',
      (random) => () => {
        const stream = random.stream('work');
        return stream.bernoulli(0.1) ? stream.exponential(1 / 9) : stream.exponential(1.5);
      },
    ],
  ];
  it.each(works)('%s', (name, work) => {
    expectTheory(`sharing ${name}`, theory, (random) => sharing(random, arrivalRate, work(random)), 0.15);
  });
});
