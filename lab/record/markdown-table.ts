/**
 * A table in Markdown, its cells padded so that it can be read in a terminal as well; the first column to the left, the others to the right.
 *
 * @param rows - as many cells each as `header`
 */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [head = '', ...body] = lines.map((line) =>
    lineOf(
      widths.map((width, column) =>
        column === 0 ? (line[column] ?? '').padEnd(width) : (line[column] ?? '').padStart(width),
      ),
    ),
  );
  return [head, lineOf(rule), ...body, ''].join('\n');
}
