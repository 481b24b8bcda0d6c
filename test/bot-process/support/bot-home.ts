import { cp } from 'node:fs/promises';
import path from 'node:path';
import { Application } from '../../../src/application.js';
import { deployCommands } from '../../../src/discord/commands/deploy-commands.js';
import { parseSettings } from '../../../src/config/settings.js';
import type { DiscordOptions } from '../../discord/backend.js';
import { startDiscord, type FakeDiscord } from '../../discord/fake-discord.js';
import { INVENTED } from '../../support/invented-articles.js';
import { programFolders, type ProgramFolders } from '../../support/program-folders.js';

/** Real milliseconds that a test waits for a bot which starts on a busy machine. */
const PATIENCE = 60_000;

let built: Promise<ProgramFolders> | undefined;

/** Folders with two articles and their index, built once in each test file. */
export async function botFolders(): Promise<ProgramFolders> {
  built ??= buildOnce();
  const { indexDir } = await built;
  const folders = await programFolders(ARTICLES);
  await cp(indexDir, folders.indexDir, { recursive: true });
  return folders;
}

const ARTICLES = { 'tram.md': INVENTED.station, 'cau.md': INVENTED.bridge };

async function buildOnce(): Promise<ProgramFolders> {
  const folders = await programFolders(ARTICLES);
  const application = await Application.open(parseSettings(folders.settings));
  await application.reindex();
  await application.close();
  return folders;
}

/** A stand-in for Discord that knows the bot's commands. */
export async function discordWithCommands(options: DiscordOptions = {}): Promise<FakeDiscord> {
  const discord = await startDiscord({ patienceMs: PATIENCE, ...options });
  await deployCommands(parseSettings({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api }));
  return discord;
}

/** The settings of a bot in these folders and that Discord. */
export function botSettings({ root, settings }: ProgramFolders, { token, api }: FakeDiscord) {
  return {
    ...settings,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: api,
    FEEDBACK_FILE: path.join(root, 'feedback.jsonl'),
    HEALTH_FILE: path.join(root, 'health'),
  };
}
