import { expect, it } from 'vitest';
import type { PassageIndex } from '../../src/index/passage-index.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { wholeStateOf } from './index-contents.js';
import { leanProgram } from './lean-program.js';
import { prepareVictim } from './victim.js';

it('knows a whole state from one with a single article, passage or vector of the other', async () => {
  const { program, clean } = await prepareVictim(await temporaryFolder(), leanProgram);
  const index = await program.openIndex();
  expect(await wholeStateOf(index, clean)).toBe('B');

  const [first, ...rest] = index.articles;
  const foreign = { ...first, text: (JSON.parse(clean.A.texts) as [{ text: string }[]])[0][0]?.text };
  const [firstPassage, ...restPassages] = index.passages;
  const mixed: Partial<PassageIndex>[] = [
    { articles: [foreign as (typeof index.articles)[number], ...rest] },
    { articles: rest },
    { passages: [{ ...firstPassage, end: 3 } as (typeof index.passages)[number], ...restPassages] },
    {
      nearest: async (vector, limit) =>
        (await index.nearest(vector, limit)).map(({ position, similarity }) => ({
          position,
          similarity: position === 5 ? similarity + 1e-3 : similarity,
        })),
    },
  ];
  for (const change of mixed) expect(await wholeStateOf({ ...index, ...change }, clean)).toBeNull();
});
