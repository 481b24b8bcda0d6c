import { MAX_QUESTION_LENGTH } from '../../commands/definitions.js';
import { fitLine } from '../../reply/fit-text.js';
import { escapedLine, joined, questionLine, subtext, type Markup } from '../../reply/markup.js';

/** Characters of a filter; the names of its parts come from those who ask. */
const MAX_FILTER_LENGTH = 200;

/** What a reply begins with: the question, found again by `questionIn`, and the filter in small print. */
export function questionHead(question: string, filterText: string | null | undefined): Markup {
  return joined(
    [
      questionLine(fitLine(question, MAX_QUESTION_LENGTH)),
      subtext(escapedLine(fitLine(filterText ?? '', MAX_FILTER_LENGTH))),
    ],
    '\n',
  );
}
