import { ButtonStyle, ComponentType } from 'discord.js';
import { allComponents, type Component } from '../world/component-tree.js';
import type { Message } from '../world/message.js';

/**
 * The button of a message by its custom_id or its label.
 *
 * @throws Error when a user cannot press one: there is none, it is a link, or it is greyed out.
 */
export function buttonOf(message: Message, idOrLabel: string): Component & { custom_id: string } {
  const buttons = allComponents(message.components)
    .map(({ component }) => component)
    .filter(({ type }) => type === ComponentType.Button);
  const button = buttons.find(({ custom_id: id, label }) => id === idOrLabel || label === idOrLabel);
  const names = buttons.map(({ label, emoji, custom_id: id }) => label ?? emoji?.name ?? id).join(', ');
  if (button === undefined) throw new Error(`No button ${idOrLabel}, but ${names || 'none'}`);
  if (button.style === ButtonStyle.Link) throw new Error(`The button ${idOrLabel} is a link`);
  return pressable(button, idOrLabel);
}

/**
 * The menu of a message by its custom_id, from which `values` are chosen.
 *
 * @throws Error when a user cannot choose these.
 */
export function menuOf(
  message: Message,
  customId: string,
  values: readonly string[],
): Component & { custom_id: string } {
  const menus = allComponents(message.components)
    .map(({ component }) => component)
    .filter(({ type }) => type === ComponentType.StringSelect);
  const menu = menus.find(({ custom_id: id }) => id === customId);
  if (menu === undefined) {
    throw new Error(`No menu ${customId}, but ${menus.map(({ custom_id: id }) => id).join(', ') || 'none'}`);
  }
  const offered = (menu.options ?? []).map(({ value }) => value);
  const stranger = values.find((value) => !offered.includes(value));
  if (stranger !== undefined)
    throw new Error(`The menu ${customId} does not offer ${stranger}, but ${offered.join(', ')}`);
  if (values.length < (menu.min_values ?? 1) || values.length > (menu.max_values ?? 1)) {
    throw new Error(`The menu ${customId} does not take ${values.length} values`);
  }
  return pressable(menu, customId);
}

function pressable(component: Component, name: string): Component & { custom_id: string } {
  const { custom_id: id } = component;
  if (component.disabled === true) throw new Error(`${name} is greyed out`);
  if (id === null || id === undefined) throw new Error(`${name} has no custom_id`);
  return { ...component, custom_id: id };
}
