/**
 * The page's own script: draws each figure in the page's scheme, and again when the scheme changes
 * or the page is printed. A figure that is folded away is drawn when it is unfolded, since it has no
 * width before. Kept as plain text since it runs in the browser only.
 */
export const pageScript = `(() => {
  'use strict';
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const plots = [...document.querySelectorAll('[data-figure]')];
  const config = { responsive: true, displayModeBar: false, displaylogo: false };
  const isFolded = (plot) => plot.closest('details:not([open])') !== null;
  const drawIn = async (scheme, wanted) => {
    for (const plot of wanted) {
      if (isFolded(plot)) continue;
      const { data, layout } = read(plot.dataset.figure);
      await Plotly.react(plot, data, { ...layout, template: read('template-' + scheme) }, config);
    }
  };
  let current;
  const draw = async (scheme) => {
    current = scheme;
    await drawIn(scheme, plots);
    document.documentElement.dataset.charts = scheme;
  };
  const unfold = ({ target }) => drawIn(current, plots.filter((plot) => target.contains(plot)));
  document.addEventListener('toggle', unfold, true);
  const drawScheme = () => draw(dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', drawScheme);
  addEventListener('beforeprint', () => draw('light'));
  addEventListener('afterprint', drawScheme);
  drawScheme();
})();`;
