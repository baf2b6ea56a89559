import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallScenario, workshop } from './bidlane.js';

const shop = workshop();

/** What one process has read: libraries by name, own code by path from the root, without dist and extension. */
interface Read {
  readonly libraries: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
}

/** Runs a command and tells for each of its processes which code it has read: V8 lists it when a process ends. */
async function processesOf(args: readonly string[]): Promise<Read[]> {
  const folder = shop.path('code');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { status, stderr } = await shop.run(args, { env: { NODE_V8_COVERAGE: folder } });
  expect(status, stderr).toBe(0);
  return readdirSync(folder).map((name) => {
    const { result } = JSON.parse(readFileSync(shop.path('code', name), 'utf8')) as {
      readonly result: readonly { readonly url: string }[];
    };
    const libraries = new Set<string>();
    const own = new Set<string>();
    for (const { url } of result) {
      const library = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
      if (library !== undefined) libraries.add(library);
      else if (/\.[jt]s$/.test(url))
        own.add(url.replace(/^.*?\/(?=(?:src|sim)\/[^/]+)/, '').replace(/\.[jt]s$/, ''));
    }
    return { libraries, own };
  });
}

/** The process in which a module has been read. */
function processWith(processes: readonly Read[], module: string): Read {
  const found = processes.find(({ own }) => own.has(module));
  if (found === undefined) throw new Error(`no process has read ${module}`);
  return found;
}

async function mainOf(...args: string[]): Promise<Read> {
  return processWith(await processesOf(args), 'src/cli/main');
}

/** Own code below any of some folders. */
const below = ({ own }: Read, ...folders: string[]): string[] =>
  [...own].filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)));

const libraries = ({ libraries: read }: Read, pattern: RegExp): string[] =>
  [...read].filter((name) => pattern.test(name));

/** Libraries that a run of one campaign has no use for. */
const idle = /^(?:@stdlib|bullmq|ioredis|tinypool|proj4|highs|fast-xml-parser|d3-(?!random$)|vega-(?!lite$))/;
const rooms = ['src/audit', 'src/market', 'src/freshness', 'src/twin', 'sim/studies', 'sim/movement'];

describe('bidlane reads no more code than it needs', () => {
  const scenario = shop.write('small.yaml', smallScenario({ probes: { rounds: 1 } }));
  const run = ['run', scenario, '--replications', '2', '--jobs', '2', '--out', 'small'];

  it('for the help: the command line alone', async () => {
    const help = await mainOf('--help');
    expect(below(help, 'src/cli')).toContain('src/cli/worker');
    expect(below(help, 'src').filter((path) => !/^src\/(?:cli|input)\//.test(path))).toEqual([]);
    expect(libraries(help, /^commander$/)).toEqual(['commander']);
    expect(libraries(help, /^(?:zod|yaml|@duckdb|vega|saxes|@stdlib)/)).toEqual([]);
  });

  it('for the help of one command: that command', async () => {
    const help = await mainOf('run', '--help');
    expect(below(help, 'src/cli')).toContain('src/cli/run');
    for (const other of ['study', 'worker', 'query', 'traci'])
      expect(help.own).not.toContain(`src/cli/${other}`);
    expect(below(help, 'sim')).toEqual([]);
  });

  describe('for a run', () => {
    let whole: Read;
    let again: Read;
    beforeAll(async () => {
      whole = await mainOf(...run);
      again = await mainOf(...run);
    });

    it('what its scenario names', () => {
      expect(below(whole, 'sim/services/crowdsourcing')).toContain('sim/services/crowdsourcing/service');
      expect(libraries(whole, /^(?:@duckdb\/node-api|vega|vega-lite)$/).sort()).toEqual([
        '@duckdb/node-api',
        'vega',
        'vega-lite',
      ]);
      expect(below(whole, ...rooms)).toEqual([]);
      expect(
        below(whole, 'sim/services/twin', 'sim/services/freshness', 'sim/services/travel-times'),
      ).toEqual([]);
      expect(below(whole, 'sim/execution/queue', 'sim/traffic/recorded')).toEqual([]);
      expect(libraries(whole, idle)).toEqual([]);
    });

    it('no database and no SUMO client when all replications are there', () => {
      expect(libraries(again, /^vega$/)).toEqual(['vega']);
      expect(libraries(again, /^@duckdb/)).toEqual([]);
      expect(libraries(again, idle)).toEqual([]);
      expect(again.own).not.toContain('sim/services/crowdsourcing/service');
      expect(again.own).not.toContain('sim/traffic/live-sumo');
    });
  });

  it('in a child process that runs replications: nothing of the command line, of YAML and of reports', async () => {
    const more = ['--replications', '4', '--jobs', '4', '--out', 'children'];
    const processes = await processesOf(['run', scenario, ...more]);
    const child = processWith(processes, 'sim/execution/local-cores-child');
    expect(child.own).toContain('sim/services/crowdsourcing/service');
    expect(child.own).not.toContain('src/cli/main');
    expect(below(child, 'src/cli', 'src/report', ...rooms)).toEqual([]);
    expect(libraries(child, /^(?:yaml|commander|vega.*|proj4|@stdlib|bullmq|ioredis)$/)).toEqual([]);
  });

  it('more, where more is asked for', async () => {
    const query = await mainOf('query', 'small', 'SELECT count(*) FROM traffic');
    expect(libraries(query, /^@duckdb\/node-api$/)).toEqual(['@duckdb/node-api']);
    const study = await mainOf('study', 'list');
    expect(below(study, 'sim/studies')).toContain('sim/studies/tbuma-fig08');
  });
});
