import { ButtonStyle, ComponentType, type APIEmbed } from 'discord.js';
import { z } from 'zod';
import {
  isEmoji,
  isVisible,
  MAX_CONTENT,
  MAX_EMBEDS,
  MAX_EMBED_TITLE,
  MAX_EMBED_DESCRIPTION,
  MAX_EMBED_FOOTER,
  MAX_EMBED_TEXT,
  MAX_ROWS,
  MAX_BUTTONS_IN_ROW,
  MAX_CUSTOM_ID,
  MAX_LABEL,
  MAX_URL,
  MAX_OPTIONS,
  MAX_PLACEHOLDER,
  MAX_OPTION_TEXT,
} from '../../src/discord/reply/limits.js';

/** Message resource, "Embed Limits", of what the bot does not use. */
const MAX_EMBED_AUTHOR = 256;
const MAX_EMBED_FIELDS = 25;
const MAX_FIELD_NAME = 256;
const MAX_FIELD_VALUE = 1_024;

const text = (max: number) => z.string().max(max).refine(isVisible);
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
  emoji: z.strictObject({ name: z.string().refine(isEmoji) }).exactOptional(),
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
