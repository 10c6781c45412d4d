/**
 * The page's own script: draws each figure in the page's scheme, and again when the scheme changes
 * or the page is printed. Kept as plain text since it runs in the browser only.
 */
export const pageScript = `(() => {
  'use strict';
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const plots = [...document.querySelectorAll('[data-figure]')];
  const config = { responsive: true, displayModeBar: false, displaylogo: false };
  const draw = async (scheme) => {
    for (const plot of plots) {
      const { data, layout } = read(plot.dataset.figure);
      await Plotly.react(plot, data, { ...layout, template: read('template-' + scheme) }, config);
    }
    document.documentElement.dataset.charts = scheme;
  };
  const drawScheme = () => draw(dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', drawScheme);
  addEventListener('beforeprint', () => draw('light'));
  addEventListener('afterprint', drawScheme);
  drawScheme();
})();`;
