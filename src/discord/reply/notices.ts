import { UserError, type ErrorCode } from '../../lib/errors.js';
import type { IndexTrouble, Words } from '../../locales/english.js';
import { BusyError } from '../../service/answer-service.js';
import type { NeededPermission } from '../guards/bot-permissions.js';
import { buildReply, type Reply } from './build-reply.js';
import { fitLine } from './fit-text.js';
import { joined, md, timeAgo, type Markup } from './markup.js';

/** What is told in words that are always the same. */
const PLAIN = [
  // A component that no version of the bot made, or one that is too old; a command that is no longer there.
  'dead-button',
  'not-yours',
  'article-changed',
  'article-gone',
  'question-gone',
  'busy',
  // The person has as much waiting as one may have.
  'too-many',
  // The bot is about to end, mostly to start again.
  'stopping',
  'nothing-asked',
  'needs-manage-server',
  'rated-good',
  'rated-bad',
  'rating-lost',
] as const;

interface PlainNotice {
  readonly kind: (typeof PLAIN)[number];
}

/** Something to tell a person instead of what they asked for, or about it. */
export type Notice =
  | PlainNotice
  | { readonly kind: 'cooldown'; readonly seconds: number }
  /** `channels` are the ids of those where the bot answers. */
  | { readonly kind: 'wrong-channel'; readonly channels: readonly string[] }
  | { readonly kind: 'missing-permissions'; readonly missing: readonly NeededPermission[] }
  | { readonly kind: 'reindex-running'; readonly since: Date }
  | { readonly kind: 'unknown-publisher'; readonly name: string }
  | { readonly kind: 'unknown-article'; readonly title: string }
  | { readonly kind: 'not-a-day'; readonly given: string }
  /** Days `YYYY-MM-DD`. */
  | { readonly kind: 'days-reversed'; readonly from: string; readonly to: string }
  /** Anything thrown. */
  | { readonly kind: 'error'; readonly error: unknown };

/** Characters repeated of what a person typed. */
const MAX_REPEATED = 100;
const MAX_CHANNELS = 10;

/** A notice in the reader's language. */
export function noticeView(notice: Notice, words: Words): Reply {
  return buildReply({ text: textOf(notice, words), owner: null });
}

function textOf(notice: Notice, words: Words): Markup {
  const { notices } = words;
  if (isPlain(notice)) return md`${notices[notice.kind]}`;
  switch (notice.kind) {
    case 'cooldown':
      return md`${notices.cooldown(Math.max(1, Math.ceil(notice.seconds)))}`;
    case 'wrong-channel':
      return wrongChannel(notice.channels, words);
    case 'missing-permissions':
      return md`${notices.missingPermissions} ${notice.missing.map((name) => words.permissions[name]).join(', ')}.`;
    case 'reindex-running':
      return md`${notices.reindexRunning} ${timeAgo(notice.since)}.`;
    case 'unknown-publisher':
      return md`${notices.unknownPublisher(repeated(notice.name))} ${notices.publisherTip}`;
    case 'unknown-article':
      return md`${notices.unknownArticle(repeated(notice.title))} ${notices.articleTip}`;
    case 'not-a-day':
      return md`${notices.notADay(repeated(notice.given))} ${notices.dayTip}`;
    case 'days-reversed':
      return md`${notices.daysReversed(words.day(notice.from, false), words.day(notice.to, false))}`;
    case 'error':
      return troubleOf(notice.error, words);
  }
}

function isPlain(notice: Notice): notice is PlainNotice {
  return (PLAIN as readonly string[]).includes(notice.kind);
}

/** What went wrong in general words: an error's own message may name folders of the machine, or worse. */
function troubleOf(error: unknown, { notices, reindex }: Words): Markup {
  return error instanceof UserError && isIndexTrouble(error.code, reindex.troubles)
    ? md`${reindex.troubles[error.code]} ${reindex.seeLog}`
    : md`${notices.unexpected}`;
}

function isIndexTrouble(code: ErrorCode, troubles: Words['reindex']['troubles']): code is IndexTrouble {
  return Object.hasOwn(troubles, code);
}

function wrongChannel(channels: readonly string[], { notices }: Words): Markup {
  const mentions = channels
    .filter((id) => /^\d+$/u.test(id))
    .slice(0, MAX_CHANNELS)
    .map((id) => md`<#${id}>`);
  return mentions.length === 0
    ? md`${notices.noChannel}`
    : md`${notices.wrongChannel} ${joined(mentions, ', ')}`;
}

function repeated(typed: string): string {
  return fitLine(typed, MAX_REPEATED);
}

/** What to say of something that went wrong. */
export function noticeOf(error: unknown): Notice {
  return error instanceof BusyError ? { kind: 'busy' } : { kind: 'error', error };
}
