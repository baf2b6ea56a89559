import {
  type Claim,
  percent,
  percentSpread,
  type Settings,
  type Spread,
  type StudyResults,
} from '../engine/index.js';
import type { HolderName, RoundMeasure } from './held-round.js';
import { hitReadings, usualHits } from './hit-readings.js';

/** A series at a point, up to the reading of hits. */
export interface Place {
  readonly series: HolderName;
  readonly at: Settings;
}

/** By how much one place's measure lies above another's, (a - b) / b, by replication. */
export function gains(results: StudyResults, measure: RoundMeasure, own: Place, other: Place): number[] {
  const [a, b] = [own, other].map((place) => results.values({ ...place, measure }));
  return a.map((value, i) => (value - b[i]) / b[i]);
}

/** A claim on a gain; `fits` sees how the gain lies in the usual reading of hits. */
export interface GainClaim {
  readonly claim: string;
  readonly paper?: string;
  readonly measure?: RoundMeasure;
  readonly own: Place;
  readonly other: Place;
  readonly fits: (gain: Spread) => boolean;
}

/** A claim on a gain in the usual reading of hits; the evidence tells of all readings. */
export function gainClaim({ claim, paper, measure = 'total', own, other, fits }: GainClaim): Claim {
  return {
    claim,
    ...(paper === undefined ? {} : { paper }),
    judge(results) {
      const readings = hitReadings.map((hits) => {
        const here = ({ series, at }: Place): Place => ({ series, at: { ...at, hits } });
        const spread = results.spreadOf(gains(results, measure, here(own), here(other)));
        const interval = `[${percent(spread.low)}, ${percent(spread.high)}]`;
        return {
          hits,
          spread,
          text: `${hits}: ${percentSpread(spread)}, interval of the median ${interval}`,
        };
      });
      const usual = readings.find(({ hits }) => hits === usualHits);
      return {
        holds: usual !== undefined && fits(usual.spread),
        evidence: readings.map(({ text }) => text).join('; '),
      };
    },
  };
}

/** A claim on medians of a measure in the usual reading, with those of all readings as evidence. */
export function medianClaim(
  claim: string,
  paper: string,
  measure: RoundMeasure,
  places: Readonly<Record<string, Place>>,
  fits: (medians: Readonly<Record<string, number>>) => boolean,
): Claim {
  return {
    claim,
    paper,
    judge(results) {
      const mediansIn = (hits: string): Record<string, number> =>
        Object.fromEntries(
          Object.entries(places).map(([name, { series, at }]) => [
            name,
            results.spread({ series, measure, at: { ...at, hits } }).median,
          ]),
        );
      const shown = hitReadings.map((hits) => {
        const medians = Object.entries(mediansIn(hits)).map(
          ([name, value]) => `${name} ${value.toPrecision(4)}`,
        );
        return `${hits}: ${medians.join(', ')}`;
      });
      return { holds: fits(mediansIn(usualHits)), evidence: `medians; ${shown.join('; ')}` };
    },
  };
}
