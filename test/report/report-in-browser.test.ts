import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  writeComparison,
  writeHonestTable,
  writeReport,
  writeRunReport,
  writeSweepReport,
} from '../../lib/src/report/index.js';
import { announceSkip, chromiumFlags, chromiumPath } from './chromium.js';
import { syntheticComparison } from './synthetic-comparison.js';
import { syntheticDetails } from './synthetic-details.js';
import { syntheticHonestPage } from './synthetic-honest-table.js';
import { cnn, cnnGrouped, syntheticReport, syntheticRun } from './synthetic-report.js';
import { syntheticSweep } from './synthetic-sweep.js';

const OUTPUT = join(import.meta.dirname, '../../test-output/report');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TIMEOUT_MS = 180_000;

const WINDOWS = [
  { name: 'full', width: 1280, colorScheme: 'light' },
  { name: 'full', width: 1280, colorScheme: 'dark' },
  { name: 'full', width: 400, colorScheme: 'light' },
  { name: 'full', width: 400, colorScheme: 'dark' },
  { name: 'growing', width: 1280, colorScheme: 'dark' },
  { name: 'growing', width: 400, colorScheme: 'light' },
  { name: 'unfolded', width: 1280, colorScheme: 'light' },
  { name: 'unfolded', width: 1280, colorScheme: 'dark' },
  { name: 'unfolded', width: 400, colorScheme: 'light' },
  { name: 'unfolded', width: 400, colorScheme: 'dark' },
  { name: 'comparison', width: 1280, colorScheme: 'light' },
  { name: 'comparison', width: 400, colorScheme: 'dark' },
  { name: 'sweep', width: 1280, colorScheme: 'dark' },
  { name: 'sweep', width: 400, colorScheme: 'light' },
  { name: 'honest', width: 1280, colorScheme: 'dark' },
  { name: 'honest', width: 400, colorScheme: 'light' },
] as const;

interface Opened {
  readonly page: Page;
  /** Console errors and warnings, exceptions, and requests that are for more than the file itself. */
  readonly complaints: string[];
}

announceSkip('the report in a browser');

describe.skipIf(chromiumPath === undefined)('the report in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    await mkdir(OUTPUT, { recursive: true });
    await writeReport(join(OUTPUT, 'full.html'), await syntheticReport());
    await writeReport(join(OUTPUT, 'growing.html'), await growingReport());
    const { run, details } = syntheticDetails(syntheticRun(cnnGrouped), 200);
    await writeRunReport(join(OUTPUT, 'unfolded.html'), run, details);
    await writeComparison(join(OUTPUT, 'comparison.html'), {
      comparison: syntheticComparison(),
      command: 'npx dermlab runs compare made up --html comparison.html',
    });
    await writeHonestTable(join(OUTPUT, 'honest.html'), syntheticHonestPage);
    await writeSweepReport(join(OUTPUT, 'sweep.html'), {
      sweep: syntheticSweep(),
      command: 'npx dermlab sweep made-up --grid training.batchSize=16,32',
    });
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumFlags });
  }, TIMEOUT_MS);

  afterAll(() => browser.close());

  it.each(WINDOWS)(
    '$name: draws every chart, fits and is accessible at $width px, $colorScheme',
    async ({ name, width, colorScheme }) => {
      const { page, complaints } = await open(name, width, colorScheme);
      if (name === 'unfolded') await unfold(page);
      expect(await undrawn(page)).toEqual([]);
      expect(await overflowPx(page)).toBe(0);
      expect(await seriousViolations(page)).toEqual([]);
      const file = `${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(OUTPUT, file), fullPage: true });
      expect(complaints).toEqual([]);
      await page.close();
    },
    TIMEOUT_MS,
  );

  it(
    'follows when the scheme changes, and prints light',
    async () => {
      const { page } = await open('growing', 1280, 'light');
      const ink = () =>
        page.evaluate("document.querySelector('#figure-dx .xtick text').style.fill");
      const light = await ink();
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForSelector('html[data-charts=dark]', { state: 'attached' });
      const dark = await ink();
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      await page.waitForSelector('html[data-charts=light]', { state: 'attached' });
      expect(dark).not.toBe(light);
      expect(await ink()).toBe(light);
      await page.close();
    },
    TIMEOUT_MS,
  );

  it(
    'draws a folded chart when it is unfolded, at the width that it has then',
    async () => {
      const { page } = await open('unfolded', 400, 'light');
      expect(await undrawn(page)).toEqual([]);
      expect(await page.evaluate(DRAWN)).toBe(4);
      await unfold(page);
      expect(await page.evaluate(DRAWN)).toBe(7);
      const widest = await page.evaluate<number>(
        "Math.max(...[...document.querySelectorAll('svg.main-svg')].map((svg) => svg.getBoundingClientRect().width))",
      );
      expect(widest).toBeLessThan(400);
      await page.close();
    },
    TIMEOUT_MS,
  );

  it(
    'lets its content policy stop a request and an injected script',
    async () => {
      const { page } = await open('growing', 1280, 'light');
      const stopped = await page.evaluate(`(async () => {
        const violations = [];
        addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
        await fetch('https://example.org/').catch(() => undefined);
        document.body.append(Object.assign(document.createElement('script'), { text: 'globalThis.injected = true' }));
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { violations, injected: globalThis.injected === true };
      })()`);
      expect(stopped).toEqual({ violations: ['connect-src', 'script-src-elem'], injected: false });
      await page.close();
    },
    TIMEOUT_MS,
  );

  async function open(name: string, width: number, colorScheme: 'light' | 'dark'): Promise<Opened> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.setDefaultTimeout(TIMEOUT_MS);
    const complaints: string[] = [];
    const url = pathToFileURL(join(OUTPUT, `${name}.html`)).href;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.route('**', async (route) => {
      const requested = route.request().url();
      if (requested === url || requested.startsWith('data:')) return route.continue();
      complaints.push(`request for ${requested}`);
      return route.abort();
    });
    await page.goto(url);
    await page.waitForSelector(`html[data-charts=${colorScheme}]`, { state: 'attached' });
    return { page, complaints };
  }
});

/** Some runs to come, the rest quick and on the JavaScript engine: every mark at once. */
async function growingReport() {
  const engine = { description: 'tfjs, JavaScript', fallback: true };
  const runs = [
    syntheticRun(cnn, { quick: true }),
    syntheticRun(cnnGrouped, { quick: true, engine }),
  ];
  return syntheticReport({ runs });
}

const DRAWN = "document.querySelectorAll('.plot .main-svg:first-child').length";

/** Opens what a run's section folds away, and waits for its charts. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(
    "document.querySelectorAll('details.more').forEach((it) => { it.open = true; })",
  );
  await page.waitForFunction(
    "document.querySelectorAll('.plot:not(.js-plotly-plot)').length === 0",
  );
}

/** Charts without a drawing of some size; those that are folded away have none. */
function undrawn(page: Page) {
  return page.evaluate(`[...document.querySelectorAll('figure.chart')]
    .filter((chart) => !chart.closest('details:not([open])'))
    .filter((chart) => !(chart.querySelector('svg.main-svg')?.getBoundingClientRect().width > 100))
    .map((chart) => chart.id)`);
}

/** How far the page can be scrolled sideways, with every table unfolded. */
function overflowPx(page: Page) {
  return page.evaluate(`(() => {
    const all = [...document.querySelectorAll('details')];
    const before = all.map((details) => details.open);
    for (const details of all) details.open = true;
    const { scrollWidth, clientWidth } = document.documentElement;
    all.forEach((details, index) => { details.open = before[index]; });
    return scrollWidth - clientWidth;
  })()`);
}

/** Drawings are left out: they are images with a name, and their tables are looked at. */
async function seriousViolations(page: Page): Promise<string[]> {
  // The page's own policy bars script elements; evaluating over the debugger's connection is no such element.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const results = await page.evaluate<AxeResults>(
    'axe.run({ exclude: [".main-svg"] }, { resultTypes: ["violations"] })',
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}
