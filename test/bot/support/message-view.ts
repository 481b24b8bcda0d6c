import { ComponentType } from 'discord.js';
import { allComponents, type Component } from '../../discord/world/component-tree.js';
import type { Message } from '../../discord/world/message.js';
import { cardText, shownText } from '../../support/shown-text.js';

/** What a reader sees of a message above its buttons. */
export function textOf(message: Message): string {
  return shownText(asReply(message));
}

/** What a reader sees of a message's cards, without their titles and what stands below them. */
export function cardsOf(message: Message): string {
  return cardText(asReply(message));
}

/** Where the links in a message's cards lead. */
export function linksOf({ embeds }: Message): string[] {
  return embeds.flatMap(({ description = '' }) =>
    [...description.matchAll(/\]\(<([^>]*)>\)/gu)].map(([, address = '']) => address),
  );
}

/** What a message's buttons and menus show, in order. */
export function labelsOf(message: Message): string[] {
  return componentsOf(message).flatMap((component) => labelOf(component) ?? []);
}

/** The custom_id of the first button whose label or emoji begins with `label`, or of the first menu that shows it. */
export function idOf(message: Message, label: string): string {
  const id = componentsOf(message).find((one) => labelOf(one)?.startsWith(label))?.custom_id;
  if (id === undefined || id === null) {
    throw new Error(`Nothing shows ${label}, but ${labelsOf(message).join(', ') || 'none'}`);
  }
  return id;
}

/** The entries of a message's menu. */
export function entriesOf(message: Message): NonNullable<Component['options']> {
  return componentsOf(message).find(({ type }) => type === ComponentType.StringSelect)?.options ?? [];
}

function componentsOf(message: Message): Component[] {
  return allComponents(message.components).map(({ component }) => component);
}

function labelOf({ label, emoji, placeholder }: Component & { placeholder?: string }): string | undefined {
  return label ?? emoji?.name ?? placeholder;
}

function asReply({ content, embeds }: Message) {
  return { content, embeds, components: [], allowedMentions: { parse: [], repliedUser: false as const } };
}
