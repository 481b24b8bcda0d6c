import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { nearest, parseDotenv, readEnvironment, unknownSettings } from './environment.js';
import { mistakenSettings } from './settings.js';

const NAMES = ['ARTICLES_DIR', 'INDEX_DIR', 'DISCORD_TOKEN', 'ALLOWED_CHANNELS', 'COOLDOWN', 'SHARDS'];

describe('a # in .env', () => {
  test.each([
    ['ALLOWED_CHANNELS=#general', { ALLOWED_CHANNELS: '#general' }],
    ['INDEX_URL=postgres://bot:a#b@host/db # the big one', { INDEX_URL: 'postgres://bot:a#b@host/db' }],
    ['ARTICLES_DIR=/srv/c#/bài viết', { ARTICLES_DIR: '/srv/c#/bài viết' }],
    [`export ARTICLES_DIR=it's#1`, { ARTICLES_DIR: `it's#1` }],
    ['ALLOWED_CHANNELS: #general', { ALLOWED_CHANNELS: '#general' }],
    ['COOLDOWN: 5#x', { COOLDOWN: '5#x' }],
    ['COOLDOWN=5 # seconds', { COOLDOWN: '5' }],
    ['COOLDOWN= # none', { COOLDOWN: '' }],
    ['COOLDOWN="5" # seconds', { COOLDOWN: '5' }],
    ['#COOLDOWN=5', {}],
    ['  # COOLDOWN=5', {}],
    ['COOLDOWN=5\r\nSHARDS=2\r', { COOLDOWN: '5', SHARDS: '2' }],
  ])('%s', (text, expected) => {
    expect(parseDotenv(text)).toEqual(expected);
  });

  test('cuts no value that has no blank', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w#/:@.-]{1,30}$/u), (value) => {
        expect(parseDotenv(`NAME=${value}`)).toEqual({ NAME: value });
      }),
    );
  });
});

describe('a .env file', () => {
  test('adds to the environment what it does not have', async () => {
    const environment = { DAN_NGUON_TEST: 'of the environment' };
    const file = path.join(await temporaryFolder(), '.env');
    await writeFile(file, 'DAN_NGUON_TEST=of the file\n\nDISCORD_TOKEN abc\n# comment\nnonsense\n');
    const { variables, ofFile, oddLines } = readEnvironment(file, environment);
    expect(variables['DAN_NGUON_TEST']).toBe('of the environment');
    expect({ ofFile, oddLines }).toEqual({ ofFile: ['DAN_NGUON_TEST'], oddLines: [3, 5] });
  });

  test('may be written by Windows', async () => {
    const file = path.join(await temporaryFolder(), '.env');
    await writeFile(file, Buffer.from('\uFEFFDAN_NGUON_TEST=xin chào\r\n', 'utf16le'));
    expect(readEnvironment(file, {}).variables['DAN_NGUON_TEST']).toBe('xin chào');
  });

  test('need not be there', async () => {
    const file = path.join(await temporaryFolder(), '.env');
    expect(readEnvironment(file, {})).toMatchObject({ ofFile: [], oddLines: [] });
  });

  test('is named when it is there and cannot be read', async () => {
    const file = path.join(await temporaryFolder(), '.env');
    await mkdir(file);
    expect(() => readEnvironment(file, {})).toThrow(file);
  });
});

describe('a name that is no setting', () => {
  const unknown = (variables: Record<string, string>, ofFile = Object.keys(variables)) =>
    unknownSettings({ variables, ofFile }, NAMES);

  test.each([
    ['ARTICLE_DIR', 'ARTICLES_DIR'],
    ['articles_dir', 'ARTICLES_DIR'],
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['SHARD', 'SHARDS'],
    ['COLDOWN', 'COOLDOWN'],
    ['SOMETHING_ELSE', null],
  ])('is named in .env with the one that it resembles: %s', (name, meant) => {
    expect(unknown({ [name]: 'x' })).toEqual([{ name, meant }]);
  });

  test('is named in the environment only where it resembles one', () => {
    const variables = { ARTICLE_DIR: 'x', SOMETHING_ELSE: 'x', SHELL: '/bin/sh', LANG: 'vi', HOME: '/root' };
    expect(unknown(variables, [])).toEqual([{ name: 'ARTICLE_DIR', meant: 'ARTICLES_DIR' }]);
  });

  test('is not what others read from the same file', () => {
    expect(unknown({ POSTGRES_PASSWORD: 'x', NODE_ENV: 'x', HTTPS_PROXY: 'x', TZ: 'x' })).toEqual([]);
  });

  test('is found after any slip', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.nat(), fc.constantFrom('', 'X', '_'), (name, at, letter) => {
        const place = at % name.length;
        const slipped = name.slice(0, place) + letter + name.slice(place + 1);
        expect(NAMES.includes(slipped) ? slipped : nearest(slipped, NAMES)).toBe(name);
      }),
    );
  });
});

test('the settings themselves are none of them', () => {
  const variables = { ARTICLES_DIR: 'x', LC_ALL: 'vi', METRICS_HOST: 'x', METRIC_HOST: 'x' };
  expect(mistakenSettings({ variables, ofFile: Object.keys(variables), oddLines: [] })).toEqual([
    { name: 'METRIC_HOST', meant: 'METRICS_HOST' },
  ]);
});
