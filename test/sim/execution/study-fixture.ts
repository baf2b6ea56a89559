// A module of studies for the tests of executors: each study is one thing that may happen to a unit.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { registerStudyPoints } from '../../../sim/execution/study-points.js';
import { InputError } from '../../../src/input/index.js';

registerStudyPoints(async ({ study, out, replication, point }, { onProgress }) => {
  const result = { replication, digest: String(process.pid), measures: [], cosimulation: null };
  const marker = join(out, `begun-${point}-${replication}`);
  const again = existsSync(marker);
  writeFileSync(marker, String(process.pid));
  switch (study) {
    case 'die':
      process.kill(process.pid, 'SIGKILL');
      break;
    case 'die-once':
      if (!again) process.kill(process.pid, 'SIGKILL');
      break;
    case 'fail':
      throw new InputError('a.yaml:1:2', 'is wrong', 'right', { cause: new Error('deep') });
    case 'endless':
      onProgress?.({ kind: 'note', text: 'begun' });
      for (;;) await sleep(1000);
    default:
      onProgress?.({ kind: 'note', text: `hello ${replication}` });
  }
  return result;
});
