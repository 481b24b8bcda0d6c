const WHOLE = new Intl.NumberFormat('en');

/** `1 passage`, `2 passages`. */
export function counted(count: number, noun: string): string {
  return `${WHOLE.format(count)} ${plural(count, noun)}`;
}

/** The English noun after a number of things. */
export function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
