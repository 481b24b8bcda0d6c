import { hash } from 'node:crypto';
import { calendarDay } from '../../language/dates.js';
import { foldDiacritics } from '../../language/vietnamese.js';
import { MAX_CUSTOM_ID } from '../reply/limits.js';

/** The filter of a search as a custom_id carries it. */
export interface FilterState {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string | null;
  /** Last day, `YYYY-MM-DD`. */
  readonly to: string | null;
  /** {@link publisherKey} of the publisher. */
  readonly publisher: string | null;
}

/** How the passages of a search may be ordered, the first by default. No two begin with the same letter. */
export const SORTS = ['relevance', 'newest'] as const;
export type Sort = (typeof SORTS)[number];

/** Hex digits of a key: short enough for a custom_id, and two publishers in one corpus will not share it by chance. */
const KEY_LENGTH = 8;

/** Stands for a publisher in a custom_id. Names that differ in case, diacritics or blanks only have the same key. */
export function publisherKey(publisher: string): string {
  return hash('sha256', foldDiacritics(publisher).replace(/\s+/gu, ' ').trim()).slice(0, KEY_LENGTH);
}

/** Tells whether an excerpt is still the same text when its article may have changed. */
export function excerptCheck(excerpt: string): string {
  return hash('sha256', excerpt).slice(0, KEY_LENGTH);
}

/** How a value is written as fields of a custom_id, and read from the first of those that are left; undefined is what makes no sense. */
interface Field<T> {
  readonly write: (value: T) => readonly string[];
  readonly read: (fields: string[]) => T | undefined;
}

/** A field that stands for itself. */
const text = (pattern: RegExp): Field<string> => ({
  write: (value) => [value],
  read: (fields) => fields.splice(0, 1).find((field) => pattern.test(field)),
});

/** What is null is empty. */
const nullable = <T>(field: Field<T>): Field<T | null> => ({
  write: (value) => (value === null ? [''] : field.write(value)),
  read: (fields) => {
    if (fields[0] !== '') return field.read(fields);
    fields.shift();
    return null;
  },
});

const base36: Field<number> = {
  write: (value) => [value.toString(36)],
  read: (fields) => Number.parseInt(fields.shift() ?? '', 36),
};
/** Pages and offsets: no message or article of ours has more. */
const count: Field<number> = {
  ...base36,
  read: (fields) => {
    const value = base36.read(fields) ?? NaN;
    return value >= 0 && value <= 0x7fffffff ? value : undefined;
  },
};
/** A day `YYYY-MM-DD`, as the number yyyymmdd. */
const day: Field<string> = {
  write: (value) => base36.write(Number(value.replaceAll('-', ''))),
  read: (fields) => {
    const digits = String(base36.read(fields)).padStart(8, '0');
    return calendarDay(digits.slice(0, -4), digits.slice(-4, -2), digits.slice(-2)) ?? undefined;
  },
};
const articleId = text(/^[0-9a-f]{12}$/u);
const key = text(/^[0-9a-f]{8}$/u);
const sort: Field<Sort> = {
  write: (value) => [value.charAt(0)],
  read: (fields) => {
    const letter = fields.shift() ?? '';
    return SORTS.find((one) => one.startsWith(letter));
  },
};
const flag: Field<boolean> = {
  write: (value) => [value ? '1' : '0'],
  read: (fields) => fields.shift() === '1',
};
const filter: Field<FilterState> = {
  write: ({ from, to, publisher }) => [
    ...nullable(day).write(from),
    ...nullable(day).write(to),
    ...nullable(key).write(publisher),
  ],
  read: (fields) => {
    const [from, to, publisher] = [
      nullable(day).read(fields),
      nullable(day).read(fields),
      nullable(key).read(fields),
    ];
    return from === undefined || to === undefined || publisher === undefined
      ? undefined
      : { from, to, publisher };
  },
};

/** What there is to do, each with the letter that stands for it and its fields in their order. */
const ACTIONS = {
  /** Turns to another page of an answer. */
  answer: { letter: 'a', fields: { page: count, filter } },
  /** Opens further passages for the question, beside the answer. */
  more: { letter: 'm', fields: { filter } },
  /** Turns to another page of those. */
  passages: { letter: 'p', fields: { page: count, filter } },
  /** Turns to another page of a search. */
  search: { letter: 's', fields: { page: count, sort, filter } },
  /** Opens what stands around an excerpt. {@link excerptCheck} of the excerpt tells whether it still stands there. */
  context: { letter: 'c', fields: { articleId, start: count, end: count, check: key } },
  /** Opens an article beside the message; from a menu, the article is the value chosen. */
  open: { letter: 'o', fields: { articleId: nullable(articleId) } },
  /** Turns to another page of an article. */
  article: { letter: 't', fields: { articleId, page: count } },
  /** Turns to another page of the list of articles. */
  sources: { letter: 'l', fields: { page: count } },
  /** 👍 or 👎. */
  rate: { letter: 'r', fields: { good: flag } },
} as const;

type Kind = keyof typeof ACTIONS;
type FieldsOf<K extends Kind> = (typeof ACTIONS)[K]['fields'];

export type ActionOf<K extends Kind> = {
  [One in K]: { readonly kind: One } & {
    readonly [Name in keyof FieldsOf<One>]: FieldsOf<One>[Name] extends Field<infer T> ? T : never;
  };
}[K];

/**
 * What pressing a button or choosing from a menu means. All of it is in the component's custom_id, so that it works after
 * a restart and for as long as the message is there. Pages count from 0. The question itself stands in the message
 * (`questionIn`) or is the message that it replies to.
 */
export type ComponentAction = ActionOf<Kind>;

/** An action with whose it is. */
export interface ComponentState {
  readonly action: ComponentAction;
  /** Id of the only person who may press it; null when anyone may. */
  readonly owner: string | null;
}

/**
 * A custom_id is `1|kind|owner|fields…`: the version of this format, a letter, and numbers in base 36; what is null is empty.
 * A new format takes a new version, so that a button on an old message is known to be old and never read as another.
 */
const VERSION = '1';
const SEPARATOR = '|';

function fieldsOf(kind: Kind): [name: string, field: Field<unknown>][] {
  return Object.entries(ACTIONS[kind].fields as Readonly<Record<string, Field<unknown>>>);
}

/** The custom_id for a state; at most {@link MAX_CUSTOM_ID} characters for every state that {@link parseCustomId} can give. */
export function formatCustomId({ action, owner }: ComponentState): string {
  const values: Readonly<Record<string, unknown>> = action;
  const fields = fieldsOf(action.kind).flatMap(([name, field]) => field.write(values[name]));
  return [VERSION, ACTIONS[action.kind].letter, owner ?? '', ...fields].join(SEPARATOR);
}

/**
 * What a custom_id means; null for one that {@link formatCustomId} cannot have made of a state that makes sense: forged, from
 * an older version, or of a component that is not ours. Never throws.
 */
export function parseCustomId(customId: string): ComponentState | null {
  if (customId.length > MAX_CUSTOM_ID) return null;
  const [version, letter, owner = '', ...fields] = customId.split(SEPARATOR);
  const kind = (Object.keys(ACTIONS) as Kind[]).find((one) => ACTIONS[one].letter === letter);
  if (version !== VERSION || kind === undefined || (owner !== '' && !isSnowflake(owner))) return null;
  const values = fieldsOf(kind).map(([name, field]) => [name, field.read(fields)] as const);
  if (values.some(([, value]) => value === undefined)) return null;
  const action = { kind, ...Object.fromEntries(values) } as ComponentAction;
  if (action.kind === 'context' && action.start >= action.end) return null;
  const state = { action, owner: owner === '' ? null : owner };
  // Reading is lenient; that nothing but this very text stands for the state makes it strict.
  return formatCustomId(state) === customId ? state : null;
}

/** An unsigned integer of 64 bits (API reference, "Snowflakes"). */
function isSnowflake(id: string): boolean {
  return /^[1-9]\d{0,19}$/u.test(id) && BigInt(id) < 2n ** 64n;
}
