import { OURS, type Figure } from './figures.js';
import { median } from './order-statistics.js';
import { runCommand, type Form } from './run-command.js';
import type { Corpus, RunContext } from './run-context.js';

const FORMS: readonly { readonly form: Form; readonly who: string }[] = [
  { form: 'compiled', who: `${OURS}, node dist/scripts/ask.js` },
  { form: 'source', who: `${OURS}, npm run ask (tsx)` },
];

/** (c): from the start of a process to its first answer, out of an index that is there. */
export async function measureStart(corpus: Corpus, context: RunContext): Promise<Figure[]> {
  const { place, passages, questions } = corpus;
  const figures: Figure[] = [];
  for (const { form, who } of FORMS) {
    const seconds: number[] = [];
    for (let run = 0; run < context.runs; run += 1) {
      const question = questions[run] ?? '';
      const { compiled } = context;
      seconds.push((await runCommand(form, 'ask', ['--json', question], { place, compiled })).toFirstOutput);
    }
    figures.push({ metric: 'start', passages, who, role: 'ours', value: median(seconds) });
    context.onProgress(`${passages} passages, ${who}: ${median(seconds).toFixed(2)} s`);
  }
  return figures;
}
