import { type Command, Option } from 'commander';
import { wholeNumber } from './run.js';
import { check, convert, match, record } from './traces-actions.js';
import { numberIn, withGpsOptions } from './traces-options.js';

const columns = `
FILE.parquet has one row per link that a vehicle was on:
    vehicle, link      names in the trace and in the network
    entry, exit        s; the way through a junction belongs to the link before it
    interpolated       whether a time was computed from the fixes around it; else it was seen
    partial_first/_last  whether it is the first or last link of a drive, not driven from end to end
    planned_stop       whether the vehicle stopped by plan (known from vehroutes only)`;

const networkOption = [
  '--network <file>',
  'the SUMO network (.net.xml, also .gz) that was driven on',
] as const;
const outOption = ['--out <file>', 'the Parquet file to write', 'traversals.parquet'] as const;
const jsonOption = ['--json', 'print a summary as JSON'] as const;

const formatOption = (choices: readonly string[]): Option =>
  new Option('--format <format>', 'kind of file (default: told by its beginning)')
    .choices(['auto', ...choices])
    .default('auto', 'auto');

/** `bidlane traces convert|match|record|check`: link traversals from traces of SUMO and GPS. */
export function registerTraces(program: Command): void {
  const traces = program
    .command('traces')
    .description('link traversals from probe traces: SUMO FCD and vehroutes, a running SUMO, GPS');
  traces
    .command('convert')
    .description('turn an FCD or vehroute file of SUMO into link traversals')
    .argument('<file>', 'FCD (--fcd-output), or vehroutes with exit times; plain or gzipped')
    .requiredOption(...networkOption)
    .option(...outOption)
    .addOption(formatOption(['fcd', 'vehroutes']))
    .addOption(
      new Option('--unknown-links <rule>', 'links that the network lacks: refuse the file, or skip them')
        .choices(['refuse', 'skip'])
        .default('refuse'),
    )
    .option(...jsonOption)
    .addHelpText(
      'after',
      `${columns}\nA file that breaks off ends with status 2; what is whole is in FILE.parquet then.`,
    )
    .action(convert);
  withGpsOptions(
    traces
      .command('match')
      .description('match GPS fixes to the roads of a network, and turn them into link traversals')
      .argument('<paths...>', 'text files with one fix a line (also .gz), or folders of .txt, .csv and .tsv')
      .requiredOption(...networkOption)
      .option(...outOption),
  )
    .option(
      '--sigma <m>',
      'standard deviation of a position in each direction (default: 10)',
      numberIn('--sigma', 0.1, 1000),
    )
    .option(
      '--beta <m>',
      'mean difference between the way and the straight line of two fixes (default: sigma + 0.3 m per s between them)',
      numberIn('--beta', 0.01, 10_000),
    )
    .option(
      '--radius <m>',
      'roads farther from a fix are not looked at (default: 4 sigma, at least 40)',
      numberIn('--radius', 1, 10_000),
    )
    .option('--quality <file>', 'also write how well each trace was matched, as Parquet')
    .option(...jsonOption)
    .addHelpText(
      'after',
      `${columns}\nTimes are seconds since 1970-01-01 00:00 of the clock in the file. Speeds are in m/s, headings in degrees clockwise from north.`,
    )
    .action(match);
  traces
    .command('record')
    .description('run SUMO and record link traversals from its vehicles')
    .argument('<config>', 'configuration of SUMO, such as sumo-configs/grid3/grid3.sumocfg')
    .argument('[options...]', 'further options of SUMO, after --')
    .requiredOption(...networkOption)
    .option(...outOption)
    .option(
      '--until <s>',
      'simulation time at which to end (default: the end in the configuration)',
      wholeNumber('--until', 1),
    )
    .option(...jsonOption)
    .addHelpText('after', columns)
    .action(record);
  withGpsOptions(
    traces
      .command('check')
      .description('read traces through and count what is wrong with them, by kind')
      .argument('<paths...>', 'one file of SUMO, or files and folders of GPS fixes')
      .requiredOption(...networkOption)
      .addOption(formatOption(['fcd', 'vehroutes', 'gps'])),
  )
    .option(...jsonOption)
    .addHelpText(
      'after',
      '\nThe exit status is 0 without a fault, 1 with any, 2 where nothing of a file can be used.',
    )
    .action(check);
}
