import type { ProgressEvent } from '../../sim/index.js';

/** What a live replication costs in probe rounds, until one has shown it: the same traffic, and services that ask about it. */
const roundsPerReplication = 2;
/** Seconds of work before a guess is worth telling. */
const least = 2;
/** Waiting replications up to which they are laid out one by one. */
const fewWaiting = 200;

/** Time left in words: `about 40 s left`. */
export function timeLeftText(seconds: number): string {
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.max(5, Math.round(seconds / 5) * 5)} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes - 60 * hours) / 10) * 10;
  return rest === 60 ? `about ${hours + 1} h left` : `about ${hours} h${rest > 0 ? ` ${rest} min` : ''} left`;
}

interface Active {
  readonly since: number;
  share: number;
}

/** Guesses from the progress so far how long a run will still take. */
export class TimeLeft {
  readonly #now: () => number;
  #rounds = { done: 0, total: 0, since: 0 };
  #missing = 0;
  #done = 0;
  #lanes = 0;
  /** Seconds that finished replications took, summed. */
  #spent = 0;
  readonly #active = new Map<number, Active>();

  /** @param now seconds on any clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  take(event: ProgressEvent): void {
    switch (event.kind) {
      case 'replications':
        this.#missing = event.total - event.there;
        break;
      case 'probe-rounds':
        if (event.done === 0) this.#rounds.since = this.#now();
        this.#rounds = { ...this.#rounds, done: event.done, total: event.total };
        break;
      case 'replication': {
        const active = this.#active.get(event.replication) ?? { since: this.#now(), share: 0 };
        active.share = Math.min(1, event.time / event.end);
        this.#active.set(event.replication, active);
        this.#lanes = Math.max(this.#lanes, this.#active.size);
        break;
      }
      case 'replication-done': {
        const active = this.#active.get(event.replication);
        if (active !== undefined) this.#spent += this.#now() - active.since;
        this.#active.delete(event.replication);
        this.#done++;
        break;
      }
      default:
        break;
    }
  }

  /** Replications finished in this run and under way, and how many it has to do. */
  get share(): { readonly done: number; readonly of: number } {
    let done = this.#done;
    for (const { share } of this.#active.values()) done += share;
    return { done, of: this.#missing };
  }

  /** Seconds; undefined as long as there is nothing to guess from. */
  seconds(): number | undefined {
    if (this.#missing === this.#done) return undefined;
    return this.#active.size + this.#done > 0 ? this.#ofReplications() : this.#ofRounds();
  }

  #ofRounds(): number | undefined {
    const { done, total, since } = this.#rounds;
    const elapsed = this.#now() - since;
    if (done === 0 || elapsed < least) return undefined;
    return (elapsed / done) * (total - done + this.#missing * roundsPerReplication);
  }

  #ofReplications(): number | undefined {
    const now = this.#now();
    let busy = this.#spent;
    for (const { since } of this.#active.values()) busy += now - since;
    const { done } = this.share;
    if (busy < least || done === 0) return undefined;
    const each = busy / done;
    const lanes = Array.from(this.#active.values(), ({ share }) => (1 - share) * each);
    while (lanes.length < this.#lanes) lanes.push(0);
    const waiting = Math.max(0, this.#missing - this.#done - this.#active.size);
    if (waiting > fewWaiting) return (each * waiting + lanes.reduce((a, b) => a + b, 0)) / lanes.length;
    // Each waiting one begins where a place becomes free first.
    for (let n = 0; n < waiting; n++) {
      const first = lanes.indexOf(Math.min(...lanes));
      lanes[first] += each;
    }
    return Math.max(...lanes);
  }
}
