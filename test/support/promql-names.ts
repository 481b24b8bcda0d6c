/** What stands between the names in an expression: label matchers, label lists, ranges and strings. */
const NO_NAMES =
  /\{[^}]*\}|\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)|\[[^\]]*\]|"[^"]*"/gu;
const OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);

/** The metrics that a PromQL expression names: each word that is neither a function nor an operator nor a label. */
export function metricsIn(expression: string): string[] {
  const words = expression
    .replaceAll(NO_NAMES, ' ')
    .matchAll(/(?<![\w.:$])(?<name>[a-zA-Z_:][\w:]*)(?!\w)(?!\s*\()/gu);
  return [...words].map(({ groups }) => groups?.['name'] ?? '').filter((word) => !OPERATORS.has(word));
}

/** The labels by which a PromQL expression chooses or groups. */
export function labelsIn(expression: string): string[] {
  const chosen = [...expression.matchAll(/(?<label>\w+)\s*(?:=~|!~|!=|=(?!=))\s*"/gu)].map(
    ({ groups }) => groups?.['label'] ?? '',
  );
  const grouped = [...expression.matchAll(/\bby\s*\((?<labels>[^)]*)\)/gu)].flatMap(({ groups }) =>
    (groups?.['labels'] ?? '').split(',').map((label) => label.trim()),
  );
  return [...chosen, ...grouped];
}
