import { InteractionResponseType } from 'discord.js';
import type { Acknowledgement, Interaction } from '../interactions/interaction.js';
import type { Watch } from '../watch.js';
import type { CommandChoice } from '../world/command.js';
import type { Message } from '../world/message.js';

/** What a user has asked by a command, a button or a menu, and what comes of it. */
export class InteractionHandle {
  readonly #interaction: Interaction;
  readonly #watch: Watch;
  readonly #name: string;

  /** @param name - what was asked, for errors to say. */
  constructor(interaction: Interaction, watch: Watch, name: string) {
    this.#interaction = interaction;
    this.#watch = watch;
    this.#name = name;
  }

  get id(): string {
    return this.#interaction.start.id;
  }

  /** The bot's first response, once it has come. */
  acknowledged(): Promise<Acknowledgement> {
    return this.#watch.until(`a response to ${this.#name}`, () => this.#interaction.acknowledgement);
  }

  /** The message that `@original` means, as it is now; null before the first response, and when that makes none. */
  get original(): Message | null {
    return this.#interaction.original;
  }

  /** What came after the first response, oldest first. */
  get followUps(): readonly Message[] {
    return this.#interaction.followUps;
  }

  /** The modal that it was answered with. */
  get modal(): Readonly<Record<string, unknown>> | null {
    return this.#interaction.modal;
  }

  /**
   * The answer: the message of the first response, or after a deferral the original once it is edited; where nothing but a
   * follow-up comes after a deferred update, that one.
   */
  settled(): Promise<Message> {
    return this.#watch.until(`the answer to ${this.#name}`, () => {
      const { isSettled, edits, original, followUps, acknowledgement } = this.#interaction;
      if (!isSettled) return null;
      return edits > 0 || acknowledgement?.type === InteractionResponseType.UpdateMessage
        ? original
        : (followUps[0] ?? original);
    });
  }

  /** The `nth` follow-up, counting from 1, once it has come. */
  followUp(nth = 1): Promise<Message> {
    return this.#watch.until(`follow-up ${nth} to ${this.#name}`, () => this.#interaction.followUps[nth - 1]);
  }

  /** What autocomplete offers, once it does. */
  choices(): Promise<readonly CommandChoice[]> {
    return this.#watch.until(`choices for ${this.#name}`, () => this.#interaction.choices);
  }
}
