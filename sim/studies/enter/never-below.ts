import { type Claim, type StudyResults, shownNumber } from '../engine/index.js';
import { mechanisms } from './mechanisms.js';

/** The least lead in payoff of ENTER over another mechanism, relative to the payoff, over all draws and points. */
function leastLead(results: StudyResults, other: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (const at of results.points) {
    const own = results.values({ series: 'ENTER', measure: 'payoff', at });
    const others = results.values({ series: other, measure: 'payoff', at });
    for (const [i, payoff] of own.entries())
      least = Math.min(least, (payoff - others[i]) / Math.max(1, Math.abs(payoff)));
  }
  return least;
}

/** The claim that ENTER earns no less than any baseline in any single comparison, up to rounding. */
export function neverBelowClaim(paper: string): Claim {
  return {
    claim: 'ENTER earns no less than any baseline: in every draw, at every point, in every range',
    paper,
    judge(results) {
      const leads = mechanisms.slice(1).map((other) => ({ other, least: leastLead(results, other) }));
      const draws = results.points.reduce(
        (sum, at) => sum + results.values({ series: 'ENTER', measure: 'payoff', at }).length,
        0,
      );
      const shown = leads.map(({ other, least }) => `${other} ${shownNumber(least)}`);
      return {
        holds: leads.every(({ least }) => least >= -1e-9),
        evidence: `least relative lead of ${draws} comparisons each: ${shown.join(', ')}`,
      };
    },
  };
}
