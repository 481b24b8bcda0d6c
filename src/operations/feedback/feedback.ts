import { z } from 'zod';

const at = z.iso.datetime();

const unansweredSchema = z.object({
  kind: z.literal('unanswered'),
  question: z.string(),
  /** Estimated chance that the articles tell, 0 to 1. */
  confidence: z.number(),
  /** Path of the nearest article in the articles folder; null when nothing was near. */
  closest: z.string().nullable(),
  /** Language that the question was replied to in. */
  language: z.enum(['vi', 'en']),
});

const ratingSchema = z.object({
  kind: z.enum(['up', 'down']),
  question: z.string(),
  /** Whether the rated message answered the question; left out where that is not known. */
  answered: z.boolean().optional(),
  /** Id of the rated message. */
  messageId: z.string(),
});

/** One line of a feedback file. */
export const feedbackEntrySchema = z.discriminatedUnion('kind', [
  unansweredSchema.extend({ at }),
  ratingSchema.extend({ at }),
]);

/** Something worth knowing to whoever chooses the articles. It never tells who asked or rated. */
export type Feedback = Readonly<z.infer<typeof unansweredSchema> | z.infer<typeof ratingSchema>>;

/** {@link Feedback} with its moment, ISO 8601 in UTC. */
export type FeedbackEntry = Readonly<z.infer<typeof feedbackEntrySchema>>;
