/** One thing wrong with a body: where, and in Discord's code and words. */
export interface FormIssue {
  readonly path: readonly (string | number)[];
  /** Such as `BASE_TYPE_MAX_LENGTH`. */
  readonly code: string;
  readonly message: string;
}

/** A field that must be there, or must not be blank, and is. */
export function required(...path: (string | number)[]): FormIssue {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

/** A text or a list of a wrong length. */
export function badLength(path: readonly (string | number)[], min: number, max: number): FormIssue {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` };
}

/** A text that is too long. */
export function tooLong(path: readonly (string | number)[], max: number): FormIssue {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` };
}

/** A value that is not one of those allowed. */
export function notAChoice(
  path: readonly (string | number)[],
  choices: readonly (string | number)[],
): FormIssue {
  return { path, code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${choices.join(', ')}}.` };
}

/** The same issue one level further down. */
export function below(prefix: readonly (string | number)[], issues: readonly FormIssue[]): FormIssue[] {
  return issues.map((issue) => ({ ...issue, path: [...prefix, ...issue.path] }));
}
