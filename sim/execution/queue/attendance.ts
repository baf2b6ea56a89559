import type { Redis } from 'ioredis';
import { RunError } from '../../../src/input/index.js';
import { Presence } from './presence.js';
import { canPerform, type Toolchain, toolchainText } from './toolchain.js';

/** Looks at the workers at the queue and tells a person when their number changes, or that there are none. */
export class Attendance {
  readonly #workers: Presence;
  readonly #needed: Toolchain;
  readonly #where: string;
  readonly #tell: (text: string) => void;
  #count: number | undefined;
  #looks = 0;
  readonly #strangers = new Set<string>();

  /** @param where the address of Redis, as it is shown */
  constructor(redis: Redis, needed: Toolchain, where: string, tell: (text: string) => void) {
    this.#workers = new Presence(redis, 'workers');
    this.#needed = needed;
    this.#where = where;
    this.#tell = tell;
  }

  /**
   * Looks once.
   * @throws RunError when there are workers, but none with the right versions
   */
  async look(): Promise<void> {
    const present = await this.#workers.present();
    const able = present.filter(({ toolchain }) => canPerform(toolchain, this.#needed));
    const others = present.filter((worker) => !able.includes(worker));
    const difference = ({ name, toolchain }: (typeof others)[number]): string =>
      `the worker ${name} has ${toolchainText(toolchain)}, but this run needs ${toolchainText(this.#needed)}`;
    if (able.length === 0 && others.length > 0)
      throw new RunError(
        `${this.#where}: ${difference(others[0])}: install the same versions, or results would differ`,
      );
    for (const other of others) {
      if (this.#strangers.has(other.id)) continue;
      this.#strangers.add(other.id);
      this.#tell(`${difference(other)}: it gets no units`);
    }
    // At the first look workers may be about to come.
    this.#looks++;
    if (able.length === this.#count || (able.length === 0 && this.#looks === 1)) return;
    this.#count = able.length;
    const hosts = new Set(able.map(({ host }) => host)).size;
    this.#tell(
      able.length === 0
        ? `no worker is connected to ${this.#where}, waiting for one: bidlane worker --redis ${this.#where} (${toolchainText(this.#needed)})`
        : `${able.length} ${able.length === 1 ? 'worker' : 'workers'} on ${hosts} ${hosts === 1 ? 'machine' : 'machines'} at ${this.#where}`,
    );
  }
}
