import {
  MessageFlags,
  type ChatInputCommandInteraction,
  type Message,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  type RepliableInteraction,
} from 'discord.js';
import type { BotContext } from './bot-context.js';
import { missingIn } from './guards/bot-permissions.js';
import type { Reply } from './reply/build-reply.js';

/** A command: something that is answered by a message of its own. */
export type CommandInteraction = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;

type AnswerableInteraction = RepliableInteraction | MessageComponentInteraction;

/**
 * Tells Discord at once that an answer will come, has it made meanwhile and sends it. Whether only the asker sees it is decided
 * by the first response and cannot change.
 */
export async function respondLater(
  interaction: AnswerableInteraction,
  isPrivate: boolean,
  work: () => Promise<Reply>,
): Promise<void> {
  const [reply] = await bothOf(work(), interaction.deferReply(flagsOf(isPrivate)));
  await interaction.editReply(bodyOf(reply));
}

/** Has the message that holds the pressed component changed to what `work` makes; null leaves it as it is. */
export async function updateLater(
  interaction: MessageComponentInteraction,
  work: () => Promise<Reply | null>,
): Promise<void> {
  const [reply] = await bothOf(work(), interaction.deferUpdate());
  if (reply !== null) await interaction.editReply(bodyOf(reply));
}

/** Tells the one who waits, and nobody else: at once, for what is known without looking anything up, or after what was told. */
export async function respondPrivately(interaction: AnswerableInteraction, reply: Reply): Promise<void> {
  const message = { ...bodyOf(reply), ...flagsOf(true) };
  if (interaction.deferred || interaction.replied) await interaction.followUp(message);
  else await interaction.reply(message);
}

/**
 * Answers a message below it, unless it has been deleted meanwhile. Where the bot may not embed links, the text goes alone, which says all that
 * matters: Discord would refuse the whole, or drop what it is from.
 */
export async function replyTo(
  message: Message,
  reply: Reply,
  { replies }: Pick<BotContext, 'replies'>,
): Promise<void> {
  if (replies.isGone(message.id)) return;
  const body = bodyOf(reply);
  const sent = await message.reply({
    ...body,
    ...(missingIn(message).includes('EmbedLinks') && body.content !== '' && { embeds: [] }),
    failIfNotExists: false,
    // Sent again after a connection was lost, or by a process that has taken over from one that died, it is not shown twice.
    nonce: `${message.id}-${replies.countBelow(message.id)}`,
    enforceNonce: true,
  });
  replies.add(message.id, sent.id);
  if (replies.isGone(message.id)) await sent.delete();
}

/** A reply as the client takes it. */
export function bodyOf({ content, embeds, components, allowedMentions }: Reply) {
  return { content, embeds: [...embeds], components: [...components], allowedMentions };
}

function flagsOf(isPrivate: boolean) {
  return isPrivate ? ({ flags: MessageFlags.Ephemeral } as const) : {};
}

/** Waits for two things that go on side by side; when the second fails, a failure of the first goes with it unheard. */
async function bothOf<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  first.catch(() => undefined);
  const b = await second;
  return [await first, b];
}
