import type { Layout } from 'plotly.js';
import type { ChartOptions } from './figure.js';
import { lightTemplate } from './template.js';

/** What a chart tells {@link baseLayout} about itself. */
interface BaseLayoutOptions extends ChartOptions {
  /** Heading over the chart. */
  readonly title: string;
  /** Line under the heading: what is counted, and of how many. */
  readonly subtitle: string;
  /** Height in pixels, margins included. */
  readonly heightPx: number;
}

/**
 * Layout common to all charts: title, quick mark, margins that grow with labels, no zooming.
 *
 * @param options - title, subtitle, height, quick mark and template
 * @returns the layout
 */
export function baseLayout(options: BaseLayoutOptions): Partial<Layout> {
  const { title, subtitle, heightPx, quick = false, template = lightTemplate } = options;
  return {
    title: { text: quick ? `${title} (quick run)` : title, subtitle: { text: subtitle } },
    height: heightPx,
    autosize: true,
    margin: { l: 8, r: 16, t: 64, b: 48 },
    showlegend: false,
    dragmode: false,
    hovermode: 'closest',
    template,
  };
}

/** Fields of an axis that cannot be dragged and makes room for its own labels. */
export const fixedAxis = { fixedrange: true, automargin: true } as const;
