import type { ChatInputCommandInteraction, Message } from 'discord.js';
import type { Logger } from '../../../lib/log.js';
import { bodyOf } from '../../deliver.js';
import type { Reply } from '../../reply/build-reply.js';
import { errorFields } from '../../connection/errors.js';

/** Milliseconds between two edits: Discord takes about five in five seconds. */
const EDIT_EVERY = 2_000;
/** Milliseconds that an interaction's token is good for, less a reserve for a slow request (15 minutes by Discord's documentation). */
const TOKEN_LIFE = 14 * 60_000;

/** Tells by edits of a command's reply how far its work is: the latest state, not every one. */
export class ProgressReport {
  private readonly interaction: ChatInputCommandInteraction;
  private readonly log: Logger;
  private readonly now: () => number;
  private message: Message | null = null;
  private shownAt = -Infinity;
  private edit: Promise<void> = Promise.resolve();
  private isEditing = false;

  /** @param now - milliseconds since the epoch */
  constructor(interaction: ChatInputCommandInteraction, log: Logger, now: () => number = Date.now) {
    this.interaction = interaction;
    this.log = log;
    this.now = now;
  }

  /** Shows a state unless another was shown a moment ago. What cannot be shown is only logged: the work goes on. */
  show(reply: Reply): void {
    if (this.isEditing || !this.interaction.deferred || this.now() - this.shownAt < EDIT_EVERY) return;
    this.shownAt = this.now();
    this.isEditing = true;
    this.edit = this.send(reply)
      .catch((error: unknown) => {
        this.log.debug(errorFields(error), 'progress not shown');
      })
      .finally(() => {
        this.isEditing = false;
      });
  }

  /** Shows how it ended. */
  async finish(reply: Reply): Promise<void> {
    await this.edit;
    await this.send(reply);
  }

  private async send(reply: Reply): Promise<void> {
    const isOld = this.now() - this.interaction.createdTimestamp > TOKEN_LIFE;
    if (isOld && this.message !== null) await this.message.edit(bodyOf(reply));
    else this.message = await this.interaction.editReply(bodyOf(reply));
  }
}
