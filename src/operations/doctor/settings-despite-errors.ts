import { UserError } from '../../lib/errors.js';
import { parseSettings, type Settings } from '../../config/settings.js';

/** Settings of which some may be wrong. */
export interface GivenSettings {
  /** A wrong one is as if it were not set. */
  readonly settings: Settings;
  /** Names of the wrong ones, as in the environment. */
  readonly wrong: readonly string[];
  /** What is wrong with them; null when nothing is. */
  readonly error: UserError | null;
}

/** `parseSettings`, but where some are wrong the others still count. */
export function settingsDespiteErrors(
  environment: Readonly<Record<string, string | undefined>>,
): GivenSettings {
  const error = settingsError(environment);
  const wrong =
    error === null
      ? []
      : Object.entries(environment).flatMap(([name, value]) =>
          settingsError({ [name]: value }) === null ? [] : [name],
        );
  const right = Object.entries(environment).filter(([name]) => !wrong.includes(name));
  return { settings: parseSettings(Object.fromEntries(right)), wrong, error };
}

function settingsError(environment: Readonly<Record<string, string | undefined>>): UserError | null {
  try {
    parseSettings(environment);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
