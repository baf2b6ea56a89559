import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type RunManifest,
  readManifest,
  readSummary,
  type Summary,
  writeJson,
} from '../../src/results/index.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();

const manifest: RunManifest = {
  name: 'manhattan',
  scenario: { crowdsourcing: { budget: 40 } },
  scenarioDigest: 'abc',
  seeds: ['1/replication/0', '1/replication/1'],
  versions: { bidlane: '0.1.0', node: 'v20.20.0', sumo: '1.15.0' },
  startedAt: '2026-11-21T00:00:00.000Z',
  endedAt: null,
};

const summary: Summary = {
  name: 'manhattan',
  replications: 1,
  digest: 'abc',
  level: 0.95,
  measures: [
    {
      name: 'winners',
      unit: '1',
      documentation: 'Winners.',
      mean: 12,
      low: null,
      high: null,
      sd: null,
      n: 1,
    },
  ],
  notes: [],
};

describe('manifest.json and summary.json', () => {
  it('come back as they were written', async () => {
    const place = folder();
    await writeJson(join(place, 'manifest.json'), manifest);
    await writeJson(join(place, 'summary.json'), summary);
    expect(await readManifest(join(place, 'manifest.json'))).toEqual(manifest);
    expect(await readSummary(join(place, 'summary.json'))).toEqual(summary);
  });

  it('say where they are wrong', async () => {
    const path = join(folder(), 'manifest.json');
    await expect(readManifest(path)).rejects.toThrow(/manifest\.json: cannot be read/);
    writeFileSync(path, '{');
    await expect(readManifest(path)).rejects.toThrow(/manifest\.json: is not JSON/);
    await writeJson(path, { ...manifest, seeds: [7] });
    await expect(readManifest(path)).rejects.toThrow(/manifest\.json: \$\.seeds\[0\]/);
  });
});
