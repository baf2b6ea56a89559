// Which command installs a missing program on which system. Pure: the system is described to it.

const APT = {
  sumo: ['sumo', 'sumo-tools'],
  browser: ['chromium'],
  redis: ['redis-server'],
  snakemake: ['snakemake'],
};

/** What a person types where no command here installs a program. */
const BY_HAND = {
  win32: {
    sumo: 'install SUMO with the Windows installer of https://sumo.dlr.de/docs/Downloads.php, or: py -m venv .venv && .venv\\Scripts\\pip install eclipse-sumo',
    browser: 'winget install --id Google.Chrome',
    redis: 'run the tests in the Windows Subsystem for Linux: there is no Redis for Windows',
    snakemake: 'py -m pip install snakemake',
  },
  darwin: {
    sumo: 'brew tap dlr-ts/sumo && brew install sumo',
    browser: 'brew install --cask google-chrome',
    redis: 'brew install redis',
    snakemake: 'brew install snakemake',
  },
  other: {
    sumo: 'python3 -m venv .venv && .venv/bin/pip install eclipse-sumo',
    browser: 'install Chromium with the package manager of this system',
    redis: 'install Redis with the package manager of this system',
    snakemake: 'install Snakemake with the package manager of this system',
  },
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
  return (BY_HAND[system.platform] ?? BY_HAND.other)[need];
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
