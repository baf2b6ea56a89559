import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/setup/browser.mjs';
import { buildState, stampBuild } from '../../scripts/setup/build-state.mjs';
import { lockFaults, packageFaults, stampPackages } from '../../scripts/setup/packages.mjs';
import { type Files, findSumo, sumoEnvironment } from '../../scripts/setup/sumo-home.mjs';
import { installPlan, isDebianLike, type System } from '../../scripts/setup/system-packages.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bidlane-test-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const BARE: System = { platform: 'linux', apt: false, root: false, sudo: false, python: undefined };

describe('installPlan', () => {
  it('installs from Debian as root, or with sudo', () => {
    const asRoot = installPlan('sumo', { ...BARE, apt: true, root: true, python: 'python3' });
    expect(asRoot.commands).toEqual([
      ['apt-get', 'update'],
      'env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends sumo sumo-tools'.split(
        ' ',
      ),
    ]);
    const withSudo = installPlan('browser', { ...BARE, apt: true, sudo: true });
    expect(withSudo.commands.map((command) => command.slice(0, 2))).toEqual([
      ['sudo', '-n'],
      ['sudo', '-n'],
    ]);
    expect(withSudo.commands[1].at(-1)).toBe('chromium');
  });

  it('takes the wheel where the system cannot be changed but Python can', () => {
    const linux = installPlan('sumo', { ...BARE, apt: true, python: 'python3' });
    expect(linux.commands).toEqual([
      ['python3', '-m', 'venv', '.venv'],
      ['.venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check', 'eclipse-sumo'],
    ]);
    expect(linux.byHand).toMatch(/^sudo apt-get update && sudo apt-get install .* sumo sumo-tools$/);
    expect(installPlan('sumo', { ...BARE, platform: 'win32', python: 'python' }).commands[1][0]).toBe(
      '.venv\\Scripts\\pip.exe',
    );
  });

  it.each([
    [
      'sumo',
      { ...BARE, apt: true },
      /^sudo apt-get update && sudo apt-get install -y --no-install-recommends sumo sumo-tools$/,
    ],
    ['sumo', { ...BARE, platform: 'darwin' }, /^brew tap dlr-ts\/sumo && brew install sumo$/],
    ['sumo', { ...BARE, platform: 'win32' }, /Windows installer/],
    ['sumo', BARE, /^python3 -m venv \.venv && \.venv\/bin\/pip install eclipse-sumo$/],
    ['browser', { ...BARE, apt: true, python: 'python3' }, /chromium$/],
    ['browser', { ...BARE, platform: 'darwin' }, /^brew install --cask/],
    ['redis', { ...BARE, apt: true }, /install .* redis-server$/],
    ['redis', { ...BARE, platform: 'win32' }, /Subsystem/],
    ['snakemake', BARE, /install Snakemake/],
  ] as const)('says what to type for %s where it can do nothing itself (%o)', (need, system, expected) => {
    const plan = installPlan(need, system);
    expect(plan.commands).toEqual([]);
    expect(plan.byHand).toMatch(expected);
  });

  it('knows Debian and its children', () => {
    expect(isDebianLike('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n')).toBe(true);
    expect(isDebianLike('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe(true);
    expect(isDebianLike('ID=fedora\nHOME_URL="https://debian.example/"\n')).toBe(false);
    expect(isDebianLike('')).toBe(false);
  });
});

/** A file system that holds the given programs and folders, and links. */
function files(programs: string[], folders: string[], links: Record<string, string> = {}): Files {
  const normal = (path: string): string => join(path);
  return {
    executable: (path) => programs.includes(normal(path)),
    exists: (path) => folders.includes(normal(path)),
    list: (path) =>
      [...programs, ...folders]
        .filter((other) => other.startsWith(`${normal(path)}/`))
        .map((other) => other.slice(normal(path).length + 1).split('/')[0]),
    real: (path) => links[normal(path)] ?? path,
  };
}

describe('findSumo', () => {
  it('takes the share folder beside a program on PATH', () => {
    const debian = files(['/usr/bin/sumo'], ['/usr/share/sumo/tools', '/usr/share/sumo/data']);
    const found = findSumo('/repo', { PATH: '/sbin:/usr/bin' }, 'linux', debian);
    expect(found).toEqual({ bin: '/usr/bin', program: '/usr/bin/sumo', home: '/usr/share/sumo' });
    const linked = files(['/usr/local/bin/sumo'], ['/opt/sumo-1.20/tools'], {
      '/usr/local/bin/sumo': '/opt/sumo-1.20/bin/sumo',
    });
    expect(findSumo('/repo', { PATH: '/usr/local/bin' }, 'linux', linked)?.home).toBe('/opt/sumo-1.20');
  });

  it('prefers SUMO_HOME, and does without it when it is wrong', () => {
    const both = files(['/usr/bin/sumo', '/opt/sumo/bin/sumo'], ['/usr/share/sumo/tools', '/opt/sumo/tools']);
    expect(findSumo('/repo', { PATH: '/usr/bin', SUMO_HOME: '/opt/sumo' }, 'linux', both)?.program).toBe(
      '/opt/sumo/bin/sumo',
    );
    const wrong = findSumo('/repo', { PATH: '/usr/bin', SUMO_HOME: '/gone' }, 'linux', both);
    expect(wrong).toEqual({ bin: '/usr/bin', program: '/usr/bin/sumo', home: '/usr/share/sumo' });
    const share = findSumo('/repo', { PATH: '', SUMO_HOME: '/usr/share/sumo' }, 'linux', both);
    expect(share?.program).toBe('/usr/bin/sumo');
  });

  it('finds the wheel in .venv, and behind the script that pip puts on PATH', () => {
    const inside = '/repo/.venv/lib/python3.11/site-packages/sumo';
    const wheel = files(['/repo/.venv/bin/sumo', `${inside}/bin/sumo`], [`${inside}/tools`]);
    const expected = { bin: `${inside}/bin`, program: `${inside}/bin/sumo`, home: inside };
    expect(findSumo('/repo', { PATH: '/usr/bin' }, 'linux', wheel)).toEqual(expected);
    expect(findSumo('/other', { PATH: '/repo/.venv/bin' }, 'linux', wheel)).toEqual(expected);
  });

  it('finds what the installers of macOS and Windows leave off PATH', () => {
    const brew = files(['/opt/homebrew/opt/sumo/bin/sumo'], ['/opt/homebrew/opt/sumo/share/sumo/tools']);
    expect(findSumo('/repo', { PATH: '/usr/bin' }, 'darwin', brew)?.program).toBe(
      '/opt/homebrew/opt/sumo/bin/sumo',
    );
    const program = 'C:\\Program Files (x86)\\Eclipse\\Sumo\\bin\\sumo.exe';
    const windows: Files = {
      executable: (path) => path === program,
      exists: (path) => path.endsWith('Sumo\\tools'),
      list: () => [],
      real: (path) => path,
    };
    expect(
      findSumo(
        'C:\\repo',
        { Path: 'C:\\Windows', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' },
        'win32',
        windows,
      )?.program,
    ).toBe(program);
  });

  it('gives children SUMO_HOME and PATH, or leaves them alone', () => {
    const debian = files(['/usr/bin/sumo'], ['/usr/share/sumo/tools']);
    expect(sumoEnvironment('/repo', { PATH: '/usr/bin', A: 'b' }, 'linux', debian)).toEqual({
      PATH: '/usr/bin',
      A: 'b',
      SUMO_HOME: '/usr/share/sumo',
    });
    const home = files(['/opt/sumo/bin/sumo'], ['/opt/sumo/tools']);
    expect(sumoEnvironment('/repo', { PATH: '/usr/bin', SUMO_HOME: '/opt/sumo' }, 'linux', home).PATH).toBe(
      '/opt/sumo/bin:/usr/bin',
    );
    const none = { PATH: '/usr/bin' };
    expect(sumoEnvironment('/repo', none, 'linux', files([], []))).toEqual(none);
  });
});

describe('findBrowser', () => {
  it('looks at CHROME_PATH, then along PATH', () => {
    expect(findBrowser({ PATH: '/bin:/usr/bin' }, (path) => path === '/usr/bin/chromium')).toBe(
      '/usr/bin/chromium',
    );
    expect(
      findBrowser({ PATH: '/usr/bin', CHROME_PATH: '/x' }, (path) => path === '/usr/bin/chromium'),
    ).toBeUndefined();
    expect(findBrowser({ PATH: '/usr/bin' }, () => false)).toBeUndefined();
  });
});

describe('packages', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/c-darwin': { version: '3.0.0', optional: true },
    },
  };

  it('compares what is installed with the lock file', () => {
    const { '': _, 'node_modules/c-darwin': __, ...installed } = lock.packages;
    expect(lockFaults(lock, { packages: installed })).toEqual([]);
    expect(lockFaults(lock, { packages: { ...installed, 'node_modules/a': { version: '1.0.1' } } })).toEqual([
      'a is 1.0.1, not 1.0.0',
    ]);
    expect(lockFaults(lock, {})).toEqual(['a 1.0.0 is not installed', 'b 2.0.0 is not installed']);
  });

  it('trusts the stamp until the lock file changes', () => {
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
    expect(packageFaults(root)).toEqual(['node_modules is missing']);
    mkdirSync(join(root, 'node_modules'));
    expect(packageFaults(root)).toEqual(['node_modules was not made by npm']);
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages": {}}');
    expect(packageFaults(root)).toHaveLength(2);
    stampPackages(root);
    expect(packageFaults(root)).toEqual([]);
    writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(lock)}\n`);
    expect(packageFaults(root)).toHaveLength(2);
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"pack');
    expect(packageFaults(root)[0]).toMatch(/damaged/);
  });
});

describe('buildState', () => {
  it('sees sources that are newer, came or went', () => {
    mkdirSync(join(root, 'src', 'room'), { recursive: true });
    const source = join(root, 'src', 'room', 'a.ts');
    writeFileSync(source, '');
    expect(buildState(root).kind).toBe('missing');
    mkdirSync(join(root, 'dist'));
    expect(buildState(root).kind).toBe('renew');
    stampBuild(root);
    utimesSync(source, 1, 1);
    expect(buildState(root)).toEqual({ kind: 'fresh' });
    const later = Date.now() / 1000 + 60;
    utimesSync(source, later, later);
    expect(buildState(root)).toEqual({ kind: 'stale', reason: `${join('src', 'room', 'a.ts')} is newer` });
    utimesSync(source, 1, 1);
    writeFileSync(join(root, 'src', 'b.ts'), '');
    utimesSync(join(root, 'src', 'b.ts'), 1, 1);
    expect(buildState(root)).toEqual({ kind: 'renew', reason: 'files were added or removed' });
  });
});

describe('scripts/setup.mjs', () => {
  function setup(
    args: string[],
    folder = '.',
    env: Record<string, string | undefined> = process.env,
  ): { status: number | null; text: string } {
    const result = spawnSync(process.execPath, [join(folder, 'scripts', 'setup.mjs'), ...args], {
      encoding: 'utf8',
      env,
    });
    return { status: result.status, text: result.stdout + result.stderr };
  }

  it('--check finds everything here', () => {
    const { status, text } = setup(['--check', '--no-build', '--with', 'test']);
    expect(text).toMatch(/^setup: everything is there \(SUMO: .*sumo(\.exe)?\)$/m);
    expect(status).toBe(0);
  });

  it('--check names what a bare clone lacks and changes nothing', () => {
    cpSync('scripts', join(root, 'scripts'), { recursive: true });
    writeFileSync(join(root, 'package-lock.json'), '{"packages": {}}');
    mkdirSync(join(root, 'src'));
    const { status, text } = setup(['--check'], root, { PATH: join(root, 'none') });
    expect(status).toBe(1);
    const lines = text.trim().split('\n');
    expect(lines[0]).toMatch(/^setup: SUMO: not on PATH, nor in SUMO_HOME\/bin, nor in \.venv: .*sumo/);
    expect(lines[1]).toBe('setup: packages: node_modules is missing: npm ci');
    expect(lines[2]).toBe('setup: build: never built: npm run build');
    expect(lines).toHaveLength(3);
    expect(existsSync(join(root, 'node_modules')) || existsSync(join(root, 'dist'))).toBe(false);
  });

  it('refuses options it does not know', () => {
    for (const args of [['--fast'], ['test'], ['--with'], ['--with', 'x']]) {
      const { status, text } = setup(args);
      expect(status).toBe(2);
      expect(text).toMatch(/^error: .*: not understood: usage is/);
    }
  });
});

describe('scripts/with-sumo.mjs', () => {
  it('runs a command with SUMO_HOME set and gives its exit status', () => {
    const program = 'process.stdout.write(process.env.SUMO_HOME); process.exit(7)';
    const env = { ...process.env, SUMO_HOME: undefined };
    const result = spawnSync(process.execPath, ['scripts/with-sumo.mjs', 'node', '-e', program], {
      encoding: 'utf8',
      env,
    });
    expect(result.status).toBe(7);
    expect(existsSync(join(result.stdout, 'tools')) || existsSync(join(result.stdout, 'data'))).toBe(true);
    const missing = spawnSync(process.execPath, ['scripts/with-sumo.mjs', 'no-such-command'], {
      encoding: 'utf8',
    });
    expect(missing.status).toBe(127);
    expect(missing.stderr).toMatch(/^error: no-such-command: /);
  });
});
