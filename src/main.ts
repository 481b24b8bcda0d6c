import { runBot } from './run-bot.js';
import { runProgram } from './terminal/run-program.js';
import path from 'node:path';
import { Application } from './application.js';
import { createLogger } from './lib/log.js';
import { PROJECT_ROOT, type Settings } from './config/settings.js';
import { runChat } from './terminal/chat.js';
import { wordsIn } from './locales/catalogue.js';
import { supportsColour } from './terminal/layout.js';
import { createProgress } from './terminal/progress.js';
import { describeError, reportDamage, reportUnread } from './terminal/describe-error.js';
import { reportProblems } from './terminal/render-reports.js';

const SHIPPED_ARTICLES = path.join(PROJECT_ROOT, 'data/articles');

/** Articles → index → answers on the terminal. */
async function runTerminal(settings: Settings): Promise<void> {
  const { language } = settings;
  const { stdin, stdout, stderr } = process;
  const progress = await createProgress({ output: stderr, language, isTerminal: stderr.isTTY });
  const log = createLogger(settings);
  const application = await Application.open(settings, progress.onDownload);
  // While the index is brought up to date; whoever asks first is told what is wrong with it.
  application.reader?.open().catch(() => undefined);
  try {
    log.info({ model: application.embedder.name, ms: Math.round(performance.now()) }, 'model opened');
    const { index, summary, stale } = await application.prepareIndex(progress.onReindex);
    progress.finish();
    log.info({ generation: index.generation, ms: Math.round(performance.now()) }, 'index opened');
    reportProblems(summary, stderr, language);
    if (stale !== null) stderr.write(`${describeError(stale, language)}\n\n`);
    reportDamage(index, stderr, language);
    const answerer = application.answererFor(index, reportUnread(stderr, language, log));
    const words = wordsIn(language);
    await runChat({
      async answer(text, earlier) {
        const answer = await answerer.answer(text, { earlier });
        const { outcome, confidence, tookMs } = answer;
        log.info({ outcome, confidence, ms: Math.round(tookMs) }, 'question dealt with');
        return answer;
      },
      search: (text, earlier) => answerer.search(text, { earlier }),
      articles: index.articles,
      passages: index.passages.length,
      notice: words.terminal.noToken,
      examples: settings.articlesDir === SHIPPED_ARTICLES ? words.terminal.examplesOfShippedArticles : [],
      language,
      colour: supportsColour(stdout),
      input: stdin,
      output: stdout,
      isTerminal: stdin.isTTY && stdout.isTTY,
      debug: settings.logLevel === 'debug' || settings.logLevel === 'trace',
    });
  } finally {
    progress.finish();
    await application.close();
  }
}

const PROGRAM = {
  command: 'npm start',
  about:
    'The Discord bot where DISCORD_TOKEN is set; else brings the index up to date and answers the same questions on the terminal. .env.example lists the settings.',
  options: {},
};

await runProgram(PROGRAM, async ({ settings }) => {
  const { discordToken } = settings;
  if (discordToken === null) await runTerminal(settings);
  else await runBot(settings, discordToken);
});
