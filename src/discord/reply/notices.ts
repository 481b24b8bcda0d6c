import { UserError, type ErrorCode } from '../../lib/errors.js';
import type { IndexTrouble, Words } from '../../locales/english.js';
import { BusyError } from '../../service/answer-service.js';
import type { NeededPermission } from '../guards/bot-permissions.js';
import { buildReply, type Reply } from './build-reply.js';
import { fitLine } from './fit-text.js';
import { joined, md, timeAgo, type Markup } from './markup.js';

/** Something to tell a person instead of what they asked for, or about it. */
export type Notice =
  /** A component that no version of the bot made, or one that is too old; a command that is no longer there. */
  | { readonly kind: 'dead-button' }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'article-changed' }
  | { readonly kind: 'article-gone' }
  | { readonly kind: 'question-gone' }
  | { readonly kind: 'cooldown'; readonly seconds: number }
  /** `channels` are the ids of those where the bot answers. */
  | { readonly kind: 'wrong-channel'; readonly channels: readonly string[] }
  | { readonly kind: 'busy' }
  /** The person has as much waiting as one may have. */
  | { readonly kind: 'too-many' }
  /** The bot is about to end, mostly to start again. */
  | { readonly kind: 'stopping' }
  | { readonly kind: 'nothing-asked' }
  | { readonly kind: 'missing-permissions'; readonly missing: readonly NeededPermission[] }
  | { readonly kind: 'needs-manage-server' }
  | { readonly kind: 'reindex-running'; readonly since: Date }
  | { readonly kind: 'unknown-publisher'; readonly name: string }
  | { readonly kind: 'unknown-article'; readonly title: string }
  | { readonly kind: 'not-a-day'; readonly given: string }
  /** Days `YYYY-MM-DD`. */
  | { readonly kind: 'days-reversed'; readonly from: string; readonly to: string }
  | { readonly kind: 'rated-good' }
  | { readonly kind: 'rated-bad' }
  | { readonly kind: 'rating-lost' }
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
    case 'dead-button':
    case 'not-yours':
    case 'article-changed':
    case 'article-gone':
    case 'question-gone':
    case 'busy':
    case 'too-many':
    case 'stopping':
    case 'nothing-asked':
    case 'needs-manage-server':
    case 'rated-good':
    case 'rated-bad':
    case 'rating-lost':
      return md`${notices[notice.kind]}`;
  }
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
