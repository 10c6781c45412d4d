import { htmlEscape } from 'escape-goat';

/** Markup that is already safe to put into a page. Only {@link html} and {@link trustedHtml} make it. */
export class Html {
  /** The markup. */
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a hole of an {@link html} template; null, undefined and false print nothing. */
export type HtmlValue = string | number | Html | null | undefined | false | readonly HtmlValue[];

/**
 * Tagged template for HTML: text in the holes is escaped, {@link Html} is kept, lists are joined.
 *
 * @param strings - the template's own markup
 * @param values - what stands in its holes
 * @returns the markup
 * @example
 * html`<p>${'<script>'}</p>`.markup; // '<p>&lt;script&gt;</p>'
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(render)));
}

/**
 * Markup from a source of our own that must not be escaped, such as a stylesheet.
 *
 * @param markup - markup to keep as it is
 * @returns the markup, marked as safe
 */
export function trustedHtml(markup: string): Html {
  return new Html(markup);
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(render).join('');
  return htmlEscape(String(value));
}
