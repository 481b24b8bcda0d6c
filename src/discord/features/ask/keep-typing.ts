import type { Message } from 'discord.js';
import type { Logger } from '../../../lib/log.js';
import { errorFields } from '../../connection/errors.js';

/** Milliseconds that Discord shows somebody as typing, less a reserve (10 s by its documentation). */
const SHOWN_FOR = 8_000;

/** Shows the bot as typing below a message until the function returned is called. That it cannot be shown is no failure. */
export function keepTyping({ channel }: Message, log: Logger): () => void {
  const type = () => {
    if (!channel.isSendable()) return;
    channel.sendTyping().catch((error: unknown) => {
      log.debug(errorFields(error), 'typing not shown');
    });
  };
  type();
  const timer = setInterval(type, SHOWN_FOR).unref();
  return () => {
    clearInterval(timer);
  };
}
