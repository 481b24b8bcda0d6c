import type { APIEmbed } from 'discord.js';
import { buildRows } from './build-rows.js';
import { cutMarkdown } from './cut-markdown.js';
import { fitLine } from './fit-text.js';
import {
  isVisible,
  MAX_CONTENT,
  MAX_EMBED_DESCRIPTION,
  MAX_EMBED_FOOTER,
  MAX_EMBED_TEXT,
  MAX_EMBED_TITLE,
  MAX_EMBEDS,
} from './limits.js';
import type { Reply } from './reply.js';
import type { Accent, Card, ReplyDraft } from './reply-draft.js';

const COLOURS: Readonly<Record<Accent, number>> = {
  answer: 0x3ba55d,
  source: 0x5865f2,
  notice: 0xfaa61a,
  trouble: 0xed4245,
};

/** What a message says that would otherwise be empty: Discord would refuse it, and somebody waits for it. */
const NOTHING_TO_SAY = '…';

/**
 * A draft in Discord's form. Whatever the draft, the reply keeps to Discord's limits (`replySchema`): what is too long is
 * cut, what is too much or not allowed is left out. That is the last resort; views split and page before it comes to that.
 */
export function buildReply({ text, cards = [], rows = [], owner }: ReplyDraft): Reply {
  const content = visible(cutMarkdown(text?.source.trim() ?? '', MAX_CONTENT));
  const embeds = buildEmbeds(cards);
  return {
    content: content ?? (embeds.length === 0 ? NOTHING_TO_SAY : ''),
    embeds,
    components: buildRows(rows, owner),
    allowedMentions: { parse: [], repliedUser: false },
  };
}

function buildEmbeds(cards: readonly Card[]): APIEmbed[] {
  const embeds: APIEmbed[] = [];
  let room = MAX_EMBED_TEXT;
  for (const { title, body, footer, accent } of cards) {
    const shownTitle = visible(cutMarkdown(title?.source.trim() ?? '', Math.min(room, MAX_EMBED_TITLE)));
    room -= shownTitle?.length ?? 0;
    const description = visible(
      cutMarkdown(body?.source.trim() ?? '', Math.min(room, MAX_EMBED_DESCRIPTION)),
    );
    room -= description?.length ?? 0;
    const shownFooter = visible(fitLine(footer ?? '', Math.min(room, MAX_EMBED_FOOTER)));
    room -= shownFooter?.length ?? 0;
    if ((shownTitle ?? description ?? shownFooter) === undefined) continue;
    embeds.push({
      color: COLOURS[accent],
      ...(shownTitle !== undefined && { title: shownTitle }),
      ...(description !== undefined && { description }),
      ...(shownFooter !== undefined && { footer: { text: shownFooter } }),
    });
  }
  return embeds.slice(0, MAX_EMBEDS);
}

function visible(text: string): string | undefined {
  return isVisible(text) ? text : undefined;
}
