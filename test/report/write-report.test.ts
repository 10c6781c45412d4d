import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheerioAPI, load } from 'cheerio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MEDICAL_NOTICE } from '../../lib/src/core/index.js';
import type { Experiment } from '../../lib/src/experiments/index.js';
import { type ReportInput, renderReport, writeReport } from '../../lib/src/report/index.js';
import { syntheticDetails } from './synthetic-details.js';
import {
  cnn,
  cnnGrouped,
  experiments,
  mlp,
  syntheticData,
  syntheticReport,
  syntheticRun,
} from './synthetic-report.js';

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'&<!--`;

async function open(changes: Partial<ReportInput> = {}): Promise<CheerioAPI> {
  return load(withoutCode(await renderReport(await syntheticReport(changes))));
}

/** Leaves out the code of the page's two scripts, which a parser would read for nothing. */
function withoutCode(page: string): string {
  const start = page.indexOf('<script>');
  return `${page.slice(0, start)}<script></script><script></script></body></html>`;
}

/** A selection's text with runs of white space as one space, so that line breaks do not matter. */
function text($: CheerioAPI, selector: string): string {
  return $(selector).text().replace(/\s+/g, ' ').trim();
}

describe('writeReport', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dermlab-report-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes one file of less than 4 MB, and makes its folder', async () => {
    const path = join(folder, 'new', 'report.html');
    await writeReport(path, await syntheticReport());
    expect(await readdir(join(folder, 'new'))).toEqual(['report.html']);
    expect((await stat(path)).size).toBeLessThan(4e6);
  });

  it('writes the same bytes for the same input', async () => {
    const paths = [join(folder, 'a.html'), join(folder, 'b.html')];
    for (const path of paths) await writeReport(path, await syntheticReport());
    const [a, b] = await Promise.all(paths.map((path) => readFile(path)));
    expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true);
  });

  it('leaves the old file as it is where the input is refused', async () => {
    const path = join(folder, 'report.html');
    await writeReport(path, await syntheticReport());
    const before = await readFile(path);
    const bad = await syntheticReport({ runs: [syntheticRun(cnn), syntheticRun(cnn)] });
    await expect(writeReport(path, bad)).rejects.toThrow('expected one run an experiment');
    expect((await readFile(path)).equals(before)).toBe(true);
  });
});

describe('the main table', () => {
  it('gives every measured number its interval and n', async () => {
    const $ = await open();
    const cells = $('.results td[data-kind=metric]').toArray();
    expect(cells).toHaveLength(2 * 5);
    for (const cell of cells) {
      expect($(cell).find('.value').text()).toMatch(/^\d+\.\d+(\u00a0%)?$/);
      expect($(cell).find('.interval').text()).toMatch(/95 % interval\s+\d+\.\d+–\d+\.\d+/);
      expect($(cell).find('.n').text()).toMatch(/^n = [\d,]+$/);
    }
  });

  it('says in every cell what it is: measured, reported or without a number', async () => {
    const $ = await open({ runs: [syntheticRun(cnn)] });
    expect($('.results tbody td').not('[data-kind]').length).toBe(0);
    expect($('.results tbody td').not('[data-label]').length).toBe(0);
  });

  it('shows the reported accuracy with the rows it was reported on', async () => {
    const $ = await open();
    expect($('[data-kind=reported]').first().text().replace(/\s+/g, ' ').trim()).toBe(
      '75.20 % no interval given validation, 700 rows',
    );
  });

  it('says in the line on the split what an audit has found', async () => {
    const run = syntheticRun(cnn);
    const test = {
      rows: 700,
      sameImage: 433,
      sameLesion: 489,
      nearDuplicate: 21,
      nearDuplicateOfNewLesion: 4,
      clean: 207,
    };
    const audit = { trainRows: 2800, test, examples: [] };
    const details = new Map([[run.id, { audit }]]);
    expect(text(await open({ runs: [run], details }), '#runs')).toContain(
      '21 are near-duplicates of another training image',
    );
    expect(text(await open({ runs: [run] }), '#runs')).not.toContain('near-duplicates');
  });

  it('folds away how sure a run was, and its subgroups, with n and intervals', async () => {
    const { run, details } = syntheticDetails(syntheticRun(cnn), 200);
    const $ = await open({ runs: [run], details: new Map([[run.id, details]]) });
    const folded = $('#run-synthetic-cnn details.more');
    expect(folded).toHaveLength(2);
    expect(folded.is('[open]')).toBe(false);
    expect(text($, 'details.more:first > summary')).toMatch(
      /^Calibration: expected calibration error 0\.\d{3} \[0\.\d{3}–0\.\d{3}\], n = 300$/,
    );
    expect($('#run-synthetic-cnn-reliability .data tbody tr').length).toBeGreaterThan(5);
    expect($('#run-synthetic-cnn-reliability-after')).toHaveLength(1);
    expect(
      $('details.more .kind th:first-child')
        .toArray()
        .map((cell) => $(cell).text()),
    ).toEqual(['sex', 'age in years', 'localisation', 'how the diagnosis was made (dx_type)']);
    const [female] = $('.subgroups tr:not(.kind)').toArray();
    expect($(female).text().replace(/\s+/g, ' ').replaceAll('\u00a0', ' ')).toMatch(
      /^ ?female ?150 ?150 ?[\d.]+ % \[\d+–\d+\], n = \d+( ?[\d.]+ % \[\d+–\d+\]){2}( ?0\.\d\d \[0\.\d\d–0\.\d\d\]){2} ?$/,
    );
    expect($('.subgroups .too-small').first().text()).toContain('(too few to say)');
    expect(text($, '.more ul.note')).toContain('too small to say: 5 lesions, and 30 are the least');
    expect(text($, '#run-synthetic-cnn')).not.toContain('<br>');
  });

  it('says what a run of old has not kept, and what a run without validation rows cannot say', async () => {
    const $ = await open({ runs: [syntheticRun(cnn)] });
    expect(text($, '#run-synthetic-cnn')).toContain('Subgroups: not kept by this run.');
    expect(text($, 'details.more')).toContain('No validation rows: not calibrated');
    expect(text($, '#run-synthetic-cnn')).not.toContain('melanomas');
  });

  it('says below the table what the test rows of each run share with training', async () => {
    const $ = await open();
    const lines = $('.audits li')
      .toArray()
      .map((line) => $(line).text());
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^CNN\. Audit: 489 of 700 test rows/);
    expect(lines[1]).toMatch(/^CNN, leak-free\. Audit: none of the 2,004 test rows/);
  });

  it('never calls the best epoch anything but optimistic', async () => {
    const $ = await open();
    expect(text($, '.results thead')).toContain('Best epoch (optimistic)');
    expect($('[data-label="Best epoch (optimistic)"] .caution').first().text()).toBe(
      'epoch 48 of 50',
    );
  });

  it('says “not finished yet” for a run to come and shows no digit there', async () => {
    const $ = await open({ runs: [syntheticRun(cnn)] });
    const empty = $('[data-kind=none]');
    expect(empty.length).toBe(2 * 3 + 2);
    empty.each((_, cell) => {
      expect($(cell).text().trim()).toBe('not finished yet');
    });
    expect($('#run-synthetic-mlp').text()).toContain('not finished yet');
  });

  it('says “not in this plan” where the plan has no twin', async () => {
    const $ = await open({ experiments: [cnn], runs: [syntheticRun(cnn)] });
    expect($('[data-kind=none]').first().text().trim()).toBe('not in this plan');
  });

  it('writes “undefined” for a metric that is', async () => {
    const run = syntheticRun(cnnGrouped);
    const macroF1 = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    const $ = await open({ runs: [{ ...run, last: { ...run.last, macroF1 } }] });
    expect($('[data-label="Leak-free: macro-F1"] .value').first().text()).toBe('undefined');
  });
});

describe('why the two differ', () => {
  it('is one sentence in the numbers of the splits', async () => {
    expect(text(await open(), '.why')).toBe(
      'Why the two differ. The source’s split leaks: 433 of 700 test rows are copies of an image ' +
        'that the model was trained on (489 show a lesion that it was trained on), against 0 (and ' +
        '0) of 2,004 in the lesion-grouped split; and it tests on another mix of classes: its ' +
        'commonest class, df, is 15.7 % of the test rows, while in the lesion-grouped split, which ' +
        'keeps the natural mix, its commonest class, nv, is 66.9 % of the test rows.',
    );
  });

  it('follows the measured counts, and claims no leak where there is none', async () => {
    const run = syntheticRun(cnn);
    const split = { ...run.split, testRowsWithImageInTrain: 0 };
    const $ = await open({ runs: [{ ...run, split }, syntheticRun(cnnGrouped)] });
    expect(text($, '.why')).toContain('0 of 700 test rows are copies');
    expect(text($, '.why')).not.toContain('leaks');
  });

  it('says that the grouped split is still to come', async () => {
    const $ = await open({ runs: [syntheticRun(cnn)] });
    expect(text($, '.why')).toContain('the lesion-grouped split has not been run yet');
  });

  it('promises itself before the first run', async () => {
    expect(text(await open({ runs: [] }), '.why')).toContain('comes with the first run');
  });
});

describe('banners', () => {
  it('has none that is not needed', async () => {
    const data = await syntheticData({ notices: [] });
    const $ = await open({ data, notices: [] });
    expect($('.notices, .notice').length).toBe(0);
  });

  it.each([
    [
      'a quick run',
      { runs: [syntheticRun(cnn, { quick: true })] },
      'Quick run. Epochs were cut (to 2)',
    ],
    [
      'the JavaScript engine',
      { runs: [syntheticRun(cnn, { engine: { description: 'tfjs', fallback: true } })] },
      'JavaScript engine. TensorFlow could not be loaded, so its JavaScript stand-in computed: CNN.',
    ],
    [
      'steps that were not compiled',
      {
        runs: [
          syntheticRun(cnn, {
            engine: {
              description: 'TensorFlow',
              fallback: false,
              eagerBecause: 'it reads a value',
            },
          }),
        ],
      },
      'Slow steps. Training steps were not compiled, and so took longer: CNN (it reads a value).',
    ],
    [
      'a model that learned nothing',
      {
        runs: [
          syntheticRun(cnn, {
            last: {
              ...syntheticRun(cnn).last,
              confusionMatrix: [
                [0, 1],
                [0, 3],
              ],
            },
          }),
        ],
      },
      'Not trained. Every test row got the same class from: CNN.',
    ],
    [
      'a random base',
      { runs: [syntheticRun(cnn, { base: { weights: 'random', description: 'random base' } })] },
      'Random base. The base of these models was drawn at random and never learned anything',
    ],
    [
      'runs to come',
      { runs: [syntheticRun(cnn)] },
      'Growing. 3 of 4 runs are not finished: MLP; CNN, leak-free;',
    ],
    ['reduced images', {}, 'Data. Images are reduced to 96×72 pixels'],
    ['anything else', { notices: ['A remark.'] }, 'Note. A remark.'],
    [
      'a run on other data',
      { runs: [syntheticRun(cnn, { data: { ...syntheticRun(cnn).data, sha256: 'f00d' } })] },
      'Other data. Not every run used the data that this page describes: CNN on',
    ],
  ])('tells of %s', async (_, changes, expected) => {
    expect(text(await open(changes), '.notices')).toContain(expected);
  });

  it('says at the head that this is no diagnosis', async () => {
    expect(text(await open(), 'header')).toContain(MEDICAL_NOTICE);
  });
});

describe('a quick run', () => {
  const runs = [syntheticRun(cnn, { quick: true }), syntheticRun(mlp)];

  it('is marked in every cell of the main table that shows its number', async () => {
    const $ = await open({ runs });
    const marked = $('.results td').filter((_, cell) => $(cell).find('.quick').length > 0);
    const labels = marked.toArray().map((cell) => $(cell).attr('data-label'));
    expect(labels).toEqual(['Reproduced, last epoch', 'Best epoch (optimistic)']);
    expect($('.results tbody tr').eq(1).find('.quick').length).toBe(0);
  });

  it('is marked in every row of its metrics and every chart title of it', async () => {
    const $ = await open({ runs });
    const section = $('#run-synthetic-cnn');
    expect(section.find('tr[data-kind=metric] .quick').length).toBe(8);
    expect(section.find('tr[data-kind=metric]').length).toBe(8);
    section.find('.chart-title').each((_, title) => {
      expect($(title).text()).toMatch(/\(quick run\)$/);
    });
    expect(section.find('h3 .quick, h4 .quick').length).toBe(3);
  });

  it('is marked in the chart that it shares with others', async () => {
    expect(text(await open({ runs }), '#figure-results-title')).toContain('(quick run)');
  });

  it('leaves other runs unmarked', async () => {
    const $ = await open({ runs });
    expect($('#run-synthetic-mlp .quick').length).toBe(0);
    expect(text($, '#run-synthetic-mlp .chart-title')).not.toContain('quick');
  });
});

describe('each run', () => {
  it('shows the classification report to the letter', async () => {
    const run = syntheticRun(cnn);
    const $ = await open({ runs: [run] });
    expect($('#run-synthetic-cnn pre').first().text()).toBe(run.last.classificationReport);
  });

  it('shows its experiment as JSON', async () => {
    const $ = await open();
    expect(JSON.parse($('#run-synthetic-cnn details').last().find('pre').text())).toEqual(cnn);
  });

  it('shows interval and n of every metric, or says that none was computed', async () => {
    const $ = await open();
    const rows = $('tr[data-kind=metric]').toArray();
    expect(rows).toHaveLength(4 * 8);
    for (const row of rows) {
      expect($(row).find('.interval').text()).toMatch(/^(\d+\.\d+–\d+\.\d+(\u00a0%)?)$/);
      expect($(row).find('.n').text()).toMatch(/^[\d,]+$/);
    }
  });

  it.each(['Engine', 'Data SHA-256', 'Seed', 'Epochs', 'Parameters', 'Images missing'])(
    'names %s',
    async (term) => {
      const $ = await open();
      const terms = $('#run-synthetic-cnn dt')
        .toArray()
        .map((item) => $(item).text());
      expect(terms).toContain(term);
    },
  );
});

describe('the page', () => {
  it('has for each chart an accessible name and its numbers as a table', async () => {
    const $ = await open();
    const charts = $('figure.chart').toArray();
    expect(charts).toHaveLength(1 + 5 + 4 * 4);
    for (const chart of charts) {
      const ids = $(chart).find('.plot[role=img]').attr('aria-labelledby')?.split(' ') ?? [];
      expect(ids.map((id) => $(`#${id}`).text().length > 0)).toEqual([true, true]);
      expect($(chart).find('details tbody tr').length).toBeGreaterThan(0);
    }
  });

  it('has each id once, and each link to a place in the page leads there', async () => {
    const $ = await open();
    const ids = $('[id]')
      .toArray()
      .map((element) => $(element).attr('id'));
    expect(new Set(ids).size).toBe(ids.length);
    const links = $('a[href^="#"]')
      .toArray()
      .map((link) => $(link).attr('href')?.slice(1));
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has an alternative text with class and plain name for each sample image', async () => {
    const $ = await open();
    const images = $('.samples img').toArray();
    expect(images).toHaveLength(21);
    expect($(images[0]).attr('alt')).toBe(
      'SYNTHETIC_00: akiec, actinic keratosis or Bowen’s disease',
    );
  });

  it('loads nothing: no address but data and places in the page', async () => {
    const $ = await open();
    expect($('link, iframe, object, embed, script[src]').length).toBe(0);
    $('[src]').each((_, element) => {
      expect($(element).attr('src')).toMatch(/^data:image\/jpeg;base64,/);
    });
    $('[href]').each((_, element) => {
      expect($(element).attr('href')).toMatch(/^#/);
    });
    expect($('style').text()).not.toMatch(/url\(|@import/);
    expect($('meta[http-equiv]').attr('content')).toMatch(/^default-src 'none'; img-src data:;/);
  });

  it('names licence and authors of the data, and the command to run again', async () => {
    const $ = await open();
    expect(text($, 'footer')).toContain('CC BY-NC-SA 4.0');
    expect(text($, 'footer')).toContain('Tschandl');
    expect($('.command').text()).toBe('npm start');
  });
});

describe('hostile text', () => {
  const hostile = { ...cnn, name: 'hostile', title: HOSTILE };

  async function openHostile(): Promise<CheerioAPI> {
    const run = syntheticRun(cnn);
    const data = await syntheticData({ notices: [HOSTILE], description: HOSTILE });
    return open({
      title: HOSTILE,
      experiments: [hostile],
      runs: [
        {
          ...run,
          experiment: hostile,
          engine: { description: HOSTILE, fallback: true },
          classes: [HOSTILE, ...run.classes.slice(1)],
          last: { ...run.last, classificationReport: HOSTILE },
        },
      ],
      data: { ...data, counts: { ...data.counts, sex: [{ value: HOSTILE, count: 1 }] } },
      notices: [HOSTILE],
      versions: { [HOSTILE]: HOSTILE },
      command: HOSTILE,
    });
  }

  it('is text wherever it stands', async () => {
    const $ = await openHostile();
    const plain = await open({ experiments: [cnn], runs: [syntheticRun(cnn)] });
    expect($('h1').text()).toBe(HOSTILE);
    expect($('.command').text()).toBe(HOSTILE);
    expect($('script').length).toBe(plain('script').length);
    expect($('[onerror], img[src=x]').length).toBe(0);
  });

  it('leaves every data block readable', async () => {
    const $ = await openHostile();
    $('script[type="application/json"]').each((_, block) => {
      expect(() => JSON.parse($(block).text()) as unknown).not.toThrow();
    });
    expect($('#figure-sex-figure').text()).not.toContain('<');
  });
});

describe('growing', () => {
  it.each([0, 1, 2, 3, 4])('works with %i of 4 runs', async (count) => {
    const runs = experiments.slice(0, count).map((experiment) => syntheticRun(experiment));
    const $ = await open({ runs });
    expect(text($, 'header')).toContain(`${count} of 4 runs finished.`);
    expect($('.run .chart').length).toBe(4 * count);
  });
});

describe('the page of models whose source reports nothing', () => {
  const plain: Experiment = { ...cnn };
  delete (plain as { reported?: unknown }).reported;

  it('has a line a run, with the metrics of its test rows', async () => {
    const plan = [plain, cnnGrouped];
    const $ = await open({ experiments: plan, runs: plan.map((run) => syntheticRun(run)) });
    expect(text($, '#results-heading')).toBe('Results');
    expect($('#results tbody tr')).toHaveLength(2);
    expect(text($, '#results')).not.toMatch(/Reported|not in this plan/);
    expect(text($, '.why')).toContain('Why the two differ');
  });

  it('compares with nothing where there is no leak-free twin', async () => {
    const $ = await open({ experiments: [plain], runs: [syntheticRun(plain)] });
    expect(text($, '.lede')).toMatch(/^Models trained on [^,]+\.$/);
    expect($('.why')).toHaveLength(0);
  });
});
