import { type HtmlElement, type HtmlNode, isElement, isText } from './html-document.js';

/*
 * Headers are written again in each row, so a table made for it would grow a file a hundredfold: longer ones are no headers,
 * and a table in which they would take more than this many characters in all is read without them.
 */
const MAX_HEADER_LENGTH = 80;
const MAX_HEADERS_LENGTH = 1_000_000;

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
    header.join('').length * rows <= MAX_HEADERS_LENGTH
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

/** What a table of data says. */
interface DataTable {
  readonly caption: string;
  /** One sentence for each row, in the order of the page. */
  readonly rows: readonly string[];
  /** It is a single row without a header, which may as well be a line with two ends, "Báo Đồng Mây | 15/03/2024". */
  readonly isLine: boolean;
}

/** Places that a table's cells may take in all, and its columns: in a larger table nothing is spanned. */
const MAX_AREA = 100_000;
const MAX_COLUMNS = 200;
/** Longest text that is said again in each row that its cell spans, and how many characters such texts may add in all. */
const MAX_SPANNING_LENGTH = 200;
const MAX_SPANNED_LENGTH = 100_000;
/** From here on a cell holds prose: a table of such cells without a header lays out a page. */
const MAX_CELL_LENGTH = 300;

const SECTIONS = new Set('THEAD TBODY TFOOT FORM'.split(' '));

interface Cell {
  readonly text: string;
  readonly isHeader: boolean;
  /** All of its text is bold, or a link. */
  readonly isBold: boolean;
  readonly isLink: boolean;
  readonly columns: number;
  readonly rows: number;
}

interface Row {
  readonly cells: readonly Cell[];
  readonly inHead: boolean;
}

/**
 * What `table` says, or null where it is no table of data but lays out a page: it is marked as such, holds a table or a
 * title, has one column, holds text outside its cells, nothing but links, or prose without a header.
 *
 * @param textOf - the text of a cell or caption, on one line.
 */
export function readDataTable(
  table: HtmlElement,
  textOf: (element: HtmlElement) => string,
): DataTable | null {
  if (/^(?:presentation|none)$/iu.test(table.getAttribute('role') ?? '')) return null;
  if (table.querySelector('table, h1') !== null) return null;
  const parts = collectParts(table);
  if (parts === null) return null;
  const widest = parts.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (widest * parts.rows.length > MAX_AREA) return null;
  const rows = parts.rows.map(({ cells, inHead }) => ({
    cells: cells.map((cell) => readCell(cell, textOf)),
    inHead,
  }));
  const filledRows = rows.filter(({ cells }) => cells.some(({ text }) => text !== ''));
  const grid = placeCells(filledRows, true) ?? placeCells(filledRows, false) ?? [];
  const columns = new Set(
    grid.flatMap(({ places }) => places.flatMap((place, at) => (holdsText(place) ? [at] : []))),
  );
  if (columns.size < 2) return null;
  if (grid.every(({ places }) => places.every((place) => !holdsText(place) || place.cell.isLink)))
    return null;
  const caption = parts.captions.map(textOf).join(' ').trim();
  const header = findHeader(grid);
  const hasProse = grid.some(({ places }) =>
    places.some((place) => (place?.cell.text.length ?? 0) > MAX_CELL_LENGTH),
  );
  if (hasProse && header.rows === 0 && caption === '') return null;
  const isLine = grid.length === 1 && header.rows === 0 && caption === '';
  return { caption, rows: sentencesOf(grid, header), isLine };
}

interface TableParts {
  readonly captions: HtmlElement[];
  readonly rows: { readonly inHead: boolean; readonly cells: HtmlElement[] }[];
}

/** The captions, rows and cells of a table; null where text stands outside of them, which would be lost. */
function collectParts(table: HtmlElement): TableParts | null {
  const parts: TableParts = { captions: [], rows: [] };
  const pending: { node: HtmlNode; inHead: boolean }[] = [...table.childNodes]
    .reverse()
    .map((node) => ({ node, inHead: false }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node } = next;
    if (isText(node) && (node.textContent ?? '').trim() !== '') return null;
    if (!isElement(node)) continue;
    const name = node.tagName.toUpperCase();
    const inHead = next.inHead || name === 'THEAD';
    if (name === 'CAPTION') parts.captions.push(node);
    else if (name === 'TR') {
      const cells = [...node.childNodes].filter(
        (child) => isElement(child) || (isText(child) && (child.textContent ?? '').trim() !== ''),
      );
      if (!cells.every(isCell)) return null;
      parts.rows.push({ inHead, cells });
    } else if (SECTIONS.has(name))
      for (const child of [...node.childNodes].reverse()) pending.push({ node: child, inHead });
    else if ((node.textContent ?? '').trim() !== '') return null;
  }
  return parts;
}

function isCell(node: HtmlNode): node is HtmlElement {
  return isElement(node) && /^T[DH]$/iu.test(node.tagName);
}

function readCell(cell: HtmlElement, textOf: (element: HtmlElement) => string): Cell {
  const text = textOf(cell);
  const isAllIn = (selector: string): boolean => {
    const part = text === '' ? null : cell.querySelector(selector);
    return part !== null && textOf(part) === text;
  };
  return {
    text,
    isHeader: cell.tagName.toUpperCase() === 'TH',
    isBold: isAllIn('b, strong'),
    isLink: isAllIn('a[href]'),
    columns: spanOf(cell, 'colspan'),
    rows: spanOf(cell, 'rowspan'),
  };
}

/** How many columns or rows a cell spans; 0, which means all that are left, counts as one. */
function spanOf(cell: HtmlElement, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(cell.getAttribute(name) ?? '', 10);
  return span > 1 ? span : 1;
}

/** A cell at a place of the grid: at its own, or at one that it spans. */
interface Placed {
  readonly cell: Cell;
  /** The place is the first of its row that the cell takes. */
  readonly isFirstColumn: boolean;
  readonly isFirstRow: boolean;
}

interface GridRow {
  readonly places: (Placed | undefined)[];
  readonly inHead: boolean;
}

/**
 * Puts each cell into its columns: those that a cell above or to the left spans are taken. Null where they span more places than a
 * table may have.
 */
function placeCells(rows: readonly Row[], spans: boolean): GridRow[] | null {
  const grid = rows.map(({ inHead }): GridRow => ({ places: [], inHead }));
  let area = 0;
  for (const [at, { cells }] of rows.entries()) {
    let column = 0;
    for (const cell of cells) {
      while (grid[at]?.places[column] !== undefined) column += 1;
      const [height, width] = spans ? [Math.min(cell.rows, rows.length - at), cell.columns] : [1, 1];
      area += height * width;
      if (spans && (area > MAX_AREA || column + width > MAX_COLUMNS)) return null;
      for (const { places } of grid.slice(at, at + height))
        for (let next = 0; next < width; next += 1)
          places[column + next] ??= {
            cell,
            isFirstColumn: next === 0,
            isFirstRow: places === grid[at]?.places,
          };
      column += width;
    }
  }
  return grid;
}

function holdsText(place: Placed | undefined): place is Placed {
  return place !== undefined && place.cell.text !== '';
}

/** The rows at a table's top that head its columns. */
interface Header {
  /** Rows above the header that are one cell, the table's own title. */
  readonly titles: number;
  /** Rows of the header; 0 where the table has none. */
  readonly rows: number;
}

function findHeader(grid: readonly GridRow[]): Header {
  const firstWide = grid.findIndex((row) => !isOneCell(row));
  const titles = Math.max(0, firstWide);
  const body = grid.slice(titles);
  let rows = 0;
  while (rows < body.length && isMarkedHeader(body[rows])) rows += 1;
  // Cells of a header's first row may span those of its second: "Diện tích" above "Lúa" and "Ngô".
  const isInTwo = body[0]?.places.some((place) => holdsText(place) && place.cell.columns > 1) === true;
  if (rows === 0 && isInTwo && looksLikeHeader(body.slice(1))) rows = 2;
  if (rows === 0 && looksLikeHeader(body)) rows = 1;
  return { titles, rows };
}

/** A row that is one cell across all columns. */
function isOneCell({ places }: GridRow): boolean {
  const cells = new Set(places.map((place) => place?.cell));
  return cells.size === 1 && places.length > 1;
}

function isMarkedHeader(row: GridRow | undefined): boolean {
  if (row === undefined) return false;
  const filled = row.places.filter(holdsText);
  return row.inHead || (filled.length > 1 && filled.every(({ cell }) => cell.isHeader));
}

const NUMERIC = /^[-+–~<>≈(]?\s?\d/u;
const YEAR = /^(?:năm )?(?:19|20)\d{2}$/iu;

/** Whether the first row heads the others although nothing marks it: it alone is bold, has an empty corner, or names figures. */
function looksLikeHeader([first, ...others]: readonly GridRow[]): boolean {
  if (first === undefined || others.length === 0) return false;
  const cells = first.places.filter(holdsText).map(({ cell }) => cell);
  if (cells.length < 2 || cells.some(({ text }) => NUMERIC.test(text) && !YEAR.test(text))) return false;
  if (cells.every(({ isBold }) => isBold))
    return others.some(({ places }) => places.some((place) => holdsText(place) && !place.cell.isBold));
  if (others.length < 2) return false;
  const column = (at: number) => others.map(({ places }) => places[at]).filter(holdsText);
  const corner = first.places[0];
  if (!holdsText(corner) && column(0).length === others.length) return true;
  return first.places.some((place, at) => {
    const below = column(at).map(({ cell }) => cell.text);
    return (
      holdsText(place) && below.length > 0 && below.every((text) => NUMERIC.test(text) && !YEAR.test(text))
    );
  });
}

/**
 * The sentences of a table: its title, then its rows with the headers of their columns. A row that is one cell stands
 * alone, and so do the headers where one of them has nothing below it.
 */
function sentencesOf(grid: readonly GridRow[], { titles, rows }: Header): string[] {
  const width = Math.max(...grid.map(({ places }) => places.length));
  const heads = grid.slice(titles, titles + rows);
  const headers = columnHeaders(heads, width);
  const body = grid.slice(titles + rows);
  const sentences = grid.slice(0, titles).map(({ places }) => places[0]?.cell.text ?? '');
  const isUnused = (at: number) => headers[at] !== '' && !body.some(({ places }) => holdsText(places[at]));
  if (headers.some((_, at) => isUnused(at))) sentences.push(...tableRows(null, heads.map(ownCells)));
  const textOfSpan = spanReader();
  let group: { readonly header: readonly string[]; readonly cells: string[][] } | null = null;
  const closeGroup = (): void => {
    if (group !== null) sentences.push(...tableRows(rows === 0 ? null : group.header, group.cells));
    group = null;
  };
  for (const row of body) {
    if (isOneCell(row)) {
      closeGroup();
      sentences.push(...ownCells(row));
      continue;
    }
    const header = headersOf(row, headers);
    if (group?.header.join('\n') !== header.join('\n')) closeGroup();
    group ??= { header, cells: [] };
    group.cells.push(headers.map((_, at) => textOfSpan(row.places[at])));
  }
  closeGroup();
  return sentences.filter((sentence) => sentence !== '');
}

/** The header of each column: of several above one another, each that differs. */
function columnHeaders(heads: readonly GridRow[], width: number): string[] {
  return Array.from({ length: width }, (_, at) => {
    const above = heads.map(({ places }) => places[at]).filter(holdsText);
    return [...new Set(above.map(({ cell }) => cell.text))].join(' – ');
  });
}

/** The headers of a row's cells: one that spans columns has all of theirs. */
function headersOf({ places }: GridRow, headers: readonly string[]): string[] {
  return headers.map((header, at) => {
    const place = places[at];
    if (place === undefined || place.cell.columns === 1) return header;
    const spanned = headers.filter((text, column) => text !== '' && places[column]?.cell === place.cell);
    return [...new Set(spanned)].join(', ');
  });
}

/** The texts of the cells that begin in a row, each at its column. */
function ownCells({ places }: GridRow): string[] {
  return places.map((place) => (place?.isFirstColumn === true && place.isFirstRow ? place.cell.text : ''));
}

/** Reads the text at a place: a cell that spans rows says it in each, one that spans columns in its first. */
function spanReader(): (place: Placed | undefined) => string {
  let repeated = 0;
  return (place) => {
    if (place?.isFirstColumn !== true) return '';
    const { text } = place.cell;
    if (place.isFirstRow) return text;
    repeated += text.length;
    return text.length <= MAX_SPANNING_LENGTH && repeated <= MAX_SPANNED_LENGTH ? text : '';
  };
}
