/** Things of one person that may wait or be under way at once: more would push those of others back. */
const SHARE = 5;

/** How much of the bot's work is for whom. */
export class Shares {
  readonly #taken = new Map<string, number>();

  isFull(person: string): boolean {
    return (this.#taken.get(person) ?? 0) >= SHARE;
  }

  /** Counts one more thing of a person until the function returned is called. */
  enter(person: string): () => void {
    this.#taken.set(person, (this.#taken.get(person) ?? 0) + 1);
    return () => {
      const left = (this.#taken.get(person) ?? 1) - 1;
      if (left > 0) this.#taken.set(person, left);
      else this.#taken.delete(person);
    };
  }
}
