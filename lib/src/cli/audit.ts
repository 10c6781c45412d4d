import { existsSync } from 'node:fs';
import { Argument, Command } from 'commander';
import { type AuditedExperiment, joinDataset, runAudit, writeRunAudit } from '../audit/index.js';
import { ArgumentError, MEDICAL_NOTICE } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import { isDone, listRuns, RunFolder, type RunResult } from '../experiments/index.js';
import { writeModelCard } from '../report/index.js';
import { AUDITED, planAudit } from './audit-plan.js';
import { auditText } from './audit-text.js';
import { searchNearDuplicates } from './near-duplicates.js';
import { openAuditData } from './open-audit-data.js';
import { openEngine } from './open-engine.js';
import { anyDataOption, integerFrom } from './options.js';
import { showingProgress } from './task-view.js';

interface AuditOptions {
  readonly data?: string;
  readonly images?: readonly string[];
  readonly out: string;
  readonly nearDuplicates: boolean;
  readonly threshold?: number;
  readonly joinNearDuplicates: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab audit                              source B's and C's splits of the embedded images
  $ npx dermlab audit source-b-cnn --data ~/ham10000
  $ npx dermlab audit --no-near-duplicates         images and lesions alone: a second
  $ npx dermlab audit --threshold 4                near-duplicates that differ less
  $ npx dermlab audit --join-near-duplicates       as trained with that option: none is left
  $ npx dermlab audit --data main_image_data.csv   the split that a table gives, its validation rows too
  $ npx dermlab audit --data isic2019 --images ham10000
  $ npx dermlab audit --data augmented             class folders
  $ npx dermlab audit --json | jq '.nearDuplicates.pairs[] | select(.isSameLesion | not)'

Counts test and validation rows that share the very image, a lesion, or a near-duplicate with training
rows. Nothing need be trained. Where an experiment's run is among the results (--out), its scores stand
there, too: on all test rows, on those that share nothing, and those of its leak-free twin; reports and the
model's card then say what was found.

What images are compared by is kept in the cache by content: a second time takes seconds, and what was
stopped goes on. A split that leaks is no error: the exit code is 0.

${MEDICAL_NOTICE}`;

/**
 * `dermlab audit`: what stands on both sides of a split, and what that does to scores.
 *
 * @returns the command
 */
export function auditCommand(): Command {
  return new Command('audit')
    .addArgument(
      new Argument(
        '[experiments...]',
        'what is audited (default: what is run on the data)',
      ).choices(AUDITED),
    )
    .addOption(anyDataOption())
    .option('--images <path...>', 'further folders or zips with images of ISIC 2019')
    .option('--out <folder>', 'where finished runs are', 'outputs')
    .option('--near-duplicates', 'compare all images by their pixels (the default)', true)
    .option('--no-near-duplicates', 'images and lesions alone')
    .option(
      '--threshold <bits>',
      'bits of 64 in which the hashes of near-duplicates may differ (default: 10)',
      integerFrom(0, 32),
    )
    .option(
      '--join-near-duplicates',
      'split as runs with this option do: near-duplicates count as one lesion',
      false,
    )
    .option('--json', 'print the audits as JSON on standard output', false)
    .addHelpText('after', EXAMPLES)
    .action(audit);
}

async function audit(names: readonly string[], options: AuditOptions): Promise<void> {
  const { threshold, joinNearDuplicates } = options;
  if (joinNearDuplicates && !options.nearDuplicates) {
    throw new ArgumentError(
      '--join-near-duplicates joins what --no-near-duplicates does not look for; leave one of them out.',
    );
  }
  const { kind, dataset: opened } = await showingProgress((onProgress) =>
    openAuditData(options.data, options.images, onProgress),
  );
  try {
    const experiments = planAudit(names, kind, opened);
    // The engine decodes, and decodes faster.
    if (options.nearDuplicates) await openEngine();
    const found = options.nearDuplicates
      ? await searchNearDuplicates(opened, threshold)
      : undefined;
    const dataset = found && joinNearDuplicates ? joinDataset(opened, found) : opened;
    for (const notice of dataset.notices) console.error(`Note: ${notice}`);
    const outputs = options.out;
    const runs = (await listRuns(outputs)).filter(isDone).map(({ result }) => result);
    const nearDuplicates = found ? { nearDuplicates: found } : {};
    const audits = await runAudit(experiments, dataset, { ...nearDuplicates, runs, outputs });
    if (found) await keepAudits(audits, runs, dataset, outputs);
    const json = {
      dataset: dataset.description,
      sha256: dataset.sha256,
      ...nearDuplicates,
      audits,
    };
    console.log(options.json ? JSON.stringify(json, null, 2) : auditText(audits, found));
  } finally {
    opened.close();
  }
}

/** Where reports find them; the models' cards tell of them, too. */
async function keepAudits(
  audits: readonly AuditedExperiment[],
  runs: readonly RunResult[],
  dataset: ImageDataset,
  outputs: string,
): Promise<void> {
  for (const { folds, split, scores } of audits) {
    const run = runs.find(({ id }) => id === scores?.runs[0]);
    if (!run || folds > 1) continue;
    await writeRunAudit(outputs, run.id, split);
    const { model } = new RunFolder(outputs, run.id);
    if (existsSync(model)) await writeModelCard(outputs, run, dataset);
  }
}
