// Where SUMO is: its programs and its share folder (schemas, tools). Node built-ins only: it runs before npm ci.
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** @type {import('./sumo-home.mjs').Files} */
const realFiles = {
  executable: (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  exists: (path) => existsSync(path),
  list: (path) => {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  },
  real: (path) => {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
};

/** The sumo folders that Python wheels made in an environment (a folder with bin/ and lib/, or Scripts/ and Lib/ on Windows). */
function wheelHomes(environment, platform, files) {
  if (platform === 'win32') return [win32.join(environment, 'Lib', 'site-packages', 'sumo')];
  const lib = posix.join(environment, 'lib');
  return files
    .list(lib)
    .filter((name) => name.startsWith('python3'))
    .map((name) => posix.join(lib, name, 'site-packages', 'sumo'));
}

/** Where installers put SUMO without touching PATH. */
function usualHomes(platform, env) {
  if (platform === 'darwin') {
    return [
      '/opt/homebrew/opt/sumo/share/sumo',
      '/usr/local/opt/sumo/share/sumo',
      '/Library/Frameworks/EclipseSUMO.framework/Versions/Current/EclipseSUMO/share/sumo',
    ];
  }
  if (platform !== 'win32') return [];
  return [env['ProgramFiles(x86)'], env.ProgramFiles]
    .filter(Boolean)
    .map((base) => win32.join(base, 'Eclipse', 'Sumo'));
}

/** See sumo-home.d.mts. */
export function findSumo(root, env = process.env, platform = process.platform, files = realFiles) {
  const path = platform === 'win32' ? win32 : posix;
  const program = platform === 'win32' ? 'sumo.exe' : 'sumo';
  const isHome = (folder) =>
    files.exists(path.join(folder, 'data')) || files.exists(path.join(folder, 'tools'));
  const found = (bin, homes) => ({ bin, program: path.join(bin, program), home: homes.find(isHome) });

  const wheels = wheelHomes(path.join(root, '.venv'), platform, files);
  const homes = [env.SUMO_HOME, ...wheels, ...usualHomes(platform, env)].filter(Boolean);
  const inHome = (home) => [path.join(home, 'bin'), path.join(home, '..', '..', 'bin')];

  if (env.SUMO_HOME) {
    for (const bin of inHome(env.SUMO_HOME))
      if (files.executable(path.join(bin, program))) return found(bin, [env.SUMO_HOME]);
  }
  const listed = (env.PATH ?? env.Path ?? '').split(platform === 'win32' ? ';' : ':').filter(Boolean);
  for (const bin of listed) {
    if (!files.executable(path.join(bin, program))) continue;
    const real = path.dirname(files.real(path.join(bin, program)));
    const beside = [path.join(real, '..', 'share', 'sumo'), path.join(real, '..')];
    // A wheel's `sumo` is a small Python script: the real one lies in the package.
    const packaged = wheelHomes(path.dirname(real), platform, files).find((home) =>
      files.executable(path.join(home, 'bin', program)),
    );
    if (packaged !== undefined) return found(path.join(packaged, 'bin'), [packaged]);
    return found(bin, [env.SUMO_HOME, ...beside].filter(Boolean));
  }
  for (const home of homes) {
    for (const bin of inHome(home)) if (files.executable(path.join(bin, program))) return found(bin, [home]);
  }
  return undefined;
}

/** See sumo-home.d.mts. */
export function sumoEnvironment(root, env = process.env, platform = process.platform, files = realFiles) {
  const sumo = findSumo(root, env, platform, files);
  if (sumo === undefined) return { ...env };
  const separator = platform === 'win32' ? ';' : ':';
  const key = platform === 'win32' && env.PATH === undefined && env.Path !== undefined ? 'Path' : 'PATH';
  const listed = (env[key] ?? '').split(separator).filter(Boolean);
  const changed = { ...env };
  if (!listed.includes(sumo.bin)) changed[key] = [sumo.bin, ...listed].join(separator);
  if (sumo.home !== undefined) changed.SUMO_HOME = sumo.home;
  return changed;
}
