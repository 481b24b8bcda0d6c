import { ButtonStyle, ComponentType } from 'discord.js';

/** A row of buttons with these labels; the custom_id of `Nữa` is `id-Nữa`. */
export function buttonRow(...labels: string[]) {
  return {
    type: ComponentType.ActionRow as const,
    components: labels.map((label) => ({
      type: ComponentType.Button as const,
      style: ButtonStyle.Primary as const,
      custom_id: `id-${label}`,
      label,
    })),
  };
}
