import { availableParallelism, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../lib/errors.js';
import { MADE_UP_TOKEN } from '../../test/support/made-up-token.js';
import { parseSettings, PROJECT_ROOT } from './settings.js';

/** The error that wrong settings give. */
function errorOf(environment: Readonly<Record<string, string>>): UserError {
  try {
    parseSettings(environment);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('The settings were taken.');
}

const DEFAULTS = {
  articlesDir: path.join(PROJECT_ROOT, 'data/articles'),
  indexDir: path.join(PROJECT_ROOT, 'data/index'),
  indexUrl: null,
  reindex: null,
  embeddingModel: 'vi-en-mini',
  readerModel: 'vi-en-reader',
  readerPassages: 8,
  modelThreads: availableParallelism(),
  modelCacheDir: path.join(PROJECT_ROOT, 'data/model-cache'),
  modelHub: 'https://huggingface.co/',
  language: 'vi',
  logLevel: 'warn',
  logQuestions: false,
  discordToken: null,
  discordApiUrl: 'https://discord.com/api',
  guildId: null,
  allowedChannels: [],
  cooldown: 0,
  feedbackFile: path.join(PROJECT_ROOT, 'data/feedback.jsonl'),
  healthFile: null,
  shards: { kind: 'all', count: null },
  shardLease: 10,
  lockDir: path.join(tmpdir(), `dan-nguon-${userInfo().uid}`),
  metricsPort: null,
  metricsHost: '127.0.0.1',
};

describe('parseSettings', () => {
  test('has a default for everything', () => {
    expect(parseSettings({})).toEqual(DEFAULTS);
  });

  test.each(['', '  ', undefined])('takes %j for not set', (value) => {
    const names = [
      'ARTICLES_DIR',
      'READER_MODEL',
      'READER_PASSAGES',
      'MODEL_THREADS',
      'MODEL_HUB',
      'LANGUAGE',
      'LOG_LEVEL',
      'DISCORD_TOKEN',
      'LC_ALL',
      'LANG',
    ];
    expect(parseSettings(Object.fromEntries(names.map((name) => [name, value])))).toEqual(DEFAULTS);
  });

  test('takes every setting from the environment', () => {
    expect(
      parseSettings({
        ARTICLES_DIR: '/srv/articles',
        INDEX_DIR: '/srv/index',
        INDEX_URL: 'postgres://u:p@db.example/articles',
        REINDEX: 'On',
        EMBEDDING_MODEL: 'Xenova/multilingual-e5-small',
        READER_MODEL: 'Example/some-reader',
        READER_PASSAGES: '4',
        MODEL_THREADS: '3',
        MODEL_CACHE_DIR: '/srv/models',
        MODEL_HUB: 'http://localhost:8080/',
        LANGUAGE: 'en',
        LOG_LEVEL: 'debug',
        LOG_QUESTIONS: 'true',
        DISCORD_TOKEN: 'secret',
        DISCORD_API_URL: 'http://127.0.0.1:8080/api/',
        GUILD_ID: '112233445566778899',
        ALLOWED_CHANNELS: '223344556677889900, 334455667788990011',
        COOLDOWN: '2.5',
        FEEDBACK_FILE: '/srv/feedback.jsonl',
        HEALTH_FILE: '/run/dan-nguon',
        SHARDS: '3',
        SHARD_LEASE: '4.5',
        LOCK_DIR: '/run/locks',
        METRICS_PORT: '9464',
        METRICS_HOST: '0.0.0.0',
      }),
    ).toEqual({
      articlesDir: path.resolve('/srv/articles'),
      indexDir: path.resolve('/srv/index'),
      indexUrl: 'postgres://u:p@db.example/articles',
      reindex: true,
      embeddingModel: 'Xenova/multilingual-e5-small',
      readerModel: 'Example/some-reader',
      readerPassages: 4,
      modelThreads: 3,
      modelCacheDir: path.resolve('/srv/models'),
      modelHub: 'http://localhost:8080/',
      language: 'en',
      logLevel: 'debug',
      logQuestions: true,
      discordToken: 'secret',
      discordApiUrl: 'http://127.0.0.1:8080/api',
      guildId: '112233445566778899',
      allowedChannels: ['223344556677889900', '334455667788990011'],
      cooldown: 2.5,
      feedbackFile: path.resolve('/srv/feedback.jsonl'),
      healthFile: path.resolve('/run/dan-nguon'),
      shards: { kind: 'all', count: 3 },
      shardLease: 4.5,
      lockDir: path.resolve('/run/locks'),
      metricsPort: 9464,
      metricsHost: '0.0.0.0',
    });
  });

  test.each([
    ['auto', { kind: 'all', count: null }],
    ['8', { kind: 'all', count: 8 }],
    ['1-3/8', { kind: 'these', ids: [1, 2, 3], count: 8 }],
    ['7/8', { kind: 'these', ids: [7], count: 8 }],
    ['leased', { kind: 'share', count: null }],
    ['Leased/8', { kind: 'share', count: 8 }],
  ])('reads the shards %s', (value, shards) => {
    expect(parseSettings({ SHARDS: value }).shards).toEqual(shards);
  });

  test('logs more for a bot, which has nothing else to tell by, unless it is told how much', () => {
    expect(parseSettings({ DISCORD_TOKEN: 'secret' }).logLevel).toBe('info');
    expect(parseSettings({ DISCORD_TOKEN: 'secret', LOG_LEVEL: 'warn' }).logLevel).toBe('warn');
  });

  test('takes a token with the word that requests put before it', () => {
    expect(parseSettings({ DISCORD_TOKEN: 'Bot secret' }).discordToken).toBe('secret');
  });

  test.each([
    ['GUILD_ID', 'my server', '17 to 20 digits'],
    ['ALLOWED_CHANNELS', '223344556677889900,general', '17 to 20 digits'],
    ['ALLOWED_CHANNELS', ';;', '17 to 20 digits'],
    ['COOLDOWN', 'soon', 'a number of seconds'],
    ['COOLDOWN', '-1', '0 or more'],
    ['COOLDOWN', '1e9', 'at most 86400'],
    ['REINDEX', 'never', 'one of on, off'],
    ['SHARDS', '0', 'auto, the number of shards'],
    ['SHARDS', 'some', 'auto, the number of shards'],
    ['SHARDS', '0-8/8', 'such as 0-3/8'],
    ['SHARDS', '3-1/8', 'such as 0-3/8'],
    ['SHARDS', '8/8', 'such as 0-3/8'],
    ['SHARDS', 'leased/0', 'leased or leased/8'],
    ['SHARD_LEASE', '1', 'at least 2 seconds'],
    ['SHARD_LEASE', '61', 'at most 60 seconds'],
    ['METRICS_PORT', 'http', 'the number of a port'],
    ['METRICS_PORT', '94.64', 'the number of a port'],
    ['METRICS_PORT', '94640', 'from 0 to 65535'],
    ['LOG_QUESTIONS', 'maybe', 'true or false'],
    ['DISCORD_API_URL', 'discord.com', 'http:// or https://'],
  ])('names %s when it is %j', (name, value, expected) => {
    const { code, message } = errorOf({ [name]: value });
    expect(code).toBe('settings-invalid');
    expect(message).toContain(name);
    expect(message).toContain(expected);
    expect(message).toContain(`found “${value.split(',').at(-1) ?? ''}”`);
  });

  test('takes values in any case and with blanks around them', () => {
    expect(parseSettings({ LANGUAGE: ' EN ', LOG_LEVEL: 'Debug' })).toMatchObject({
      language: 'en',
      logLevel: 'debug',
    });
  });

  test('starts relative folders at the project, wherever the program is started', () => {
    expect(parseSettings({ ARTICLES_DIR: '../texts' }).articlesDir).toBe(
      path.resolve(PROJECT_ROOT, '../texts'),
    );
  });

  test.each(['vi-en-mini', 'Xenova/multilingual-e5-small', './models/a', '../models/a', '/srv/../models/a'])(
    'takes %s for a model',
    (model) => {
      expect(parseSettings({ EMBEDDING_MODEL: model }).embeddingModel).toBe(model);
    },
  );
});

describe('the language', () => {
  test.each([
    ['English where the locale is English', { LANG: 'en_US.UTF-8' }, 'en'],
    ['Vietnamese where the locale is Vietnamese', { LANG: 'vi_VN.UTF-8' }, 'vi'],
    ['Vietnamese where the locale is any other', { LANG: 'C.UTF-8' }, 'vi'],
    ['decided by LC_ALL before LC_MESSAGES', { LC_ALL: 'vi_VN', LC_MESSAGES: 'en_US' }, 'vi'],
    ['decided by LC_MESSAGES before LANG', { LC_MESSAGES: 'en_US', LANG: 'vi_VN' }, 'en'],
    ['decided by LANG when LC_ALL is empty', { LC_ALL: '', LANG: 'en_US' }, 'en'],
    ['decided by LANGUAGE before the locale', { LANGUAGE: 'vi', LC_ALL: 'en_US' }, 'vi'],
    ['that of the locale when LANGUAGE is auto', { LANGUAGE: 'auto', LC_ALL: 'en_US' }, 'en'],
    ['the first known one of the locales that a desktop lists', { LANGUAGE: 'fr_FR:en_GB:vi' }, 'en'],
    ['that of the only locale that a desktop lists', { LANGUAGE: 'vi_VN', LANG: 'en_US' }, 'vi'],
    ['that of a list that ends in a colon', { LANGUAGE: 'en_US:' }, 'en'],
    ['that of the locale when the list has no known one', { LANGUAGE: 'fr_FR:fr', LANG: 'en_US' }, 'en'],
  ])('is %s', (_, environment, language) => {
    expect(parseSettings(environment).language).toBe(language);
  });
});

describe('wrong settings', () => {
  test.each([
    ['LOG_LEVEL', 'loud', 'expected one of trace, debug, info, warn, error, silent'],
    ['LANGUAGE', 'klingon', 'expected one of auto, vi, en'],
    ['LANGUAGE', 'fr', 'expected one of auto, vi, en'],
    ['MODEL_HUB', 'huggingface', 'expected an http:// or https:// address'],
    ['MODEL_HUB', 'ftp://hub.example/', 'expected an http:// or https:// address'],
    ['EMBEDDING_MODEL', 'models/../../secret', 'expected vi-en-mini, a hub name'],
    ['READER_MODEL', 'models/../../secret', 'expected vi-en-reader, off, a hub name such as'],
    ['READER_PASSAGES', '0', 'expected at least 1 passage'],
    ['READER_PASSAGES', '13', 'expected at most 12 passages'],
    ['READER_PASSAGES', '2.5', 'expected a whole number of passages'],
    ['MODEL_THREADS', '0', 'expected at least 1 thread'],
    ['MODEL_THREADS', '65', 'expected at most 64 threads'],
    ['MODEL_THREADS', 'all', 'expected a number of threads'],
  ])('are named with what was expected: %s=%s', (name, value, expected) => {
    const error = errorOf({ [name]: value });
    expect(error.code).toBe('settings-invalid');
    expect(error.message).toContain(`Wrong setting: ${name}: ${expected}`);
    expect(error.hint).toContain('.env');
  });

  test('are all named at once', () => {
    const { message } = errorOf({
      LOG_LEVEL: 'loud',
      LANGUAGE: 'klingon',
      MODEL_HUB: 'nowhere',
      INDEX_DIR: 'fine',
    });
    expect(message.split('\n')).toEqual([
      'Wrong settings:',
      'MODEL_HUB: expected an http:// or https:// address; found “nowhere”.',
      'LANGUAGE: expected one of auto, vi, en; found “klingon”.',
      'LOG_LEVEL: expected one of trace, debug, info, warn, error, silent; found “loud”.',
    ]);
  });

  test.each([
    'https://user:hunter2@hub.example/',
    'https://hunter2@hub.example/',
    'https://:hunter2@hub.example/',
  ])('include a hub address with credentials, which are not repeated: %s', (address) => {
    const { message, hint } = errorOf({ MODEL_HUB: address });
    expect(message).toContain('MODEL_HUB: expected an address without a user name and password');
    expect(message + hint).not.toContain('hunter2');
  });

  test.each([
    ['mysql://user:hunter2@db.example/articles', 'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE'],
    ['postgres:hunter2', 'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE'],
    ['postgres://user:hunter#2@db.example/articles', 'expected a password in which @, /, ? and #'],
    ['postgres://user:12/hunter2@db.example/articles', 'expected a password in which @, /, ? and #'],
    ['postgres://user:12?hunter2@db.example/articles', 'expected a password in which @, /, ? and #'],
  ])('include a database address that is none, which is not repeated: %s', (address, expected) => {
    const { message, hint } = errorOf({ INDEX_URL: address });
    expect(message).toContain(`INDEX_URL: ${expected}`);
    expect(message + hint).not.toContain('hunter');
  });

  test('name each wrong channel', () => {
    expect(errorOf({ ALLOWED_CHANNELS: '#chung, 223344556677889900 tin-tuc' }).message.split('\n')).toEqual([
      'Wrong settings:',
      'ALLOWED_CHANNELS: expected an id of Discord, 17 to 20 digits; found “#chung”.',
      'ALLOWED_CHANNELS: expected an id of Discord, 17 to 20 digits; found “tin-tuc”.',
    ]);
  });

  test('show no value that may be a token or a password, wherever it stands', () => {
    for (const value of [MADE_UP_TOKEN, `Bot ${MADE_UP_TOKEN}`, 'https://user:hunter2@hub.example']) {
      const { message } = errorOf({ GUILD_ID: value, COOLDOWN: 'soon' });
      expect(message).toContain('COOLDOWN: expected a number of seconds; found “soon”.');
      expect(message).toContain('GUILD_ID: expected an id of Discord, 17 to 20 digits.');
    }
  });

  test('show the beginning of a long value, without what a terminal acts on', () => {
    const { message } = errorOf({ COOLDOWN: `\u001B[2J${'x'.repeat(500)}` });
    expect(message).toContain(`; found “${'x'.repeat(60)}…”.`);
  });

  test('never give the token away', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.-]{24,72}$/u), (secret) => {
        const { message, hint, stack, cause } = errorOf({
          DISCORD_TOKEN: secret,
          LOG_LEVEL: `${secret}1`,
          MODEL_HUB: `ftp://${secret}`,
          LANGUAGE: `x${secret}`,
        });
        expect([message, hint, stack, String(cause)].join('\n').toLowerCase()).not.toContain(
          secret.toLowerCase(),
        );
      }),
    );
  });
});
