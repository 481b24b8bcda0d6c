import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';

/** A node that holds others. */
interface Group {
  readonly type:
    'blockQuote' | 'em' | 'strong' | 'underline' | 'strikethrough' | 'spoiler' | 'subtext' | 'listItem';
  readonly content: MarkdownTree;
}

/** What a part of a message is, as Discord reads its markdown. */
export type MarkdownNode =
  | Group
  | { readonly type: 'heading'; readonly level: number; readonly content: MarkdownTree }
  | {
      readonly type: 'link' | 'url' | 'autolink';
      readonly target: string;
      readonly content: MarkdownTree;
    }
  | { readonly type: 'text' | 'inlineCode' | 'codeBlock'; readonly content: string }
  | { readonly type: 'br' | 'newline' | 'everyone' | 'here' }
  | { readonly type: 'user' | 'role' | 'channel' | 'guildNavigation'; readonly id: string }
  | { readonly type: 'emoji' | 'twemoji'; readonly name: string }
  | { readonly type: 'slashCommand'; readonly fullName: string }
  | { readonly type: 'timestamp'; readonly timestamp: string; readonly format: string | undefined };

export type MarkdownTree = readonly MarkdownNode[];

type Rule = (typeof rulesExtended)[string];

/** The parser's rules, with the lists that it lacks. An item reaches to the end of its line. */
const rules: typeof rulesExtended = {
  ...rulesExtended,
  ...atLineStart('heading', rulesExtended['heading']),
  ...atLineStart('subtext', rulesExtended['subtext']),
  ...atLineStart('listItem', {
    order: SimpleMarkdown.defaultRules.heading.order,
    match: (source) => /^ *[-*] +([^\n]+)(?:\n|$)/u.exec(source),
    parse: ([, text = ''], nested, state) => ({ content: nested(text, state) }),
  }),
};

/** A rule that holds at the beginning of a line only. The parser's own such rules overlook the line that follows a quotation. */
function atLineStart(name: string, rule: Rule | undefined): Record<string, Rule> {
  if (rule === undefined) throw new Error(`The parser has no rule for a ${name}.`);
  const match: Rule['match'] = (source, state, before) =>
    before === '' || before.endsWith('\n')
      ? rule.match(source, { ...state, prevCapture: null }, before)
      : null;
  return { [name]: { ...rule, match } };
}

const parse = SimpleMarkdown.parserFor(rules);

/** Reads Discord's markdown: that of a bot's message, where masked links work. Mentions are found wherever they stand. */
export function markdownTree(markdown: string): MarkdownTree {
  // The parser's own type says no more than that a node has a type.
  return parse(markdown, { inline: true }) as unknown as MarkdownTree;
}
