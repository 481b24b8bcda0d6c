import type { Reply } from '../../src/discord/reply/build-reply.js';
import { html, type Html } from './html.js';

type Row = Reply['components'][number];
type Component = Row['components'][number];
type Button = Extract<Component, { style: unknown }>;
type Menu = Extract<Component, { options: unknown }>;

/** The component's name for each of Discord's button styles; a link has none. */
const BUTTON_TYPES: Readonly<Record<number, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'destructive',
};

/**
 * Rows of buttons and menus.
 *
 * @throws Error on a component that no reply uses so far
 */
export function renderComponents(rows: readonly Row[]): Html {
  const rendered = rows.map(
    ({ components }) => html`<discord-action-row>${components.map(renderComponent)}</discord-action-row>`,
  );
  return html`${rows.length > 0 && html`<div slot="components">${rendered}</div>`}`;
}

function renderComponent(component: Component): Html {
  if ('style' in component) return renderButton(component);
  if ('options' in component) return renderMenu(component);
  throw new Error(
    `No reply has had a component of type ${component.type} so far: say in render-components.ts how it is shown.`,
  );
}

function renderButton(button: Button): Html {
  const label = 'label' in button ? button.label : undefined;
  const emoji = 'emoji' in button ? button.emoji.name : undefined;
  const type = BUTTON_TYPES[button.style];
  return html`<discord-button
    ${type !== undefined && html`type="${type}"`}
    ${'url' in button && html`url="${button.url}"`}
    ${button.disabled === true && 'disabled'}
    >${emoji !== undefined && html`<span class="emoji">${emoji}</span>`}
    ${label !== undefined && html`<span>${label}</span>`}</discord-button
  >`;
}

function renderMenu({ placeholder, options, disabled }: Menu): Html {
  return html`<discord-string-select-menu
    placeholder="${placeholder ?? ''}"
    ${disabled === true && 'disabled'}
  >
    ${options.map(
      ({ label, description }) =>
        html`<discord-string-select-menu-option
          label="${label}"
          ${description !== undefined && html`description="${description}"`}
        ></discord-string-select-menu-option>`,
    )}
  </discord-string-select-menu>`;
}
