/** The part of a lock file that is looked at. */
export interface Lock {
  readonly packages?: Readonly<
    Record<string, { readonly version?: string; readonly optional?: boolean; readonly peer?: boolean }>
  >;
}

/** What node_modules lacks or has in another version; packages that are optional (for other systems) may be absent. */
export function lockFaults(lock: Lock, installed: Lock): string[];

/** What is wrong with ROOT/node_modules; nothing when it matches package-lock.json. Quick when the stamp in it carries the lock's hash. */
export function packageFaults(root: string): string[];

/** Leaves the lock's hash in node_modules. */
export function stampPackages(root: string): void;
