import { InputError } from '../input/index.js';
import type { LinkTraversals } from '../traces/index.js';
import type { LinkFitOptions } from './link-fit.js';
import type { LinkFamily } from './link-travel-time-model.js';
import { chooseSlotLength, type SlotLengthScore, withSlotLength } from './slot-length.js';
import { type Calendar, dayLength } from './slot-plan.js';

/** What a person decides about a fit. */
export interface FitSettings {
  /** s, or `auto` for the best one by cross-validation. */
  readonly slotLength: number | 'auto';
  readonly family: LinkFamily;
  readonly calendar?: Calendar;
  /** The time that consecutive slots cover, s; by default all of the traces but the last two minutes. */
  readonly start?: number;
  readonly end?: number;
  readonly freeFlowSpread?: number;
  readonly minimumSamples?: number;
  readonly priorSamples?: number;
}

/** The options of a fit, and how the candidates for its slot length did where one was chosen. */
export interface ChosenFit {
  readonly options: LinkFitOptions;
  readonly slotLengths?: readonly SlotLengthScore[];
}

/** Slot lengths that `auto` chooses from, s. */
export const slotLengthCandidates = [30, 60, 120, 180, 300, 600, 900, 1800, 3600] as const;
/** Slots end this long before the traces do, s: of traversals begun later the slow ones would be missing. */
const recordedBeyond = 120;

/** First entry and last exit, s. */
function extent(rounds: readonly LinkTraversals[]): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { count, entry, exit } of rounds) {
    for (let row = 0; row < count; row++) {
      first = Math.min(first, entry[row]);
      last = Math.max(last, exit[row]);
    }
  }
  return { first, last };
}

/**
 * The options of a fit to these traversals, with a slot length chosen by cross-validation where that is asked for.
 * @throws InputError when the settings contradict each other or the traces
 */
export function chooseFit(
  rounds: readonly LinkTraversals[],
  freeFlowTimes: ArrayLike<number>,
  { slotLength, calendar, start, end, ...settings }: FitSettings,
): ChosenFit {
  const { first, last } = extent(rounds);
  const from = start ?? Math.floor(first);
  const to = end ?? (last - from > 2 * recordedBeyond ? last - recordedBeyond : last);
  if (calendar === undefined && !(to > from))
    throw new InputError('--end', `is ${to} s, not after the start at ${from} s`, 'an end after the start');
  if (calendar !== undefined && slotLength !== 'auto' && !Number.isInteger(dayLength / slotLength))
    throw new InputError(
      '--slot-length',
      `${slotLength} s do not fill a day evenly`,
      '300, 900, 1800 or 3600, say',
    );
  const whole: LinkFitOptions = {
    ...settings,
    freeFlowTimes,
    ...(calendar === undefined
      ? { start: from, slotLength: to - from, slots: 1 }
      : { slotLength: 3600, calendar }),
  };
  if (slotLength !== 'auto') return { options: withSlotLength(whole, slotLength) };
  const candidates = slotLengthCandidates.filter((length) =>
    calendar === undefined ? length <= to - from : length >= 300,
  );
  const { slotLength: chosen, scores } = chooseSlotLength(
    rounds,
    whole,
    candidates.length > 0 ? candidates : [to - from],
  );
  return { options: withSlotLength(whole, chosen), slotLengths: scores };
}
