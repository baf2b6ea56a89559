import { join } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../input/index.js';
import type { TravelTimeEvaluation } from '../traveltime/index.js';
import { jsonText, writeOut } from './json-document.js';
import { terminalTable } from './terminal-table.js';
import { type FitFlags, fitSettings, traceFiles, withFitOptions } from './travel-time-options.js';
import { bidlaneVersion } from './version.js';

interface Flags extends FitFlags {
  readonly test?: string[];
  readonly model?: string;
  readonly pathLength: number;
  readonly out?: string;
  readonly json?: boolean;
}

function wholeLinks(text: string): number {
  const links = Number(text);
  if (!(Number.isInteger(links) && links > 0))
    throw new InputError('--path-length', `is ${text}`, 'a whole number of links above 0');
  return links;
}

const rounded = (x: number | null, digits: number): number | null =>
  x === null ? null : Number(x.toFixed(digits));

function scores(
  forecasters: TravelTimeEvaluation['trips']['forecasters'],
  levels: readonly number[],
  withDivergence: boolean,
): string {
  const numbers = ['trips', 'CRPS s', 'bias s', ...levels.map((level) => `in ${100 * level} %`)];
  const columns = [
    { name: 'forecast by', type: 'VARCHAR' },
    ...[...numbers, ...(withDivergence ? ['KL nat'] : [])].map((name) => ({ name, type: 'DOUBLE' })),
  ];
  const rows = forecasters.map((f) => [
    ...[f.name, f.trips, rounded(f.crps, 2), rounded(f.bias, 1)],
    ...f.coverage.map((share) => rounded(share, 3)),
    ...(withDivergence ? [rounded(f.divergence, 3)] : []),
  ]);
  return terminalTable(columns, rows);
}

function scoresText({ trips, paths, levels }: TravelTimeEvaluation): string {
  const whole = `${trips.count} whole trips that were not used for fitting\n${scores(trips.forecasters, levels, false)}`;
  if (paths.count === 0) return whole;
  return `${whole}\n${paths.drives} drives over the ${paths.count} busiest paths of ${paths.length} links\n${scores(paths.forecasters, levels, true)}`;
}

/** `bidlane travel-time evaluate TRACES...`: how good forecasts of trips are, on trips that were not used for fitting. */
export function registerTravelTimeEvaluate(parent: Command): void {
  withFitOptions(
    parent
      .command('evaluate')
      .description('judge forecasts of trips by trips that were not used for fitting')
      .argument('<traces...>', traceFiles),
  )
    .option(
      '--test <traces...>',
      'files whose trips are forecast (default: a fifth of the traces is held out)',
    )
    .option('--model <file>', 'judge this model in place of a fit to the traces; needs --test')
    .option('--path-length <links>', 'links of the busiest paths', wholeLinks, 6)
    .option('--out <folder>', 'write evaluation.json and report.html there')
    .option('--json', 'print the evaluation as JSON')
    .addHelpText(
      'after',
      `
Without --test every fifth file is held out where there are five or more, else every fifth vehicle. Forecast are whole trips (all links
but the first and the last of a drive) and drives over the busiest paths of --path-length links, by the estimators coupled, mixture, paper and
grid (of at most about 100 trips, it is slow), and by baselines from the same traces:
  one slot          one distribution per link, whatever the time
  free flow         free-flow times with the spread of a link without data
  historical mean   the sum of the links' mean times, without a spread
  the very trip     earlier drives over exactly these links, where there are at least ten
Scores: CRPS (continuous ranked probability score, s, 0 is perfect), bias (forecast less observed, s), the share of trips within the
central intervals of 50, 80 and 95 %, and for paths the Kullback-Leibler divergence (nat; bins of 10 s, one added to every bin).
  --json: {"slotLength", "slots", "family", "links", "fallbackLinks", "used", "levels": [.5, .8, .95], "independent",
           "trips": {"count", "forecasters": [{"name", "kind", "trips", "crps", "difference": {"mean", "low", "high"}, "bias",
                     "absoluteError", "coverage": [..], "transforms": [10 counts], "divergence"}]},
           "paths": {"count", "length", "drives", "forecasters"}, "slotLengths"}
  difference: the score less that of the first forecaster on the same trips, with its 95 % interval; transforms: the PIT histogram.
Example: bidlane travel-time evaluate rounds/*.xml.gz --network beijing.net.xml --out evaluation`,
    )
    .action(async (traces: string[], flags: Flags) => {
      if (flags.model !== undefined && flags.test === undefined)
        throw new InputError(
          '--model',
          'may have been fitted to these traces',
          '--test with traces that it has not seen',
        );
      const [{ readNetwork }, room] = await Promise.all([
        import('../network/index.js'),
        import('../traveltime/index.js'),
      ]);
      const network = await readNetwork(flags.network);
      const rounds = await room.readRounds(traces, network);
      const { fitted, held } =
        flags.test === undefined
          ? room.heldOut(rounds, 0)
          : { fitted: rounds, held: await room.readRounds(flags.test, network) };
      const { options, slotLengths } = room.chooseFit(fitted, network.freeFlowTimes, fitSettings(flags));
      const model = flags.model === undefined ? undefined : await room.readModel(flags.model);
      if (model !== undefined && model.links !== network.links.length)
        throw new InputError(
          flags.model ?? '',
          `has ${model.links} links`,
          `a model of this network, which has ${network.links.length}`,
        );
      const evaluation = room.evaluateTravelTimes(fitted, held, {
        fit: options,
        pathLength: flags.pathLength,
        ...(model === undefined ? {} : { model }),
      });
      const document = { ...evaluation, ...(slotLengths === undefined ? {} : { slotLengths }) };
      if (flags.out !== undefined) {
        const [{ travelTimeReport }, { prepareResultsFolder, writeFileAtomically, writeJson }] =
          await Promise.all([import('../report/index.js'), import('../results/index.js')]);
        const data = room.evaluationReport(document, {
          network: flags.network,
          traces,
          test: flags.test,
          model: flags.model,
          version: bidlaneVersion(),
        });
        await prepareResultsFolder(flags.out);
        await writeJson(join(flags.out, 'evaluation.json'), document);
        await writeFileAtomically(join(flags.out, 'report.html'), await travelTimeReport(data));
      }
      await writeOut(flags.json === true ? `${jsonText(document, 2)}\n` : scoresText(evaluation));
    });
}
