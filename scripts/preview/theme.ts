/**
 * Styles that bring the components, drawn after Discord as it was in 2021, up to its present dark theme. They are added to
 * each component's own, which nothing outside of it can reach.
 */
export const COMPONENT_STYLES: Readonly<Record<string, string>> = {
  'discord-messages': `
    :host { background: #1a1a1e; border: 1px solid #2e2e34; border-radius: 8px; overflow: hidden; }
    ::slotted(*) { padding-top: 4px; padding-bottom: 4px; }
  `,
  'discord-message': `
    :host { color: #dfe0e2; padding-right: 16px; }
    :host([ephemeral]), :host([ephemeral]:hover) { background: #1f2030; padding-right: 16px; }
    .discord-message-content { min-width: 0; }
    .discord-message-timestamp { color: #949599; }
    .discord-message-ephemeral { color: #949599; }
    .discord-message-ephemeral .discord-message-ephemeral-link { color: #7bb0f5; }
    :host(:lang(vi)) .discord-message-ephemeral { display: flex; align-items: center; font-size: 0; }
    :host(:lang(vi)) .discord-message-ephemeral::after {
      order: 1; font-size: 12px; content: 'Chỉ bạn mới nhìn thấy tin nhắn này •';
    }
    :host(:lang(vi)) .discord-message-ephemeral-link { display: contents; }
    :host(:lang(vi)) .discord-message-ephemeral-link::after {
      order: 2; font-size: 12px; margin-left: 4px; content: 'Bỏ qua tin nhắn';
    }
  `,
  'discord-verified-author-tag': `
    :host { font-size: 12px; line-height: 16px; height: 16px; border-radius: 4px; padding: 0 5px; font-weight: 600; }
  `,
  'discord-embed': `
    :host { color: #dfe0e2; margin: 4px 0; }
    :host .discord-embed-wrapper { background: #242429; border: 1px solid #313137; border-left: 0; }
    :host .discord-embed-wrapper .discord-embed-grid { display: block; min-width: 0; }
  `,
  'discord-button': `
    :host > *:first-child { border-radius: 8px; min-width: 28px; padding: 2px 14px; color: #fff; }
    svg { margin-left: 8px; }
    .secondary { background: #35353c; }
    .secondary.hoverable:hover { background: #44444c; }
  `,
  'discord-string-select-menu': `
    :host { flex: 0 1 520px; min-width: 0; }
    .discord-string-select-menu {
      width: 100%; max-width: none; height: 40px; margin: 4px 0; padding: 8px 12px !important;
      background: #222226; border-color: #3a3a41; border-radius: 8px; color: #949599; font-size: 16px;
    }
  `,
  'discord-command': `
    :host { color: #a9aab0; }
    :host .discord-slash-command-name { color: #a9bbff !important; background: #2b2f52; }
    :host(:lang(vi)) .discord-replied-message-username + span { display: contents; font-size: 0; }
    :host(:lang(vi)) .discord-replied-message-username + span::after { content: ' đã dùng '; font-size: 14px; }
  `,
  'discord-reply': `
    :host { color: #a9aab0; }
    .discord-replied-message-content { flex: 0 1 auto; min-width: 0; overflow: hidden; }
  `,
};

/** Styles of the page and of what stands in a message without a component of its own. */
export const PAGE_STYLES = `
  :root { color-scheme: dark; font-family: 'gg sans', 'Noto Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif; }
  body { margin: 0 auto; padding: 24px 16px 64px; max-width: 728px; background: #121214; color: #dfe0e2; }
  h1 { font-size: 24px; margin: 8px 0; }
  h2 { font-size: 16px; margin: 40px 0 8px; color: #a9aab0; font-weight: 600; }
  p { margin: 0; color: #a9aab0; }

  a { color: #7bb0f5; text-decoration: none; }
  strong { font-weight: 700; color: #fbfbfb; }
  small { display: block; font-size: 13px; line-height: 18px; color: #949599; }
  code { font-family: Consolas, 'Liberation Mono', monospace; font-size: 85%; background: #2a2a30; border-radius: 4px; padding: 1px 4px; }
  pre { margin: 4px 0; white-space: pre-wrap; }
  blockquote { margin: 0; padding: 0 8px 0 12px; border-left: 4px solid #4b4b54; border-radius: 4px; }
  discord-reply strong { color: inherit; }
  discord-reply blockquote { display: inline; padding: 0; border: 0; }
  .emoji { font-family: 'Twemoji Mozilla', 'Noto Color Emoji', 'Apple Color Emoji', 'Segoe UI Emoji', sans-serif; }
  .list-item { display: list-item; list-style: disc; margin-left: 20px; }
  .heading { font-weight: 700; line-height: 1.375; margin: 8px 0; color: #fbfbfb; }
  .level-1 { font-size: 24px; }
  .level-2 { font-size: 20px; }
  .level-3 { font-size: 16px; }

  .embed-title { font-size: 16px; line-height: 22px; font-weight: 600; margin-top: 8px; color: #fbfbfb; }
  .embed-description { font-size: 14px; line-height: 18px; margin-top: 8px; }
  .embed-footer { font-size: 12px; line-height: 16px; margin-top: 8px; color: #c5c6ca; }
  .embed-title, .embed-description, .embed-footer { overflow-wrap: anywhere; }
`;
