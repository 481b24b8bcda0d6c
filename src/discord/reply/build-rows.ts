import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  type APIStringSelectComponent,
} from 'discord.js';
import { formatCustomId, parseCustomId } from '../components/custom-id.js';
import type { ComponentAction } from '../components/button-state.js';
import { fitLine } from './fit-text.js';
import {
  isEmoji,
  isVisible,
  MAX_BUTTONS_IN_ROW,
  MAX_LABEL,
  MAX_OPTION_TEXT,
  MAX_OPTIONS,
  MAX_PLACEHOLDER,
  MAX_ROWS,
} from './limits.js';
import type { ButtonDraft, LinkDraft, MenuDraft, RowDraft } from './reply-draft.js';
import { webAddress } from './web-address.js';

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
export function buildRows(rows: readonly RowDraft[], owner: string | null): Row[] {
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
