import { type Claim, type Settings, shownNumber } from '../engine/index.js';
import { hitReadings, usualHits } from './hit-readings.js';

const mechanisms = ['MTEPViSA', 'EPViSA', 'PViSA'] as const;

/**
 * The claim that the driving simulator wins tasks at all, judged by the share of its surplus in that of MTEPViSA over all
 * replications, in the usual reading of hits. Medians cannot tell: they are 0 where it wins in less than half of the rounds.
 * @param where what the claim is on, in words; empty for all
 * @param at the point, up to the reading of hits
 */
export function drivingShareClaim(where: string, at: Settings): Claim {
  return {
    claim: `The driving simulator wins tasks at all${where}: its share of the surplus of MTEPViSA with ten tasks is above 1 % on average`,
    paper: 'a higher surplus in provisioning driving simulations',
    judge(results) {
      const shares = hitReadings.map((hits) => {
        const all = mechanisms.map((series) => {
          const sum = (measure: 'total' | 'driving'): number =>
            results.values({ series, measure, at: { ...at, hits } }).reduce((a, b) => a + b, 0);
          return { series, share: sum('driving') / sum('total') };
        });
        const [alpha] = results.values({ series: mechanisms[0], measure: 'alpha', at: { ...at, hits } });
        return { hits, all, alpha };
      });
      const usual = shares.find(({ hits }) => hits === usualHits)?.all[0].share ?? 0;
      const shown = shares.map(
        ({ hits, all, alpha }) =>
          `${hits}: alpha ${shownNumber(alpha)}, ${all.map(({ series, share }) => `${series} ${(100 * share).toFixed(2)} %`).join(', ')}`,
      );
      return {
        holds: usual > 0.01,
        evidence: `a traffic simulator wins a task when its bid is above alpha times the next one; alpha from past rounds, and the share of the driving surplus: ${shown.join('; ')}`,
      };
    },
  };
}
