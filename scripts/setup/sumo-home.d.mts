/** What looking for SUMO asks of the file system; replaced in tests. */
export interface Files {
  executable(path: string): boolean;
  exists(path: string): boolean;
  list(path: string): string[];
  real(path: string): string;
}

export interface Sumo {
  /** The folder of its programs. */
  readonly bin: string;
  /** The path of `sumo` itself. */
  readonly program: string;
  /** Its share folder (with `data` and `tools`), or undefined when it could not be told. */
  readonly home: string | undefined;
}

/**
 * Finds SUMO: in SUMO_HOME/bin, on PATH, in the wheel of ROOT/.venv, where the installers of macOS and Windows put it.
 * @param root the repository
 */
export function findSumo(
  root: string,
  env?: Readonly<Record<string, string | undefined>>,
  platform?: string,
  files?: Files,
): Sumo | undefined;

/** The environment for child processes: SUMO_HOME set to SUMO's share folder, its programs on PATH. Unchanged where SUMO is missing. */
export function sumoEnvironment(
  root: string,
  env?: Readonly<Record<string, string | undefined>>,
  platform?: string,
  files?: Files,
): Record<string, string | undefined>;
