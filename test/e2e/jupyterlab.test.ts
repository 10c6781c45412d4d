import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { announceSkip, chromiumFlags, chromiumPath } from '../report/chromium.js';
import { ROOT } from '../support/paths.js';

const NOTEBOOK = '01-explore-the-metadata.ipynb';
const SCREENSHOTS = join(ROOT, 'test-output/jupyterlab');
const TIMEOUT_MS = 300_000;

announceSkip('JupyterLab in a browser');

describe.skipIf(chromiumPath === undefined)(
  'JupyterLab in a browser',
  { timeout: TIMEOUT_MS },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'jupyterlab-'));
    const away: string[] = [];
    const complaints: string[] = [];
    let lab: ChildProcess;
    let browser: Browser;
    let page: Page;
    let address: string;

    beforeAll(async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      copyFileSync(join(ROOT, 'notebooks', NOTEBOOK), join(folder, NOTEBOOK));
      writeFileSync(join(folder, 'training.ipynb'), JSON.stringify(trainingNotebook(folder)));
      address = `http://127.0.0.1:${String(await freePort())}`;
      lab = startLab(folder, new URL(address).port);
      await answers(`${address}/api`);
      browser = await chromium.launch({ executablePath: chromiumPath!, args: chromiumFlags });
      page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
      page.on('request', (request) => {
        if (!isLocal(request.url(), address)) away.push(request.url());
      });
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
    }, TIMEOUT_MS);

    afterAll(async () => {
      await browser.close();
      const ended = new Promise((resolve) => lab.once('exit', resolve));
      lab.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }, TIMEOUT_MS);

    test('notebook 01 runs from top to bottom, with tables and charts', async ({
      onTestFailed,
    }) => {
      onTestFailed(() => look(page, 'failed-notebook'));
      await open(page, address, NOTEBOOK);
      await menu(page, 'Edit', 'Clear Outputs of All Cells');
      await runAll(page);
      const cells = await everyCellRun(page, address, NOTEBOOK);
      const outputs = cells.flatMap(({ outputs: own }) => own);
      expect(outputs.filter(({ output_type: type }) => type === 'error')).toEqual([]);
      const charts = outputs.filter(({ data }) => data && 'application/vnd.plotly.v1+json' in data);
      expect(charts.length).toBeGreaterThan(5);
      await expectCharts(page, charts.length);
      expect(await page.locator('.jp-RenderedHTMLCommon table').count()).toBeGreaterThan(3);
    });

    test('a training shows its progress, and the stop button stops it', async ({
      onTestFailed,
    }) => {
      onTestFailed(() => look(page, 'failed-training'));
      await open(page, address, 'training.ipynb');
      await runAll(page);
      const bar = page.getByRole('progressbar', { name: 'MLP' });
      const progress = async (): Promise<number> => Number(await bar.getAttribute('aria-valuenow'));
      await expect.poll(progress, { timeout: TIMEOUT_MS }).toBeGreaterThan(0);
      const first = await progress();
      await look(page, 'training');
      await expect.poll(progress, { timeout: TIMEOUT_MS }).toBeGreaterThan(first);
      await page.getByRole('button', { name: 'Interrupt the kernel' }).first().click();
      const error = page.locator('.jp-OutputArea-output').filter({ hasText: 'Interrupted' });
      const kept = page.locator('.jp-OutputArea-output').filter({ hasText: 'MLP: stopped.' });
      await kept.waitFor({ timeout: TIMEOUT_MS });
      await error.first().waitFor({ timeout: TIMEOUT_MS });
      await look(page, 'stopped');
      await page.locator('.jp-CodeCell').last().locator('.cm-content').click();
      await page.keyboard.press('Control+Enter');
      const result = page.locator('.jp-OutputArea-executeResult').filter({ hasText: 'alive' });
      await result.waitFor({ timeout: TIMEOUT_MS });
    });

    test('no request left the machine', () => {
      expect(away).toEqual([]);
    });

    test('nothing was reported as an error in the console', () => {
      expect(complaints).toEqual([]);
    });
  },
);

function startLab(folder: string, port: string): ChildProcess {
  const options = ['--no-browser', '--allow-root', `--port=${port}`, '--ServerApp.port_retries=0'];
  const server = [`--ServerApp.root_dir=${folder}`, '--IdentityProvider.token='];
  return spawn(process.execPath, [join(ROOT, 'scripts/lab.mjs'), ...options, ...server], {
    stdio: 'ignore',
  });
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => {
        resolve(port);
      });
    });
  });
}

async function answers(url: string): Promise<void> {
  const isUp = async (): Promise<boolean> => (await fetch(url).catch(() => undefined))?.ok ?? false;
  await vi.waitUntil(isUp, { timeout: 120_000, interval: 500 });
}

function isLocal(url: string, address: string): boolean {
  return /^(data|blob|about):/.test(url) || url.startsWith(address);
}

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

async function open(page: Page, address: string, notebook: string): Promise<void> {
  await page.goto(`${address}/lab/tree/${notebook}?reset`);
  await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor({ timeout: TIMEOUT_MS });
  await page.getByText('TypeScript (dermlab) | Idle').first().waitFor({ timeout: TIMEOUT_MS });
}

async function menu(page: Page, name: string, item: string): Promise<void> {
  await page.locator('.lm-MenuBar-item').filter({ hasText: name }).first().click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

// What is run while the page still connects to the kernel may be forgotten; then one runs again.
async function runAll(page: Page): Promise<void> {
  const prompts = page.locator('.jp-Notebook .jp-InputArea-prompt');
  const isBegun = async (): Promise<boolean> =>
    (await prompts.allTextContents()).some((prompt) => /\[[\d*]+\]/.test(prompt));
  await vi.waitUntil(
    async () => {
      if (!(await isBegun())) await menu(page, 'Run', 'Run All Cells');
      await page.waitForTimeout(3000);
      return isBegun();
    },
    { timeout: TIMEOUT_MS, interval: 100 },
  );
}

interface CodeCell {
  readonly cell_type: string;
  readonly execution_count: number | null;
  readonly outputs: readonly { readonly output_type: string; readonly data?: object }[];
}

// What is not on the screen is not in the page either, so the saved notebook is looked at.
async function everyCellRun(page: Page, address: string, notebook: string): Promise<CodeCell[]> {
  let cells: CodeCell[] = [];
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Control+s');
        const response = await fetch(`${address}/api/contents/${notebook}`);
        const { content } = (await response.json()) as { content: { cells: CodeCell[] } };
        cells = content.cells.filter(({ cell_type: type }) => type === 'code');
        return cells.every(({ execution_count: count }) => count !== null);
      },
      { timeout: TIMEOUT_MS, interval: 1000 },
    )
    .toBe(true);
  return cells;
}

// Looks at the notebook a screen at a time, as a person scrolls.
async function expectCharts(page: Page, count: number): Promise<void> {
  const charts = page.locator('.jp-Notebook .js-plotly-plot');
  await expect.poll(() => charts.count(), { timeout: TIMEOUT_MS }).toBe(count);
  for (let i = 0; i < count; i += 1) {
    await charts.nth(i).scrollIntoViewIfNeeded();
    const marks = charts.nth(i).locator('.cartesianlayer path, .cartesianlayer image');
    await expect.poll(() => marks.count(), { timeout: 30_000 }).toBeGreaterThan(0);
    await look(page, `chart-${String(i + 1)}`);
  }
}

function trainingNotebook(outputs: string): object {
  const training = `import { loadEngine, loadHam10000, runInNotebook, sourceBMlp } from 'dermlab';
const dataset = await loadHam10000();
const engine = await loadEngine({ allowFallback: true });
await runInNotebook(sourceBMlp, { dataset, engine, outputs: ${JSON.stringify(join(outputs, 'outputs'))} });`;
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'dermlab', display_name: 'TypeScript (dermlab)' } },
    cells: [training, "'alive'"].map((source, i) => ({
      id: `cell-${String(i)}`,
      cell_type: 'code',
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  };
}
