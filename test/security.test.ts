import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Application } from '../src/application.js';
import { CorpusFiles } from '../src/index/gather-articles.js';
import { parseSettings, PROJECT_ROOT } from '../src/config/settings.js';
import { INVENTED } from './support/invented-articles.js';
import { MADE_UP_TOKEN } from './support/made-up-token.js';
import { programFolders, type ProgramFolders } from './support/program-folders.js';
import { runScript } from './support/run-script.js';

const servers: Server[] = [];
afterEach(async () => {
  const closing = servers.splice(0).map((server) => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  await Promise.all(closing);
});

/** The address of a server on this machine. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('nothing that a page names is fetched, and none of it runs', async () => {
  const requests: string[] = [];
  const origin = await serve((request, response) => {
    requests.push(request.url ?? '');
    response.end();
  });
  const marker = globalThis as { ran?: true };
  const page = `<!doctype html><html><head><base href="${origin}/">
<link rel="stylesheet" href="${origin}/a.css"><link rel="preload" href="${origin}/b" as="fetch">
<meta http-equiv="refresh" content="0;url=${origin}/c"><script src="${origin}/d.js"></script>
<script>globalThis.ran = true; fetch('${origin}/e')</script><style>@import url(${origin}/f.css);</style></head>
<body onload="globalThis.ran = true"><p>Câu đầu của bài viết này kể về cây cầu.</p>
<img src="${origin}/g.png" srcset="${origin}/h.png 2x" onerror="globalThis.ran = true"><iframe src="${origin}/i"></iframe>
<object data="${origin}/j"></object><embed src="${origin}/k"><video src="${origin}/l" autoplay></video>
<svg><image href="${origin}/m"/><script>globalThis.ran = true</script></svg><my-element is="x"></my-element>
<p>Câu cuối của bài viết này kể về dòng sông.</p></body></html>`;
  const { articlesDir } = await programFolders({ 'trang.html': page });
  const corpus = new CorpusFiles(articlesDir);
  for (const file of (await corpus.list()).files) {
    expect(await corpus.read(file)).toMatchObject({
      article: { text: expect.stringContaining('dòng sông') as string },
    });
  }
  // A request of ours is answered after any that the page has begun.
  await fetch(`${origin}/last`);
  expect(requests).toEqual(['/last']);
  expect(marker.ran).toBeUndefined();
});

describe('the program starts no shell:', () => {
  const sources = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(PROJECT_ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[cm]?[jt]s$/u.test(file) && !file.endsWith('.test.ts'))
      .map((file) => path.join(folder, file)),
  );
  const matches = (pattern: RegExp) =>
    sources.flatMap((file) => {
      const source = readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
      return [...source.matchAll(pattern)].map(([, found = '']) => `${file}: ${found}`);
    });

  test('of node:child_process only what takes a file and a list of arguments is imported', () => {
    const imports = matches(/(import\b[^;'"]*?['"](?:node:)?child_process['"])/gu);
    expect(imports.length).toBeGreaterThan(1);
    expect(imports.filter((found) => /\bexec(?:Sync)?\b|\* as|import \w+ from/u.test(found))).toEqual([]);
    expect(matches(/(?<![.\w])(exec(?:Sync)?\()/gu)).toEqual([]);
  });

  test('and no option asks for one', () => {
    expect(matches(/(\bshell\s*:)/gu)).toEqual([]);
  });
});

describe('the token is in no line that is printed or logged', () => {
  const TALK_TO_DISCORD = [
    ['src/main.ts', {}],
    ['scripts/deploy-commands.ts', {}],
    // It asks Discord whatever becomes of the model.
    ['scripts/doctor.ts', { EMBEDDING_MODEL: './no/such/model' }],
  ] as const;
  const SECRET = MADE_UP_TOKEN.split('.')[2] ?? '';

  let folders: ProgramFolders;
  // Without an index the bot would end before it asks Discord for anything.
  beforeAll(async () => {
    folders = await programFolders({ 'cau.md': INVENTED.bridge });
    const application = await Application.open(parseSettings(folders.settings));
    await application.reindex();
    await application.close();
  });

  /** Everything that a script says, at the most talkative level. */
  async function wordsOf(
    script: string,
    settings: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ) {
    const run = await runScript(script, {
      args,
      settings: {
        ...folders.settings,
        FEEDBACK_FILE: path.join(folders.root, 'feedback.jsonl'),
        DISCORD_TOKEN: MADE_UP_TOKEN,
        LOG_LEVEL: 'trace',
        READER_MODEL: 'off',
        ...settings,
      },
    });
    expect({ script, exitCode: run.exitCode }).not.toEqual({ script, exitCode: null });
    return `${run.stdout}${run.stderr}`;
  }

  test.each([
    ['scripts/ask.ts', { EMBEDDING_MODEL: 'none/such' }, ['Ai?']],
    ['scripts/reindex.ts', { ARTICLES_DIR: 'none' }, []],
    ['scripts/deploy-commands.ts', {}, []],
    ['scripts/doctor.ts', { EMBEDDING_MODEL: './no/such/model' }, []],
  ])('of %s when it fails', async (script, settings, args) => {
    const words = await wordsOf(script, settings, args);
    expect(words).not.toBe('');
    expect(words).not.toContain(SECRET);
  });

  test.each([
    ['a wrong setting beside it', { COOLDOWN: 'x', GUILD_ID: 'x', LANGUAGE: 'xx' }],
    [
      'itself in the place of another',
      { GUILD_ID: MADE_UP_TOKEN, LOG_LEVEL: MADE_UP_TOKEN, COOLDOWN: MADE_UP_TOKEN },
    ],
    ['a blank within', { DISCORD_TOKEN: MADE_UP_TOKEN.replace('.', ' .') }],
    ['the address of a Discord that is one', { DISCORD_API_URL: `http://${MADE_UP_TOKEN}@127.0.0.1:9/api` }],
  ])('of the bot with %s', async (_, settings) => {
    expect(await wordsOf('src/main.ts', settings)).not.toContain(SECRET);
  });

  test.each([
    ['refuses it', 401],
    ['finds fault', 400],
  ])('when what stands for Discord %s and repeats all that it was sent', async (_, status) => {
    const asked: (string | undefined)[] = [];
    const origin = await serve((request, response) => {
      asked.push(request.headers.authorization);
      const message = `${request.url ?? ''} ${JSON.stringify(request.headers)}`;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message, code: 0, errors: { _errors: [{ code: 'X', message }] } }));
    });
    for (const [script, settings] of TALK_TO_DISCORD) {
      asked.length = 0;
      const words = await wordsOf(script, { ...settings, DISCORD_API_URL: `${origin}/api` });
      expect({ script, asked }).toMatchObject({ asked: [`Bot ${MADE_UP_TOKEN}`] });
      expect(words).not.toContain(SECRET);
    }
  });

  test('when what stands for Discord speaks something else', async () => {
    const origin = await serve((request, response) => {
      response.end(`<html>${request.headers.authorization ?? ''}</html>`);
    });
    for (const [script, settings] of TALK_TO_DISCORD) {
      const words = await wordsOf(script, { ...settings, DISCORD_API_URL: `${origin}/api` });
      expect(words).not.toContain(SECRET);
    }
  });
});
