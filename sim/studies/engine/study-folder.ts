import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../src/input/index.js';
import { canonicalJson, digest, writeFault } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { lockFolder } from '../../execution/folder-lock.js';
import { besideFolder } from '../../execution/results-folder.js';
import { scenarioByContent } from '../../traffic/content-hash.js';
import type { StudyPlan } from './plan.js';

/** What a study's `manifest.json` says: everything that is needed to do it again. */
export interface StudyManifest {
  readonly study: string;
  /** Over all that decides what a replication gives; parts of another content are never mixed with these. */
  readonly contentDigest: string;
  readonly quick: boolean;
  readonly seed: number;
  /** Replications of each point; a list where they differ. */
  readonly replications: number | readonly number[];
  readonly points: StudyPlan['points'];
  readonly series: readonly string[];
  readonly definition: unknown;
  readonly versions: { readonly bidlane: string; readonly node: string };
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** The definition without its functions, as JSON. */
export function definitionAsJson({ study }: StudyPlan): unknown {
  return JSON.parse(JSON.stringify(study.definition)) as unknown;
}

/**
 * The digest of what decides a replication: points, series, seed, and the scenarios by the content of their files; for a computed
 * study the text of its module; and the version of Bidlane, whose functions a module calls. Titles, claims, charts and the number
 * of replications of co-simulations do not count.
 * @param version of Bidlane
 */
export async function contentDigest(plan: StudyPlan, version: string): Promise<string> {
  const { points, series, seed, quick, study, cells } = plan;
  const { scenario, textDigest, definition } = study;
  const contents = new Map<string, unknown>();
  const byContent = async (one: Scenario): Promise<unknown> => {
    const { name: _, description: _d, replications: _r, ...rest } = one;
    const key = canonicalJson(rest.traffic);
    const traffic = contents.get(key) ?? ((await scenarioByContent(one)) as Scenario).traffic;
    contents.set(key, traffic);
    return { ...rest, traffic };
  };
  const computed = definition.compute !== undefined;
  const scenarios: unknown[] = [];
  for (const cell of cells) if (cell.scenario !== undefined) scenarios.push(await byContent(cell.scenario));
  return digest({
    numbers: {
      version,
      points,
      series,
      seed,
      scenarios,
      base: computed && scenario !== undefined ? await byContent(scenario) : null,
      computed: computed ? { textDigest, quick } : null,
    },
  });
}

async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return undefined;
    if (code === 'ENOTDIR')
      throw new InputError(folder, 'is a file', 'a folder for the results, see --out', { cause: error });
    throw error;
  }
}

/** What a study writes into its folder. */
const entries = ['manifest.json', 'points', 'shared', 'study.json', 'report.html', 'values.parquet'];

function foreignTo(folder: string, name: string): InputError {
  return new InputError(
    folder,
    `holds ${name}, which is not of a study`,
    'an empty or new folder, see --out',
  );
}

/** Whose folder it is: nobody's yet, this study's, or that of a study of other content. @throws InputError on foreign files */
async function ownerOf(folder: string, content: string): Promise<'free' | 'same' | 'other'> {
  const names = (await namesIn(folder))?.filter((name) => !name.startsWith('.'));
  const foreign = names?.find((name) => !entries.includes(name));
  if (foreign !== undefined) throw foreignTo(folder, foreign);
  if (names === undefined || names.length === 0) return 'free';
  if (!names.includes('manifest.json')) throw foreignTo(folder, names[0]);
  try {
    const manifest = JSON.parse(
      await readFile(join(folder, 'manifest.json'), 'utf8'),
    ) as Partial<StudyManifest>;
    return manifest.contentDigest === content ? 'same' : 'other';
  } catch (error) {
    if (error instanceof SyntaxError) return 'other';
    throw error;
  }
}

/** The folder that a study of this content gets, for this process alone. */
export interface StudyFolder {
  readonly folder: string;
  /** Told when the wished folder holds results of another content, which are left alone. */
  readonly note?: string;
  /** Gives the folder free. */
  release(): Promise<void>;
}

async function folderFor(wished: string, content: string): Promise<string> {
  if ((await ownerOf(wished, content)) !== 'other') return wished;
  const folder = besideFolder(wished, content);
  if ((await ownerOf(folder, content)) === 'other')
    throw new InputError(folder, 'holds results of another study', 'a new folder, see --out');
  return folder;
}

/**
 * Takes the folder of a study: the wished one, when it is free or holds parts of the very same; otherwise one beside it, named
 * after the content.
 * @throws InputError when something else lies there, or it cannot be made
 * @throws RunError when another process writes into it
 */
export async function takeStudyFolder(wished: string, content: string): Promise<StudyFolder> {
  for (;;) {
    const folder = await folderFor(wished, content);
    await mkdir(folder, { recursive: true }).catch(async (error: unknown) => {
      throw await writeFault(folder, error);
    });
    const release = await lockFolder(folder);
    // Another process may have been there between the look and the lock.
    if ((await folderFor(wished, content)) === folder) {
      if (folder === wished) return { folder, release };
      const note = `${wished} holds results of another content and is left alone; these go to ${folder}`;
      return { folder, note, release };
    }
    await release();
  }
}
