import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fitted travel-time models and recorded traffic are kept for later runs. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME;
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'bidlane');
}
