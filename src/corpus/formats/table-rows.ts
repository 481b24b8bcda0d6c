/*
 * Headers are written again in each row, so a table made for it would grow a file a hundredfold: longer ones are no headers,
 * and a table in which they would take more than this many characters in all is read without them.
 */
const MAX_HEADER_LENGTH = 80;
const MAX_REPEATED_LENGTH = 1_000_000;

/**
 * The sentences that a table says, one for each row: "Thôn Hạ — Vòng một: 388; Vòng hai: 412". The first cell names the
 * row, with its header before it where it does not begin with that ("Năm: 2023 — Số hộ: 12"); every other cell follows its
 * column's header. Empty cells are passed over, and the others keep their columns.
 *
 * @param header - the headers of the columns; null where the table has none: its cells are then parted by bars.
 * @param rows - the cells of each row, empty ones in their places, all of them one clean line.
 */
export function tableRows(header: readonly string[] | null, rows: readonly (readonly string[])[]): string[] {
  const withoutHeader = (): string[] =>
    [...(header === null ? [] : [header]), ...rows].map((row) => filled(row).join(' | ')).filter(isFilled);
  if (header === null || !rows.some((row) => row.some(isFilled)) || !isHeader(header, rows.length))
    return withoutHeader();
  return rows.map((row) => rowSentence(header, row)).filter(isFilled);
}

function isHeader(header: readonly string[], rows: number): boolean {
  return (
    header.some(isFilled) &&
    header.every((cell) => cell.length <= MAX_HEADER_LENGTH) &&
    header.join('').length * rows <= MAX_REPEATED_LENGTH
  );
}

function rowSentence(header: readonly string[], [first = '', ...others]: readonly string[]): string {
  const [rowHeader = '', ...headers] = header;
  const name = startsWithWords(first, rowHeader) ? first : headed(rowHeader, first);
  const cells = others.map((cell, at) => headed(headers[at] ?? '', cell));
  return filled([name, filled(cells).join('; ')]).join(' — ');
}

function headed(header: string, cell: string): string {
  return header === '' || cell === '' ? cell : `${header.replace(/ ?:$/u, '')}: ${cell}`;
}

function startsWithWords(text: string, words: string): boolean {
  return `${text} `.toLowerCase().startsWith(`${words} `.toLowerCase());
}

function filled(cells: readonly string[]): string[] {
  return cells.filter(isFilled);
}

function isFilled(cell: string): boolean {
  return cell !== '';
}
