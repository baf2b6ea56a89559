import { InputError } from '../../../src/input/index.js';
import type { StudyDefinition } from './definition.js';
import type { Setting, StudyPoint } from './point.js';

const number = '-?(?:\\d+\\.?\\d*|\\.\\d+)(?:e-?\\d+)?';
const rangePattern = new RegExp(`^(${number})\\.\\.(${number})(?::(${number}))?$`, 'i');
const mostValues = 10_000;

/**
 * Numbers from `from` to `to` in steps, both ends included when the last step falls on `to` (up to rounding). Each is `from`
 * plus a multiple of the step, rounded to 12 digits, so .1 + .2 is .3.
 * @throws RangeError when the step does not lead from one to the other, or to more than 10 000 values
 */
export function range(from: number, to: number, step = 1): number[] {
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (!(count >= 1 && count <= mostValues) || step === 0)
    throw new RangeError(`no range from ${from} to ${to} in steps of ${step}`);
  return Array.from({ length: count }, (_, i) => Number((from + i * step).toPrecision(12)));
}

/** A word of the command line as a setting: a number, true or false, or the text itself. */
export function settingOf(text: string): Setting {
  if (new RegExp(`^${number}$`, 'i').test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}

/**
 * The values that a text such as `10..100:10`, `5..8` or `tbuma,bvm` stands for.
 * @param where names the text in messages
 * @throws InputError when there are none
 */
export function varyValues(text: string, where: string): Setting[] {
  const [, from, to, step] = rangePattern.exec(text.trim()) ?? [];
  if (from !== undefined && to !== undefined) {
    try {
      return range(Number(from), Number(to), step === undefined ? 1 : Number(step));
    } catch (error) {
      const right = 'a range such as 10..100:10 (from, to, step) with at most 10000 values';
      throw new InputError(where, `is ${JSON.stringify(text)}`, right, { cause: error });
    }
  }
  const words = text.split(',').map((word) => word.trim());
  if (words.includes('') || text.includes('..')) {
    const right = 'values such as 10..100:10 or tbuma,bvm';
    throw new InputError(where, `is ${JSON.stringify(text)}`, right);
  }
  return words.map(settingOf);
}

/** Every combination of the values, the last parameter changing fastest. */
export function cross(values: Readonly<Record<string, readonly Setting[]>>): StudyPoint[] {
  let points: StudyPoint[] = [{}];
  for (const [name, list] of Object.entries(values))
    points = points.flatMap((point) => list.map((value) => ({ ...point, [name]: value })));
  return points;
}

/**
 * The points of a study, in order.
 * @throws InputError when a range is none or there is no point
 */
export function pointsOf({
  name,
  points,
  vary,
}: Pick<StudyDefinition, 'name' | 'points' | 'vary'>): StudyPoint[] {
  if (points !== undefined) return [...points];
  const values = Object.entries(vary ?? {}).map(([parameter, list]): [string, readonly Setting[]] => {
    if (typeof list === 'string') return [parameter, varyValues(list, `study ${name}, vary ${parameter}`)];
    return [parameter, Array.isArray(list) ? (list as readonly Setting[]) : [list as Setting]];
  });
  return cross(Object.fromEntries(values));
}
