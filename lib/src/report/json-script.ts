import { type Html, html, trustedHtml } from './html.js';

/**
 * A data block: JSON that no string inside it can end, as no `<` is left in it.
 *
 * @param id - id of the script element
 * @param value - what `JSON.stringify` takes
 * @returns a script element that holds the JSON
 */
export function jsonScript(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return html`<script type="application/json" id="${id}">${trustedHtml(json)}</script>`;
}
