import type { Data, Layout } from 'plotly.js';

/** A Plotly figure as plain data: what `Plotly.react` and a notebook's Plotly output take. */
export interface Figure {
  /** The traces, drawn in this order. */
  readonly data: Data[];
  /** Title, axes, annotations and template. */
  readonly layout: Partial<Layout>;
}

/** Options that every chart takes. */
export interface ChartOptions {
  /** Heading over the chart. */
  readonly title?: string;
  /** True where the numbers come from a run with cut epochs: the title then says so. */
  readonly quick?: boolean;
  /** Fonts, colours and grid; {@link lightTemplate} unless told otherwise. */
  readonly template?: Layout['template'];
}
