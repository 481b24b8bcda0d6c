import { runBot } from './run-bot.js';
import { runProgram } from './terminal/run-program.js';
import { runTerminal } from './run-terminal.js';

/** The program: the Discord bot where there is a token, else the same answers on the terminal. */
await runProgram(async (settings) => {
  const { discordToken } = settings;
  if (discordToken === null) await runTerminal(settings);
  else await runBot(settings, discordToken);
});
