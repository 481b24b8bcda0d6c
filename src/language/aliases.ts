import type { Translation } from './dictionary.js';
import { tokenize } from './vietnamese.js';

/** Names by which readers and articles call the same person or place: `one name: others`. */
const ALIASES = `
  bác hồ: hồ chí minh
  thủ đô: hà nội
  hà nội: thủ đô
  sài gòn: hồ chí minh
  đất cảng: hải phòng
  tây đô: cần thơ
  cố đô: huế
  covid: covid 19
`;

const TABLE = new Map(
  ALIASES.trim()
    .split('\n')
    .map((line) => {
      const [name = '', others = ''] = line.trim().split(': ');
      return [foldedOf(name).join(' '), others.split(', ').map(toTranslation)] as const;
    }),
);

/** Other names of what is called `name` (folded syllables with blanks between them); empty for most. */
export function aliases(name: string): readonly Translation[] {
  return TABLE.get(name) ?? [];
}

function toTranslation(name: string): Translation {
  return { accented: tokenize(name).map((token) => token.accented), folded: foldedOf(name), likelihood: 1 };
}

function foldedOf(name: string): string[] {
  return tokenize(name).map((token) => token.folded);
}
