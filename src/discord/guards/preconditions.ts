import type { BaseInteraction, Channel, Message } from 'discord.js';
import { TURN_AWAY_REASONS, type TurnAwayReason } from '../bot-events.js';
import type { BotContext } from '../bot-context.js';
import type { Notice } from '../reply/notices.js';
import type { Wait } from './rate-limits.js';

/** What a feature asks of whoever uses it, beyond what all ask. Each states it once. */
export interface Demands {
  /** Which of the person's waits it heeds and begins; null for what costs next to nothing, and only has its share. */
  readonly wait: Wait | null;
  /** What is wrong with what was typed; null where nothing is. */
  readonly wrong?: Notice | null;
}

/** Somebody who wants something of the bot, and where. */
type Caller = Message | BaseInteraction;

/**
 * The one chain of preconditions: does `work` unless one of them refuses, and gives the refusal. What is wrong with a request is found
 * before it costs its person a wait.
 */
export async function unlessRefused(
  caller: Caller,
  { wait, wrong = null }: Demands,
  context: BotContext,
  work: () => Promise<void>,
): Promise<Notice | null> {
  const person = 'author' in caller ? caller.author.id : caller.user.id;
  const refusal =
    whileStopping(context) ??
    outsideAllowedChannels(caller, context) ??
    wrong ??
    (context.shares.isFull(person) ? { kind: 'too-many' } : null) ??
    (wait === null ? null : duringCooldown(person, wait, context));
  if (refusal !== null) {
    if (isTurnAway(refusal.kind)) context.events.onTurnedAway?.(refusal.kind);
    return refusal;
  }
  const leave = context.shares.enter(person);
  try {
    await work();
  } finally {
    leave();
  }
  return null;
}

/** What is asked of whoever is only shown what to type. */
export function refusesSuggestions(caller: BaseInteraction, context: BotContext): boolean {
  return (whileStopping(context) ?? outsideAllowedChannels(caller, context)) !== null;
}

/** What is wrong with a question in which there is neither a letter nor a digit. */
export function withoutQuestion(question: string): Notice | null {
  return /[\p{L}\p{N}]/u.test(question) ? null : { kind: 'nothing-asked' };
}

function isTurnAway(kind: Notice['kind']): kind is TurnAwayReason {
  return (TURN_AWAY_REASONS as readonly string[]).includes(kind);
}

function whileStopping({ tasks }: Pick<BotContext, 'tasks'>): Notice | null {
  return tasks.isClosed ? { kind: 'stopping' } : null;
}

function outsideAllowedChannels(
  from: Caller,
  { settings: { allowedChannels } }: Pick<BotContext, 'settings'>,
): Notice | null {
  return isAllowedPlace(from, allowedChannels) ? null : { kind: 'wrong-channel', channels: allowedChannels };
}

function duringCooldown(
  person: string,
  wait: Wait,
  { cooldown }: Pick<BotContext, 'cooldown'>,
): Notice | null {
  const seconds = cooldown.take(person, wait);
  return seconds > 0 ? { kind: 'cooldown', seconds } : null;
}

/** Whether the bot answers there: everywhere when no channel is named; else in those, in what belongs to them, and directly. */
export function isAllowedPlace(from: Caller, allowedChannels: readonly string[]): boolean {
  if (allowedChannels.length === 0 || !from.inGuild()) return true;
  // From the inside out: what a thread belongs to, and the category.
  const within = [from.channelId];
  let channel: Channel | null = from.channel;
  while (channel !== null) {
    if ('parentId' in channel) within.push(channel.parentId);
    channel = 'parent' in channel ? channel.parent : null;
  }
  return within.some((id) => id !== null && allowedChannels.includes(id));
}
