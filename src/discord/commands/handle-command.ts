import type { ChatInputCommandInteraction, MessageContextMenuCommandInteraction } from 'discord.js';
import { isAllowedPlace } from '../guards/allowed-place.js';
import type { BotContext } from '../bot-context.js';
import { answerNow, type CommandInteraction } from '../deliver.js';
import { languageOf, wordsIn } from '../../locales/discord/words-in.js';
import type { Words } from '../../locales/discord/words.js';
import { placeOf } from '../guards/place-of.js';
import { noticeView, type Notice, type Refusal } from '../reply/notices.js';
import { article } from '../features/article/article.js';
import { ask, askAbout } from '../features/ask/ask.js';
import { ASK_ABOUT_MESSAGE } from './definitions.js';
import { help } from '../features/help/help.js';
import { reindex } from '../features/reindex/reindex.js';
import { search } from '../features/search/search.js';
import { sources } from '../features/sources/sources.js';
import { status } from '../features/status/status.js';

type DeadButton = Extract<Notice, { kind: 'dead-button' }>;

/** Answers a command; `words` are in the asker's language. */
type Command<Interaction> = (interaction: Interaction, context: BotContext, words: Words) => Promise<void>;

const SLASH_COMMANDS: Readonly<Record<string, Command<ChatInputCommandInteraction>>> = {
  ask,
  search,
  article,
  sources,
  help,
  status,
  reindex,
};
const MENU_COMMANDS: Readonly<Record<string, Command<MessageContextMenuCommandInteraction>>> = {
  [ASK_ABOUT_MESSAGE]: askAbout,
};

/** Answers a command, or says why it is not answered here or now. */
export async function handleCommand(interaction: CommandInteraction, context: BotContext): Promise<void> {
  const words = wordsIn(languageOf(interaction.locale));
  const refusal = refusalOf(interaction, context);
  if (refusal !== null) {
    if (refusal.kind !== 'dead-button') context.events.onTurnedAway?.(refusal.kind);
    await answerNow(interaction, noticeView(refusal, { words }), true);
  } else if (interaction.isChatInputCommand()) {
    await SLASH_COMMANDS[interaction.commandName]?.(interaction, context, words);
  } else await MENU_COMMANDS[interaction.commandName]?.(interaction, context, words);
}

function refusalOf(
  interaction: CommandInteraction,
  { jobs, settings }: BotContext,
): Refusal | DeadButton | null {
  const commands = interaction.isChatInputCommand() ? SLASH_COMMANDS : MENU_COMMANDS;
  // Discord still knows a command that another version of the bot has registered.
  if (!Object.hasOwn(commands, interaction.commandName)) return { kind: 'dead-button' };
  if (jobs.isClosed) return { kind: 'stopping' };
  if (!isAllowedPlace(placeOf(interaction), settings.allowedChannels)) {
    return { kind: 'wrong-channel', channels: settings.allowedChannels };
  }
  return null;
}
