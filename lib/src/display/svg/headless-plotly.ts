import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type { Figure } from '../../charts/index.js';
import { headlessGlobals } from './headless-globals.js';

/** A size and format, as `Plotly.toImage` takes them. */
interface ImageOptions {
  readonly format: 'svg';
  readonly width: number;
  readonly height: number;
  readonly imageDataOnly: true;
}

/** As much of Plotly as draws pictures. */
export interface HeadlessPlotly {
  /**
   * Draws a figure.
   *
   * @param figure - data and layout; Plotly writes into them
   * @param options - size and format
   * @returns the picture
   */
  toImage(figure: Figure, options: ImageOptions): Promise<string>;
  /**
   * Configures all figures to come.
   *
   * @param config - how much Plotly logs
   */
  setPlotConfig(config: { readonly logging: 0 }): void;
}

/**
 * Loads one of Plotly's bundles in a page of its own, without a browser.
 *
 * @param bundle - a file of `plotly.js/dist`
 * @param random - stands in for `Math.random`
 * @returns Plotly
 */
export async function loadHeadlessPlotly(
  bundle: string,
  random: () => number,
): Promise<HeadlessPlotly> {
  const filename = createRequire(import.meta.url).resolve(`plotly.js/dist/${bundle}`);
  const source = await readFile(filename, 'utf8');
  const module = { exports: {} };
  const globals: Record<string, unknown> = {
    ...headlessGlobals(random),
    module,
    exports: module.exports,
  };
  const run = compileFunction(source, Object.keys(globals), { filename }) as Run;
  run.call(globals['window'], ...Object.values(globals));
  const plotly = module.exports as HeadlessPlotly;
  plotly.setPlotConfig({ logging: 0 });
  return plotly;
}

type Run = (this: unknown, ...values: readonly unknown[]) => void;
