import { GatewayIntentBits } from 'discord.js';

/** Those that are switched on for an application before it may ask for them. */
const PRIVILEGED =
  GatewayIntentBits.GuildPresences | GatewayIntentBits.GuildMembers | GatewayIntentBits.MessageContent;

const KNOWN = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

/** The code to close with when a session may not have these intents: 4013 invalid, 4014 disallowed; null when it may. */
export function refusedIntents(asked: number, enabled: number): 4013 | 4014 | null {
  if (!Number.isInteger(asked) || asked < 0 || (asked & ~KNOWN) !== 0) return 4013;
  return (asked & PRIVILEGED & ~enabled) === 0 ? null : 4014;
}
