import type { ChatInputCommandInteraction } from 'discord.js';
import { newestFirst } from '../../corpus/article.js';
import type { Words } from '../../locales/english.js';
import type { ArticleEntry } from '../../service/answering.js';
import { described, named, SLASH_COMMAND, type Command } from '../interactions/define-command.js';
import { originalLink, originOf, titleMarkup } from '../reply/article-cards.js';
import { buildReply, type Reply } from '../reply/build-reply.js';
import { MAX_EMBED_DESCRIPTION } from '../reply/limits.js';
import { bold, escapedLine, joined, md, subtext, type Markup } from '../reply/markup.js';
import { openPage, pageButtons, paginate, type PageContext } from '../reply/pages.js';
import { bodyOf } from '../respond.js';
import { articleChooser } from './article.js';

/** `/sources`. */
export const sources: Command<ChatInputCommandInteraction> = {
  definition: {
    ...SLASH_COMMAND,
    ...named('sources', 'nguồn'),
    ...described('List all articles, newest first', 'Danh sách bài viết, mới nhất trước'),
  },
  demands: () => ({ wait: 'look' }),
  async run(interaction, { answering }, words) {
    const { articles } = answering.catalogue;
    await interaction.reply(bodyOf(sourcesView(articles, { words, owner: null, page: 0 })));
  },
};

const ARTICLES_PER_PAGE = 10;
/** Characters of a title; in a list, more would hide the other articles. */
const MAX_LISTED_TITLE = 160;
const SEPARATOR = '\n\n';

export function sourcesView(articles: readonly ArticleEntry[], context: PageContext): Reply {
  const { words, owner } = context;
  const lines = newestFirst(articles).map((article, at) => ({
    article,
    line: listed(article, at + 1, words),
  }));
  const pages = paginate(
    lines,
    ({ line }) => line.length + SEPARATOR.length,
    MAX_EMBED_DESCRIPTION,
    ARTICLES_PER_PAGE,
  );
  const open = openPage(pages, context.page);
  if (open === null) return buildReply({ text: md`${words.article.none}`, owner });
  return buildReply({
    text: bold(md`${words.article.listed(articles.length)}`),
    cards: [
      {
        body: joined(
          open.content.map(({ line }) => line),
          SEPARATOR,
        ),
        accent: 'source',
      },
    ],
    rows: [
      pageButtons(open, (page) => ({ kind: 'sources', page })),
      articleChooser(
        open.content.map(({ article }) => article),
        words,
      ),
    ],
    owner,
  });
}

function listed(article: ArticleEntry, number: number, words: Words): Markup {
  const origin = [escapedLine(originOf(article, words)), ...originalLink(article, words)];
  return joined(
    [bold(md`${number}. ${titleMarkup(article, MAX_LISTED_TITLE)}`), subtext(joined(origin, ' · '))],
    '\n',
  );
}
