import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { RunError } from '../../input/index.js';

/** One of SUMO's own tools failed; the message ends with what it last said. */
export class SumoToolError extends RunError {
  override readonly name: string = 'SumoToolError';
  readonly tool: string;
  readonly args: readonly string[];
  readonly exitCode: number | null;
  /** The last lines the tool wrote, errors first where it marked any. */
  readonly lastWords: string;

  constructor(tool: string, args: readonly string[], exitCode: number | null, lastWords: string) {
    super(
      `${tool} failed (exit status ${exitCode ?? 'none, it was killed'}): ${lastWords || 'it said nothing'}`,
    );
    this.tool = tool;
    this.args = args;
    this.exitCode = exitCode;
    this.lastWords = lastWords;
  }
}

const windows = process.platform === 'win32';

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  if (env.SUMO_HOME !== undefined) folders.unshift(join(env.SUMO_HOME, 'bin'));
  for (const folder of folders) {
    const path = join(folder, windows ? `${name}.exe` : name);
    if (executable(path)) return path;
  }
  return undefined;
}

/** SUMO's share folder (schemas, tools): SUMO_HOME where it is right, else beside the binary. */
function findSumoHome(binary: string, env: NodeJS.ProcessEnv): string | undefined {
  const bin = dirname(realpathSync(binary));
  const candidates = [
    env.SUMO_HOME,
    join(bin, '..', 'share', 'sumo'),
    join(bin, '..'),
    join(bin, '..', 'sumo'),
  ];
  return candidates.find(
    (folder) => folder !== undefined && existsSync(join(folder, 'tools', 'randomTrips.py')),
  );
}

function lastWordsOf(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^(Quitting|Success)/.test(line));
  const errors = lines.filter((line) => /error/i.test(line));
  return (errors.length > 0 ? errors : lines).slice(-5).join(' | ');
}

function missing(tool: string): RunError {
  return new RunError(
    `${tool}: not found on PATH nor in SUMO_HOME/bin: install SUMO (Debian: apt-get install sumo sumo-tools; \`node scripts/setup.mjs\` does it)`,
  );
}

/**
 * Runs a tool of SUMO to its end: a program (`netconvert`, `duarouter`, `sumo`) or a Python script of its tools folder (`randomTrips.py`).
 * @param cwd the folder relative paths are read in
 * @returns everything it wrote to standard output and standard error
 * @throws SumoToolError with the tool's last words when it fails, RunError when it is not installed
 */
export async function runSumoTool(tool: string, args: readonly string[], cwd?: string): Promise<string> {
  const anchor = findProgram(tool.endsWith('.py') ? 'sumo' : tool, process.env);
  if (anchor === undefined) throw missing(tool);
  const home = findSumoHome(anchor, process.env);
  let command = anchor;
  let all = [...args];
  if (tool.endsWith('.py')) {
    const script = home === undefined ? undefined : join(home, 'tools', tool);
    const python = findProgram('python3', process.env) ?? findProgram('python', process.env);
    if (script === undefined || !existsSync(script)) throw missing(tool);
    if (python === undefined)
      throw new RunError(`${tool}: needs Python 3, which is not on PATH: install python3`);
    command = python;
    all = [script, ...all];
  }
  const env = { ...process.env, PYTHONHASHSEED: '0', ...(home === undefined ? {} : { SUMO_HOME: home }) };
  return await new Promise<string>((resolve, reject) => {
    const child = spawn(command, all, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', (error) => reject(new SumoToolError(tool, args, null, error.message)));
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new SumoToolError(tool, args, code, lastWordsOf(output)));
    });
  });
}
