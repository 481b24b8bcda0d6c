import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { BUILT_IN_MODEL } from '../../src/models/model-files.js';
import { openEmbedder } from '../../src/embedding/embedder.js';
import { parseSettings } from '../../src/config/settings.js';
import { flag, wholeNumber, programOptions } from '../../src/terminal/run-program.js';
import { markdownTable } from '../record/markdown-table.js';

/** Interval of the probe in milliseconds; every figure of lag holds it, so an idle loop shows about as much. */
const RESOLUTION = 1;

/** Words of one passage: about 250 tokens, what a passage of the index holds. */
const WORDS = 220;

const VOCABULARY =
  'thủ tướng chính phủ huyện xã nông thôn mới công nhận đạt chuẩn bằng lễ trao quyết định nhân dân đảng bộ phát triển ' +
  'kinh tế doanh nghiệp đầu tư hạ tầng giao thông trường học y tế môi trường văn hoá năm tháng ngày hội nghị đại biểu ' +
  'thành phố tỉnh phường khu phố tỷ đồng triệu người dân thu nhập bình quân giảm nghèo bền vững tiêu chí hoàn thành';

interface Phase {
  readonly phase: string;
  readonly seconds: number;
  readonly maxLagMs: number;
  readonly p99LagMs: number;
}

const options = await programOptions({
  command: 'npm --prefix lab run measure-event-loop',
  about:
    'Measures how long the main thread’s event loop is held up while the built-in model embeds passages, and how fast a question is answered meanwhile.',
  options: {
    passages: wholeNumber('passages to embed; default 2000', { fallback: 2_000 }),
    json: flag('print one JSON object'),
  },
});
const passages = makePassages(options.passages);
const phases: Phase[] = [];

const embedder = await measure('open the model', () =>
  openEmbedder({ ...parseSettings({}), embeddingModel: BUILT_IN_MODEL }),
);
await measure('count tokens', () => embedder.countTokens(passages));
const questionMs = await measure('embed, with questions', async () => {
  const times: number[] = [];
  let embedded = 0;
  const work = embedder.embedPassages(passages, (done) => {
    embedded = done;
  });
  while (embedded < passages.length) {
    const start = performance.now();
    await embedder.embedQueries(['Ai trao bằng công nhận đạt chuẩn nông thôn mới?']);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await work;
  return times;
});
await embedder.close();

const sorted = questionMs.sort((a, b) => a - b);
const report = {
  passages: passages.length,
  phases,
  questions: sorted.length,
  medianQuestionMs: round(sorted[Math.floor(sorted.length / 2)] ?? NaN),
  maxQuestionMs: round(sorted.at(-1) ?? NaN),
};
process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : table(report));

async function measure<Result>(phase: string, work: () => Promise<Result>): Promise<Result> {
  const probe = monitorEventLoopDelay({ resolution: RESOLUTION });
  const start = performance.now();
  probe.enable();
  const result = await work();
  probe.disable();
  phases.push({
    phase,
    seconds: round((performance.now() - start) / 1_000),
    maxLagMs: round(probe.max / 1e6),
    p99LagMs: round(probe.percentile(99) / 1e6),
  });
  return result;
}

function table({ passages: count, phases: rows, ...questions }: typeof report): string {
  const shown = markdownTable(
    [`${count} passages of ${WORDS} words`, 'seconds', 'greatest lag, ms', '99th percentile, ms'],
    rows.map(({ phase, seconds, maxLagMs, p99LagMs }) => [
      phase,
      ...[seconds, maxLagMs, p99LagMs].map(String),
    ]),
  );
  return `${shown}\n${questions.questions} questions meanwhile: median ${questions.medianQuestionMs} ms, slowest ${questions.maxQuestionMs} ms.\n`;
}

/** The same passages on every run: words drawn by a linear congruential generator (Numerical Recipes' constants). */
function makePassages(count: number): string[] {
  const words = VOCABULARY.split(' ');
  let seed = 1;
  const nextWord = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return words[Math.floor((seed / 2 ** 32) * words.length)] ?? '';
  };
  return Array.from({ length: count }, () => Array.from({ length: WORDS }, nextWord).join(' '));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
