import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { cacheFolder } from './cache-folder.js';
import { interruption } from './interruption.js';
import { jsonText, writeOut } from './json-document.js';
import { accuracyText, lstmVerdict } from './predict-text.js';
import { wholeNumber } from './run.js';
import { TrainingDisplay } from './training-display.js';

interface TrainFlags {
  readonly seed: number;
  readonly rounds: number;
  readonly stride: number;
  readonly epochs: number;
  readonly units: number;
  readonly out: string;
  readonly json?: boolean;
}

interface EvaluateFlags {
  readonly seed: number;
  readonly rounds: number;
  readonly stride: number;
  readonly weights?: string;
  readonly json?: boolean;
}

const measures = `
For each predictor: ADE and FDE, the mean distance in m between prediction and truth over 1 to 5 s and after 5 s; miss 2 m, the
share of predictions more than 2 m off after 5 s; R2 of the displacement after 1, 2, 3, 4, 5 s; R2 of the coordinates after 5 s
over all vehicles; R2 trajectory, the median over the vehicles of the R2 of a vehicle's coordinates.
--json prints {"scenario", "vehicles", "windows", "predictors": [{"predictor", "ade", "fde", "missRate", "trajectoryR2", "horizons":
[{"seconds", "error", "missRate", "displacementR2", "coordinateR2"}], "accuracy": {"paper", "displacement", "hits"}}]}: "accuracy" is
what "bidlane market" takes as the accuracy of twins, by three measures.`;

function registerTrain(predict: Command): void {
  predict
    .command('train')
    .description(
      'train linear regression and an LSTM on SUMO traces, split by vehicle: 60 past to 5 future points, 1 s apart',
    )
    .argument('<scenarios...>', 'scenario files whose traffic is learnt from')
    .option('--out <folder>', 'folder for the weights', 'weights')
    .option('--rounds <n>', 'traffic runs of each scenario', wholeNumber('--rounds', 1), 1)
    .option('--stride <s>', 'seconds between two examples of a vehicle', wholeNumber('--stride', 1), 20)
    .option('--epochs <n>', 'times that the LSTM sees all examples', wholeNumber('--epochs', 1), 20)
    .option('--units <n>', 'hidden units of the LSTM', wholeNumber('--units', 1), 32)
    .option('--seed <n>', 'everything random follows from it', wholeNumber('--seed', 0), 1)
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nThe same scenarios, options and SUMO give the same weights, byte by byte.')
    .action(async (files: readonly string[], flags: TrainFlags) => {
      const { loadScenario } = await import('../scenario/index.js');
      const scenarios = [];
      for (const file of files) scenarios.push((await loadScenario(file)).scenario);
      const { trainPredictors } = await import('../../sim/movement/index.js');
      const signal = interruption('nothing was written', () => undefined);
      const display = new TrainingDisplay(process.stderr);
      try {
        const trained = await trainPredictors(scenarios, {
          ...flags,
          out: resolve(flags.out),
          signal,
          onTraces: ({ scenario, round, rounds, time, end }) =>
            display.show(`traces of ${scenario}, run ${round + 1} of ${rounds}`, time / end),
          onTraining: ({ step, steps, validation }) =>
            display.show(
              'LSTM',
              step / steps,
              validation === undefined ? '' : `validation error ${Math.sqrt(validation).toFixed(2)} m`,
            ),
        });
        display.clear();
        const [training, , test] = trained.vehicles;
        await writeOut(
          flags.json === true
            ? `${jsonText(trained, 2)}\n`
            : [
                `learnt from ${trained.examples[0]} examples of ${training} vehicles; on ${trained.examples[2]} examples of ${test} other vehicles:\n`,
                accuracyText(trained.accuracy),
                lstmVerdict(trained.accuracy),
                ...trained.files.map((file) => `wrote ${file}\n`),
              ].join(''),
        );
      } catch (error) {
        display.clear();
        if (signal.aborted) throw signal.reason;
        throw error;
      }
    });
}

function registerEvaluate(predict: Command): void {
  predict
    .command('evaluate')
    .description('compare all movement predictors on new traffic of a scenario')
    .argument('<scenario>', 'scenario file')
    .option('--rounds <n>', 'traffic runs', wholeNumber('--rounds', 1), 1)
    .option('--stride <s>', 'seconds between two predictions for a vehicle', wholeNumber('--stride', 1), 20)
    .option('--weights <folder>', 'weights of bidlane predict train (default: those that come with Bidlane)')
    .option('--seed <n>', 'seed of the traffic', wholeNumber('--seed', 0), 100)
    .option('--json', 'print the accuracies as JSON')
    .addHelpText('after', measures)
    .action(async (file: string, flags: EvaluateFlags) => {
      const { loadScenario } = await import('../scenario/index.js');
      const { scenario } = await loadScenario(file);
      const [{ evaluateScenario }, { twinAccuracy }] = await Promise.all([
        import('../../sim/movement/index.js'),
        import('../twin/prediction/index.js'),
      ]);
      const signal = interruption('SUMO was ended', () => undefined);
      const display = new TrainingDisplay(process.stderr);
      try {
        const evaluated = await evaluateScenario(scenario, {
          ...flags,
          weights: flags.weights === undefined ? undefined : resolve(flags.weights),
          jobs: availableParallelism(),
          cache: cacheFolder(),
          signal,
          onTraces: ({ round, rounds, time, end }) =>
            display.show(`traces, run ${round + 1} of ${rounds}`, time / end),
          onEvent: (event) => {
            if (event.kind === 'probe-rounds')
              display.show('probe rounds for link travel times', event.done / event.total);
          },
        });
        display.clear();
        const [first] = evaluated;
        const predictors = evaluated.map(({ windows: _, vehicles: _v, ...accuracy }) => ({
          ...accuracy,
          accuracy: Object.fromEntries(
            (['paper', 'displacement', 'hits'] as const).map((kind) => [
              kind,
              twinAccuracy({ ...accuracy, windows: first.windows, vehicles: first.vehicles }, kind),
            ]),
          ),
        }));
        await writeOut(
          flags.json === true
            ? `${jsonText({ scenario: scenario.name, vehicles: first.vehicles, windows: first.windows, predictors }, 2)}\n`
            : [
                `${first.windows} predictions for ${first.vehicles} vehicles of ${scenario.name}, 1 to 5 s ahead:\n`,
                accuracyText(evaluated),
                lstmVerdict(evaluated),
              ].join(''),
        );
      } catch (error) {
        display.clear();
        if (signal.aborted) throw signal.reason;
        throw error;
      }
    });
}

/** `bidlane predict`: trains and compares predictors of movement. */
export function registerPredict(program: Command): void {
  const predict = program.command('predict').description("movement prediction of vehicles' digital twins");
  registerTrain(predict);
  registerEvaluate(predict);
}
