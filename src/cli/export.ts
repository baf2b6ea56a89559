import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Argument, type Command } from 'commander';
import { writeOut } from './json-document.js';
import { wholeNumber } from './run.js';

interface ExportFlags {
  readonly seed?: number;
  readonly replications?: number;
  readonly replicationsPerTask: number;
  readonly out?: string;
  readonly to?: string;
}

/** The words that run this very bidlane, from the build or from the sources. */
function thisBidlane(): string[] {
  const main = fileURLToPath(
    new URL(`./main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  );
  return main.endsWith('.ts')
    ? [process.execPath, '--import', import.meta.resolve('tsx'), main]
    : [process.execPath, main];
}

const files = { slurm: 'slurm.sh', snakemake: 'Snakefile' } as const;

/** `bidlane export slurm|snakemake SCENARIO`: a file that makes a cluster do a run. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('write a Slurm script or a Snakefile that does the run of a scenario on a cluster')
    .addArgument(new Argument('<system>', 'what the cluster is run by').choices(['slurm', 'snakemake']))
    .argument('<scenario>', 'scenario file, such as scenarios/manhattan.yaml')
    .option('--seed <n>', 'seed in place of the one in the scenario', wholeNumber('--seed', 0))
    .option(
      '--replications <n>',
      'replications in place of the number in the scenario',
      wholeNumber('--replications', 1),
    )
    .option(
      '--replications-per-task <n>',
      'replications that one task of the cluster does, one after the other',
      wholeNumber('--replications-per-task', 1),
      1,
    )
    .option('--out <folder>', 'results folder of the run (default: results/<name of the scenario>)')
    .option('--to <file>', `the file to write (default: slurm.sh or Snakefile here; - for standard output)`)
    .action(async (system: keyof typeof files, file: string, flags: ExportFlags) => {
      const { loadScenario } = await import('../scenario/index.js');
      const { scenario } = await loadScenario(file);
      const [{ slurmScript, snakefile }, { writeFileAtomically }] = await Promise.all([
        import('../../sim/execution/export/index.js'),
        import('../results/index.js'),
      ]);
      const replications = flags.replications ?? scenario.replications;
      const run = [resolve(file), '--replications', String(replications)];
      if (flags.seed !== undefined) run.push('--seed', String(flags.seed));
      const plan = {
        name: scenario.name,
        bidlane: thisBidlane(),
        run,
        out: resolve(flags.out ?? join('results', scenario.name)),
        replications,
        perTask: flags.replicationsPerTask,
      };
      const text = system === 'slurm' ? slurmScript(plan) : snakefile(plan);
      if (flags.to === '-') {
        await writeOut(text);
        return;
      }
      const target = resolve(flags.to ?? files[system]);
      await writeFileAtomically(target, text);
      const start =
        system === 'slurm'
          ? `bash ${basename(target)}`
          : `snakemake --snakefile ${basename(target)} --cores 2`;
      process.stderr.write(`${target} written; start it in ${dirname(target)} with: ${start}\n`);
    });
}
