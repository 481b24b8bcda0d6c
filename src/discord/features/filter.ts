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

const PUBLISHER: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('publisher', 'nơi-đăng'),
  ...described('Only articles of this publisher', 'Chỉ lấy bài của báo hoặc trang này'),
  autocomplete: true,
};
const FROM: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('from', 'từ-ngày'),
  ...described(
    'Only articles from this day on: 2019-10-07, 10/2019 or 2019',
    'Chỉ lấy bài đăng từ ngày này: 7/10/2019, 10/2019 hoặc 2019',
  ),
  max_length: MAX_DAY_LENGTH,
};
const TO: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('to', 'đến-ngày'),
  ...described(
    'Only articles up to this day: 2019-10-07, 10/2019 or 2019',
    'Chỉ lấy bài đăng đến hết ngày này: 7/10/2019, 10/2019 hoặc 2019',
  ),
  max_length: MAX_DAY_LENGTH,
};

/** The options by which a command takes a filter; {@link filterIn} reads what was typed in them. */
export const FILTER_OPTIONS = [PUBLISHER, FROM, TO];

/** What somebody typed as a filter; null for what was left out. */
interface TypedFilter {
  readonly publisher: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** What is wrong with the filter that a command's options name; null where nothing is. */
export function wrongFilter(
  interaction: ChatInputCommandInteraction,
  { catalogue }: Pick<Answering, 'catalogue'>,
): Notice | null {
  const reading = readFilter(filterOptions(interaction), catalogue);
  return reading.kind === 'wrong' ? reading.notice : null;
}

/** The filter that a command's options name; none where {@link wrongFilter} finds something wrong with it. */
export function filterIn(
  interaction: ChatInputCommandInteraction,
  { catalogue }: Pick<Answering, 'catalogue'>,
): FilterState {
  const reading = readFilter(filterOptions(interaction), catalogue);
  return reading.kind === 'filter' ? reading.filter : NO_FILTER;
}

/** The filter that is meant, or what is wrong with it. */
type FilterReading =
  | { readonly kind: 'filter'; readonly filter: FilterState }
  | { readonly kind: 'wrong'; readonly notice: Notice };

/** Reads the options `publisher`, `from` and `to` of a command. A publisher may be typed without case and diacritics. */
export function readFilter(typed: TypedFilter, catalogue: Pick<Catalogue, 'articles'>): FilterReading {
  const from = typed.from === null ? null : parsePeriodBound(typed.from, 'first');
  if (typed.from !== null && from === null) return wrong({ kind: 'not-a-day', given: typed.from });
  const to = typed.to === null ? null : parsePeriodBound(typed.to, 'last');
  if (typed.to !== null && to === null) return wrong({ kind: 'not-a-day', given: typed.to });
  if (from !== null && to !== null && from > to) return wrong({ kind: 'days-reversed', from, to });
  if (typed.publisher === null) return { kind: 'filter', filter: { from, to, publisher: null } };
  const publisher = publisherOf(publisherKey(typed.publisher), catalogue);
  if (publisher === null) return wrong({ kind: 'unknown-publisher', name: typed.publisher });
  return { kind: 'filter', filter: { from, to, publisher: publisherKey(publisher) } };
}

/** What a command's options say of a filter. */
function filterOptions({ options }: ChatInputCommandInteraction): TypedFilter {
  return {
    publisher: options.getString('publisher'),
    from: options.getString('from'),
    to: options.getString('to'),
  };
}

function wrong(notice: Notice): FilterReading {
  return { kind: 'wrong', notice };
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
