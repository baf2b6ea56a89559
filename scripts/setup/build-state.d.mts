/** Whether ROOT/dist is up to date; `renew` means that it must be emptied before building, since files came or went. */
export type BuildState =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'missing' | 'stale' | 'renew'; readonly reason: string };

/** Compares the times and names of the sources with the stamp that the last build left in dist/. */
export function buildState(root: string): BuildState;

/** Says that dist/ was built from the sources as they are now. */
export function stampBuild(root: string): void;
