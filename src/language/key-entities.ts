import { CharacterKind, kindAt } from './character-kinds.js';
import type { Lexicon } from './lexicon.js';
import { spellingsOf } from './vietnamese.js';

/** Times that a name must stand in an article to be what it is about, and the most names taken. */
const MIN_USES = 3;
const MAX_NAMES = 6;
/** Two to four capitalised syllables in a row, with the small one that may follow. */
const NAME =
  /(\p{Lu}\p{M}*\p{Ll}[\p{Ll}\p{M}]*(?: \p{Lu}\p{M}*\p{Ll}?[\p{Ll}\p{M}]*(?!\p{L})){1,3})(?: (?=(\p{Ll}[\p{Ll}\p{M}]*)))?/uy;
/** Association from which the last capital belongs to a word that goes on: "Phó Bí" is no name before "thư". */
const WORD_ASSOCIATION = 0.3;

/**
 * The names that an article keeps coming back to, most used first: its people and places. An article may name its town in a
 * few sentences only; a question about that town concerns all of it.
 */
export function keyEntities(text: string, lexicon: Lexicon): string[] {
  const uses = new Map<string, number>();
  for (let at = 0; at < text.length; at++) {
    // Few characters are capitals, and looking those up first is several times faster than matching at all.
    if (kindAt(text, at) !== CharacterKind.capital) continue;
    NAME.lastIndex = at;
    const match = NAME.exec(text);
    if (match === null) continue;
    at += match[0].length - 1;
    const [, name, next] = match;
    if (name === undefined || (next !== undefined && goesOn(name, next, lexicon))) continue;
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return [...uses]
    .filter(([, count]) => count >= MIN_USES)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_NAMES)
    .map(([name]) => name);
}

function goesOn(name: string, next: string, lexicon: Lexicon): boolean {
  const last = name.slice(name.lastIndexOf(' ') + 1);
  const pair = lexicon.pair(`${spellingsOf(last).accented} ${spellingsOf(next).accented}`, false);
  return (pair?.association ?? 0) >= WORD_ASSOCIATION;
}
