import { type Command, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../input/index.js';
import type { GpsLayout, GpsMatchOptions, TimeFormat } from '../traces/index.js';

/** How GPS rows are read, as the command line says it. */
export interface GpsFlags {
  readonly preset?: 'tdrive';
  readonly columns?: string;
  readonly delimiter?: string;
  readonly timeFormat?: TimeFormat;
  readonly utcOffset?: number;
  readonly coordinates?: 'degrees' | 'network';
  readonly maxGap?: number;
}

/** Reads a number from the command line that must lie in a range. */
export function numberIn(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= least && value <= most) return value;
    throw new InputError(option, `is ${JSON.stringify(text)}`, `must be a number from ${least} to ${most}`);
  };
}

function oneCharacter(text: string): string {
  const character = text === 'tab' || text === '\\t' ? '\t' : text;
  if (character.length === 1) return character;
  throw new InvalidArgumentError('one character, or tab');
}

/** Adds the options that say how GPS rows are read. */
export function withGpsOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--preset <name>',
        'layout of the rows; tdrive is id,YYYY-MM-DD HH:MM:SS,longitude,latitude',
      ).choices(['tdrive']),
    )
    .option(
      '--columns <mapping>',
      'columns by name or number (from 1): id=1,time=2,longitude=3,latitude=4[,speed=5,heading=6]; default: the usual names in the first line',
    )
    .option(
      '--delimiter <character>',
      'between columns (default: , ; or tab, whichever the first line has most)',
      oneCharacter,
    )
    .addOption(
      new Option(
        '--time-format <format>',
        'datetime is YYYY-MM-DD HH:MM:SS, also with a zone; numbers count from 1970',
      ).choices(['auto', 'datetime', 'seconds', 'milliseconds']),
    )
    .option(
      '--utc-offset <hours>',
      'hours to add to times in UTC (numbers, and dates with a zone) for the clock of the traffic',
      numberIn('--utc-offset', -24, 24),
    )
    .addOption(
      new Option(
        '--coordinates <kind>',
        'degrees of WGS 84 (default), or metres of the network in place of longitude and latitude',
      ).choices(['degrees', 'network']),
    )
    .option(
      '--max-gap <s>',
      'a longer time between two fixes ends a trace (default: 300)',
      numberIn('--max-gap', 1, 86_400),
    );
}

/** The layout that the options say; `undefined` to go by the first line. @throws InputError for a preset with columns of its own */
export async function layoutOf(flags: GpsFlags): Promise<Pick<GpsMatchOptions, 'layout' | 'maxGap'>> {
  const { gpsPresets, parseGpsColumns } = await import('../traces/index.js');
  const { preset, columns, delimiter, timeFormat, utcOffset, coordinates, maxGap } = flags;
  if (preset !== undefined && columns !== undefined)
    throw new InputError('--columns', `is given together with --preset ${preset}`, 'one of the two');
  const base: GpsLayout = preset === undefined ? {} : gpsPresets[preset];
  const layout: GpsLayout = {
    ...base,
    ...(columns === undefined ? {} : { columns: parseGpsColumns(columns, '--columns') }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(timeFormat === undefined ? {} : { timeFormat }),
    ...(utcOffset === undefined ? {} : { utcOffset }),
    ...(coordinates === undefined ? {} : { coordinates }),
  };
  return { layout, ...(maxGap === undefined ? {} : { maxGap }) };
}
