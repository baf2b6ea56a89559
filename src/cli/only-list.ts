import { InputError } from '../input/index.js';

/** The numbers of the replications to run, ascending; empty to prepare only. */
export type OnlyList = readonly number[];

/** What no run comes near to. */
const most = 1_000_000;

/**
 * Reads a list of replications: `3,4`, `0-9`, `0-4,7`, or `none`.
 * @throws InputError when it is none
 */
export function onlyList(text: string): OnlyList {
  if (text === 'none') return [];
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    const first = Number(range?.[1]);
    const last = Number(range?.[2] ?? range?.[1]);
    if (range === null || last < first || last >= most)
      throw new InputError(
        '--only',
        `is ${JSON.stringify(text)}`,
        'numbers of replications from 0, such as 3,4 or 0-9, or none to prepare only',
      );
    for (let n = first; n <= last; n++) numbers.add(n);
  }
  return [...numbers].sort((a, b) => a - b);
}
