import { html, trusted } from './html.js';
import { renderMessage } from './render-message.js';
import { BOT_NAME, type Scene } from './scene.js';
import { PAGE_STYLES } from './theme.js';

/** Nothing may be loaded from anywhere: the page holds all that it needs. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** What a page is made of besides its scenes. */
interface PageParts {
  /** Defines the components, as by {@link bundleComponents}. */
  readonly script: string;
  /** When the messages were written, and are looked at. */
  readonly now: Date;
}

/** One HTML file that shows the scenes one below the other and needs no network. Each scene's element has its id. */
export function renderPage(scenes: readonly Scene[], { script, now }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width" />
        <title>${BOT_NAME}: preview</title>
        <style>
          ${trusted(PAGE_STYLES)}
        </style>
        <script>
          ${trusted(script)};
        </script>
      </head>
      <body>
        <h1>${BOT_NAME}</h1>
        <p>Replies of the bot, as Discord shows them.</p>
        ${scenes.map(
          ({ id, title, language, messages }) =>
            html`<section id="${id}">
              <h2>${title}</h2>
              <discord-messages lang="${language}">
                ${messages.map((message) => renderMessage(message, { language, now }))}
              </discord-messages>
            </section>`,
        )}
      </body>
    </html> `.toString();
}
