/**
 * Something a person gave (a file, a document, a command line) is wrong.
 * Printed as one line `WHERE: WHAT IS WRONG: WHAT WOULD BE RIGHT`; the command line exits with status 2.
 */
export class InputError extends Error {
  override readonly name: string = 'InputError';
  /** A file with line and column (`scenario.yaml:7:3`), a JSON path (`$.vehicles[0].bid`) or an option (`--seed`). */
  readonly where: string;
  /** What is wrong with it. */
  readonly what: string;
  /** What would be right. */
  readonly right: string;

  constructor(where: string, what: string, right: string, options?: ErrorOptions) {
    super(`${where}: ${what}: ${right}`, options);
    this.where = where;
    this.what = what;
    this.right = right;
  }
}

/** The work was asked for rightly and failed on its way (SUMO died, the disk is full); exit status 1. */
export class RunError extends Error {
  override readonly name: string = 'RunError';
}
