interface Layer {
  /** Log-probability of the fix at each of its candidates. */
  readonly emissions: Float64Array;
  /** Log-probability of the way from candidate i of the layer before to candidate j, at `i * candidates + j`. */
  readonly transitions: Float64Array;
  /** Log-probability of the best chain that ends at each candidate, and where it comes from. */
  readonly scores: Float64Array;
  readonly before: Int32Array;
}

/** The most probable chain of candidates, and how sure it is. */
export interface LatticePath {
  /** Of each layer the candidate. */
  readonly chosen: Int32Array;
  /** Of each layer the probability of that candidate, given all fixes. */
  readonly posteriors: Float64Array;
}

const empty = new Float64Array(0);

/** A hidden Markov model laid out in time: layers of candidates, with Viterbi's search carried along. */
export class MatchLattice {
  readonly #layers: Layer[] = [];

  /** @param emissions log-probability of the first fix at each of its candidates */
  constructor(emissions: Float64Array) {
    const before = new Int32Array(emissions.length).fill(-1);
    this.#layers.push({ emissions, transitions: empty, scores: emissions.slice(), before });
  }

  /** Log-probability of the best chain to each candidate of the last layer, up to a common summand. */
  get scores(): Float64Array {
    return this.#layers[this.#layers.length - 1].scores;
  }

  /**
   * Adds a layer.
   * @param transitions from the candidates of the last layer, row by row; `-Infinity` where there is no way
   * @returns false, and nothing is added, when no candidate can be reached
   */
  extend(transitions: Float64Array, emissions: Float64Array): boolean {
    const from = this.scores;
    const size = emissions.length;
    const scores = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    const before = new Int32Array(size).fill(-1);
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < from.length; i++) {
      for (let j = 0; j < size; j++) {
        const score = from[i] + transitions[i * size + j] + emissions[j];
        if (score > scores[j]) {
          scores[j] = score;
          before[j] = i;
          if (score > best) best = score;
        }
      }
    }
    if (best === Number.NEGATIVE_INFINITY) return false;
    // Only differences matter; so the numbers stay small however long the trace.
    for (let j = 0; j < size; j++) scores[j] -= best;
    this.#layers.push({ emissions, transitions, scores, before });
    return true;
  }

  /** The most probable chain, with the probability of each of its members by the forward-backward algorithm. */
  path(): LatticePath {
    const layers = this.#layers;
    const last = layers.length - 1;
    const chosen = new Int32Array(layers.length);
    chosen[last] = this.scores.indexOf(Math.max(...this.scores));
    for (let k = last; k > 0; k--) chosen[k - 1] = layers[k].before[chosen[k]];
    const forward = this.#forward();
    const posteriors = new Float64Array(layers.length);
    let backward = new Float64Array(layers[last].emissions.length).fill(1);
    for (let k = last; ; k--) {
      let total = 0;
      for (let j = 0; j < backward.length; j++) total += forward[k][j] * backward[j];
      posteriors[k] = total > 0 ? (forward[k][chosen[k]] * backward[chosen[k]]) / total : 0;
      if (k === 0) return { chosen, posteriors };
      backward = this.#backward(k, backward);
    }
  }

  #forward(): Float64Array[] {
    const forward: Float64Array[] = [];
    for (const { emissions, transitions } of this.#layers) {
      const size = emissions.length;
      const likely = likelihoods(emissions);
      const before = forward.at(-1);
      const next = new Float64Array(size);
      for (let j = 0; j < size; j++) {
        let sum = before === undefined ? 1 : 0;
        if (before !== undefined)
          for (let i = 0; i < before.length; i++)
            if (before[i] > 0) sum += before[i] * Math.exp(transitions[i * size + j]);
        next[j] = sum * likely[j];
      }
      forward.push(normalised(next));
    }
    return forward;
  }

  #backward(k: number, after: Float64Array): Float64Array<ArrayBuffer> {
    const { emissions, transitions } = this.#layers[k];
    const size = emissions.length;
    const likely = likelihoods(emissions);
    const next = new Float64Array(this.#layers[k - 1].emissions.length);
    for (let i = 0; i < next.length; i++) {
      for (let j = 0; j < size; j++)
        if (after[j] > 0) next[i] += Math.exp(transitions[i * size + j]) * likely[j] * after[j];
    }
    return normalised(next);
  }
}

/** Likelihoods from their logarithms, the largest 1. */
function likelihoods(logs: Float64Array): Float64Array {
  const most = Math.max(...logs);
  return logs.map((log) => Math.exp(log - most));
}

function normalised(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  let sum = 0;
  for (const value of values) sum += value;
  if (sum > 0) for (let i = 0; i < values.length; i++) values[i] /= sum;
  return values;
}
