import { type Feedback, FeedbackLog } from '../../../src/operations/feedback-log.js';

/** A feedback file that can be waited for: the bot adds to it beside its answer. */
export class WatchedFeedback extends FeedbackLog {
  readonly file: string;
  /** The questions that the file has an entry about. */
  readonly about = new Set<string>();
  readonly #changed: () => void;

  /** @param changed - is called when {@link about} has changed */
  constructor(file: string, changed: () => void) {
    super(file, (error) => {
      throw error;
    });
    this.file = file;
    this.#changed = changed;
  }

  override async add(feedback: Feedback): Promise<boolean> {
    const isKept = await super.add(feedback);
    this.about.add(feedback.question);
    this.#changed();
    return isKept;
  }
}
