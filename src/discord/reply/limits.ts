import { ButtonStyle, ComponentType, type APIEmbed } from 'discord.js';
import { z } from 'zod';

/**
 * Discord's limits, by the section of its developer documentation that states them. It does not say what it counts as a
 * character; a text that keeps to a limit in UTF-16 code units keeps to it in code points, too.
 */

/** Message resource, "Create Message": `content`. */
export const MAX_CONTENT = 2_000;
/** Message resource, "Create Message": `embeds`. */
export const MAX_EMBEDS = 10;
/** Message resource, "Embed Limits", down to {@link MAX_EMBED_TEXT}. */
export const MAX_EMBED_TITLE = 256;
export const MAX_EMBED_DESCRIPTION = 4_096;
export const MAX_EMBED_FOOTER = 2_048;
const MAX_EMBED_AUTHOR = 256;
const MAX_EMBED_FIELDS = 25;
const MAX_FIELD_NAME = 256;
const MAX_FIELD_VALUE = 1_024;
/** All titles, descriptions, footers, authors and fields of one message together. */
export const MAX_EMBED_TEXT = 6_000;
/** Component reference, "Legacy Message Component Behavior". */
export const MAX_ROWS = 5;
/** Component reference, "Action Row". */
export const MAX_BUTTONS_IN_ROW = 5;
/** Component reference, "Anatomy of a Component": `custom_id`, unique within its message. */
export const MAX_CUSTOM_ID = 100;
/** Component reference, "Button Structure", with {@link MAX_URL}. */
export const MAX_LABEL = 80;
export const MAX_URL = 512;
/** Component reference, "String Select Structure" and "Select Option Structure", down to {@link MAX_OPTION_TEXT}. */
export const MAX_OPTIONS = 25;
export const MAX_PLACEHOLDER = 150;
/** Of an option's label, value and description each. */
export const MAX_OPTION_TEXT = 100;

/** Receiving and responding to interactions, "Autocomplete": characters of a choice's name and value each. */
export const MAX_CHOICE_LENGTH = 100;

/** Discord trims texts, and refuses an embed without any, a message without any and a component without a label. */
const VISIBLE = /[^\s\u200B]/u;
/** A standard emoji. Discord refuses the whole message for a name that it does not know as one. */
const EMOJI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

/** True when `text` holds something to see. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** True when `text` is one standard emoji, written in full. */
export function isEmoji(text: string): boolean {
  return EMOJI.test(text);
}

const text = (max: number) => z.string().max(max).regex(VISIBLE);
const url = z.url({ protocol: /^https?$/u }).max(MAX_URL);
const customId = z.string().min(1).max(MAX_CUSTOM_ID);

const embed = z
  .strictObject({
    title: text(MAX_EMBED_TITLE).exactOptional(),
    description: text(MAX_EMBED_DESCRIPTION).exactOptional(),
    color: z.int().min(0).max(0xffffff).exactOptional(),
    footer: z.strictObject({ text: text(MAX_EMBED_FOOTER) }).exactOptional(),
    author: z.strictObject({ name: text(MAX_EMBED_AUTHOR) }).exactOptional(),
    fields: z
      .array(
        z.strictObject({
          name: text(MAX_FIELD_NAME),
          value: text(MAX_FIELD_VALUE),
          inline: z.boolean().exactOptional(),
        }),
      )
      .max(MAX_EMBED_FIELDS)
      .exactOptional(),
  })
  .refine((one) => embedText(one).length > 0, 'is empty');

const buttonFace = {
  type: z.literal(ComponentType.Button),
  label: text(MAX_LABEL).exactOptional(),
  emoji: z.strictObject({ name: z.string().regex(EMOJI) }).exactOptional(),
  disabled: z.boolean().exactOptional(),
};
const button = z
  .union([
    z.strictObject({
      ...buttonFace,
      style: z.literal([ButtonStyle.Primary, ButtonStyle.Secondary]),
      custom_id: customId,
    }),
    z.strictObject({ ...buttonFace, style: z.literal(ButtonStyle.Link), url }),
  ])
  .refine(({ label, emoji }) => label !== undefined || emoji !== undefined, 'has neither label nor emoji');

const menu = z.strictObject({
  type: z.literal(ComponentType.StringSelect),
  custom_id: customId,
  placeholder: text(MAX_PLACEHOLDER).exactOptional(),
  options: z
    .array(
      z.strictObject({
        label: text(MAX_OPTION_TEXT),
        value: z.string().min(1).max(MAX_OPTION_TEXT),
        description: text(MAX_OPTION_TEXT).exactOptional(),
      }),
    )
    .min(1)
    .max(MAX_OPTIONS)
    .refine((options) => areDifferent(options.map(({ value }) => value)), 'has the same value twice'),
});

const row = z.strictObject({
  type: z.literal(ComponentType.ActionRow),
  components: z.union([z.tuple([menu]), z.array(button).min(1).max(MAX_BUTTONS_IN_ROW)]),
});

/**
 * What Discord accepts of a `Reply`. A message of components alone is not among it: the documentation allows one,
 * but the webhooks that answer interactions refuse it as empty.
 */
export const replySchema = z
  .strictObject({
    content: z
      .string()
      .max(MAX_CONTENT)
      .refine((content) => content === '' || isVisible(content), 'is blank'),
    embeds: z
      .array(embed)
      .max(MAX_EMBEDS)
      .refine(
        (embeds) => embeds.flatMap(embedText).join('').length <= MAX_EMBED_TEXT,
        'hold too much text together',
      ),
    components: z
      .array(row)
      .max(MAX_ROWS)
      .refine(
        (rows) =>
          areDifferent(
            rows.flatMap(({ components }) =>
              components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : [])),
            ),
          ),
        'have the same custom_id twice',
      ),
    allowedMentions: z.strictObject({ parse: z.tuple([]), repliedUser: z.literal(false) }),
  })
  .refine(({ content, embeds }) => content !== '' || embeds.length > 0, 'is empty');

/** The texts of an embed that count towards {@link MAX_EMBED_TEXT}. */
function embedText({ title, description, footer, author, fields = [] }: APIEmbed): string[] {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ];
  return texts.filter((one) => one !== undefined);
}

function areDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
