import { type ComponentState, parseCustomId } from '../../src/discord/interactions/custom-id.js';
import type { Reply } from '../../src/discord/reply/build-reply.js';

/** What a reply's buttons and menus show, in order; a menu by what it says before anything is chosen. */
export function labelsOf({ components }: Reply): string[] {
  return components
    .flatMap((row) => row.components)
    .flatMap((component) => {
      if ('label' in component && component.label) return [component.label];
      if ('emoji' in component && component.emoji.name) return [component.emoji.name];
      return 'placeholder' in component ? [component.placeholder ?? ''] : [];
    });
}

/** What using a reply's buttons and menus means, in order, those left out that cannot be used. */
export function statesOf(reply: Reply | undefined): ComponentState[] {
  return (reply?.components ?? [])
    .flatMap((row) => row.components)
    .filter((component) => !('disabled' in component && component.disabled))
    .flatMap((component) => ('custom_id' in component ? [parseCustomId(component.custom_id)] : []))
    .filter((state) => state !== null);
}

/** The values that a reply's menus offer. */
export function choicesOf({ components }: Reply): string[] {
  return components
    .flatMap((row) => row.components)
    .flatMap((component) => ('options' in component ? component.options.map(({ value }) => value) : []));
}

/** All pages of what a view shows, by the count on its buttons. */
export function allPages(view: (page: number) => Reply): Reply[] {
  const first = view(0);
  const counts = labelsOf(first).flatMap((label) => /^1\/(\d+)$/u.exec(label)?.[1] ?? []);
  const others = Array.from({ length: Number(counts[0] ?? 1) - 1 }, (_, at) => view(at + 1));
  return [first, ...others];
}
