import { type Command, Option } from 'commander';
import { InputError } from '../input/index.js';
import type { Calendar, FitSettings, LinkFamily } from '../traveltime/index.js';

/** The options of a fit as commander gives them. */
export interface FitFlags {
  readonly network: string;
  readonly slotLength: number | 'auto';
  readonly family: LinkFamily;
  readonly calendar?: Calendar['days'];
  readonly utcOffset: number;
  readonly start?: number;
  readonly end?: number;
  readonly freeFlowSpread?: number;
  readonly minimumSamples?: number;
  readonly priorSamples?: number;
}

const number =
  (name: string, least: number, right: string) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least)
      throw new InputError(name, `is ${text}`, right);
    return value;
  };

function slotLength(text: string): number | 'auto' {
  if (text === 'auto') return 'auto';
  const value = number('--slot-length', 0, 'seconds, or auto')(text);
  if (value === 0) throw new InputError('--slot-length', 'is 0', 'seconds above 0, or auto');
  return value;
}

/** Seconds from `+08:00`, `-5:30` or `0`. */
export function utcOffset(text: string): number {
  const match = /^([+-]?)(\d{1,2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null) throw new InputError('--utc-offset', `is ${text}`, 'hours and minutes such as +08:00');
  const [, sign, hours, minutes = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

/** Gives a command the options that say how link travel times are fitted. */
export function withFitOptions(command: Command): Command {
  const seconds = 'seconds, 0 or more';
  return command
    .requiredOption('--network <file>', 'SUMO network that the vehicles drove on (.net.xml, .net.xml.gz)')
    .option(
      '--slot-length <seconds>',
      'length of a time slot, s; auto chooses by cross-validation',
      slotLength,
      60,
    )
    .addOption(
      new Option('--family <family>', 'distribution of a link in a slot')
        .choices(['normal', 'lognormal', 'empirical'])
        .default('normal'),
    )
    .addOption(
      new Option(
        '--calendar <days>',
        'slots by time of day, for traces of many days: all days alike, weekdays and weekend, or each day of the week',
      ).choices(['all', 'weekend', 'week']),
    )
    .option('--utc-offset <hh:mm>', 'with --calendar: local time less the clock of the traces', utcOffset, 0)
    .option(
      '--start <seconds>',
      'beginning of the first slot, s (default: first entry)',
      number('--start', 0, seconds),
    )
    .option(
      '--end <seconds>',
      'end of the last slot, s (default: 120 s before the traces end, which lack the slow ones)',
      number('--end', 0, seconds),
    )
    .option(
      '--free-flow-spread <share>',
      'standard deviation of a link without data, as a share of its free-flow time (default: 0.3)',
      number('--free-flow-spread', 0, 'a share, 0 or more'),
    )
    .option(
      '--minimum-samples <n>',
      'a link with fewer traversals falls back to free flow (default: 3)',
      number('--minimum-samples', 0, 'a number, 0 or more'),
    )
    .option(
      '--prior-samples <n>',
      'how many traversals the neighbouring slots and the link as a whole weigh together (default: 4)',
      number('--prior-samples', 0, 'a number, 0 or more'),
    );
}

/** The settings that these options mean. */
export function fitSettings(flags: FitFlags): FitSettings {
  const {
    slotLength: length,
    family,
    calendar,
    start,
    end,
    freeFlowSpread,
    minimumSamples,
    priorSamples,
  } = flags;
  return {
    slotLength: length,
    family,
    ...(calendar === undefined ? {} : { calendar: { days: calendar, utcOffset: flags.utcOffset } }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(freeFlowSpread === undefined ? {} : { freeFlowSpread }),
    ...(minimumSamples === undefined ? {} : { minimumSamples }),
    ...(priorSamples === undefined ? {} : { priorSamples }),
  };
}

/** What the files of traces may be, for help texts. */
export const traceFiles =
  'files of traces, each a round: tables of link traversals (.parquet), or vehroute files of SUMO with exit times (.xml, .xml.gz)';
