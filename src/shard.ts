import { shardPlaceOf } from './optional/sharding/run-shards.js';
import { runBot } from './run-bot.js';
import { runProgram } from './terminal/run-program.js';

const PROGRAM = {
  command: 'node shard.js',
  about: 'One process of the sharded bot, which npm run start:sharded starts.',
  operands: 'PLACE',
  options: {},
};

await runProgram(
  PROGRAM,
  async ({ settings, operands }) => {
    // Whoever starts it has given it a token.
    const { id, count } = shardPlaceOf(operands);
    const wish = { kind: 'these', ids: [id], count } as const;
    await runBot(settings, settings.discordToken ?? '', { wish, isChild: true });
  },
  { isQuiet: true },
);
// The channel to the process that started it would keep it alive.
process.exit();
