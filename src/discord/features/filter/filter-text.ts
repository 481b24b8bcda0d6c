import type { ArticleFilter } from '../../../index/passage-index.js';
import type { Words } from '../../../locales/discord/words.js';
import { printableLine } from '../../../lib/printable.js';

/** A filter in words, such as `Bộ lọc: ĐBP · từ 01/01/2019 đến 31/12/2020`; null when it lets everything through. */
export function filterText({ publisher, from, to }: ArticleFilter, words: Words): string | null {
  const day = (isoDay: string | undefined) => (isoDay === undefined ? null : words.day(isoDay, false));
  const parts = [printableLine(publisher ?? ''), words.filter.days(day(from), day(to))].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? null : `${words.filter.label} ${parts.join(' · ')}`;
}
