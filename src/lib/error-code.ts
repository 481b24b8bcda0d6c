/** True of an error with Node's error code `code`, such as `ENOENT` for a file that is not there. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
