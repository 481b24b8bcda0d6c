import type { CorpusProblem } from '../../../corpus/article.js';
import type { ReindexProgress, ReindexSummary } from '../../../index/reindex/reindex-parts.js';
import type { Words } from '../../../locales/discord/words.js';
import { buildReply, type Card, type Reply } from '../../reply/build-reply.js';
import { fitLine } from '../../reply/fit-text.js';
import { bold, escapedLine, joined, md, subtext, type Markup } from '../../reply/markup.js';

interface ReindexContext {
  readonly words: Words;
}

const BAR_LENGTH = 12;
/** Problems shown; all of them are in the log. */
const MAX_PROBLEMS = 8;
/** Characters of each line of a problem, so that {@link MAX_PROBLEMS} fit in a card, escaped. */
const MAX_PROBLEM_LINE = 120;

/** Where on the machine a system call failed, as Node.js ends its error messages: `…, open '/srv/articles/a.md'`. */
const SYSTEM_PATH = /, \w+ '(?:\/|[A-Z]:\\)[^']*'/gu;

/** How far a reindex is; null before it has said anything. */
export function reindexProgressView(progress: ReindexProgress | null, { words }: ReindexContext): Reply {
  const heading = bold(md`${words.reindex.running}`);
  const state = progress === null ? md`${words.reindex.preparing}` : stateLine(progress, words);
  return buildReply({ text: joined([heading, state], '\n'), owner: null });
}

/** What a reindex has done, whether the index was damaged before, and which files it could not read. */
export function reindexDoneView(summary: ReindexSummary, { words }: ReindexContext): Reply {
  const heading = summary.generation === null ? words.upToDate : words.reindexed(summary.seconds);
  return buildReply({
    text: joined(
      [
        bold(md`${heading}`),
        md`${words.articleChanges(summary)}`,
        md`${words.passageChanges(summary)}`,
        ...(summary.damage === undefined ? [] : [md`${words.reindex.mended}`]),
      ],
      '\n',
    ),
    cards: summary.problems.length === 0 ? [] : [problemsCard(summary, words)],
    owner: null,
  });
}

function stateLine({ phase, done, total }: ReindexProgress, words: Words): Markup {
  const name = words.phases[phase];
  if (phase === 'publishing' || total === 0) return md`${name}…`;
  const filled = Math.floor((done / total) * BAR_LENGTH);
  const bar = '▰'.repeat(filled) + '▱'.repeat(BAR_LENGTH - filled);
  const unit = words.unit(phase === 'reading' ? 'article' : 'passage', total);
  return md`${name} ${bar} ${words.count(done)}/${words.count(total)} ${unit}`;
}

function problemsCard({ problems, retained }: ReindexSummary, words: Words): Card {
  const shown = problems.slice(0, MAX_PROBLEMS);
  const left = problems.length - shown.length;
  return {
    title: md`${words.problems(problems.length)}`,
    body: joined(
      [
        ...shown.map((problem) => problemLines(problem, retained.includes(problem.path), words)),
        ...(left === 0 ? [] : [md`${words.reindex.moreProblems(left)}`]),
      ],
      '\n\n',
    ),
    accent: 'trouble',
  };
}

function problemLines({ path, message, hint }: CorpusProblem, isRetained: boolean, words: Words): Markup {
  return joined(
    [
      bold(line(path)),
      line(message.replace(SYSTEM_PATH, '')),
      line(hint),
      ...(isRetained ? [subtext(md`${words.retained}`)] : []),
    ],
    '\n',
  );
}

function line(text: string): Markup {
  return escapedLine(fitLine(text, MAX_PROBLEM_LINE, (shown) => escapedLine(shown).length));
}
