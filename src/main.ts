import { runBot } from './run-bot.js';
import { runProgram } from './terminal/run-program.js';
import { runTerminal } from './run-terminal.js';

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
