import { integerBelow, type Random } from '../../chance/random.js';

/** A sentence of more words is cut there: a chain may go round and round. */
const MOST_WORDS = 45;
/** Ends a sentence, and begins one. */
const EDGE = '';

/** Makes sentences of the words of others: each word is followed by one that follows it somewhere in them. */
export class WordChain {
  private readonly followers = new Map<string, string[]>();

  /** @param sentences - of words divided by blanks */
  constructor(sentences: readonly string[]) {
    for (const sentence of sentences) {
      const words = sentence.split(/\s+/u).filter((word) => word !== EDGE);
      words.forEach((word, at) => {
        this.add(words[at - 1] ?? EDGE, word);
      });
      this.add(words.at(-1) ?? EDGE, EDGE);
    }
  }

  /** The words of one sentence; the same for the same state of `random`. */
  sentence(random: Random): string[] {
    const words: string[] = [];
    for (let word = this.after(EDGE, random); word !== EDGE; word = this.after(word, random)) {
      words.push(word);
      if (words.length === MOST_WORDS) break;
    }
    return words;
  }

  private add(word: string, follower: string): void {
    const followers = this.followers.get(word);
    if (followers === undefined) this.followers.set(word, [follower]);
    else followers.push(follower);
  }

  private after(word: string, random: Random): string {
    const followers = this.followers.get(word) ?? [];
    return followers[integerBelow(random, followers.length)] ?? EDGE;
  }
}
