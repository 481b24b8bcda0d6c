import { Events, type Client, type Interaction, type Message } from 'discord.js';

/** Resolves with the client's next message of another than itself. */
export function nextMessage(client: Client): Promise<Message> {
  return new Promise((resolve) => {
    const listen = (message: Message): void => {
      if (message.author.id === client.user?.id) return;
      client.off(Events.MessageCreate, listen);
      resolve(message);
    };
    client.on(Events.MessageCreate, listen);
  });
}

/** Resolves with the next interaction that the client gets. */
export function nextInteraction<T extends Interaction>(client: Client): Promise<T> {
  return new Promise((resolve) => {
    client.once(Events.InteractionCreate, (interaction) => {
      resolve(interaction as T);
    });
  });
}
