/** "./.", "/." or "./": how Vietnamese newspapers close an article. */
const END_MARK = /\.?\/\.$|\.\/$/u;

/** Whether `paragraph` closes an article. */
export function hasEndMark(paragraph: string): boolean {
  return END_MARK.test(paragraph);
}

/** `paragraph` with a full stop in the place of an end mark. */
export function withoutEndMark(paragraph: string): string {
  return paragraph.replace(END_MARK, '.');
}
