import type { APIApplicationCommandStringOption, ChatInputCommandInteraction } from 'discord.js';
import type { ArticleFilter } from '../../index/passage-index.js';
import { parsePeriodBound } from '../../language/dates.js';
import { printableLine } from '../../lib/printable.js';
import type { Words } from '../../locales/english.js';
import type { Answering, Catalogue } from '../../service/answering.js';
import { described, named, TEXT } from '../interactions/define-command.js';
import { publisherKey, type FilterState } from '../interactions/custom-id.js';
import type { Notice } from '../reply/notices.js';
import { publishersOf } from './suggestions.js';

/** Characters of a day, in whatever form it is typed. */
const MAX_DAY_LENGTH = 40;

/** The options by which a command takes a filter; {@link filterIn} reads what was typed in them. */
export const FILTER_OPTIONS: readonly APIApplicationCommandStringOption[] = [
  {
    ...TEXT,
    ...named('publisher', 'nơi-đăng'),
    ...described('Only articles of this publisher', 'Chỉ lấy bài của báo hoặc trang này'),
    autocomplete: true,
  },
  {
    ...TEXT,
    ...named('from', 'từ-ngày'),
    ...described(
      'Only articles from this day on: 2019-10-07, 10/2019 or 2019',
      'Chỉ lấy bài đăng từ ngày này: 7/10/2019, 10/2019 hoặc 2019',
    ),
    max_length: MAX_DAY_LENGTH,
  },
  {
    ...TEXT,
    ...named('to', 'đến-ngày'),
    ...described(
      'Only articles up to this day: 2019-10-07, 10/2019 or 2019',
      'Chỉ lấy bài đăng đến hết ngày này: 7/10/2019, 10/2019 hoặc 2019',
    ),
    max_length: MAX_DAY_LENGTH,
  },
];

/** What is wrong with the filter that a command's options name; null where nothing is. */
export function wrongFilter(
  { options }: ChatInputCommandInteraction,
  { catalogue }: Pick<Answering, 'catalogue'>,
): Notice | null {
  const read = readFilter(options, catalogue);
  return 'kind' in read ? read : null;
}

/** The filter that a command's options name; none where {@link wrongFilter} finds something wrong with it. */
export function filterIn(
  { options }: ChatInputCommandInteraction,
  { catalogue }: Pick<Answering, 'catalogue'>,
): FilterState {
  const read = readFilter(options, catalogue);
  return 'kind' in read ? NO_FILTER : read;
}

/**
 * Reads the options `publisher`, `from` and `to` of a command: the filter that is meant, or what is wrong with it. A publisher may be
 * typed without case and diacritics.
 */
export function readFilter(
  options: { getString(name: string): string | null },
  catalogue: Pick<Catalogue, 'articles'>,
): FilterState | Notice {
  const [first, last] = [options.getString('from'), options.getString('to')];
  const from = first === null ? null : parsePeriodBound(first, 'first');
  if (first !== null && from === null) return { kind: 'not-a-day', given: first };
  const to = last === null ? null : parsePeriodBound(last, 'last');
  if (last !== null && to === null) return { kind: 'not-a-day', given: last };
  if (from !== null && to !== null && from > to) return { kind: 'days-reversed', from, to };
  const name = options.getString('publisher');
  if (name === null) return { from, to, publisher: null };
  const key = publisherKey(name);
  return publisherOf(key, catalogue) === null
    ? { kind: 'unknown-publisher', name }
    : { from, to, publisher: key };
}

export const NO_FILTER: FilterState = { from: null, to: null, publisher: null };

/** A filter as the search takes it. A publisher whose articles have all gone stays one that nothing matches: its key is no name. */
export function articleFilterOf(filter: FilterState, catalogue: Pick<Catalogue, 'articles'>): ArticleFilter {
  const publisher = filter.publisher === null ? null : publisherOf(filter.publisher, catalogue);
  return {
    ...(filter.from !== null && { from: filter.from }),
    ...(filter.to !== null && { to: filter.to }),
    ...(filter.publisher !== null && { publisher: publisher ?? filter.publisher }),
  };
}

/** The publisher of a key; null when none (any more) that is among the articles has it. */
function publisherOf(key: string, catalogue: Pick<Catalogue, 'articles'>): string | null {
  return publishersOf(catalogue).find((name) => publisherKey(name) === key) ?? null;
}

/** A filter in words, such as `Bộ lọc: ĐBP · từ 01/01/2019 đến 31/12/2020`; null when it lets everything through. */
export function filterText({ publisher, from, to }: ArticleFilter, words: Words): string | null {
  const day = (isoDay: string | undefined) => (isoDay === undefined ? null : words.day(isoDay, false));
  const parts = [printableLine(publisher ?? ''), words.filter.days(day(from), day(to))].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? null : `${words.filter.label} ${parts.join(' · ')}`;
}
