import { randomBytes } from 'node:crypto';

const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{6}$/;

/** True of what {@link newGenerationName} gives. */
export function isGenerationName(name: string): boolean {
  return NAME.test(name);
}

/**
 * A name that no other generation has, sorting behind those of `existing`: `20241017T211900Z-3fa9c1`. It tells the second
 * at which the generation was built; where the clock has been set back, the second after the newest of `existing`.
 *
 * @param existing - names of generations, and of other things, which do not count
 */
export function newGenerationName(builtAt: Date, existing: readonly string[]): string {
  const behind = Math.max(...existing.map((name) => secondOf(name) + 1000));
  const second = new Date(Math.max(builtAt.getTime(), behind)).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${second}-${randomBytes(3).toString('hex')}`;
}

/** Milliseconds since 1970 of the second in a generation's name; -Infinity for any other name. */
function secondOf(name: string): number {
  if (!isGenerationName(name)) return -Infinity;
  const time = Date.parse(name.replace(NAME, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time) ? -Infinity : time;
}
