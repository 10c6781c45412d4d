import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/**
 * Plotly's smallest bundle with heatmaps, safe to stand in a script element.
 *
 * @returns JavaScript source
 */
export async function plotlyBundle(): Promise<string> {
  const path = createRequire(import.meta.url).resolve('plotly.js/dist/plotly-cartesian.min.js');
  const source = await readFile(path, 'utf8');
  // In JavaScript, `<` before these words occurs in strings and regular expressions only.
  return source.replace(/<(?=\/script|script|!--)/gi, '\\x3c');
}
