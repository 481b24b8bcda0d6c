import { numberedUnitsIn, type NumberedUnit } from '../language/units.js';
import type { Token } from '../language/vietnamese.js';
import type { Question } from './query/question.js';

/** Share of its score that a passage loses which names other units of a kind than the one asked for, and not that one. */
const OTHER_UNIT_LOSS = 0.5;

/**
 * What was found, with passages about other numbered units than the question's ("quận 2", where "quận 1" was asked for) moved down: best first, no
 * score greater than it was. None is left out.
 *
 * @param tokensOf - the words of a passage found
 */
export function inAskedUnit<F extends { readonly score: number }>(
  { tokens, accented }: Pick<Question, 'tokens' | 'accented'>,
  found: readonly F[],
  tokensOf: (one: F) => readonly Token[],
): readonly F[] {
  const asked = numberedUnitsIn(tokens, accented);
  if (asked.length === 0) return found;
  return found
    .map((one) => {
      const said = numberedUnitsIn(tokensOf(one), accented);
      return asked.some((unit) => isAboutOthers(unit, said))
        ? { ...one, score: one.score * (1 - OTHER_UNIT_LOSS) }
        : one;
    })
    .sort((a, b) => b.score - a.score);
}

function isAboutOthers({ kind, number }: NumberedUnit, said: readonly NumberedUnit[]): boolean {
  const alike = said.filter((one) => one.kind === kind);
  return alike.length > 0 && !alike.some((one) => one.number === number);
}
