import { createHash } from 'node:crypto';
import { darkTemplate, lightTemplate } from '../charts/index.js';
import { type Html, html, trustedHtml } from './html.js';
import { jsonScript } from './json-script.js';
import { pageScript } from './page-script.js';
import { stylesheet } from './stylesheet.js';

/** The parts of the page. */
interface Page {
  readonly title: string;
  readonly body: Html;
  /** Plotly's source, safe inside a script element. */
  readonly plotly: string;
}

/**
 * The whole page: one file that needs no network and, by its content policy, has none.
 *
 * @param parts - title, body and Plotly's source
 * @returns the document
 */
export function page({ title, body, plotly }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy([plotly, pageScript])}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title}</title>
  <style>${trustedHtml(stylesheet)}</style>
</head>
<body>
${body}
${jsonScript('template-light', lightTemplate)}
${jsonScript('template-dark', darkTemplate)}
<script>${trustedHtml(plotly)}</script>
<script>${trustedHtml(pageScript)}</script>
</body>
</html>
`;
}

// Only these very scripts run, and nothing is loaded from anywhere.
function contentSecurityPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    'img-src data:',
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
