/** Milliseconds within which deaths count: what happened before has passed. */
const REMEMBERED = 3_600_000;
const FIRST_DELAY = 1_000;
/** At this pace a shard that can't live logs in a few hundred times a day; Discord resets a token after 1,000. */
const LONGEST_DELAY = 300_000;

/**
 * Milliseconds after which a shard that has died is started again: longer each time, up to five minutes.
 *
 * @param deaths - when it died, the last one included, in milliseconds of the clock that gives `now`
 */
export function respawnDelay(deaths: readonly number[], now: number): number {
  const recent = deaths.filter((at) => now - at < REMEMBERED).length;
  return Math.min(FIRST_DELAY * 2 ** Math.max(0, recent - 1), LONGEST_DELAY);
}
