/** What the decision depends on. */
export interface System {
  /** process.platform */
  readonly platform: string;
  /** Debian or Ubuntu, with apt-get. */
  readonly apt: boolean;
  readonly root: boolean;
  /** Whether `sudo -n` works. */
  readonly sudo: boolean;
  /** A Python 3 that has venv and pip, or undefined. */
  readonly python: string | undefined;
}

/** What is missing: SUMO with its tools, or what only the tests need. */
export type Need = 'sumo' | 'browser' | 'redis' | 'snakemake';

export interface InstallPlan {
  /** Commands that can be run at once, in order; none where a person has to do it. */
  readonly commands: readonly (readonly string[])[];
  /** What to type by hand. */
  readonly byHand: string;
}

/** Whether /etc/os-release describes a Debian or a child of it. */
export function isDebianLike(osRelease: string): boolean;

/** How to install what is missing on a system. */
export function installPlan(need: Need, system: System): InstallPlan;
