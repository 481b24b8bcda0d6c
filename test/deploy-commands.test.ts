import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from './support/run-script.js';

const GUILD = '200000000000000002';
const bodies: string[] = [];
const server = createServer((request, response) => {
  void text(request).then((body) => {
    if (request.method === 'PUT') bodies.push(body);
    response.setHeader('content-type', 'application/json');
    response.end(request.method === 'GET' ? '{"id":"100000000000000001"}' : '[]');
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());

function deploy(settings: Readonly<Record<string, string>>, ...args: string[]) {
  const { port } = server.address() as AddressInfo;
  const api = { DISCORD_API_URL: `http://127.0.0.1:${port}/api`, DISCORD_TOKEN: 'the.secret.token' };
  return runScript('scripts/deploy-commands.ts', { args, settings: { ...api, ...settings } });
}

test('npm run deploy-commands registers the commands and lists them', async () => {
  expect(await deploy({})).toEqual({
    exitCode: 0,
    stdout:
      'Registered 8 commands in every server of the bot:\n' +
      '  /ask\n  /search\n  /article\n  /sources\n  /help\n  /status\n  /reindex\n  Ask the articles about this\n',
    stderr: '',
  });
  expect(JSON.parse(bodies.at(-1) ?? '')).toHaveLength(8);
  const vietnamese = await deploy({ LANGUAGE: 'vi', GUILD_ID: GUILD });
  expect(vietnamese.stdout).toContain(`Đã đăng ký 8 lệnh cho máy chủ ${GUILD}:\n  /hỏi\n  /tìm\n`);
});

test('npm run deploy-commands takes them away again', async () => {
  expect(await deploy({ GUILD_ID: GUILD }, '--remove')).toEqual({
    exitCode: 0,
    stdout: `Removed the commands from server ${GUILD}.\n`,
    stderr: '',
  });
  expect(bodies.at(-1)).toBe('[]');
});

test('npm run deploy-commands says what it lacks, in two lines', async () => {
  const { exitCode, stdout, stderr } = await deploy({ DISCORD_TOKEN: '' });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^✗ DISCORD_TOKEN .+\n→ .+\n$/u);
});
