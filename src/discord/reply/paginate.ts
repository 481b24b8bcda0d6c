/**
 * Packs `items` into pages, in order, as many on a page as there is room for. One that is over `budget` by itself gets a
 * page of its own.
 *
 * @param budget - the most that the sizes on a page may add up to, in the unit of `sizeOf`
 * @param most - the most items on a page
 */
export function paginate<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  budget: number,
  most = Infinity,
): T[][] {
  const pages: T[][] = [];
  let page: T[] = [];
  let used = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (page.length > 0 && (used + size > budget || page.length >= most)) {
      pages.push(page);
      page = [];
      used = 0;
    }
    page.push(item);
    used += size;
  }
  return page.length > 0 ? [...pages, page] : pages;
}
