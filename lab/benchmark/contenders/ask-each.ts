import type { Contender } from './contender.js';
import type { AskedQuestions } from './protocol.js';

/**
 * Asks questions one after the other, and none any more once the time is over.
 *
 * @param now - milliseconds of a clock that only goes forward
 */
export async function askEach(
  contender: Pick<Contender, 'ask'>,
  questions: readonly string[],
  atMostSeconds: number,
  now: () => number = () => performance.now(),
): Promise<AskedQuestions> {
  const began = now();
  const milliseconds: number[] = [];
  let answered = 0;
  for (const question of questions) {
    const asked = now();
    if (milliseconds.length > 0 && asked - began > atMostSeconds * 1000) break;
    if ((await contender.ask(question)) > 0) answered += 1;
    milliseconds.push(now() - asked);
  }
  return { milliseconds, answered };
}
