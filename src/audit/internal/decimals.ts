import type { RandomStream } from '../../random/index.js';

/** A number as a decimal with few digits after the point, so that it prints short and its rational is small. */
export function decimal(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** A random decimal from low to high. */
export function between(random: RandomStream, low: number, high: number, digits = 2): number {
  return decimal(random.uniform(low, high), digits);
}

/** Rounder numbers near a number, the roundest first. */
export function rounderThan(value: number): number[] {
  const rounder = [1, 2].map((digits) => Number(value.toPrecision(digits)));
  return [Math.round(value), ...rounder].filter((x, n, all) => x !== value && all.indexOf(x) === n);
}

/** A decimal near a number that is not negative: a little or much more or less, or 0. */
export function nearby(random: RandomStream, value: number, most = Infinity): number {
  const factor = random.choice([0, 0.5, 0.8, 0.9, 0.97, 1.03, 1.1, 1.25, 2]);
  const moved = decimal(value * factor + (random.bernoulli(0.2) ? random.uniform(0, 0.1 * (1 + value)) : 0));
  return Math.min(most, moved);
}

/** A list without one entry. */
export function without<E>(list: readonly E[], index: number): E[] {
  return list.filter((_, n) => n !== index);
}

/** A list with one entry in place of another. */
export function withEntry<E>(list: readonly E[], index: number, entry: E): E[] {
  return list.map((e, n) => (n === index ? entry : e));
}

/** A number for people, short. */
export function shortly(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/**
 * What a person who asks `ask` might ask instead: nothing, a little or much more or less, near what it is paid, near what others
 * ask; some of these by chance, always at least 0.
 */
export function otherAsks(
  random: RandomStream,
  ask: number,
  paid: number,
  others: readonly number[],
  count: number,
): number[] {
  const asks: number[] = [];
  const size = Math.max(ask, paid, ...others, 0.1);
  for (let n = 0; n < count; n++) {
    const near = random.choice([ask, ask, paid, paid, ...others.map((other) => Math.abs(other))]);
    const asked = random.choice([
      () => near * random.choice([0, 0.5, 0.9, 0.99, 1, 1.01, 1.1, 1.5, 2]),
      () => random.uniform(0, 1.5 * size),
      () => near + size * random.choice([-0.1, -0.01, 0.01, 0.1]),
    ])();
    asks.push(decimal(Math.max(0, asked), 3));
  }
  return asks;
}
