import type { ButtonStyle, ComponentType } from 'discord.js';

/** A component of a message as its JSON has it, with the fields of every kind that the stand-in looks at. */
export interface Component {
  readonly type: ComponentType;
  readonly custom_id?: string | null;
  readonly style?: ButtonStyle;
  readonly label?: string | null;
  readonly url?: string | null;
  readonly sku_id?: string | null;
  readonly disabled?: boolean | null;
  readonly emoji?: { readonly id?: string | null; readonly name?: string | null } | null;
  /** Of a text display. */
  readonly content?: string;
  readonly options?: readonly SelectOption[];
  readonly min_values?: number | null;
  readonly max_values?: number | null;
  readonly components?: readonly Component[];
  readonly accessory?: Component;
}

/** A choice of a string select. */
interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly emoji?: { readonly id?: string | null; readonly name?: string | null } | null;
}

/** A component with the keys that lead to it. */
export interface PlacedComponent {
  readonly component: Component;
  readonly path: readonly (string | number)[];
}

/** Each component of a message, outer ones before those in them. */
export function allComponents(
  components: readonly Component[],
  path: readonly (string | number)[] = ['components'],
): PlacedComponent[] {
  return components.flatMap((component, at) => {
    const here = [...path, at];
    return [
      { component, path: here },
      ...allComponents(component.components ?? [], [...here, 'components']),
      ...(component.accessory === undefined
        ? []
        : [{ component: component.accessory, path: [...here, 'accessory'] }]),
    ];
  });
}

/** The words of a message that Discord looks for mentions in: its content and its text displays, never its embeds. */
export function mentioningText(content: string, components: readonly Component[]): string {
  const displays = allComponents(components).map(({ component }) => component.content ?? '');
  return [content, ...displays].join('\n');
}
