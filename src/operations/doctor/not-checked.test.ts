import { expect, test } from 'vitest';
import { notChecked } from './not-checked.js';

test('a check is left out for the settings that it needs and that are wrong', () => {
  const wrong = ['ALLOWED_CHANNELS', 'COOLDOWN', 'GUILD_ID'];
  expect(notChecked('discord', wrong)?.facts.because).toEqual(['GUILD_ID', 'ALLOWED_CHANNELS']);
  expect(notChecked('model', wrong)).toBeNull();
  expect(notChecked('discord', [])).toBeNull();
});
