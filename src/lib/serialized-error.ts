import { messageOf, UserError, type ErrorCode } from './errors.js';

/** An error on its way between threads or processes: structured clone would keep neither the class nor the fields of a {@link UserError}. */
export interface CarriedError {
  readonly message: string;
  /** For the log. */
  readonly stack: string | undefined;
  /** What makes it a {@link UserError}. */
  readonly user: { readonly code: ErrorCode; readonly hint: string } | null;
}

/** What is left of anything thrown when it goes to another thread or process. */
export function toCarried(thrown: unknown): CarriedError {
  return {
    message: messageOf(thrown),
    stack: thrown instanceof Error ? thrown.stack : undefined,
    user: thrown instanceof UserError ? { code: thrown.code, hint: thrown.hint } : null,
  };
}

/** The error again, with the stack of the thread that it was thrown in. */
export function fromCarried({ message, stack, user }: CarriedError): Error {
  const error = user === null ? new Error(message) : new UserError(user.code, message, user.hint);
  if (stack !== undefined) error.stack = stack;
  return error;
}
