/** The text from which every random number of a replication follows. */
export function replicationSeed(scenario: { readonly seed: number }, replication: number): string {
  return `${scenario.seed}/replication/${replication}`;
}
