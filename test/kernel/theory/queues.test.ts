import { describe, it } from 'vitest';
import {
  FifoResource,
  PriorityResource,
  type ResourceStatistics,
  Simulation,
} from '../../../src/kernel/index.js';
import type { RandomStreams } from '../../../src/random/index.js';
import { expectTheory } from './replications.js';

const WARM_UP = 500;
const HORIZON = 12_000;

/** A station with Poisson arrivals of a rate, after its warm-up. */
function station(
  random: RandomStreams,
  arrivalRate: number,
  servers: number,
  serviceTime: () => number,
): ResourceStatistics {
  const sim = new Simulation();
  const desk = new FifoResource(sim, { name: 'desk', capacity: servers });
  sim.process('source', function* () {
    const gaps = random.stream('gaps');
    for (;;) {
      yield gaps.exponential(arrivalRate);
      sim.process('customer', desk.use(serviceTime()));
    }
  });
  sim.run({ until: WARM_UP });
  desk.statistics.reset();
  sim.run({ until: WARM_UP + HORIZON });
  return desk.statistics;
}

function measures(statistics: ResourceStatistics, thresholds: readonly number[]): Record<string, number> {
  const shares = thresholds.map((t): [string, number] => [`P(wait > ${t})`, statistics.waits.shareAbove(t)]);
  return {
    utilisation: statistics.utilisation,
    inSystem: statistics.inSystem.mean,
    queueLength: statistics.queueLength.mean,
    wait: statistics.waits.mean,
    sojourn: statistics.sojourns.mean,
    ...(Object.fromEntries(shares) as Record<string, number>),
  };
}

/** Erlang C: the probability that an arrival has to wait, for an offered load in erlang. */
function erlangC(servers: number, load: number): number {
  let blocking = 1;
  for (let k = 1; k <= servers; k++) blocking = (load * blocking) / (k + load * blocking);
  return blocking / (1 - (load / servers) * (1 - blocking));
}

describe('queues against theory', () => {
  it('M/M/1: means, and waits beyond t with probability rho e^-(mu - lambda) t', () => {
    const [lambda, mu] = [0.7, 1];
    const rho = lambda / mu;
    const thresholds = [0, 1, 3, 6];
    expectTheory(
      'M/M/1',
      {
        utilisation: rho,
        inSystem: rho / (1 - rho),
        queueLength: rho ** 2 / (1 - rho),
        wait: rho / (mu - lambda),
        sojourn: 1 / (mu - lambda),
        ...Object.fromEntries(thresholds.map((t) => [`P(wait > ${t})`, rho * Math.exp(-(mu - lambda) * t)])),
      },
      (random) => {
        const service = random.stream('service');
        return measures(
          station(random, lambda, 1, () => service.exponential(mu)),
          thresholds,
        );
      },
    );
  });

  it('M/M/3: Erlang C', () => {
    const [lambda, mu, c] = [2.1, 1, 3];
    const wait = erlangC(c, lambda / mu);
    const thresholds = [0, 1, 2];
    expectTheory(
      'M/M/3',
      {
        utilisation: lambda / (c * mu),
        inSystem: lambda * (wait / (c * mu - lambda) + 1 / mu),
        wait: wait / (c * mu - lambda),
        ...Object.fromEntries(
          thresholds.map((t) => [`P(wait > ${t})`, wait * Math.exp(-(c * mu - lambda) * t)]),
        ),
      },
      (random) => {
        const service = random.stream('service');
        return measures(
          station(random, lambda, c, () => service.exponential(mu)),
          thresholds,
        );
      },
    );
  });

  it('M/D/1: Pollaczek and Khinchine for the means, Erlang 1909 for the distribution of waits', () => {
    const [lambda, service] = [0.7, 1];
    const rho = lambda * service;
    const waitAtMost = (t: number): number => {
      let sum = 0;
      let factorial = 1;
      for (let k = 0; k <= Math.floor(t / service); k++) {
        if (k > 0) factorial *= k;
        sum += ((lambda * (k * service - t)) ** k / factorial) * Math.exp(-lambda * (k * service - t));
      }
      return (1 - rho) * sum;
    };
    const thresholds = [0, 0.5, 1.5, 3];
    expectTheory(
      'M/D/1',
      {
        utilisation: rho,
        wait: (rho * service) / (2 * (1 - rho)),
        inSystem: rho + rho ** 2 / (2 * (1 - rho)),
        ...Object.fromEntries(thresholds.map((t) => [`P(wait > ${t})`, 1 - waitAtMost(t)])),
      },
      (random) =>
        measures(
          station(random, lambda, 1, () => service),
          thresholds,
        ),
    );
  });

  it('M/M/1 with two priorities, nobody preempted: Cobham 1954', () => {
    const [lambda, mu] = [0.35, 1];
    const residual = (2 * lambda) / mu ** 2;
    const rho = lambda / mu;
    expectTheory(
      'priorities',
      { first: residual / (1 - rho), second: residual / ((1 - rho) * (1 - 2 * rho)) },
      (random) => {
        const sim = new Simulation();
        const desk = new PriorityResource(sim, { name: 'desk' });
        const waits = [0, 0];
        const counts = [0, 0];
        for (const priority of [0, 1]) {
          const gaps = random.stream(`gaps/${priority}`);
          const service = random.stream(`service/${priority}`);
          sim.process('source', function* () {
            for (;;) {
              yield gaps.exponential(lambda);
              sim.process('customer', function* () {
                const begin = sim.now;
                const slot = yield* desk.acquire(priority);
                if (begin >= WARM_UP) {
                  waits[priority] += sim.now - begin;
                  counts[priority]++;
                }
                yield service.exponential(mu);
                slot.release();
              });
            }
          });
        }
        sim.run({ until: WARM_UP + HORIZON });
        return { first: waits[0] / counts[0], second: waits[1] / counts[1] };
      },
    );
  });
});
