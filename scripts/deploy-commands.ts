import { COMMANDS, deployCommands } from '../src/discord/interactions/commands.js';
import { flag, runProgram } from '../src/terminal/run-program.js';
import type { Settings } from '../src/config/settings.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { Printer } from '../src/terminal/layout.js';

const PROGRAM = {
  command: 'npm run deploy-commands',
  about:
    'Registers the bot’s commands with Discord, on the server that GUILD_ID names or, without it, on all: once, and again when an upgrade changes the commands.',
  options: { remove: flag('take the commands away') },
};

await runProgram(PROGRAM, async ({ settings, options }) => {
  const { language, guildId } = settings;
  const words = wordsIn(language);
  const place = words.terminal.commandPlace(guildId);
  await deployCommands(settings, options.remove ? [] : COMMANDS);
  const lines = options.remove
    ? [words.terminal.commandsRemoved(place)]
    : [
        words.terminal.commandsRegistered(COMMANDS.length, place),
        ...COMMANDS.map((command) => `  ${nameIn(language, command)}`),
      ];
  await new Printer(process.stdout).print(`${lines.join('\n')}\n`);
});

/** As Discord shows it to a person of that language; entries of a message's menu have no slash and may hold blanks. */
function nameIn(language: Settings['language'], command: (typeof COMMANDS)[number]): string {
  const name = language === 'vi' ? (command.name_localizations?.vi ?? command.name) : command.name;
  return 'description' in command ? `/${name}` : name;
}
