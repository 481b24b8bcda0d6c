import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { Application } from '../../src/application.js';
import { OURS, type Figure } from './figures.js';
import { median } from './order-statistics.js';
import { runCommand } from './run-command.js';
import type { Corpus, RunContext } from './run-context.js';

/** (f): a reindex after a paragraph was added to one article, in a process whose model is open and as a command. Changes the corpus. */
export async function measureChange(corpus: Corpus, context: RunContext): Promise<Figure[]> {
  const { place, passages } = corpus;
  const application = await Application.open(place.settings);
  let changed = 0;
  const change = async () => {
    changed += 1;
    const file = path.join(place.settings.articlesDir, 'tin-1.md');
    await appendFile(file, `\nBản tin này được bổ sung lần thứ ${changed}.\n`);
  };
  const times = { open: [] as number[], command: [] as number[] };
  try {
    for (let run = 0; run < context.runs; run += 1) {
      await change();
      const began = performance.now();
      await application.reindex();
      times.open.push((performance.now() - began) / 1000);
      await change();
      times.command.push((await runCommand('compiled', 'reindex', ['--json'], { place, ...context })).toEnd);
    }
  } finally {
    await application.close();
  }
  context.onProgress(`${passages} passages, one article changed: ${median(times.open).toFixed(2)} s`);
  const figure = (who: string, seconds: readonly number[]): Figure => ({
    metric: 'change',
    passages,
    who,
    role: 'ours',
    value: median(seconds),
  });
  return [
    figure(`${OURS}, model open`, times.open),
    figure(`${OURS}, node dist/scripts/reindex.js`, times.command),
  ];
}
