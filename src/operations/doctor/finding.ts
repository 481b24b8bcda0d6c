import type { DroppedBlock } from '../../corpus/article.js';
import type { NeededPermission } from '../../discord/guards/bot-permissions.js';

export type Check =
  'node' | 'settings' | 'articles' | 'model' | 'reader' | 'index' | 'disk' | 'files' | 'discord';

/** Whether something works, works though somebody should look at it, or does not work. */
export type Level = 'well' | 'warning' | 'broken';

/** What may be found out, by its code, and what there is to tell of it: plain data, which `--json` prints. No secret is among it. */
export interface Facts {
  readonly 'node-fit': { readonly version: string };
  readonly 'node-too-old': { readonly version: string; readonly needed: string };

  readonly 'settings-right': Readonly<Record<string, never>>;
  /** `meant` is the setting that the name resembles. */
  readonly 'setting-unknown': { readonly name: string; readonly meant: string | null };
  readonly 'setting-line-odd': { readonly line: number };
  /** A check that depends on settings which are wrong. */
  readonly 'not-checked': { readonly because: readonly string[] };

  readonly 'articles-readable': { readonly folder: string; readonly articles: number };
  readonly 'articles-unreadable': { readonly folder: string };
  readonly 'article-problem': { readonly path: string; readonly message: string; readonly hint: string };
  /** A file, or all of a kind, that is no article. */
  readonly 'file-passed-over': { readonly path: string; readonly reason: string };

  /** What of a file is not in its article's text. */
  readonly 'article-left-out': {
    readonly path: string;
    readonly characters: number;
    readonly blocks: readonly DroppedBlock[];
  };
  /** Stated values, with their names, that say nothing that is understood. */
  readonly 'article-field-unknown': { readonly path: string; readonly values: readonly string[] };

  readonly 'model-works': { readonly name: string; readonly dimensions: number };
  readonly 'model-not-downloaded': { readonly name: string; readonly folder: string };
  readonly 'model-talks-nonsense': { readonly name: string };
  readonly 'reader-works': { readonly name: string };
  readonly 'reader-off': Readonly<Record<string, never>>;
  readonly 'reader-not-downloaded': { readonly name: string; readonly folder: string };

  readonly 'index-whole': GenerationFacts;
  /** The last good generation, which is used in place of the current one. */
  readonly 'index-stands-in': GenerationFacts;
  readonly 'index-from-future': { readonly builtAt: string };
  readonly 'rollback-possible': GenerationFacts;
  readonly 'rollback-damaged': { readonly generation: string; readonly reason: string };
  readonly 'index-fits-model': { readonly modelName: string };
  readonly 'index-as-articles': Readonly<Record<string, never>>;
  readonly 'index-behind-articles': {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
  };
  /** The model does not work, so nobody can tell whether the index fits it and the articles. */
  readonly 'index-not-compared': Readonly<Record<string, never>>;
  readonly 'index-writable': { readonly folder: string };
  readonly 'writer-at-work': { readonly pid: number; readonly since: string };
  readonly 'lock-left-behind': { readonly pid: number; readonly since: string };
  readonly 'lock-of-another-machine': {
    readonly file: string;
    readonly pid: number;
    readonly host: string;
    readonly since: string;
  };
  readonly 'lock-unreadable': { readonly file: string };

  readonly 'space-enough': { readonly freeBytes: number };
  readonly 'space-scarce': SpaceFacts;
  readonly 'space-too-little': SpaceFacts;

  readonly 'file-writable': { readonly setting: FileSetting; readonly file: string };
  readonly 'file-unwritable': {
    readonly setting: FileSetting;
    readonly file: string;
    readonly reason: string;
  };

  readonly 'discord-not-used': Readonly<Record<string, never>>;
  readonly 'token-impossible': Readonly<Record<string, never>>;
  readonly 'token-odd': Readonly<Record<string, never>>;
  readonly 'token-accepted': {
    readonly api: string;
    readonly botName: string;
    readonly applicationId: string;
  };
  readonly 'bot-uninvited': { readonly inviteLink: string };
  readonly 'guild-unknown': { readonly guildId: string; readonly inviteLink: string };
  readonly 'channel-unseen': { readonly channelId: string };
  readonly 'permissions-enough': PlaceFacts;
  readonly 'permissions-missing': PlaceFacts & { readonly missing: readonly NeededPermission[] };
  readonly 'commands-registered': { readonly guildId: string | null; readonly count: number };
  readonly 'commands-unregistered': { readonly guildId: string | null };
  readonly 'commands-differ': {
    readonly guildId: string | null;
    readonly missing: readonly string[];
    readonly changed: readonly string[];
    readonly unknown: readonly string[];
  };
  readonly 'commands-hidden': { readonly guildId: string | null };
  readonly 'commands-twice': { readonly count: number };
}

/** A generation of the index. `builtAt` is ISO 8601. */
export interface GenerationFacts {
  readonly generation: string;
  readonly builtAt: string;
  /** Whole hours since then. */
  readonly ageHours: number;
  readonly articles: number;
  readonly passages: number;
}

interface SpaceFacts {
  readonly freeBytes: number;
  /** What the next reindex may need. */
  readonly wantedBytes: number;
}

interface PlaceFacts {
  readonly kind: 'guild' | 'channel';
  readonly id: string;
  readonly name: string;
}

/** A setting that names a file which the bot writes. */
export type FileSetting = 'FEEDBACK_FILE' | 'HEALTH_FILE';

export type Code = keyof Facts;

/** Something that was found out. */
export type Observation<C extends Code = Code> = {
  [K in C]: { readonly check: Check; readonly level: Level; readonly code: K; readonly facts: Facts[K] };
}[C];

export function found<C extends Code>(check: Check, level: Level, code: C, facts: Facts[C]): Observation<C> {
  return { check, level, code, facts };
}

/** What a check threw: a `UserError`, or anything else for a defect. */
interface Trouble {
  readonly check: Check;
  readonly level: Exclude<Level, 'well'>;
  readonly error: unknown;
}

export type Finding = Observation | Trouble;

export type Verdict = Readonly<Record<Level, number>>;

export function verdictOf(findings: readonly Finding[]): Verdict {
  const counts = { well: 0, warning: 0, broken: 0 };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}

/** The worst level among the findings. */
export function worstLevel({ warning, broken }: Verdict): Level {
  if (broken > 0) return 'broken';
  return warning > 0 ? 'warning' : 'well';
}

/** What `npm run doctor` ends with: 0 when all is well, 1 when there are warnings only, 2 when something is broken. */
export function exitCodeOf(verdict: Verdict): 0 | 1 | 2 {
  return ({ well: 0, warning: 1, broken: 2 } as const)[worstLevel(verdict)];
}
