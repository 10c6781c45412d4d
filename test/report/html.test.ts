import { describe, expect, it } from 'vitest';
import { html, trustedHtml } from '../../lib/src/report/html.js';

describe('html', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['" onload="x', '&quot; onload=&quot;x'],
    ["' onload='x", '&#39; onload=&#39;x'],
    ['&amp;', '&amp;amp;'],
  ])('escapes %s', (text, expected) => {
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(
      `<p title="${expected}">${expected}</p>`,
    );
  });

  it('keeps markup and joins lists', () => {
    expect(html`<ul>${['a', 'b'].map((item) => html`<li>${item}</li>`)}</ul>`.markup).toBe(
      '<ul><li>a</li><li>b</li></ul>',
    );
  });

  it('prints 0, and nothing for null, undefined and false', () => {
    expect(html`${0}${null}${undefined}${false}`.markup).toBe('0');
  });

  it('leaves trusted markup and backslashes as they are', () => {
    expect(html`${trustedHtml('<b>\\x3c</b>')}`.markup).toBe('<b>\\x3c</b>');
  });

  it('escapes an object that only looks like markup', () => {
    const fake = { markup: '<script>' } as unknown as string;
    expect(() => html`${fake}`).toThrow();
  });
});
