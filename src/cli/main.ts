#!/usr/bin/env -S node --max-semi-space-size=32
import { Command } from 'commander';
import { registerAuction } from './auction.js';
import { registerAudit } from './audit.js';
import { registerBench } from './bench.js';
import { registerCompare } from './compare.js';
import { outcomeOf } from './exit.js';
import { registerExport } from './export.js';
import { registerImport } from './import.js';
import { registerMarket } from './market.js';
import { registerPredict } from './predict.js';
import { registerQuery } from './query.js';
import { registerRecruit } from './recruit.js';
import { registerRun } from './run.js';
import { registerSchema } from './schema.js';
import { registerSigns } from './signs.js';
import { registerStudy } from './study.js';
import { registerSweep } from './sweep.js';
import { registerTraces } from './traces.js';
import { registerTraci } from './traci.js';
import { registerTravelTime } from './travel-time.js';
import { bidlaneVersion } from './version.js';
import { registerWorker } from './worker.js';

function bidlane(): Command {
  const program = new Command('bidlane')
    .description('Discrete-event traffic co-simulation with the real SUMO')
    .version(bidlaneVersion())
    .showHelpAfterError('(--help shows what is possible)')
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'error: command line: ')),
    });
  registerRun(program);
  registerQuery(program);
  registerCompare(program);
  registerBench(program);
  registerStudy(program);
  registerSweep(program);
  registerSchema(program);
  registerAuction(program);
  registerAudit(program);
  registerTravelTime(program);
  registerMarket(program);
  registerPredict(program);
  registerSigns(program);
  registerRecruit(program);
  registerImport(program);
  registerTraces(program);
  registerTraci(program);
  registerExport(program);
  registerWorker(program);
  const override = (command: Command): void => {
    command.exitOverride();
    for (const sub of command.commands) {
      sub.copyInheritedSettings(command);
      override(sub);
    }
  };
  override(program);
  return program;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`| head`) is no failure.
  if (error.code === 'EPIPE') process.exit(0);
});

try {
  await bidlane().parseAsync();
} catch (error) {
  const { lines, status } = outcomeOf(error, process.env.BIDLANE_DEBUG === '1');
  if (lines !== '') process.stderr.write(`${lines}\n`);
  process.exitCode = status;
}
