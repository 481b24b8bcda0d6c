import { cp, readdir, truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from '../src/application.js';
import { deployCommands } from '../src/discord/interactions/commands.js';
import { parseSettings } from '../src/config/settings.js';
import { startDiscord, type FakeDiscord } from './discord/fake-discord.js';
import { BROKEN, INVENTED } from './support/invented-articles.js';
import { MADE_UP_TOKEN } from './support/made-up-token.js';
import { programFolders, writeArticles, type ProgramFolders } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';

/** A mark, what was looked at, what was found, and what to do about it where something is to be done. */
const LINE = /^(?:✓ [^:]+: .+|[!✗] [^:]+: .+ → .+)$/u;

let discord: FakeDiscord;
let built: ProgramFolders;
beforeAll(async () => {
  built = await programFolders({ 'tram.md': INVENTED.station });
  const application = await Application.open(parseSettings(built.settings));
  await application.reindex();
  await application.close();
  discord = await startDiscord();
  await deployCommands(parseSettings(settingsOf(built)));
});
afterAll(() => discord.stop());

function settingsOf({ root, settings }: ProgramFolders) {
  return {
    ...settings,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    ALLOWED_CHANNELS: discord.channels.general.id,
    FEEDBACK_FILE: path.join(root, 'feedback.jsonl'),
    HEALTH_FILE: path.join(root, 'health'),
  };
}

async function ailingFolders(): Promise<ProgramFolders> {
  const folders = await programFolders({});
  await cp(built.indexDir, folders.indexDir, { recursive: true });
  await writeArticles(folders.articlesDir, { 'tram.md': INVENTED.station, 'hong.md': BROKEN });
  const generations = path.join(folders.indexDir, 'generations');
  const [generation = ''] = await readdir(generations);
  await truncate(path.join(generations, generation, 'articles.jsonl'), 10);
  return folders;
}

const doctor = (settings: Readonly<Record<string, string>>, ...args: string[]): Promise<ScriptRun> =>
  runScript('scripts/doctor.ts', { settings, args });

describe('npm run doctor', () => {
  test('finds all well, a line for each thing, and exits with 0', async () => {
    const { exitCode, stdout } = await doctor(settingsOf(built));
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(-2)).toEqual(['', 'All is well.']);
    for (const line of lines.slice(0, -2)) expect(line).toMatch(/^✓ [^:]+: \S/u);
    for (const heading of ['Node.js', 'Articles', 'Embedding model', 'Index', 'Disk', 'Discord']) {
      expect(lines.some((line) => line.startsWith(`✓ ${heading}: `))).toBe(true);
    }
    expect(exitCode).toBe(0);
    expect(stdout).toContain(discord.bot.id);
    expect(stdout).not.toContain(discord.token);
    expect(discord.violations).toEqual([]);
  });

  test('exits with 1 where there are warnings only, in Vietnamese too', async () => {
    const folders = await programFolders({ 'tram.md': INVENTED.station });
    const { exitCode, stdout } = await doctor({ ...folders.settings, LANGUAGE: 'vi' });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^! Chỉ mục: .+ → Hãy chạy `npm run reindex`/mu);
    expect(stdout).toMatch(/^Không có gì hỏng; 1 chỗ nên xem lại \(!\)\.$/mu);
    for (const line of stdout.trimEnd().split('\n').slice(0, -2)) expect(line).toMatch(LINE);
  });

  test('exits with 2 where something is broken, having looked at all the rest', async () => {
    const folders = await ailingFolders();
    const { exitCode, stdout, stderr } = await doctor({
      ...settingsOf(folders),
      DISCORD_TOKEN: MADE_UP_TOKEN,
    });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^! Articles: hong\.md: .+ → .+$/mu);
    expect(stdout).toMatch(/^✗ Index: .+articles\.jsonl.+ → .+--full.+$/mu);
    expect(stdout).toMatch(/^✗ Discord: .+DISCORD_TOKEN.+ → .+$/mu);
    expect(stdout).toMatch(/^✓ Disk: /mu);
    for (const line of stdout.trimEnd().split('\n').slice(0, -2)) expect(line).toMatch(LINE);
    expect(stdout + stderr).not.toContain(MADE_UP_TOKEN.slice(0, 20));
  });

  test('prints one object with --json, and nothing else', async () => {
    const { exitCode, stdout } = await doctor(settingsOf(await ailingFolders()), '--json');
    expect(exitCode).toBe(2);
    const { status, findings } = JSON.parse(stdout) as { status: string; findings: object[] };
    expect(status).toBe('broken');
    expect(findings).toContainEqual({
      check: 'articles',
      level: 'warning',
      code: 'article-problem',
      message: expect.stringContaining('hong.md') as string,
      todo: expect.any(String) as string,
      facts: expect.objectContaining({ path: 'hong.md' }) as object,
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'index', level: 'broken', code: 'index-damaged' }),
    );
    expect(stdout).not.toContain(discord.token);
  });

  test('names a wrong setting with its value, and looks at what does not need it', async () => {
    const { exitCode, stdout } = await doctor({
      ...settingsOf(built),
      GUILD_ID: 'my server',
      COOLDOWN: '-1',
    });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^✗ Settings: .*GUILD_ID.*COOLDOWN.* → .+$/mu);
    expect(stdout).toContain('found “my server”');
    expect(stdout).toMatch(/^✓ Index: /mu);
    expect(stdout).toMatch(/^! Discord: .*GUILD_ID.* → .+$/mu);
  });

  test('says that an option is unknown, in two lines', async () => {
    const { exitCode, stdout, stderr } = await doctor({}, '--mend');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^✗ .+--mend.+\n→ .+\n$/u);
  });
});
