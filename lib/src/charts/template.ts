import type { Annotations, ErrorBar, Layout, Shape, Template } from 'plotly.js';

/** The colours of one scheme; series colours are from Okabe and Ito's colour-blind safe set. */
interface Scheme {
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly series: string[];
  /** From no share to a full one, all of it readable under `ink`. */
  readonly sequential: [number, string][];
}

const LIGHT: Scheme = {
  ink: '#1b1e23',
  faint: '#5b626d',
  grid: '#e6e4df',
  series: ['#0072b2', '#d55e00', '#00805e', '#5b626d'],
  sequential: [
    [0, '#f4f2ed'],
    [1, '#5fa8d8'],
  ],
};

const DARK: Scheme = {
  ink: '#e8e6e1',
  faint: '#a5abb5',
  grid: '#31353c',
  series: ['#56b4e9', '#f0883e', '#2fc49a', '#a5abb5'],
  sequential: [
    [0, '#22262c'],
    [1, '#1c6899'],
  ],
};

const FONT_FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

/** Plotly template for a light page. Backgrounds are transparent; series colours reach 3:1. */
export const lightTemplate: Template = template(LIGHT);

/** Plotly template for a dark page. Backgrounds are transparent; series colours reach 3:1. */
export const darkTemplate: Template = template(DARK);

function template(scheme: Scheme): Template {
  return {
    layout: templateLayout(scheme),
    data: {
      bar: [{ error_x: errorBar(scheme), error_y: errorBar(scheme) }],
      heatmap: [{ colorscale: scheme.sequential, textfont: { color: scheme.ink } }],
    },
  };
}

/** Plotly's types know neither `annotationdefaults` nor `shapedefaults`, which templates may hold. */
type TemplateLayout = Partial<Layout> & {
  annotationdefaults: Partial<Annotations>;
  shapedefaults: Partial<Shape>;
};

function templateLayout({ ink, faint, grid, series }: Scheme): TemplateLayout {
  const axis = {
    gridcolor: grid,
    zerolinecolor: grid,
    linecolor: faint,
    tickcolor: faint,
    tickfont: { size: 12 },
    // Without a distance Plotly sets the title beside the nearest labels, among longer ones.
    title: { font: { size: 13, color: faint }, standoff: 12 },
  };
  return {
    font: { family: FONT_FAMILY, size: 12, color: ink },
    title: { x: 0, xref: 'paper', xanchor: 'left', font: { size: 16, color: ink } },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    colorway: series,
    xaxis: axis,
    yaxis: axis,
    annotationdefaults: { font: { size: 12, color: ink } },
    shapedefaults: { line: { color: faint } },
  };
}

// Style only: the traces bring the lengths.
function errorBar({ ink }: Scheme): ErrorBar {
  return { color: ink, thickness: 1.5, width: 4 } as ErrorBar;
}
