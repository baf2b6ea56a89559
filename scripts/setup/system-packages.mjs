// Which command installs a missing program on which system. Pure: the system is described to it.

const APT = {
  sumo: ['sumo', 'sumo-tools'],
  browser: ['chromium'],
};

/** See system-packages.d.mts. */
export function isDebianLike(osRelease) {
  return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(osRelease);
}

function apt(packages, prefix) {
  const noninteractive = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  return [
    [...prefix, 'apt-get', 'update'],
    [...prefix, ...noninteractive, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages],
  ];
}

function byHand(need, system) {
  const packages = APT[need].join(' ');
  if (system.apt) return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}`;
  if (system.platform === 'win32') {
    return need === 'sumo'
      ? 'install SUMO with the Windows installer of https://sumo.dlr.de/docs/Downloads.php, or: py -m venv .venv && .venv\\Scripts\\pip install eclipse-sumo'
      : 'winget install --id Google.Chrome';
  }
  if (system.platform === 'darwin') {
    return need === 'sumo'
      ? 'brew tap dlr-ts/sumo && brew install sumo'
      : 'brew install --cask google-chrome';
  }
  return need === 'sumo'
    ? 'python3 -m venv .venv && .venv/bin/pip install eclipse-sumo'
    : 'install Chromium with the package manager of this system';
}

/** See system-packages.d.mts. */
export function installPlan(need, system) {
  const hand = byHand(need, system);
  if (system.apt && (system.root || system.sudo)) {
    return { commands: apt(APT[need], system.root ? [] : ['sudo', '-n']), byHand: hand };
  }
  if (need === 'sumo' && system.python !== undefined) {
    const pip = system.platform === 'win32' ? '.venv\\Scripts\\pip.exe' : '.venv/bin/pip';
    return {
      commands: [
        [system.python, '-m', 'venv', '.venv'],
        [pip, 'install', '--quiet', '--disable-pip-version-check', 'eclipse-sumo'],
      ],
      byHand: hand,
    };
  }
  return { commands: [], byHand: hand };
}
