import { GatewayDispatchEvents, Routes, type Client } from 'discord.js';
import type { BotContext } from '../../bot-context.js';
import { errorFields } from '../../connection/errors.js';

/** What the gateway tells of messages that are no longer there. */
interface Deletion {
  readonly channel_id: string;
  readonly id?: string;
  readonly ids?: readonly string[];
}

/**
 * Has the answers below a message go with it when its author or a moderator deletes it: alone, they would repeat what was taken back,
 * and their buttons could not read the question any more. Told by the gateway itself: discord.js tells of messages that it keeps only.
 */
export function takeAlong(
  client: Client,
  { replies, tasks, log }: Pick<BotContext, 'replies' | 'tasks' | 'log'>,
): void {
  const dropAll = ({ channel_id: channel, id, ids = [] }: Deletion) => {
    for (const message of id === undefined ? ids : [id]) {
      for (const reply of replies.drop(message)) {
        tasks.add(
          client.rest.delete(Routes.channelMessage(channel, reply)).then(
            () => undefined,
            (error: unknown) => {
              log.debug({ message, ...errorFields(error) }, 'an answer stays below a deleted question');
            },
          ),
        );
      }
    }
  };
  client.ws.on(GatewayDispatchEvents.MessageDelete, dropAll);
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, dropAll);
}
