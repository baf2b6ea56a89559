import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A real redis-server on a free port, with nothing on the disk unless asked for. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** A connection for looking and for making trouble. */
  client(): Redis;
  /** Ends the server and starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function startRedis(
  options: { password?: string; appendOnly?: boolean } = {},
): Promise<RedisServer> {
  let port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-redis-'));
  let server: ChildProcess;
  const clients: Redis[] = [];
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    if (options.appendOnly === true) args.push('--appendonly', 'yes', '--appendfsync', 'always');
    if (options.password !== undefined) args.push('--requirepass', options.password);
    server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.once('error', reject);
      server.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
      server.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Ready to accept connections')) resolve();
      });
    });
  };
  const end = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  };
  for (let attempt = 1; ; attempt++) {
    try {
      await start();
      break;
    } catch (error) {
      // Another test was given the port in between.
      if (attempt === 5 || !/already in use/.test(String(error))) throw error;
      port = await freePort();
    }
  }
  const url = `redis://${options.password === undefined ? '' : `:${options.password}@`}127.0.0.1:${port}`;
  return {
    port,
    url,
    client: () => {
      const redis = new Redis(url, { maxRetriesPerRequest: null });
      redis.on('error', () => undefined);
      clients.push(redis);
      return redis;
    },
    restart: async () => {
      await end();
      await start();
    },
    stop: async () => {
      for (const client of clients) client.disconnect();
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
