/**
 * Why a file could not be read, as an error message says it.
 * @param code the system's code of the failure: ENOENT, EISDIR and so on
 */
export function readFault(code: string | undefined): string {
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
}
