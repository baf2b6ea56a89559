/**
 * A chain of points (Q, E) that is built from left to right and keeps only the vertices of its lower convex hull, as columns.
 * P = 1 - Q is kept beside Q: near 1 the hull is told apart by P alone, near 0 by Q alone.
 */
export interface HullChain {
  size: number;
  success: Float64Array;
  miss: Float64Array;
  payment: Float64Array;
  /** What the point stands for: a number of the caller's own. */
  label: Float64Array;
}

/** Slopes whose ratio is nearer to 1 than this are equal: sums of products that are equal on paper differ by rounding. */
export const slopeTie = 1 + 1e-13;

/** An empty chain with room for `capacity` points. */
export function hullChain(capacity: number): HullChain {
  return {
    size: 0,
    success: new Float64Array(capacity),
    miss: new Float64Array(capacity),
    payment: new Float64Array(capacity),
    label: new Float64Array(capacity),
  };
}

/** Q of b minus Q of a, from whichever of Q and P has kept more digits. */
export function successGain(successA: number, missA: number, successB: number, missB: number): number {
  return successB < 0.5 ? successB - successA : missA - missB;
}

/** Makes room for at least `capacity` points; what the chain holds is lost when it grows. */
export function reserve(chain: HullChain, capacity: number): void {
  if (chain.success.length >= capacity) return;
  const grown = hullChain(2 * capacity);
  chain.success = grown.success;
  chain.miss = grown.miss;
  chain.payment = grown.payment;
  chain.label = grown.label;
}

/**
 * Adds a point whose Q is at least that of all points before. Points that the hull no longer touches leave; among points on
 * one line only the ends stay; of equal points the first stays.
 */
export function pushPoint(
  chain: HullChain,
  success: number,
  miss: number,
  payment: number,
  label: number,
): void {
  const { success: q, miss: p, payment: e } = chain;
  let top = chain.size - 1;
  while (top >= 0) {
    const gain = successGain(q[top], p[top], success, miss);
    if (gain <= 0) {
      if (payment >= e[top]) {
        chain.size = top + 1;
        return;
      }
    } else {
      if (top === 0) break;
      const before = successGain(q[top - 1], p[top - 1], q[top], p[top]);
      if ((e[top] - e[top - 1]) * gain * slopeTie < (payment - e[top]) * before) break;
    }
    top--;
  }
  top++;
  q[top] = success;
  p[top] = miss;
  e[top] = payment;
  chain.label[top] = label;
  chain.size = top + 1;
}

/**
 * Takes vertices out until at most `most` are left, those first whose loss is least. No two neighbours leave in one pass, so
 * a pass raises the chain by at most the largest vertical distance of a vertex taken out to the chord over it.
 * @returns the largest vertical distance (in payment) between the old chain and the new one, at most
 */
export function thin(chain: HullChain, most: number): number {
  let loss = 0;
  while (chain.size > Math.max(2, most)) {
    const { size, success, miss, payment } = chain;
    const height = new Float64Array(size);
    for (let k = 1; k < size - 1; k++) {
      const left = successGain(success[k - 1], miss[k - 1], success[k], miss[k]);
      const right = successGain(success[k], miss[k], success[k + 1], miss[k + 1]);
      const chord = payment[k - 1] + ((payment[k + 1] - payment[k - 1]) * left) / (left + right);
      height[k] = Math.max(0, chord - payment[k]);
    }
    const byHeight = Array.from({ length: size - 2 }, (_, k) => k + 1).sort((a, b) => height[a] - height[b]);
    const gone = new Uint8Array(size);
    let left = size;
    let raised = 0;
    for (const k of byHeight) {
      if (left <= Math.max(2, most)) break;
      if (gone[k - 1] === 1 || gone[k + 1] === 1) continue;
      gone[k] = 1;
      raised = height[k];
      left--;
    }
    let to = 0;
    for (let k = 0; k < size; k++) {
      if (gone[k] === 1) continue;
      success[to] = success[k];
      miss[to] = miss[k];
      payment[to] = payment[k];
      chain.label[to++] = chain.label[k];
    }
    chain.size = to;
    loss += raised;
  }
  return loss;
}
