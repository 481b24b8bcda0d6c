import { expect, test } from 'vitest';
import { parseSettings } from '../../config/settings.js';
import { settingsDespiteErrors } from './settings-despite-errors.js';

const RIGHT = { LANGUAGE: 'en', INDEX_DIR: '/somewhere/index', DISCORD_TOKEN: 'the.secret.token' };

test('takes right settings as they are', () => {
  expect(settingsDespiteErrors(RIGHT)).toEqual({
    settings: parseSettings(RIGHT),
    wrong: [],
    error: null,
  });
});

test('names every wrong one and keeps the others', () => {
  const given = settingsDespiteErrors({ ...RIGHT, GUILD_ID: 'my server', COOLDOWN: '-1', HOME: '/root' });
  expect(given.settings).toEqual(parseSettings(RIGHT));
  expect(given.wrong).toEqual(['GUILD_ID', 'COOLDOWN']);
  expect(given.error).toMatchObject({
    code: 'settings-invalid',
    message: expect.stringMatching(/GUILD_ID.+COOLDOWN/u) as string,
  });
});

test('speaks the system’s language where that of the settings is wrong', () => {
  const { settings, wrong } = settingsDespiteErrors({ LANGUAGE: 'fr', LANG: 'en_GB.UTF-8' });
  expect({ language: settings.language, wrong }).toEqual({ language: 'en', wrong: ['LANGUAGE'] });
});
