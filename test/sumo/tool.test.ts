import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  findProgram,
  runSumoTool,
  SumoToolError,
  sumoEnvironment,
  sumoVersion,
} from '../../src/sumo/index.js';

afterEach(() => vi.unstubAllEnvs());

describe('runSumoTool', () => {
  it('gives what the tool wrote', async () => {
    expect(await runSumoTool('netconvert', ['--version'])).toMatch(/SUMO netconvert/);
    expect(await runSumoTool('randomTrips.py', ['--help'])).toMatch(/--net-file/);
  });

  it('fails with the last words of the tool', async () => {
    const error: unknown = await runSumoTool('netconvert', ['--node-files', 'no-such-file.xml']).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(SumoToolError);
    expect(error).toMatchObject({ tool: 'netconvert', exitCode: 1 });
    expect((error as SumoToolError).lastWords).toMatch(/no-such-file\.xml/);
  });

  it('says how to install what is missing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'bidlane-test-'));
    vi.stubEnv('PATH', empty);
    vi.stubEnv('SUMO_HOME', empty);
    await expect(runSumoTool('netconvert', [])).rejects.toThrow(
      /netconvert: not found on PATH nor in SUMO_HOME\/bin: install SUMO/,
    );
    await rm(empty, { recursive: true });
  });
});

describe('an aborted tool', () => {
  it('ends at once with the reason of the signal', async () => {
    const controller = new AbortController();
    const folder = await mkdtemp(join(tmpdir(), 'bidlane-test-'));
    // Nobody ever writes into the pipe, so the tool waits for its network for good.
    execFileSync('mkfifo', [join(folder, 'never.net.xml')]);
    const running = runSumoTool('randomTrips.py', ['-n', 'never.net.xml'], {
      cwd: folder,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(running).rejects.toThrow('enough');
    await expect(runSumoTool('netconvert', ['--version'], { signal: controller.signal })).rejects.toThrow(
      'enough',
    );
    await rm(folder, { recursive: true });
  });
});

describe('sumoVersion', () => {
  it('is a version number', async () => {
    expect(await sumoVersion()).toMatch(/^\d+\.\d+/);
  });
});

describe('sumoEnvironment', () => {
  it('sets SUMO_HOME to the folder with the schemas', () => {
    const sumo = findProgram('sumo') ?? '';
    const home = sumoEnvironment(sumo, { PATH: process.env.PATH }).SUMO_HOME ?? '';
    expect(existsSync(join(home, 'data', 'xsd'))).toBe(true);
  });

  it.runIf(process.platform === 'linux')('asks for huge pages, unless the user has spoken of them', () => {
    const sumo = findProgram('sumo') ?? '';
    const tunables = (own?: string): string | undefined =>
      sumoEnvironment(sumo, { PATH: process.env.PATH, GLIBC_TUNABLES: own }).GLIBC_TUNABLES;
    expect(tunables()).toBe('glibc.malloc.hugetlb=1');
    expect(tunables('glibc.malloc.arena_max=2')).toBe('glibc.malloc.arena_max=2:glibc.malloc.hugetlb=1');
    expect(tunables('glibc.malloc.hugetlb=0')).toBe('glibc.malloc.hugetlb=0');
  });
});
