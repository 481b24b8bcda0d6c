import type { Reply } from '../../src/discord/reply/build-reply.js';
import { nodesOf, textIn } from './discord-markdown.js';

/** Mentions, timestamps, emoji and addresses. */
const LIVE_MARKUP = /@everyone|@here|<[@#:/]|<a?:|<t:|<id:|<\d|https?:\/\/|discord\.gg\//giu;
/** The address of a link that the bot itself has made. */
const LINK_ADDRESS = /(?<=\]\()<https?:[^<>\s]*>(?=\))/gu;

function markdownOf({ content, embeds }: Reply): string[] {
  return [content, ...embeds.flatMap(({ title, description }) => [title ?? '', description ?? ''])];
}

/** What in a reply's markdown Discord would act on, besides the bot's own links. */
export function liveMarkupIn(reply: Reply): string[] {
  return markdownOf(reply).flatMap((markdown) => markdown.replace(LINK_ADDRESS, '').match(LIVE_MARKUP) ?? []);
}

/** What a reader sees of a reply above its buttons. */
export function shownText(reply: Reply): string {
  const footers = reply.embeds.map(({ footer }) => footer?.text ?? '');
  return [...markdownOf(reply).map((markdown) => textIn(nodesOf(markdown))), ...footers].join('\n');
}

/** What a reader sees of a reply's cards, without their titles. */
export function cardText({ embeds }: Reply): string {
  return embeds.map(({ description }) => textIn(nodesOf(description ?? ''))).join('\n');
}

/** How often a text holds another. */
export function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
