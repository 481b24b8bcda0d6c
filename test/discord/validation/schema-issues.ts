import type { ZodMiniType } from 'zod/mini';
import { badLength, notAChoice, required, tooLong, type FormIssue } from './form-issue.js';

type ZodIssue = NonNullable<ReturnType<ZodMiniType['safeParse']>['error']>['issues'][number];
type Path = readonly (string | number)[];

/** What `schema` finds wrong with `body`, in Discord's codes and words. */
export function schemaIssues(schema: ZodMiniType, body: unknown): FormIssue[] {
  const { error } = schema.safeParse(body);
  return error === undefined ? [] : error.issues.flatMap((issue) => formIssues(issue, [], body));
}

function formIssues(issue: ZodIssue, prefix: Path, body: unknown): FormIssue[] {
  const path = [...prefix, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  switch (issue.code) {
    case 'invalid_union':
      return unionIssues(issue, path, body);
    case 'too_big':
      return [tooBig(issue, path)];
    case 'too_small':
      return [tooSmall(issue, path)];
    case 'invalid_value':
      return [notAChoice(path, issue.values.map(String))];
    case 'invalid_type':
      return valueAt(body, path) === undefined
        ? [required(...path)]
        : [
            {
              path,
              code: 'BASE_TYPE_CONVERT',
              message: `Could not interpret the value as ${issue.expected}.`,
            },
          ];
    case 'invalid_format':
      return issue.format === 'url'
        ? [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }]
        : [{ path, code: 'BASE_TYPE_INVALID_FORMAT', message: `Not a well formed ${issue.format}.` }];
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return [{ path, code: 'BASE_TYPE_INVALID', message: issue.message }];
  }
}

/** The issues of the branch that was meant: the one whose `type` is right. */
function unionIssues(
  issue: Extract<ZodIssue, { code: 'invalid_union' }>,
  path: Path,
  body: unknown,
): FormIssue[] {
  const meant = issue.errors.find((branch) =>
    branch.every(({ path: [key] }) => key !== 'type' && key !== undefined),
  );
  if (meant === undefined)
    return [{ path, code: 'UNION_TYPE_CHOICES', message: 'The value is of no type that is allowed here.' }];
  return meant.flatMap((inner) => formIssues(inner, path, body));
}

function tooBig(issue: Extract<ZodIssue, { code: 'too_big' }>, path: Path): FormIssue {
  const max = Number(issue.maximum);
  if (issue.origin === 'string') return tooLong(path, max);
  if (issue.origin === 'array') return badLength(path, 0, max);
  return { path, code: 'NUMBER_TYPE_MAX', message: `Value should be less than or equal to ${max}.` };
}

function tooSmall(issue: Extract<ZodIssue, { code: 'too_small' }>, path: Path): FormIssue {
  const min = Number(issue.minimum);
  if (issue.origin === 'string' || issue.origin === 'array') {
    return min === 1
      ? required(...path)
      : { path, code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${min} or more in length.` };
  }
  return { path, code: 'NUMBER_TYPE_MIN', message: `Value should be greater than or equal to ${min}.` };
}

function valueAt(body: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
    body,
  );
}
