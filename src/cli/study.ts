import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { RunError } from '../input/index.js';
import { jsonText, writeOut } from './json-document.js';
import { redisOption } from './redis-option.js';
import { wholeNumber } from './run.js';
import { runStudies, type SessionFlags } from './study-session.js';
import { bidlaneVersion } from './version.js';

interface StudyFlags extends SessionFlags {
  readonly quick?: boolean;
  readonly out?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

async function listStudies(json: boolean): Promise<void> {
  const { builtInStudies, loadStudy } = await import('../../sim/studies/index.js');
  const studies = await Promise.all(
    [...(await builtInStudies()).keys()].map(async (name) => {
      const { definition } = await loadStudy(name);
      const { paper = '', figure = '' } = definition.source ?? {};
      return {
        study: name,
        title: definition.title,
        source: [paper, figure].filter((s) => s !== '').join(', '),
      };
    }),
  );
  const width = Math.max(...studies.map(({ study }) => study.length));
  await writeOut(
    json
      ? `${jsonText(studies, 2)}\n`
      : studies.map((s) => `${s.study.padEnd(width)}  ${s.title} (${s.source})\n`).join(''),
  );
}

/** `bidlane study`: reproduces figures of the papers, or runs studies of a user's own, and judges their claims. */
export function registerStudy(program: Command): void {
  program
    .command('study')
    .description('run a study: reproduce a figure of a paper and judge its claims')
    .argument('<study>', 'name of a built-in study, a .yaml or .js file, all, or list')
    .option('--quick', 'fewer replications, for a first look')
    .option(
      '--jobs <n>',
      'replications at once; results do not depend on it',
      wholeNumber('--jobs', 1),
      availableParallelism(),
    )
    .option('--out <folder>', 'results folder (default: results/studies/<name>; with all: results/studies)')
    .option('--strict', 'exit with status 1 when a claim does not hold')
    .addOption(redisOption('have workers elsewhere do the replications: a Redis'))
    .option('--json', 'print study.json instead of the summary for people')
    .addHelpText(
      'after',
      '\nWrites study.json, report.html and the parts of the replications; run again, it goes on where it was.',
    )
    .action(async (name: string, flags: StudyFlags) => {
      if (name === 'list') return listStudies(flags.json === true);
      const [{ builtInStudies, loadStudy, writeVerdicts }, { studyText }] = await Promise.all([
        import('../../sim/studies/index.js'),
        import('./study-text.js'),
      ]);
      const all = name === 'all';
      const quick = flags.quick === true;
      const names = all ? [...(await builtInStudies()).keys()] : [name];
      // What is wrong with any study is told before the first one runs.
      const studies = await Promise.all(names.map((one) => loadStudy(one, quick)));
      const top = resolve(flags.out ?? join('results', 'studies'));
      const single = all || flags.out === undefined ? undefined : top;
      const tasks = studies.map((study) => ({
        study,
        out: single ?? join(top, `${study.definition.name}${quick ? '-quick' : ''}`),
        quick,
      }));
      const outcomes = await runStudies(tasks, flags, all ? 'studies' : studies[0].definition.name);
      const verdicts = all
        ? await writeVerdicts(top, outcomes, `Bidlane ${bidlaneVersion()}, Node ${process.version}.`)
        : undefined;
      const documents = outcomes.map(({ document }) => document);
      await writeOut(
        flags.json === true
          ? `${jsonText(all ? documents : documents[0], 2)}\n`
          : `${outcomes.map(studyText).join('\n')}${verdicts === undefined ? '' : `\nverdicts: ${verdicts}\n`}`,
      );
      const broken = outcomes.flatMap(({ claims }) => claims.filter(({ holds }) => !holds));
      if (flags.strict === true && broken.length > 0) {
        const more = broken.length > 1 ? ` and ${broken.length - 1} more` : '';
        throw new RunError(`--strict: a claim does not hold: ${broken[0].claim}${more}`);
      }
    });
}
