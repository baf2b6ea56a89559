import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CommandRefused,
  ConnectionLost,
  connectTraci,
  ProtocolError,
  SumoStartError,
  UnexpectedResult,
  VersionMismatch,
} from '../../src/traci/index.js';
import { fakePeer, message, ok, status, versionAnswer, withPeer } from './peer.js';

const GET_VEHICLE = 0xa4;
/** So long that only a session that hangs meets it. */
const TIMEOUT = { timeout: 20_000 };

/** The answer to vehicle.getSpeed('a'), with a value of any type. */
const speedAnswer = (...value: readonly number[]): Buffer =>
  message(ok(GET_VEHICLE), [8 + value.length, 0xb4, 0x40, 0, 0, 0, 1, 97, ...value]);
const TWO = [0x0b, 0x40, 0, 0, 0, 0, 0, 0, 0];

describe('a peer that is not well', () => {
  it('is understood when it speaks well', async () => {
    await withPeer(
      () => speedAnswer(...TWO),
      async (sumo) => {
        expect(await sumo.vehicle.getSpeed('a')).toBe(2);
      },
      TIMEOUT,
    );
  });

  it('never hangs, crashes or fills the memory with garbage', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.boolean(),
        async (bytes, framed) => {
          const garbage = Buffer.from(bytes);
          await withPeer(
            (_, __, socket) => {
              socket.end(framed ? message(garbage) : garbage);
              return undefined;
            },
            async (sumo) => {
              const results = await Promise.allSettled([
                sumo.vehicle.getSpeed('a'),
                sumo.simulationStep(),
                sumo.vehicle.getRoute('a'),
              ]);
              for (const result of results) {
                expect(result.status).toBe('rejected');
                if (result.status !== 'rejected') continue;
                const typed =
                  result.reason instanceof ConnectionLost || result.reason instanceof CommandRefused;
                expect(typed).toBe(true);
              }
            },
            TIMEOUT,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is refused when one byte of a good answer is wrong, or the answer is still readable', async () => {
    const good = speedAnswer(...TWO);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        await withPeer(
          (_, __, socket) => {
            socket.end(bad);
            return undefined;
          },
          async (sumo) => {
            const outcome = await sumo.vehicle.getSpeed('a').then(
              (value) => typeof value,
              (error: unknown) =>
                error instanceof ConnectionLost ||
                error instanceof CommandRefused ||
                error instanceof UnexpectedResult,
            );
            expect(['number', true]).toContain(outcome);
          },
          TIMEOUT,
        );
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['longer than accepted', [0x7f, 0xff, 0xff, 0xff]],
    ['negative', [0xff, 0xff, 0xff, 0xff]],
    ['shorter than itself', [0, 0, 0, 3]],
  ])('is refused at once when a message declares a length %s', async (_, length) => {
    await withPeer(
      () => Buffer.from(length),
      async (sumo) => {
        const error = await sumo.vehicle.getSpeed('a').catch((e: unknown) => e);
        expect(error).toBeInstanceOf(ProtocolError);
        await expect(sumo.vehicle.getSpeed('a')).rejects.toBeInstanceOf(ProtocolError);
      },
      TIMEOUT,
    );
  });

  it('cannot make the client allocate for lists that are not there', async () => {
    await withPeer(
      () => speedAnswer(0x0e, 0x7f, 0xff, 0xff, 0xff),
      async (sumo) => {
        await expect(sumo.vehicle.getSpeed('a')).rejects.toThrow();
      },
      TIMEOUT,
    );
    await withPeer(
      () => message(ok(GET_VEHICLE), [13, 0xb4, 0x54, 0, 0, 0, 1, 97, 0x0e, 0x7f, 0xff, 0xff, 0xff]),
      async (sumo) => {
        await expect(sumo.vehicle.getRoute('a')).rejects.toThrow(/does not fit/);
      },
      TIMEOUT,
    );
  });

  it('leaves the connection open after a value of another type, which the error names', async () => {
    let asked = 0;
    await withPeer(
      () => (asked++ === 0 ? speedAnswer(0x2f, 1, 2, 3) : speedAnswer(...TWO)),
      async (sumo) => {
        const error = await sumo.vehicle.getSpeed('a').catch((e: unknown) => e);
        expect(error).toBeInstanceOf(UnexpectedResult);
        expect(String(error)).toMatch(/vehicle\.getSpeed: .*unknown type \(0x2f\)/);
        expect(await sumo.vehicle.getSpeed('a')).toBe(2);
      },
      TIMEOUT,
    );
  });

  it('has its status text and the command in the error of a refused command, and others of the message go on', async () => {
    const both = Buffer.concat([
      status(GET_VEHICLE, 0xff, 'Vehicle is not known'),
      ok(GET_VEHICLE),
      Buffer.from([17, 0xb4, 0x40, 0, 0, 0, 1, 97, ...TWO]),
    ]);
    await withPeer(
      () => message(both),
      async (sumo) => {
        const [first, second] = await Promise.allSettled([
          sumo.vehicle.getSpeed('a'),
          sumo.vehicle.getSpeed('a'),
        ]);
        expect(second).toEqual({ status: 'fulfilled', value: 2 });
        expect(first).toMatchObject({
          reason: {
            command: 'vehicle.getSpeed',
            objectID: 'a',
            status: 'error',
            statusText: 'Vehicle is not known',
          },
        });
      },
      TIMEOUT,
    );
  });

  it('counts as hanging after the timeout', async () => {
    await withPeer(
      () => undefined,
      async (sumo) => {
        const error = await sumo.simulationStep().catch((e: unknown) => e);
        expect(error).toBeInstanceOf(ConnectionLost);
        expect(error).toMatchObject({ reason: 'timeout', command: 'simulationStep' });
      },
      { timeout: 500 },
    );
  });

  it('is told apart by its version', async () => {
    const old = await fakePeer(() => versionAnswer(18, 'SUMO 1.0.0'));
    const error = await connectTraci({ port: old.port }).catch((e: unknown) => e);
    await old.close();
    expect(error).toBeInstanceOf(VersionMismatch);
    expect(String(error)).toMatch(/SUMO 1\.0\.0 speaks TraCI version 18.* 20 /);
    const warnings: string[] = [];
    const newer = await fakePeer(() => versionAnswer(23, 'SUMO 2.0.0'));
    const sumo = await connectTraci({ port: newer.port, onWarning: (text) => warnings.push(text) });
    await newer.close();
    expect(sumo.version).toEqual({ api: 23, identifier: 'SUMO 2.0.0' });
    expect(warnings.join()).toMatch(/SUMO 2\.0\.0.*23.*20 to 22/);
  });

  it('that nobody is, is reported with the address', async () => {
    const gone = await fakePeer(() => undefined);
    await gone.close();
    const error = await connectTraci({ port: gone.port, connectTimeout: 50 }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SumoStartError);
    expect(String(error)).toContain(`127.0.0.1:${gone.port}`);
  });

  it('ends waiting calls when the session is aborted', async () => {
    const abort = new AbortController();
    await withPeer(
      () => undefined,
      async (sumo) => {
        const step = sumo.simulationStep();
        abort.abort(new Error('enough'));
        await expect(step).rejects.toMatchObject({ reason: 'aborted' });
      },
      { signal: abort.signal },
    );
  });

  it('sends unknown results of subscriptions, which are skipped with a warning', async () => {
    const warnings: string[] = [];
    const result = (variable: number, ...value: readonly number[]): number[] => {
      const body = [0xe4, 0, 0, 0, 1, 97, 1, variable, 0, ...value];
      return [0, 0, 0, 0, body.length + 5, ...body];
    };
    const step = message(ok(0x02), [0, 0, 0, 2], result(0xfe, 0x3f, 1, 2, 3), result(0x40, ...TWO));
    await withPeer(
      () => step,
      async (sumo) => {
        await sumo.simulationStep();
        expect(sumo.vehicle.getSubscriptionResults('a')).toEqual({ speed: 2 });
        await sumo.simulationStep();
        expect(warnings).toEqual([expect.stringMatching(/0xfe.*0x3f/)]);
      },
      { onWarning: (text) => warnings.push(text) },
    );
  });

  it('gets calls of one tick in one message and a step as its last command', async () => {
    await withPeer(
      () => undefined,
      async (sumo, peer) => {
        const calls = [sumo.vehicle.getSpeed('a'), sumo.simulationStep(), sumo.vehicle.getSpeed('b')];
        const settled = Promise.allSettled(calls);
        const arrived = (): number[] => {
          const bytes = peer.received();
          const lengths: number[] = [];
          for (let at = 0; at < bytes.length; at += bytes.readInt32BE(at))
            lengths.push(bytes.readInt32BE(at));
          return lengths;
        };
        while (arrived().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
        // A fourth one would come right behind.
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(arrived()).toHaveLength(3);
        await peer.close();
        await settled;
      },
    );
  });
});
