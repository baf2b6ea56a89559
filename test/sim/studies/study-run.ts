import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Executor } from '../../../sim/execution/executor.js';
import {
  InProcess,
  type LoadedStudy,
  loadStudy,
  runStudy,
  type StudyOutcome,
  type StudyProgress,
  type TrafficRecordings,
} from '../../../sim/index.js';

/** How a test runs a study. */
export interface TestRun {
  readonly out?: string;
  readonly quick?: boolean;
  readonly jobs?: number;
  readonly executor?: Executor;
  readonly traffic?: TrafficRecordings;
  readonly signal?: AbortSignal;
  /** Of Bidlane; default `test`. */
  readonly version?: string;
}

/** A folder of one test file, with studies written into it and run from there. */
export function studyFolderForTests() {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-study-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  const path = (name: string): string => join(folder, name);
  const run = async (
    study: LoadedStudy | string,
    options: TestRun = {},
  ): Promise<StudyOutcome & { said: string[]; progress: StudyProgress[] }> => {
    const { quick = false, jobs = 1, signal } = options;
    const said: string[] = [];
    const progress: StudyProgress[] = [];
    const executor = options.executor ?? new InProcess(jobs);
    count++;
    try {
      const outcome = await runStudy(typeof study === 'string' ? await loadStudy(study, quick) : study, {
        out: options.out ?? path(`out-${count}`),
        quick,
        executor,
        jobs,
        cache: path('cache'),
        bidlaneVersion: options.version ?? 'test',
        now: () => new Date(0),
        ...(signal === undefined ? {} : { signal }),
        ...(options.traffic === undefined ? {} : { traffic: options.traffic }),
        onProgress: (event) => progress.push(event),
        onEvent: (event) => {
          if (event.kind === 'note') said.push(event.text);
        },
      });
      return { ...outcome, said, progress };
    } finally {
      await executor.close();
    }
  };
  return {
    folder,
    path,
    run,
    write(name: string, text: string): string {
      writeFileSync(path(name), text);
      return path(name);
    },
  };
}

/** A computed study as the text of a module: two series that share their noise, one better by x. */
export function noisyStudy(change = ''): string {
  return `
let calls = 0;
export default {
  name: 'noisy',
  title: 'Better by x',
  vary: { x: '1..3' },
  series: ['plain', 'better'],
  measures: { gain: { label: 'gain', unit: 's' } },
  replications: 6,
  quick: { replications: 3, vary: { x: [1, 3] } },
  async compute({ point, random, shared, replication }) {
    const base = await shared('base-' + replication, () => random.stream('base').normal(100, 10));
    return { plain: { gain: base }, better: { gain: point.x === 2 && replication === 1 ? null : base + point.x } };
  },
  charts: [{ x: 'x', measure: 'gain' }],
  claims: [
    { claim: 'better is better', paper: 'it is better', expect: { higher: 'better', than: 'plain', measure: 'gain' } },
    { claim: 'better is better by far', expect: { higher: 'better', than: 'plain', by: 50, measure: 'gain' } },
  ],
  ${change}
};
`;
}
