import type { ChatInputCommandInteraction } from 'discord.js';
import type { Catalogue } from '../../../service/answering.js';
import { foldDiacritics } from '../../../language/fold-diacritics.js';
import { type FilterState, publisherKey } from '../../components/custom-id.js';
import { publishersOf } from './filter-state.js';
import type { Notice } from '../../reply/notices.js';
import { parseDay } from './parse-day.js';

/** What somebody typed as a filter; null for what was left out. */
export interface TypedFilter {
  readonly publisher: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** The filter that is meant, or what is wrong with it. */
export type FilterReading =
  | { readonly kind: 'filter'; readonly filter: FilterState }
  | { readonly kind: 'wrong'; readonly notice: Notice };

/** Reads the options `publisher`, `from` and `to` of a command. A publisher may be typed in part and without diacritics. */
export function readFilter(typed: TypedFilter, catalogue: Pick<Catalogue, 'articles'>): FilterReading {
  const from = typed.from === null ? null : parseDay(typed.from, 'first');
  if (typed.from !== null && from === null) return wrong({ kind: 'not-a-day', given: typed.from });
  const to = typed.to === null ? null : parseDay(typed.to, 'last');
  if (typed.to !== null && to === null) return wrong({ kind: 'not-a-day', given: typed.to });
  if (from !== null && to !== null && from > to) return wrong({ kind: 'days-reversed', from, to });
  if (typed.publisher === null) return { kind: 'filter', filter: { from, to, publisher: null } };
  const publisher = findPublisher(typed.publisher, publishersOf(catalogue));
  if (publisher === undefined) return wrong({ kind: 'unknown-publisher', name: typed.publisher });
  return { kind: 'filter', filter: { from, to, publisher: publisherKey(publisher) } };
}

/** What a command's options say of a filter. */
export function filterOptions({ options }: ChatInputCommandInteraction): TypedFilter {
  return {
    publisher: options.getString('publisher'),
    from: options.getString('from'),
    to: options.getString('to'),
  };
}

/** The publisher of that very name, else the first whose name holds what was typed. */
function findPublisher(typed: string, publishers: readonly string[]): string | undefined {
  const wanted = foldDiacritics(typed.trim());
  return (
    publishers.find((name) => foldDiacritics(name) === wanted) ??
    publishers.find((name) => foldDiacritics(name).includes(wanted))
  );
}

function wrong(notice: Notice): FilterReading {
  return { kind: 'wrong', notice };
}
