import { ButtonStyle, ComponentType } from 'discord.js';
import { allComponents, type Component, type PlacedComponent } from '../world/component-tree.js';
import { badLength, notAChoice, required, type FormIssue } from './form-issue.js';

/** https://docs.discord.com/developers/components/reference */
const MAX_ROWS = 5;
const MAX_COMPONENTS = 40;
const MAX_DISPLAYED_CHARACTERS = 4000;

const SELECTS: ReadonlySet<number> = new Set([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

/** An emoji as Unicode recommends it for interchange. Made from a string: the compiler's target has no `v` flag. */
const UNICODE_EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v');

/**
 * What Discord refuses in the components of a message and its OpenAPI description does not say.
 *
 * @param isV2 - whether the message carries the flag IS_COMPONENTS_V2.
 */
export function componentIssues(components: readonly Component[], isV2: boolean): FormIssue[] {
  const all = allComponents(components);
  return [
    ...(isV2 ? layoutIssues(all) : rowIssues(components)),
    ...all.flatMap(({ component, path }) => singleIssues(component, path)),
    ...duplicatedIds(all),
  ];
}

function rowIssues(rows: readonly Component[]): FormIssue[] {
  const strangers = rows.flatMap(({ type }, at) =>
    type === ComponentType.ActionRow
      ? []
      : [notAChoice(['components', at, 'type'], [ComponentType.ActionRow])],
  );
  return rows.length > MAX_ROWS ? [...strangers, badLength(['components'], 1, MAX_ROWS)] : strangers;
}

function layoutIssues(all: readonly PlacedComponent[]): FormIssue[] {
  const characters = all.reduce((sum, { component }) => sum + (component.content?.length ?? 0), 0);
  return [
    ...(all.length > MAX_COMPONENTS ? [badLength(['components'], 1, MAX_COMPONENTS)] : []),
    ...(characters > MAX_DISPLAYED_CHARACTERS
      ? [
          {
            path: ['components'],
            code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
            message: `Total displayable text exceeds maximum size of ${MAX_DISPLAYED_CHARACTERS}`,
          },
        ]
      : []),
  ];
}

function singleIssues(component: Component, path: PlacedComponent['path']): FormIssue[] {
  if (component.type === ComponentType.Button) return buttonIssues(component, path);
  if (component.type === ComponentType.StringSelect) return selectIssues(component, path);
  if (component.type !== ComponentType.ActionRow) return [];
  const children = component.components ?? [];
  return children.length > 1 && children.some(({ type }) => SELECTS.has(type))
    ? [
        {
          path: [...path, 'components'],
          code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          message: 'The specified component exceeds the maximum width',
        },
      ]
    : [];
}

function buttonIssues(button: Component, path: PlacedComponent['path']): FormIssue[] {
  const { style, custom_id: customId, url, sku_id: sku, label, emoji } = button;
  const issues = emojiIssues(emoji, path);
  const isPremium = style === ButtonStyle.Premium;
  if (isPremium) {
    if (!sku) issues.push(required(...path, 'sku_id'));
  } else if (!label?.trim() && !emoji) issues.push(required(...path, 'label'));
  if (style === ButtonStyle.Link) {
    if (!url) issues.push(required(...path, 'url'));
    else if (!/^(?:https?|discord):/iu.test(url)) {
      issues.push({
        path: [...path, 'url'],
        code: 'URL_TYPE_INVALID_SCHEME',
        message: `Scheme is not supported. Scheme must be one of ('http', 'https', 'discord').`,
      });
    }
    if (customId) issues.push(bothGiven(path));
  } else if (!isPremium) {
    if (!customId) issues.push(required(...path, 'custom_id'));
    if (url) issues.push(bothGiven(path));
  }
  return issues;
}

function bothGiven(path: PlacedComponent['path']): FormIssue {
  return {
    path,
    code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE',
    message: 'A custom id and url cannot both be specified',
  };
}

function selectIssues(select: Component, path: PlacedComponent['path']): FormIssue[] {
  const options = select.options ?? [];
  const { min_values: min, max_values: max } = select;
  const values = options.map(({ value }) => value);
  return [
    ...options.flatMap(({ emoji, label }, at) => [
      ...emojiIssues(emoji, [...path, 'options', at]),
      ...(label.trim() === '' ? [required(...path, 'options', at, 'label')] : []),
    ]),
    ...values.flatMap((value, at) =>
      values.indexOf(value) === at
        ? []
        : [
            {
              path: [...path, 'options', at, 'value'],
              code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
              message: 'The specified option value is already used',
            },
          ],
    ),
    ...((max ?? 1) > options.length || (min ?? 1) > (max ?? 1)
      ? [badLength([...path, 'options'], Math.max(min ?? 1, max ?? 1), 25)]
      : []),
  ];
}

function emojiIssues(emoji: Component['emoji'], path: PlacedComponent['path']): FormIssue[] {
  if (!emoji || emoji.id || UNICODE_EMOJI.test(emoji.name ?? '')) return [];
  return [{ path: [...path, 'emoji', 'name'], code: 'COMPONENT_INVALID_EMOJI', message: 'Invalid emoji' }];
}

function duplicatedIds(all: readonly PlacedComponent[]): FormIssue[] {
  const placed = all.filter(({ component }) => component.custom_id);
  const ids = placed.map(({ component }) => component.custom_id);
  return placed.flatMap(({ path }, at) =>
    ids.indexOf(ids[at]) === at
      ? []
      : [
          {
            path: [...path, 'custom_id'],
            code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
            message: 'Component custom id cannot be duplicated',
          },
        ],
  );
}
