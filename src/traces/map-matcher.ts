import { LinkIndex, type RoadNetwork } from '../network/index.js';
import type { GpsTrace } from './gps-trace.js';
import { type Candidate, candidatesOf } from './internal/match-candidates.js';
import { MatchLattice } from './internal/match-lattice.js';
import { addMatchedTraversals, type PlacedFix } from './internal/match-times.js';
import { RouteSearch } from './internal/route-search.js';
import type { LinkTraversalBuilder } from './link-traversals.js';

/** How fixes are matched to roads. */
export interface MapMatchOptions {
  /** Standard deviation of the position error in each direction, m; 10 by default. */
  readonly sigma?: number;
  /** Mean of the difference between the way driven and the straight line from fix to fix, m; by default by the gap in time. */
  readonly beta?: number;
  /** Roads farther from a fix are not looked at, m; 4 sigma and at least 40 by default. */
  readonly radius?: number;
  /** Most roads looked at per fix; 8 by default. */
  readonly candidates?: number;
  /** A longer time without a fix ends the drive, s; 300 by default. */
  readonly maxGap?: number;
  /** No vehicle drives faster, m/s; 50 by default. */
  readonly maxSpeed?: number;
}

/** What became of one trace. */
export interface MatchQuality {
  readonly vehicle: string;
  /** Fixes in the trace. */
  readonly fixes: number;
  /** Fixes that lie on the ways found. */
  readonly matched: number;
  /** Fixes with no road within the radius. */
  readonly offRoad: number;
  /** Fixes left out because no vehicle could have driven there from the fixes before. */
  readonly unreachable: number;
  /** Fixes with no other one that a drive could lead to. */
  readonly alone: number;
  /** Drives that the trace fell into. */
  readonly pieces: number;
  /** Mean distance of a fix from the road it is matched to, m; NaN without a match. */
  readonly meanDistance: number;
  /** Mean probability, under the model, that a fix is on the link it is matched to; NaN without a match. */
  readonly confidence: number;
  /** Metres of the ways found over metres of the straight lines from fix to fix; NaN where the vehicle did not move. */
  readonly detour: number;
}

/** A drive that was found. */
export interface MatchedDrive {
  /** Indices of the links, in order. */
  readonly path: readonly number[];
  /** Fixes that decided the way, with their links as numbers in `path`. */
  readonly placed: readonly PlacedFix[];
  /** Probability of the link of each of these. */
  readonly posteriors: Float64Array;
  /** Sum of the distances of these fixes from their places on the road, m. */
  readonly distance: number;
  /** Length of the way from the first to the last of them, m. */
  readonly driven: number;
}

/** A trace may lack this many fixes in a row that no vehicle can have reached, before the drive is broken. */
const mostUnreachable = 3;
/** A chain this much less probable than the best (natural logarithm) is not followed any more. */
const beam = 25;

/** The mean difference between way and straight line grows with the time between fixes. */
const defaultBeta = (gap: number, sigma: number): number => sigma + 0.3 * Math.min(gap, 60);

/** Fixes are passed over at most for this long, s. */
const longestSkip = 60;

/** What becomes of a fix. */
const fate = { matched: 0, offRoad: 1, unreachable: 2, alone: 3 } as const;

/** A drive that was found from a fix on, and the fix from which the next one is looked for. */
interface Found {
  readonly next: number;
  readonly drive: MatchedDrive | undefined;
}

interface Layer {
  readonly fix: number;
  readonly candidates: readonly Candidate[];
}

/**
 * Matches GPS traces to roads with the hidden Markov model of Newson and Krumm (Hidden Markov Map Matching Through Noise and
 * Sparseness, 2009): a fix lies around its true place with a normal error (eq. 1), and the way driven between two fixes is about as
 * long as the straight line, with an exponential difference (eq. 2 and 3). Viterbi's algorithm finds the most probable way.
 */
export class MapMatcher {
  readonly #network: RoadNetwork;
  readonly #index: LinkIndex;
  readonly #search: RouteSearch;
  readonly #sigma: number;
  readonly #beta: number | undefined;
  readonly #radius: number;
  readonly #most: number;
  readonly #maxGap: number;
  readonly #maxSpeed: number;

  constructor(network: RoadNetwork, options: MapMatchOptions = {}) {
    this.#network = network;
    this.#index = new LinkIndex(network);
    this.#search = new RouteSearch(network, true);
    this.#sigma = options.sigma ?? 10;
    this.#beta = options.beta;
    this.#radius = options.radius ?? Math.max(40, 4 * this.#sigma);
    this.#most = options.candidates ?? 8;
    this.#maxGap = options.maxGap ?? 300;
    this.#maxSpeed = options.maxSpeed ?? 50;
  }

  /**
   * Matches one trace, and adds the traversals of its drives: all times are interpolated, first and last links are partial.
   * @returns how well it went, and the drives
   */
  match(trace: GpsTrace, builder: LinkTraversalBuilder): { quality: MatchQuality; drives: MatchedDrive[] } {
    const fixes = trace.times.length;
    const fates = new Uint8Array(fixes);
    const drives: MatchedDrive[] = [];
    for (let next = 0; next < fixes; ) {
      const found = this.#drive(trace, next, fates);
      next = found.next;
      if (found.drive === undefined) continue;
      drives.push(found.drive);
      addMatchedTraversals(builder, this.#network, trace, found.drive, (fix) => fates[fix] === fate.matched);
    }
    return { drives, quality: this.#quality(trace, fates, drives) };
  }

  #candidates(trace: GpsTrace, fix: number): Candidate[] {
    const options = { sigma: this.#sigma, radius: this.#radius, most: this.#most };
    return candidatesOf(trace, fix, this.#network, this.#index, options);
  }

  /** The drive from the first fix near a road on. */
  #drive(trace: GpsTrace, begin: number, fates: Uint8Array): Found {
    const { times, x, y } = trace;
    const first = this.#candidates(trace, begin);
    if (first.length === 0) {
      fates[begin] = fate.offRoad;
      return { next: begin + 1, drive: undefined };
    }
    let from: Layer = { fix: begin, candidates: first };
    const layers = [from];
    const lattice = new MatchLattice(emissionsOf(first));
    let unreachable: number[] = [];
    let fix = begin + 1;
    for (; fix < times.length; fix++) {
      const gap = times[fix] - times[from.fix];
      if (gap > this.#maxGap) break;
      const straight = Math.hypot(x[fix] - x[from.fix], y[fix] - y[from.fix]);
      // A fix nearer than its error says little of the way; it counts when the times are set.
      if (straight < 2 * this.#sigma && times[fix + 1] - times[from.fix] <= longestSkip) continue;
      const candidates = this.#candidates(trace, fix);
      if (candidates.length === 0) {
        fates[fix] = fate.offRoad;
        continue;
      }
      const layer = { fix, candidates };
      if (
        lattice.extend(this.#transitions(from, layer, straight, gap, lattice.scores), emissionsOf(candidates))
      ) {
        layers.push(layer);
        from = layer;
        for (const far of unreachable) fates[far] = fate.unreachable;
        unreachable = [];
      } else if (unreachable.push(fix) > mostUnreachable) break;
    }
    const next = unreachable[0] ?? fix;
    if (layers.length > 1) return { next, drive: this.#way(layers, lattice) };
    fates[begin] = fate.alone;
    return { next: Math.min(next, begin + 1), drive: undefined };
  }

  /** Log-probabilities of the ways between two layers (eq. 2), row by row; `-Infinity` where there is none. */
  #transitions(from: Layer, to: Layer, straight: number, gap: number, scores: Float64Array): Float64Array {
    const size = to.candidates.length;
    const logs = new Float64Array(from.candidates.length * size).fill(Number.NEGATIVE_INFINITY);
    const beta = this.#beta ?? defaultBeta(gap, this.#sigma);
    const slack = 4 * this.#sigma;
    const bound = Math.min(2 * straight + 300, this.#maxSpeed * gap) + slack;
    const targets = to.candidates.map(({ link }) => link);
    const { lengths } = this.#network;
    for (const [i, a] of from.candidates.entries()) {
      if (scores[i] < -beam) continue;
      const rest = lengths[a.link] - a.offset;
      this.#search.run(a.link, bound - rest, targets);
      for (const [j, b] of to.candidates.entries()) {
        let way = rest + this.#search.distance(b.link) + b.offset;
        let back = 0;
        if (a.link === b.link && (b.offset >= a.offset || a.offset - b.offset <= slack)) {
          way = Math.abs(b.offset - a.offset);
          back = Math.max(0, a.offset - b.offset);
        }
        if (way > bound) continue;
        // Noise alone takes a vehicle back on its link; driving it the wrong way would add up.
        logs[i * size + j] = -(Math.abs(way - straight) + 2 * back) / beta;
      }
    }
    return logs;
  }

  /** The most probable way through the layers. */
  #way(layers: readonly Layer[], lattice: MatchLattice): MatchedDrive {
    const { chosen, posteriors } = lattice.path();
    const path: number[] = [];
    const placed: PlacedFix[] = [];
    let [distance, driven] = [0, 0];
    for (const [k, { fix, candidates }] of layers.entries()) {
      const { link, offset, distance: away } = candidates[chosen[k]];
      distance += away;
      const before = placed[k - 1];
      const here = path[path.length - 1];
      if (before === undefined) path.push(link);
      else if (here === link && offset >= before.offset - 4 * this.#sigma) {
        driven += Math.abs(offset - before.offset);
      } else {
        this.#search.run(here, Number.POSITIVE_INFINITY, [link]);
        driven += this.#network.lengths[here] - before.offset + this.#search.distance(link) + offset;
        path.push(...this.#search.path(link).slice(1));
      }
      placed.push({ fix, step: path.length - 1, offset });
    }
    return { path, placed, posteriors, distance, driven };
  }

  #quality(trace: GpsTrace, fates: Uint8Array, drives: readonly MatchedDrive[]): MatchQuality {
    const count = (kind: number): number => fates.reduce((sum, f) => (f === kind ? sum + 1 : sum), 0);
    let [distance, probability, decided, driven, straight] = [0, 0, 0, 0, 0];
    for (const drive of drives) {
      distance += drive.distance;
      driven += drive.driven;
      decided += drive.placed.length;
      for (const p of drive.posteriors) probability += p;
      for (let k = 1; k < drive.placed.length; k++) {
        const [a, b] = [drive.placed[k - 1].fix, drive.placed[k].fix];
        straight += Math.hypot(trace.x[b] - trace.x[a], trace.y[b] - trace.y[a]);
      }
    }
    return {
      vehicle: trace.vehicle,
      fixes: fates.length,
      matched: count(fate.matched),
      offRoad: count(fate.offRoad),
      unreachable: count(fate.unreachable),
      alone: count(fate.alone),
      pieces: drives.length,
      meanDistance: distance / decided,
      confidence: probability / decided,
      detour: straight > 0 ? driven / straight : Number.NaN,
    };
  }
}

const emissionsOf = (candidates: readonly Candidate[]): Float64Array =>
  Float64Array.from(candidates, ({ emission }) => emission);
