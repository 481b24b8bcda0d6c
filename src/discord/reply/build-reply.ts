import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APISelectMenuOption,
  type APIStringSelectComponent,
} from 'discord.js';
import { formatCustomId, parseCustomId, type ComponentAction } from '../interactions/custom-id.js';
import { cutMarkdown, fitLine } from './fit-text.js';
import {
  isEmoji,
  isVisible,
  MAX_BUTTONS_IN_ROW,
  MAX_CONTENT,
  MAX_EMBED_DESCRIPTION,
  MAX_EMBED_FOOTER,
  MAX_EMBED_TEXT,
  MAX_EMBED_TITLE,
  MAX_EMBEDS,
  MAX_LABEL,
  MAX_OPTION_TEXT,
  MAX_OPTIONS,
  MAX_PLACEHOLDER,
  MAX_ROWS,
} from './limits.js';
import { webAddress, type Markup } from './markup.js';

/**
 * A message as it is sent: Discord's own JSON for content, embeds and components, and no mention allowed. Made by `buildReply`
 * only, which keeps it within Discord's limits.
 */
export interface Reply {
  /** Empty when there is none. */
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  readonly allowedMentions: { readonly parse: readonly never[]; readonly repliedUser: false };
}

export interface Card {
  readonly title?: Markup;
  readonly body?: Markup;
  /** Shown small below, without markdown. */
  readonly footer?: string;
  readonly accent: keyof typeof COLOURS;
}

export interface ButtonDraft {
  readonly kind: 'button';
  readonly label: string;
  readonly emoji?: string;
  /** Default `secondary`. */
  readonly emphasis?: 'primary' | 'secondary';
  readonly action: ComponentAction;
  /** Default false. */
  readonly disabled?: boolean;
}

/** A button that opens a web page. Left out when the address is none that Discord takes. */
export interface LinkDraft {
  readonly kind: 'link';
  readonly label: string;
  readonly url: string;
}

/** A menu of which one entry may be chosen; the entry's value completes the action. */
export interface MenuDraft {
  readonly kind: 'menu';
  readonly placeholder: string;
  readonly action: ComponentAction;
  readonly options: readonly {
    readonly label: string;
    readonly description?: string;
    readonly value: string;
  }[];
}

export type RowDraft = MenuDraft | readonly (ButtonDraft | LinkDraft)[];

/** What a reply is to say, before it is put into Discord's form. */
export interface ReplyDraft {
  /** The message's own text, above the cards. */
  readonly text?: Markup;
  readonly cards?: readonly Card[];
  readonly rows?: readonly RowDraft[];
  /** Id of the only person who may press its buttons; null when anyone may. */
  readonly owner: string | null;
}

const COLOURS = { source: 0x5865f2, notice: 0xfaa61a, trouble: 0xed4245 } as const;

/** What a message says that would otherwise be empty: Discord would refuse it, and somebody waits for it. */
const NOTHING_TO_SAY = '…';

/**
 * A draft in Discord's form. Whatever the draft, the reply keeps to Discord's limits: what is too long is
 * cut, what is too much or not allowed is left out. That is the last resort; views split and page before it comes to that.
 */
export function buildReply({ text, cards = [], rows = [], owner }: ReplyDraft): Reply {
  const content = visible(cutMarkdown(text?.source.trim() ?? '', MAX_CONTENT));
  const embeds = buildEmbeds(cards);
  return {
    content: content ?? (embeds.length === 0 ? NOTHING_TO_SAY : ''),
    embeds,
    components: buildRows(rows, owner),
    allowedMentions: { parse: [], repliedUser: false },
  };
}

function buildEmbeds(cards: readonly Card[]): APIEmbed[] {
  const embeds: APIEmbed[] = [];
  let room = MAX_EMBED_TEXT;
  for (const { title, body, footer, accent } of cards) {
    const shownTitle = visible(cutMarkdown(title?.source.trim() ?? '', Math.min(room, MAX_EMBED_TITLE)));
    room -= shownTitle?.length ?? 0;
    const description = visible(
      cutMarkdown(body?.source.trim() ?? '', Math.min(room, MAX_EMBED_DESCRIPTION)),
    );
    room -= description?.length ?? 0;
    const shownFooter = visible(fitLine(footer ?? '', Math.min(room, MAX_EMBED_FOOTER)));
    room -= shownFooter?.length ?? 0;
    if ((shownTitle ?? description ?? shownFooter) === undefined) continue;
    embeds.push({
      color: COLOURS[accent],
      ...(shownTitle !== undefined && { title: shownTitle }),
      ...(description !== undefined && { description }),
      ...(shownFooter !== undefined && { footer: { text: shownFooter } }),
    });
  }
  return embeds.slice(0, MAX_EMBEDS);
}

function visible(text: string): string | undefined {
  return isVisible(text) ? text : undefined;
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Stands for a label that is empty: Discord refuses one. */
const NO_LABEL = '…';

/**
 * The rows of components of one message. Left out are a component whose action cannot be told by a custom_id, one that
 * would do the same as another before it, a link to an address that Discord may refuse, and what is more than a message
 * holds. A row of more buttons than Discord allows goes on in the next.
 *
 * @param owner - id of the only person who may press them; null when anyone may
 */
function buildRows(rows: readonly RowDraft[], owner: string | null): Row[] {
  const ids = new CustomIds(owner);
  return rows.flatMap((row) => ('kind' in row ? menuRow(row, ids) : buttonRows(row, ids))).slice(0, MAX_ROWS);
}

/** The custom_ids of one message, of which no two may be the same. */
class CustomIds {
  readonly #owner: string | null;
  readonly #given = new Set<string>();

  constructor(owner: string | null) {
    this.#owner = owner;
  }

  /** The id for an action; null when it cannot have one. */
  claim(action: ComponentAction): string | null {
    const id = formatCustomId({ action, owner: this.#owner });
    if (this.#given.has(id) || parseCustomId(id) === null) return null;
    this.#given.add(id);
    return id;
  }

  /** An id that means nothing, for a button that cannot be pressed: it must not take that of one that can. */
  claimIdle(): string {
    const id = `idle|${this.#given.size}`;
    this.#given.add(id);
    return id;
  }
}

function menuRow({ placeholder, action, options }: MenuDraft, ids: CustomIds): Row[] {
  const entries = new Map<string, APISelectMenuOption>();
  for (const { label, description, value } of options) {
    if (value === '' || value.length > MAX_OPTION_TEXT || entries.has(value)) continue;
    const shown = fitLine(description ?? '', MAX_OPTION_TEXT);
    entries.set(value, {
      label: labelOf(label, MAX_OPTION_TEXT),
      value,
      ...(isVisible(shown) && { description: shown }),
    });
  }
  const id = entries.size === 0 ? null : ids.claim(action);
  if (id === null) return [];
  const hint = fitLine(placeholder, MAX_PLACEHOLDER);
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: id,
    ...(isVisible(hint) && { placeholder: hint }),
    options: [...entries.values()].slice(0, MAX_OPTIONS),
  };
  return [{ type: ComponentType.ActionRow, components: [menu] }];
}

function buttonRows(drafts: readonly (ButtonDraft | LinkDraft)[], ids: CustomIds): Row[] {
  const buttons = drafts.flatMap((draft) =>
    draft.kind === 'link' ? linkButton(draft) : actionButton(draft, ids),
  );
  const rows: Row[] = [];
  for (let at = 0; at < buttons.length; at += MAX_BUTTONS_IN_ROW) {
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(at, at + MAX_BUTTONS_IN_ROW) });
  }
  return rows;
}

function linkButton({ label, url }: LinkDraft): APIButtonComponent[] {
  const address = webAddress(url);
  if (address === null) return [];
  return [
    { type: ComponentType.Button, style: ButtonStyle.Link, label: labelOf(label, MAX_LABEL), url: address },
  ];
}

function actionButton(draft: ButtonDraft, ids: CustomIds): APIButtonComponent[] {
  const { label, emoji, emphasis = 'secondary', disabled = false } = draft;
  const id = disabled ? ids.claimIdle() : ids.claim(draft.action);
  if (id === null) return [];
  const picture = emoji !== undefined && isEmoji(emoji) ? { emoji: { name: emoji } } : {};
  const needsLabel = isVisible(label) || !('emoji' in picture);
  return [
    {
      type: ComponentType.Button,
      style: emphasis === 'primary' ? ButtonStyle.Primary : ButtonStyle.Secondary,
      custom_id: id,
      ...(needsLabel && { label: labelOf(label, MAX_LABEL) }),
      ...picture,
      ...(disabled && { disabled }),
    },
  ];
}

function labelOf(text: string, max: number): string {
  const label = fitLine(text, max);
  return isVisible(label) ? label : NO_LABEL;
}
