import { processorTime, processorTimeSince } from './processor-time.js';

/**
 * A fixed piece of work of the kinds that a run is made of: floating-point sums over typed arrays, look-ups by text, sorting.
 * @returns a number that depends on all of it, so that no part can be left out
 */
export function calibrationWork(): number {
  const size = 20_000;
  const numbers = new Float64Array(size);
  const places = new Map<string, number>();
  let state = 1;
  let sum = 0;
  for (let round = 0; round < 12; round++) {
    for (let i = 0; i < size; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      numbers[i] = state / 2 ** 32;
    }
    for (let i = 0; i < size; i++) places.set(`link-${Math.floor(numbers[i] * 2000)}`, i);
    for (let i = 0; i < size; i++) sum += (places.get(`link-${i % 2000}`) ?? 0) * 1e-6;
    numbers.sort();
    for (let i = 1; i < size; i++) sum += Math.exp(-numbers[i] * numbers[i]) * Math.sqrt(numbers[i - 1]);
  }
  return sum;
}

/** Processor time of the fixed work on this machine now, s: the least of several turns, which noise disturbs least. */
export function calibrate(turns = 7): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    const begin = processorTime();
    calibrationWork();
    least = Math.min(least, processorTimeSince(begin).own);
  }
  return least;
}
