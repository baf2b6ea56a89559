/** A run as a cluster does it: prepared once, replications in tasks of their own, gathered at the end. */
export interface ClusterPlan {
  /** The scenario's name. */
  readonly name: string;
  /** The command that runs bidlane, as words. */
  readonly bidlane: readonly string[];
  /** What follows `bidlane run` in every step: scenario, seed, replications, as words. */
  readonly run: readonly string[];
  readonly out: string;
  readonly replications: number;
  /** Replications of one task. */
  readonly perTask: number;
}

/** The numbers of the replications of each task, as the ends of a range: the last one may be shorter. */
export function chunks({ replications, perTask }: ClusterPlan): (readonly [first: number, last: number])[] {
  const tasks = Math.ceil(replications / perTask);
  return Array.from({ length: tasks }, (_, task) => [
    task * perTask,
    Math.min(replications, (task + 1) * perTask) - 1,
  ]);
}

/** A word as a shell reads it back, unchanged. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Words as a line of a shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
