import { hash } from 'node:crypto';
import { z } from 'zod';
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

/** How the passages of a search are ordered. */
export type Sort = 'relevance' | 'newest';

/**
 * What pressing a button or choosing from a menu means. All of it is in the component's custom_id, so that it works after
 * a restart and for as long as the message is there. Pages count from 0. The question itself stands in the message
 * (`questionIn`) or is the message that it replies to.
 */
export type ComponentAction =
  /** Turns to another page of an answer. */
  | { readonly kind: 'answer'; readonly page: number; readonly filter: FilterState }
  /** Opens further passages for the question, beside the answer. */
  | { readonly kind: 'more'; readonly filter: FilterState }
  /** Turns to another page of those. */
  | { readonly kind: 'passages'; readonly page: number; readonly filter: FilterState }
  /** Turns to another page of a search. */
  | { readonly kind: 'search'; readonly page: number; readonly sort: Sort; readonly filter: FilterState }
  /** Opens what stands around an excerpt. {@link excerptCheck} of the excerpt tells whether it still stands there. */
  | {
      readonly kind: 'context';
      readonly articleId: string;
      readonly start: number;
      readonly end: number;
      readonly check: string;
    }
  /** Opens an article beside the message; from a menu, the article is the value chosen. */
  | { readonly kind: 'open'; readonly articleId: string | null }
  /** Turns to another page of an article. */
  | { readonly kind: 'article'; readonly articleId: string; readonly page: number }
  /** Turns to another page of the list of articles. */
  | { readonly kind: 'sources'; readonly page: number }
  /** 👍 or 👎. */
  | { readonly kind: 'rate'; readonly good: boolean };

type Kind = ComponentAction['kind'];

/** The actions of these kinds. */
export type ActionOf<K extends Kind> = Extract<ComponentAction, { kind: K }>;

/** An action with whose it is. */
export interface ComponentState {
  readonly action: ComponentAction;
  /** Id of the only person who may press it; null when anyone may. */
  readonly owner: string | null;
}

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

/**
 * A custom_id is `1|kind|owner|fields…`: the version of this format, a letter, and numbers in base 36; what is null is empty.
 * A new format takes a new version, so that a button on an old message is known to be old and never read as another.
 */
const VERSION = '1';
const SEPARATOR = '|';

/** How an action is written as fields, and read from them. What is read is not yet checked. */
interface Codec<K extends Kind> {
  readonly letter: string;
  readonly write: (action: ActionOf<K>) => readonly string[];
  readonly read: (...fields: string[]) => unknown;
}

const CODECS: { readonly [K in Kind]: Codec<K> } = {
  answer: {
    letter: 'a',
    write: ({ page, filter }) => [base36(page), ...filterFields(filter)],
    read: (page, ...filter) => ({ page: fromBase36(page), filter: filterOf(...filter) }),
  },
  more: {
    letter: 'm',
    write: ({ filter }) => filterFields(filter),
    read: (...filter) => ({ filter: filterOf(...filter) }),
  },
  passages: {
    letter: 'p',
    write: ({ page, filter }) => [base36(page), ...filterFields(filter)],
    read: (page, ...filter) => ({ page: fromBase36(page), filter: filterOf(...filter) }),
  },
  search: {
    letter: 's',
    write: ({ page, sort, filter }) => [base36(page), sort.charAt(0), ...filterFields(filter)],
    read: (page, sort, ...filter) => ({
      page: fromBase36(page),
      sort: sort === 'n' ? 'newest' : 'relevance',
      filter: filterOf(...filter),
    }),
  },
  context: {
    letter: 'c',
    write: ({ articleId, start, end, check }) => [articleId, base36(start), base36(end), check],
    read: (articleId, start, end, check) => ({
      articleId,
      start: fromBase36(start),
      end: fromBase36(end),
      check,
    }),
  },
  open: {
    letter: 'o',
    write: ({ articleId }) => [articleId ?? ''],
    read: (articleId) => ({ articleId: nullable(articleId) }),
  },
  article: {
    letter: 't',
    write: ({ articleId, page }) => [articleId, base36(page)],
    read: (articleId, page) => ({ articleId, page: fromBase36(page) }),
  },
  sources: {
    letter: 'l',
    write: ({ page }) => [base36(page)],
    read: (page) => ({ page: fromBase36(page) }),
  },
  rate: {
    letter: 'r',
    write: ({ good }) => [good ? '1' : '0'],
    read: (good) => ({ good: good === '1' }),
  },
};
const KINDS = new Map(Object.entries(CODECS).map(([kind, { letter }]) => [letter, kind as Kind]));

/** Pages and offsets: no message or article of ours has more. */
const count = z.int().min(0).max(0x7fffffff);
const articleId = z.string().regex(/^[0-9a-f]{12}$/u);
const key = z.string().regex(/^[0-9a-f]{8}$/u);
const day = z.string().refine((text) => calendarDay(...splitDay(text)) === text);
const filter = z.strictObject({ from: day.nullable(), to: day.nullable(), publisher: key.nullable() });
/** An unsigned integer of 64 bits (API reference, "Snowflakes"). */
const snowflake = z.string().refine((text) => /^[1-9]\d{0,19}$/u.test(text) && BigInt(text) < 2n ** 64n);

const stateSchema: z.ZodType<ComponentState> = z.strictObject({
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('answer'), page: count, filter }),
    z.strictObject({ kind: z.literal('more'), filter }),
    z.strictObject({ kind: z.literal('passages'), page: count, filter }),
    z.strictObject({ kind: z.literal('search'), page: count, sort: z.enum(['relevance', 'newest']), filter }),
    z
      .strictObject({ kind: z.literal('context'), articleId, start: count, end: count, check: key })
      .refine(({ start, end }) => start < end),
    z.strictObject({ kind: z.literal('open'), articleId: articleId.nullable() }),
    z.strictObject({ kind: z.literal('article'), articleId, page: count }),
    z.strictObject({ kind: z.literal('sources'), page: count }),
    z.strictObject({ kind: z.literal('rate'), good: z.boolean() }),
  ]),
  owner: snowflake.nullable(),
});

/** The custom_id for a state; at most {@link MAX_CUSTOM_ID} characters for every state that {@link parseCustomId} can give. */
export function formatCustomId({ action, owner }: ComponentState): string {
  const { letter, write } = CODECS[action.kind] as Codec<Kind>;
  return [VERSION, letter, owner ?? '', ...write(action)].join(SEPARATOR);
}

/**
 * What a custom_id means; null for one that {@link formatCustomId} cannot have made of a state that makes sense: forged, from
 * an older version, or of a component that is not ours. Never throws.
 */
export function parseCustomId(customId: string): ComponentState | null {
  if (customId.length > MAX_CUSTOM_ID) return null;
  const [version, letter = '', owner, ...fields] = customId.split(SEPARATOR);
  const kind = KINDS.get(letter);
  if (version !== VERSION || kind === undefined) return null;
  const action = { kind, ...(CODECS[kind].read(...fields) as object) };
  const state = stateSchema.safeParse({ action, owner: nullable(owner) });
  // Reading is lenient; that nothing but this very text stands for the state makes it strict.
  return state.success && formatCustomId(state.data) === customId ? state.data : null;
}

function filterFields({ from, to, publisher }: FilterState): string[] {
  return [dayField(from), dayField(to), publisher ?? ''];
}

function filterOf(from?: string, to?: string, publisher?: string): unknown {
  return { from: dayOf(from), to: dayOf(to), publisher: nullable(publisher) };
}

/** A day as the number yyyymmdd. */
function dayField(text: string | null): string {
  return text === null ? '' : base36(Number(text.replaceAll('-', '')));
}

function dayOf(field?: string): string | null {
  if (nullable(field) === null) return null;
  const digits = String(fromBase36(field)).padStart(8, '0');
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].join('-');
}

function splitDay(text: string): [string, string, string] {
  const [year = '', month = '', dayOfMonth = ''] = text.split('-');
  return [year, month, dayOfMonth];
}

function nullable(field?: string): string | null {
  return field === undefined || field === '' ? null : field;
}

function base36(value: number): string {
  return value.toString(36);
}

function fromBase36(field?: string): number {
  return Number.parseInt(field ?? '', 36);
}
