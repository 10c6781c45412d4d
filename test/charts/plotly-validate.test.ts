import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { darkTemplate, lightTemplate } from '../../lib/src/charts/index.js';
import { announceSkip, chromiumFlags, chromiumPath } from '../report/chromium.js';
import { everyChart } from './every-chart.js';

const bundle = createRequire(import.meta.url).resolve('plotly.js/dist/plotly-cartesian.min.js');
const START_TIMEOUT_MS = 60_000;

announceSkip('Plotly’s own validation of the charts');

describe.skipIf(chromiumPath === undefined)('Plotly.validate', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumFlags });
    page = await browser.newPage();
    await page.addScriptTag({ path: bundle });
  }, START_TIMEOUT_MS);

  afterAll(() => browser.close());

  const validate = (figure: unknown) =>
    page.evaluate(`(() => {
      const { data, layout } = ${JSON.stringify(figure)};
      return (Plotly.validate(data, layout) ?? []).map((problem) => problem.msg);
    })()`);

  it('finds what is wrong in a figure that is wrong', async () => {
    expect(
      await validate({ data: [{ type: 'bar', orientation: 'slanted' }], layout: {} }),
    ).not.toEqual([]);
  });

  it.each(Object.keys(everyChart()))('finds nothing wrong in %s', async (name) => {
    for (const template of [lightTemplate, darkTemplate]) {
      expect(await validate(everyChart({ template })[name])).toEqual([]);
    }
  });
});
