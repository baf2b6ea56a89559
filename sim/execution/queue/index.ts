/** Runs on many machines: a queue of units in Redis, the workers that take from it, and the run that waits for them. */
export { QueueExecutor, type QueueExecutorOptions } from './queue-executor.js';
export { type QueueWorkerOptions, type WorkerEvent, workAtQueue } from './queue-worker.js';
export { type RedisAddress, redisAddress } from './redis-address.js';
export type { SharedSetting } from './shared-folder.js';
export type { Toolchain } from './toolchain.js';
