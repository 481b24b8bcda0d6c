/** The bot as `npm start` runs it, but for its answers, which say nothing and take a while: for `kill-and-freeze.ts`. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CitedAnswer } from '../../src/answer/cited-answer.js';
import { loadEnvironment, parseSettings } from '../../src/config/settings.js';
import { tokenize } from '../../src/language/vietnamese.js';
import { createLogger } from '../../src/lib/log.js';
import { FeedbackLog } from '../../src/operations/feedback-log.js';
import { ReindexRunner } from '../../src/operations/reindex-runner.js';
import { openShardLeases, shardWish } from '../../src/optional/sharding/open-leases.js';
import { BotServer } from '../../src/run-bot.js';
import type { Answering } from '../../src/service/answering.js';

/** Milliseconds that an answer takes at most: long enough to be killed in the midst of it. */
const LONGEST = 1_500;

function refusal(text: string): CitedAnswer {
  const tokens = tokenize(text);
  const question = { text, normalized: text, asTyped: { text, tokens }, tokens, alternatives: [], terms: [] };
  return {
    question: { ...question, language: 'vi', accented: true, kind: 'other' },
    outcome: 'not-told',
    statements: [],
    citations: [],
    closest: null,
    confidence: 0,
    tookMs: 1,
  };
}

const answering: Answering = {
  catalogue: {
    generation: 'none',
    builtAt: new Date(0).toISOString(),
    modelName: 'none',
    articles: [],
    passages: 0,
    keyphrases: [],
  },
  answer: async (text) => {
    await sleep(Math.random() * LONGEST);
    return refusal(text);
  },
  search: () => Promise.reject(new Error('Nothing is searched for here.')),
  article: () => Promise.resolve(null),
};

const settings = parseSettings(loadEnvironment().variables);
const token = settings.discordToken ?? '';
const log = createLogger(settings);
const wish = await shardWish(settings, token);
const leases = await openShardLeases(settings, token, wish, log);
const server = new BotServer({
  settings,
  token,
  wish,
  leases,
  answering,
  feedback: new FeedbackLog(settings.feedbackFile, () => undefined),
  reindexing: new ReindexRunner(settings),
  isHandedOver: true,
  untilInVain: () => new Promise(() => undefined),
  onUp: () => undefined,
  log,
});
process.on('SIGTERM', () => {
  void server.stop().finally(() => process.exit());
});
await server.run();
