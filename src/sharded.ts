import { UserError } from './lib/errors.js';
import { runProgram } from './terminal/run-program.js';
import { runShards } from './optional/sharding/run-shards.js';

const PROGRAM = {
  command: 'npm run start:sharded',
  about: 'The Discord bot in as many processes as SHARDS or Discord says.',
  options: {},
};

await runProgram(PROGRAM, async ({ settings }) => {
  const { discordToken } = settings;
  if (discordToken === null) {
    throw new UserError(
      'discord-token-missing',
      'DISCORD_TOKEN is not set, and only the Discord bot has shards.',
      'Set DISCORD_TOKEN in .env to the token of your application’s bot; README.md says where to find it.',
    );
  }
  await runShards(settings, discordToken);
});
