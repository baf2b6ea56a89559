import { requireThat } from './distribution-error.js';
import { RandomStream } from './random-stream.js';

/**
 * Named, independent streams of random draws from one seed. What one part of a model draws does not change what another part draws,
 * as long as each has a stream of its own name.
 *
 * ```ts
 * const random = new RandomStreams(7);
 * const gap = random.stream('traffic/arrivals').exponential(0.2);
 * ```
 */
export class RandomStreams {
  readonly seed: string;
  readonly #streams = new Map<string, RandomStream>();

  /** @throws DistributionError when the seed is a number that is not finite */
  constructor(seed: string | number) {
    requireThat(
      typeof seed === 'string' || Number.isFinite(seed),
      'RandomStreams',
      'seed',
      seed,
      'a text or a finite number',
    );
    this.seed = String(seed);
  }

  /**
   * The stream of a name: one and the same object at every call, which goes on where it was. It starts from `seed/name`, whatever
   * other streams exist and whenever it is first asked for.
   * @param name parts separated by `/`, none of them empty
   * @throws DistributionError when the name has an empty part
   */
  stream(name: string): RandomStream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      requireName('stream', name);
      stream = new RandomStream(`${this.seed}/${name}`);
      this.#streams.set(name, stream);
    }
    return stream;
  }

  /**
   * Streams for a part of the model (a replication, a vehicle) that may use names of its own. A fork of the same name starts from the
   * same place each time; its streams differ from all those of this object.
   * @throws DistributionError when the name has an empty part
   */
  fork(name: string): RandomStreams {
    requireName('fork', name);
    // The slash at the end keeps `fork('a').stream('b')` apart from `stream('a/b')`: no name has an empty part.
    return new RandomStreams(`${this.seed}/${name}/`);
  }
}

function requireName(method: string, name: string): void {
  const right = 'parts separated by "/", none of them empty';
  requireThat(!name.split('/').includes(''), method, 'name', JSON.stringify(name), right);
}
