#!/usr/bin/env -S node --max-semi-space-size=32
import { Command } from 'commander';
import { outcomeOf } from './exit.js';
import { bidlaneVersion } from './version.js';

/** The commands in the order of the help: what adds each to the program. A command is read when it is named. */
const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  run: async () => (await import('./run.js')).registerRun,
  query: async () => (await import('./query.js')).registerQuery,
  compare: async () => (await import('./compare.js')).registerCompare,
  bench: async () => (await import('./bench.js')).registerBench,
  study: async () => (await import('./study.js')).registerStudy,
  sweep: async () => (await import('./sweep.js')).registerSweep,
  schema: async () => (await import('./schema.js')).registerSchema,
  auction: async () => (await import('./auction.js')).registerAuction,
  audit: async () => (await import('./audit.js')).registerAudit,
  'travel-time': async () => (await import('./travel-time.js')).registerTravelTime,
  market: async () => (await import('./market.js')).registerMarket,
  predict: async () => (await import('./predict.js')).registerPredict,
  signs: async () => (await import('./signs.js')).registerSigns,
  recruit: async () => (await import('./recruit.js')).registerRecruit,
  import: async () => (await import('./import.js')).registerImport,
  traces: async () => (await import('./traces.js')).registerTraces,
  traci: async () => (await import('./traci.js')).registerTraci,
  export: async () => (await import('./export.js')).registerExport,
  worker: async () => (await import('./worker.js')).registerWorker,
};

/** @param named the command that is asked for; where it is none of them, all are there, for the help and for suggestions */
async function bidlane(named = ''): Promise<Command> {
  const program = new Command('bidlane')
    .description('Discrete-event traffic co-simulation with the real SUMO')
    .version(bidlaneVersion())
    .showHelpAfterError('(--help shows what is possible)')
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'error: command line: ')),
    });
  const asked = Object.hasOwn(commands, named) ? [named] : Object.keys(commands);
  for (const name of asked) (await commands[name]())(program);
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
  const program = await bidlane(process.argv[2]);
  await program.parseAsync();
} catch (error) {
  const { lines, status } = outcomeOf(error, process.env.BIDLANE_DEBUG === '1');
  if (lines !== '') process.stderr.write(`${lines}\n`);
  process.exitCode = status;
}
