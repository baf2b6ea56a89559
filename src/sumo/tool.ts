import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RunError } from '../input/index.js';
import { findProgram, findSumoHome, SumoMissingError, sumoEnvironment } from './installation.js';
import { boundToThisProcess } from './parent-bound.js';

/** One of SUMO's programs failed; the message ends with what it last said. */
export class SumoToolError extends RunError {
  override readonly name: string = 'SumoToolError';
  readonly tool: string;
  readonly args: readonly string[];
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** The last lines the tool wrote, errors only where it marked any. */
  readonly lastWords: string;

  constructor(
    tool: string,
    args: readonly string[],
    ending: string,
    exitCode: number | null,
    lastWords: string,
  ) {
    super(`${tool} ${ending}: ${lastWords || 'it said nothing'}`);
    this.tool = tool;
    this.args = args;
    this.exitCode = exitCode;
    this.lastWords = lastWords;
  }
}

export interface ToolOptions {
  /** The folder in which relative paths are read. */
  readonly cwd?: string;
  /** Ends the tool. */
  readonly signal?: AbortSignal;
}

/** Only the end of what a tool says is kept, so that a talkative one costs no memory. */
const keptCharacters = 1_000_000;

/** The errors of a tool with their explanations, which it indents; where it marked none, its last lines. */
export function lastWordsOf(lines: readonly string[]): string {
  const told = lines.filter((line) => line.trim() !== '' && !/^(Quitting|Success)/.test(line));
  let inError = false;
  const errors = told.filter((line) => {
    if (!/^\s/.test(line)) inError = /error/i.test(line);
    return inError;
  });
  return (errors.length > 0 ? errors : told)
    .slice(-6)
    .reduce((text, line) => (/^\s/.test(line) ? `${text} ${line.trim()}` : `${text} | ${line}`), '')
    .replace(/^[ |]+/, '')
    .replaceAll(/(^|\| )Error: /g, '$1');
}

/** How a program ended, in words: `ended with exit status 1`, `was ended by SIGTERM`. */
export function endingOf(exitCode: number | null, signal: string | null): string {
  if (exitCode !== null) return `ended with exit status ${exitCode}`;
  // Nobody but the system sends this one unasked.
  return signal === 'SIGKILL' ? 'was killed (SIGKILL; out of memory?)' : `was ended by ${signal}`;
}

function commandOf(
  tool: string,
  args: readonly string[],
): { command: string; args: string[]; program: string } {
  if (!tool.endsWith('.py')) {
    const program = findProgram(tool);
    if (program === undefined) throw new SumoMissingError(tool);
    return { command: program, args: [...args], program };
  }
  const program = findProgram('sumo');
  const home = program === undefined ? undefined : findSumoHome(program);
  const script = home === undefined ? '' : join(home, 'tools', tool);
  if (program === undefined || !existsSync(script)) throw new SumoMissingError(tool);
  const python = findProgram('python3') ?? findProgram('python');
  if (python === undefined)
    throw new RunError(`${tool}: needs Python 3, which is not on PATH: install python3`);
  return { command: python, args: [script, ...args], program };
}

/**
 * Runs a program of SUMO to its end: `netconvert`, `duarouter`, `sumo`, or a Python script of its tools such as `randomTrips.py`.
 * @returns what it wrote to standard output and standard error (the end of it, when it is very long)
 * @throws SumoMissingError when it is not installed
 * @throws SumoToolError with its last words when it fails
 * @throws the signal's reason when it is aborted
 */
export async function runSumoTool(
  tool: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<string> {
  const { signal, cwd } = options;
  signal?.throwIfAborted();
  const plain = commandOf(tool, args);
  const { program } = plain;
  // Only a simulation runs long enough to matter.
  const isSimulation = tool === 'sumo' && !args.includes('--version');
  const { command, args: all } = isSimulation ? boundToThisProcess(plain.command, plain.args) : plain;
  const env = { ...sumoEnvironment(program), PYTHONHASHSEED: '0' };
  return await new Promise<string>((resolve, reject) => {
    // A group of its own, so that Ctrl-C reaches it through the signal only and it is ended in order.
    const child = spawn(command, all, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const kill = (): void => {
      child.kill('SIGKILL');
    };
    signal?.addEventListener('abort', kill, { once: true });
    process.once('exit', kill);
    let output = '';
    const keep = (text: string): void => {
      output = (output + text).slice(-keptCharacters);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const settled = (): void => {
      signal?.removeEventListener('abort', kill);
      process.removeListener('exit', kill);
    };
    child.once('error', (error) => {
      settled();
      reject(new SumoToolError(tool, args, 'could not be started', null, error.message));
    });
    child.once('close', (code, killedBy) => {
      settled();
      if (signal?.aborted)
        reject(signal.reason instanceof Error ? signal.reason : new RunError('interrupted'));
      else if (code === 0) resolve(output);
      else {
        const ending = endingOf(code, killedBy);
        reject(new SumoToolError(tool, args, ending, code, lastWordsOf(output.split(/\r?\n/))));
      }
    });
  });
}

/** The oldest SUMO whose outputs and TraCI are understood. */
const oldest = [1, 15] as const;

/**
 * The version of the installed SUMO, such as `1.15.0`.
 * @throws SumoMissingError when it is not installed; RunError when it is too old, or not SUMO at all
 */
export async function sumoVersion(signal?: AbortSignal): Promise<string> {
  const output = await runSumoTool('sumo', ['--version'], { signal });
  const version = /SUMO[^\n]*Version v?(\d[\w.+-]*)/i.exec(output)?.[1];
  const numbers = /^(\d+)[._](\d+)/.exec(version ?? '');
  const program = findProgram('sumo') ?? 'sumo';
  if (version === undefined || numbers === null) {
    const said = output.trim().split('\n')[0].slice(0, 80);
    throw new RunError(
      `${program}: is not SUMO (asked for its version it says ${JSON.stringify(said)}): put SUMO ${oldest.join('.')} or newer on PATH, or set SUMO_HOME`,
    );
  }
  const [major, minor] = [Number(numbers[1]), Number(numbers[2])];
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new RunError(
      `${program}: is SUMO ${version}, which is too old: install SUMO ${oldest.join('.')} or newer (Debian and Ubuntu: apt-get install sumo sumo-tools; elsewhere: pip install eclipse-sumo)`,
    );
  }
  return version;
}
