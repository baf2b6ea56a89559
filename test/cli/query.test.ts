import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeRun, writeWinners } from '../results/results-folders.js';
import { workshop } from './bidlane.js';

const here = workshop();
const run = here.path('run');

beforeAll(async () => {
  mkdirSync(run);
  writeRun(run, { values: { value: [1, 2] } });
  await writeWinners(run, [0, 1]);
});

describe('bidlane query', () => {
  it('lists the tables without SQL', async () => {
    const { status, stdout, stderr } = await here.run(['query', 'run']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^winners \(6 rows\): One winner\.\n {2}column {7}type {5}unit {2}what it says\n/);
    expect(stdout).toMatch(/^ {2}payment {6}double {3}s {5}What it is paid\.$/m);
    for (const table of ['manifest (1 row)', 'summary (1 row)', 'measures (2 rows)'])
      expect(stdout).toContain(`\n${table}: `);
    const json = await here.run(['query', 'run', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ name: 'winners', rows: 6 }, {}, {}, {}]);
  });

  it('prints a table, in a pipe too, and CSV and JSON when asked', async () => {
    const sql = 'SELECT replication, sum(payment) AS paid FROM winners GROUP BY ALL ORDER BY 1';
    expect((await here.run(['query', 'run', sql])).stdout).toBe(
      'replication  paid\n───────────  ────\n          0     6\n          1     6\n(2 rows)\n',
    );
    expect((await here.run(['query', 'run', sql, '--format', 'csv'])).stdout).toBe(
      'replication,paid\n0,6\n1,6\n',
    );
    const json = await here.run(['query', 'run', '-', '--format', 'json'], { input: sql });
    expect(JSON.parse(json.stdout)).toEqual([
      { replication: 0, paid: 6 },
      { replication: 1, paid: 6 },
    ]);
    expect((await here.run(['query', 'run', 'FROM range(1000)'])).stdout).toContain(
      '(1000 rows, the first 100 shown)',
    );
  });

  it('writes files in the format of their names', async () => {
    for (const name of ['a.csv', 'a.json', 'a.parquet']) {
      const ended = await here.run([
        'query',
        'run',
        'FROM winners ORDER BY ALL; -- all',
        '--out',
        here.path('to', name),
      ]);
      expect(ended).toEqual({ status: 0, stdout: '', stderr: '' });
    }
    expect(readFileSync(here.path('to/a.csv'), 'utf8').split('\n')).toHaveLength(8);
    expect(JSON.parse(readFileSync(here.path('to/a.json'), 'utf8'))).toHaveLength(6);
    expect(readFileSync(here.path('to/a.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  });

  it('tells in one line what is wrong, and writes nothing', async () => {
    const wrong = async (...args: string[]): Promise<string> => {
      const { status, stdout, stderr } = await here.run(['query', ...args]);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr.trimEnd()).not.toContain('\n');
      return stderr;
    };
    expect(await wrong('run', 'SELECT * FROM winer', '--out', 'x.csv')).toBe(
      'error: the query:1:15: there is no table winer: did you mean winners? tables are manifest, measures, summary, winners\n',
    );
    expect(existsSync(here.path('x.csv'))).toBe(false);
    expect(await wrong('.', 'SELECT 1')).toMatch(
      /^error: \.: is not a results folder: .*did you mean run\?$/m,
    );
    expect(await wrong('run', 'SELECT 1', '--format', 'parquet')).toMatch(
      /^error: --format: .* --out FILE$/m,
    );
    expect(await wrong('run', 'SELECT 1', '--out', 'x.xlsx')).toMatch(
      /^error: --out: x\.xlsx does not say its format/,
    );
    expect(await wrong('run', "COPY winners TO 'x.csv'")).toMatch(/^error: the query: /);
    expect(existsSync(here.path('x.csv'))).toBe(false);
  });

  it('ends at Ctrl-C', async () => {
    const endless = here.start([
      'query',
      'run',
      'SELECT range FROM range(1000000000000)',
      '--format',
      'csv',
      '--out',
      here.path('endless.csv'),
    ]);
    while (!readdirSync(here.folder).some((name) => name.startsWith('.endless.csv')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    endless.child.kill('SIGINT');
    const { status, stderr } = await endless.ended;
    expect([status, stderr]).toEqual([130, 'interrupted: SIGINT received, the query was ended\n']);
    expect(readdirSync(here.folder).filter((name) => name.includes('endless'))).toEqual([]);
  });
});
