/** What is said instead of, or about, an answer. */
export interface NoticeWords {
  /** A button or menu that no version of the bot made, or one that is too old. */
  readonly deadButton: string;
  readonly notYours: string;
  readonly articleChanged: string;
  readonly articleGone: string;
  readonly questionGone: string;
  /** @param seconds - whole seconds, at least 1 */
  cooldown(seconds: number): string;
  /** Stands before the channels' mentions. */
  readonly wrongChannel: string;
  readonly noChannel: string;
  readonly busy: string;
  readonly stopping: string;
  readonly nothingAsked: string;
  /** Stands before the permissions' names. */
  readonly missingPermissions: string;
  readonly needsManageServer: string;
  /** Stands before a time such as “2 minutes ago”. */
  readonly reindexRunning: string;
  unknownPublisher(name: string): string;
  readonly publisherTip: string;
  unknownArticle(title: string): string;
  readonly articleTip: string;
  notADay(given: string): string;
  readonly dayTip: string;
  /** Days as {@link Wording.day} writes them. */
  daysReversed(from: string, to: string): string;
  readonly ratedGood: string;
  readonly ratedBad: string;
  readonly unexpected: string;
}
