import type { Observation } from './finding.js';

/** Settings that a check cannot do without: with a default in the place of a wrong one it would tell of something else. */
const NEEDED_SETTINGS = {
  model: ['EMBEDDING_MODEL'],
  reader: ['READER_MODEL'],
  discord: ['DISCORD_API_URL', 'GUILD_ID', 'ALLOWED_CHANNELS'],
} as const;

/** Says why a check is left out; null when it is not. */
export function notChecked(
  check: keyof typeof NEEDED_SETTINGS,
  wrong: readonly string[],
): Observation<'not-checked'> | null {
  const because = NEEDED_SETTINGS[check].filter((name) => wrong.includes(name));
  if (because.length === 0) return null;
  return { check, level: 'warning', code: 'not-checked', facts: { because } };
}
