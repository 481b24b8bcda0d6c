import type { Language } from '../../src/locales/english.js';
import { html, type Html } from './html.js';
import { markdownTree, type MarkdownNode, type MarkdownTree } from './markdown-tree.js';
import { BOT_MENTION, BOT_NAME } from './scene.js';

/** Who looks at the page, and when. */
export interface Reader {
  readonly language: Language;
  readonly now: Date;
}

/**
 * Discord's markdown as HTML. Plain elements where HTML has one; Discord's components for what it lacks, because their
 * shadow trees put spaces around what they hold, which shows within a word.
 *
 * @throws Error on a kind of markdown that no reply uses so far
 */
export function renderMarkdown(markdown: string, reader: Reader): Html {
  return renderTree(markdownTree(markdown), reader);
}

function renderTree(tree: MarkdownTree, reader: Reader): Html {
  return html`${tree.map((node) => renderNode(node, reader))}`;
}

function renderNode(node: MarkdownNode, reader: Reader): Html {
  const inner = (tree: MarkdownTree) => renderTree(tree, reader);
  switch (node.type) {
    case 'text':
      return html`${node.content}`;
    case 'br':
    case 'newline':
      return html`<br />`;
    case 'strong':
      return html`<strong>${inner(node.content)}</strong>`;
    case 'em':
      return html`<em>${inner(node.content)}</em>`;
    case 'underline':
      return html`<u>${inner(node.content)}</u>`;
    case 'strikethrough':
      return html`<s>${inner(node.content)}</s>`;
    case 'subtext':
      return html`<small>${inner(node.content)}</small>`;
    case 'blockQuote':
      return html`<blockquote>${inner(node.content)}</blockquote>`;
    case 'listItem':
      return html`<div class="list-item">${inner(node.content)}</div>`;
    case 'heading':
      return html`<div class="heading level-${node.level}">${inner(node.content)}</div>`;
    case 'inlineCode':
      return html`<code>${node.content}</code>`;
    case 'codeBlock':
      return html`<pre><code>${node.content}</code></pre>`;
    case 'link':
    case 'url':
    case 'autolink':
      return html`<a href="${node.target}">${inner(node.content)}</a>`;
    case 'spoiler':
      return html`<discord-spoiler>${inner(node.content)}</discord-spoiler>`;
    case 'twemoji':
      return html`<span class="emoji">${node.name}</span>`;
    case 'slashCommand':
      return mention('slash', node.fullName);
    case 'user':
      return mention('user', `<@${node.id}>` === BOT_MENTION ? BOT_NAME : 'unknown-user');
    case 'role':
      return mention('role', 'unknown-role');
    case 'everyone':
    case 'here':
      return mention('role', node.type);
    case 'timestamp':
      return html`<discord-time>${timeOf(node, reader)}</discord-time>`;
    case 'channel':
    case 'guildNavigation':
    case 'emoji':
      throw new Error(`No reply has had a ${node.type} so far: say in render-markdown.ts how it is shown.`);
  }
}

type Timestamp = Extract<MarkdownNode, { type: 'timestamp' }>;

function mention(type: 'slash' | 'user' | 'role', name: string): Html {
  return html`<discord-mention type="${type}">${name}</discord-mention>`;
}

function timeOf({ timestamp, format }: Timestamp, { language, now }: Reader): string {
  if (format === 'R') return relativeTime(new Date(Number(timestamp) * 1000), now, language);
  throw new Error(
    `No reply has had a time in the format ${format ?? 'f'} so far: say in render-markdown.ts how it is shown.`,
  );
}

/** Seconds in each unit, largest first. */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How far away a moment is in the largest unit that it fills: `2 hours ago`, `hôm qua`. */
function relativeTime(moment: Date, now: Date, language: Language): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}
