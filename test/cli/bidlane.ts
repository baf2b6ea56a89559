import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import { buildState } from '../../scripts/setup/build-state.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The built program where it is up to date (`npm test` sees to it), which starts quicker; else the sources. */
const isBuilt = buildState(root).kind === 'fresh';
const program = isBuilt
  ? [join(root, 'dist/src/cli/main.js')]
  : ['--import', import.meta.resolve('tsx'), join(root, 'src/cli/main.ts')];

/** The address of a module of the program as the command line loads it: `sim/studies/tbuma-fig08`. */
export function programModule(name: string): string {
  return pathToFileURL(join(root, isBuilt ? `dist/${name}.js` : `${name}.ts`)).href;
}

export const grid3 = {
  network: join(root, 'sumo-configs/grid3/grid3.net.xml'),
  routes: join(root, 'sumo-configs/grid3/grid3.rou.xml'),
  demand: join(root, 'sumo-configs/grid3/grid3.demand.rou.xml'),
} as const;

/** What a command left behind. */
export interface Ended {
  /** Exit status; null when a signal ended the command. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What stands on standard input; nothing by default. */
  readonly input?: string;
  /** Where standard output goes: a file descriptor in place of what is collected. */
  readonly stdout?: number;
}

/** A command under way. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves once standard error holds the text. */
  said(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** A folder of its own for one test file: scenarios, results, cache and temporary files of the commands in it. */
export interface Workshop {
  readonly folder: string;
  /** A path in the folder. */
  path(...names: string[]): string;
  /** Writes a file into the folder; its path. */
  write(name: string, content: string): string;
  start(args: readonly string[], options?: CommandOptions): Running;
  run(args: readonly string[], options?: CommandOptions): Promise<Ended>;
  /** Temporary files of commands that are still there. */
  leftovers(): string[];
}

export function workshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-cli-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const under = new Map<ChildProcess, Promise<unknown>>();
  afterAll(async () => {
    // What a failed test left running is ended, and ends its SUMO.
    for (const child of under.keys()) child.kill('SIGTERM');
    await Promise.all(under.values());
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (...names: string[]): string => join(folder, ...names);
  const start = (args: readonly string[], options: CommandOptions = {}): Running => {
    const child = spawn(process.execPath, [...program, ...args], {
      cwd: folder,
      // A group of its own, so that a test can signal it as a terminal does.
      detached: true,
      stdio: ['pipe', options.stdout ?? 'pipe', 'pipe'],
      env: {
        ...process.env,
        XDG_CACHE_HOME: path('cache'),
        TMPDIR: temporary,
        TSX_DISABLE_CACHE: '1',
        BIDLANE_DEBUG: undefined,
        NODE_OPTIONS: undefined,
        ...options.env,
      },
    });
    let stdout = '';
    let stderr = '';
    const listeners = new Set<() => void>();
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      for (const listener of listeners) listener();
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => {
        under.delete(child);
        resolve({ status, stdout, stderr });
      });
    });
    under.set(child, ended);
    const said = (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without saying ${text}: ${stderr}`)));
      });
    return { child, said, ended };
  };
  return {
    folder,
    path,
    write: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    start,
    run: (args, options) => start(args, options).ended,
    leftovers: () => readdirSync(temporary),
  };
}

/** A small scenario on the 3 x 3 roads as YAML text; a JSON value is YAML too. */
export function smallScenario(change: { traffic?: object; probes?: object; name?: string } = {}): string {
  return JSON.stringify({
    name: change.name ?? 'small',
    traffic: {
      network: grid3.network,
      demand: { routes: grid3.routes, rate: 40 },
      warmUp: 20,
      duration: 40,
      ...change.traffic,
    },
    probes: { rounds: 2, ...change.probes },
    crowdsourcing: { tasks: { count: 10, deadline: 40 } },
  });
}
