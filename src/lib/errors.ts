/** What went wrong, for code to tell apart. One place (`terminal/` or `discord/`) words it for a person. */
export type ErrorCode =
  | 'settings-invalid'
  | 'articles-folder-missing'
  | 'articles-folder-empty'
  | 'model-not-found'
  | 'model-unreachable'
  | 'model-broken'
  | 'index-missing'
  | 'index-incompatible'
  | 'index-damaged'
  | 'index-locked'
  | 'index-unwritable'
  | 'index-read-only'
  | 'index-would-shrink'
  | 'rollback-impossible'
  | 'database-unreachable'
  | 'database-refused'
  | 'database-unprepared'
  | 'discord-token-missing'
  | 'discord-token-invalid'
  | 'discord-intents'
  | 'discord-unreachable'
  | 'discord-refused'
  | 'metrics-unavailable'
  | 'usage';

/**
 * A failure that a person may meet and can mend.
 *
 * `message` says in one line what is wrong, naming the file, folder or setting; `hint` says what to do next.
 * Both are plain English without secrets; anything else that is thrown is a defect of the program.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}

/** The text of anything thrown: an Error's message, or the thing itself as a string. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** True of an error with one of these codes of Node.js or of a database, such as `ENOENT` for a file that is not there. */
export function hasErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
