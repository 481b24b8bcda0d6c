/** Runs cases of `npm --prefix lab run fuzz`, so that one that hangs or takes all memory can be ended: `fuzz-process.ts ARTICLES_DIR`. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { caseMaker } from './fuzz-case.js';
import type { CaseMessage, CaseRequest } from './protocol.js';
import { runCase } from './run-case.js';

const [, , articlesDir = ''] = process.argv;
const makeCase = await caseMaker(articlesDir);
const unhandled: unknown[] = [];

const note = (error: unknown) => unhandled.push(error);
process.on('unhandledRejection', note);
process.on('uncaughtException', note);
process.on('message', (request) => void answer(request as CaseRequest));
process.on('disconnect', () => process.exit());
tell('ready');

async function answer({ seed }: CaseRequest): Promise<void> {
  unhandled.length = 0;
  const made = makeCase(seed);
  const before = process.cpuUsage();
  let complaint = await runCase(made);
  const { user, system } = process.cpuUsage(before);
  // A rejection that nobody handles is told at the end of the turn.
  await nextTurn();
  if (unhandled.length > 0) complaint ??= `Nobody handled ${unhandled.map(describe).join(', ')}`;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  tell({ seed, target: made.target.name, complaint, cpuMilliseconds: (user + system) / 1000, peakBytes });
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

function tell(message: CaseMessage): void {
  process.send?.(message);
}
