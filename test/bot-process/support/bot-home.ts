import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Application } from '../../../src/application.js';
import { deployCommands } from '../../../src/discord/interactions/commands.js';
import { parseSettings } from '../../../src/config/settings.js';
import type { DiscordOptions } from '../../discord/backend.js';
import { startDiscord, type FakeDiscord } from '../../discord/fake-discord.js';
import { INVENTED } from '../../support/invented-articles.js';
import { programFolders, type ProgramFolders } from '../../support/program-folders.js';

/** Real milliseconds that a test waits for a bot which starts on a busy machine. */
const PATIENCE = 60_000;

const ARTICLES = { 'tram.md': INVENTED.station, 'cau.md': INVENTED.bridge };

/** The files of their index by path, kept in memory: a folder might be removed while another test copies it. */
let built: Promise<ReadonlyMap<string, Buffer>> | undefined;

/** Folders with two articles and their index, which is built once in each test file. */
export async function botFolders(): Promise<ProgramFolders> {
  built ??= buildOnce();
  const [files, folders] = await Promise.all([built, programFolders(ARTICLES)]);
  for (const [file, content] of files) {
    const location = path.join(folders.indexDir, file);
    await mkdir(path.dirname(location), { recursive: true });
    await writeFile(location, content);
  }
  return folders;
}

async function buildOnce(): Promise<ReadonlyMap<string, Buffer>> {
  const folders = await programFolders(ARTICLES);
  const application = await Application.open(parseSettings({ ...folders.settings, READER_MODEL: 'off' }));
  await application.reindex();
  await application.close();
  const entries = await readdir(folders.indexDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, Buffer]> => {
        const location = path.join(parentPath, name);
        return [path.relative(folders.indexDir, location), await readFile(location)];
      }),
    ),
  );
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
