import { type ChildProcess, spawn } from 'node:child_process';
import { boundToThisProcess } from '../../sumo/index.js';
import type { SumoEnd } from '../errors.js';

const KEPT_LINES = 20;

/** The last lines of a stream of text that may end its lines with carriage returns. */
export class LastLines {
  readonly #lines: string[] = [];
  #rest = '';

  push(chunk: string): void {
    const parts = (this.#rest + chunk).split(/[\r\n]+/);
    this.#rest = (parts.pop() ?? '').slice(-2000);
    for (const line of parts) if (line.trim() !== '') this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.splice(0, this.#lines.length - KEPT_LINES);
  }

  get lines(): readonly string[] {
    return this.#rest.trim() === '' ? [...this.#lines] : [...this.#lines, this.#rest];
  }
}

const running = new Set<ChildProcess>();
function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Where SUMO's output goes, as it comes. */
export type OutputListener = (text: string, stream: 'stdout' | 'stderr') => void;

/** A SUMO that this process started: its output is always drained, and it does not outlive this process. */
export class SumoProcess {
  readonly #child: ChildProcess;
  readonly #errors = new LastLines();
  readonly #output = new LastLines();
  #exit: { readonly exitCode: number | null; readonly signal: NodeJS.Signals | null } | undefined;
  /** Resolves once SUMO has ended and all its output has been read. */
  readonly ended: Promise<void>;
  /** Set when the program could not be run at all. */
  failure: Error | undefined;

  constructor(
    program: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    cwd?: string,
    onOutput?: OutputListener,
  ) {
    const bound = boundToThisProcess(program, args);
    const child = spawn(bound.command, bound.args, {
      env,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    if (running.size === 0) process.on('exit', killAll);
    running.add(child);
    this.ended = new Promise((resolve) => {
      const finish = (): void => {
        running.delete(child);
        if (running.size === 0) process.off('exit', killAll);
        resolve();
      };
      child.on('error', (error) => {
        // A failing kill is reported here too; only a child that never ran has no process id.
        if (child.pid !== undefined) return;
        this.failure = error;
        finish();
      });
      child.on('exit', (exitCode, signal) => {
        this.#exit = { exitCode, signal };
      });
      child.on('close', finish);
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output.push(text);
      onOutput?.(text, 'stdout');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors.push(text);
      onOutput?.(text, 'stderr');
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** True once SUMO has ended. */
  get gone(): boolean {
    return this.#exit !== undefined || this.failure !== undefined;
  }

  /** SUMO's end so far: without exit status while it runs. */
  get state(): SumoEnd {
    const lastLines = this.#errors.lines.length > 0 ? this.#errors.lines : this.#output.lines;
    return { ...this.#exit, lastLines };
  }

  /** What SUMO has printed on its standard output lately. */
  get lastOutput(): readonly string[] {
    return this.#output.lines;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    if (!this.gone) this.#child.kill(signal);
  }

  /** Waits at most `milliseconds` for SUMO to end; true when it has. */
  async waitForEnd(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.ended, patience]);
    clearTimeout(timer);
    return this.gone;
  }
}
