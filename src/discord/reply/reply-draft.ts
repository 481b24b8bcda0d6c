import type { ComponentAction } from '../components/button-state.js';
import type { Markup } from './markup.js';

/** Colour of a card's edge. */
export type Accent = 'answer' | 'source' | 'notice' | 'trouble';

/** An embed. */
export interface Card {
  readonly title?: Markup;
  readonly body?: Markup;
  /** Shown small below, without markdown. */
  readonly footer?: string;
  readonly accent: Accent;
}

/** A button that does something. */
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

/** One line of components. */
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
