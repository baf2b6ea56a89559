/** The path of a Chromium or Chrome: CHROME_PATH, on PATH, among the applications of macOS and Windows; or undefined. */
export function findBrowser(
  env?: Readonly<Record<string, string | undefined>>,
  executable?: (path: string) => boolean,
): string | undefined;

/** The path of a program on PATH, or undefined. */
export function findOnPath(
  name: string,
  env?: Readonly<Record<string, string | undefined>>,
  executable?: (path: string) => boolean,
): string | undefined;
