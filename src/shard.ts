import { shardPlaceOf } from './optional/sharding/shard.js';
import { runBot } from './run-bot.js';
import { runProgram } from './terminal/run-program.js';

/** One process of the sharded bot, started by `sharded.ts`. */
await runProgram(async (settings) => {
  const shard = shardPlaceOf(process.argv.slice(2));
  // Whoever starts it has given it one.
  await runBot(settings, settings.discordToken ?? '', shard);
});
// The channel to the process that started it would keep it alive.
process.exit();
