import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { ArgumentError, fileSha256, libraryVersion, MEDICAL_NOTICE } from '../core/index.js';
import {
  IMAGE_SPLITS,
  type ImageSplit,
  type MainImageData,
  openMainImageData,
} from '../datasets/index.js';
import {
  type ImageTablePredictions,
  predictImageTable,
  writePredictionsFile,
} from '../experiments/index.js';
import { classNamesOf, loadKerasModel } from '../keras-files/index.js';
import { count, percentWithInterval } from './figures.js';
import { openEngine } from './open-engine.js';
import { alphabeticalClassList, integerFrom, modelFile } from './options.js';
import { showingProgress } from './task-view.js';

interface PredictCommandOptions {
  readonly data: string;
  readonly model: string;
  readonly out: string;
  readonly split: ImageSplit | 'all';
  readonly classes?: readonly string[];
  readonly divideBy: number;
  readonly threads?: number;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab predict --data main_image_data.csv --model classifying_model_v3.h5
  $ npx dermlab predict --model trained-in-python.keras --divide-by 255 --split validation
  $ jq '.predictions[] | select(.predicted == "mel") | .image_id' predictions_v3.json

Any Keras model fits that takes images of the table's size and gives a probability for each class in
alphabetical order. The same table and model give the same file, but for its field "time", which is
that of SOURCE_DATE_EPOCH where it is set.

${MEDICAL_NOTICE}`;

/**
 * `dermlab predict`: `main_image_data.csv` and a Keras model in, predictions out.
 *
 * @returns the command
 */
export function predictCommand(): Command {
  return new Command('predict')
    .option('--data <file>', 'the table', 'main_image_data.csv')
    .option('--model <file>', 'a Keras model, .h5 or .keras', modelFile, 'classifying_model_v3.h5')
    .option('--out <file>', 'the predictions', 'predictions_v3.json')
    .addOption(
      new Option('--split <part>', 'which rows').choices([...IMAGE_SPLITS, 'all']).default('test'),
    )
    .option(
      '--classes <labels>',
      'the classes in alphabetical order (default: those of HAM10000)',
      alphabeticalClassList,
    )
    .option(
      '--divide-by <number>',
      '255 for a model trained on values from 0 to 1',
      integerFrom(1, 255),
      1,
    )
    .option(
      '--threads <number>',
      'threads of TensorFlow (default: all cores)',
      integerFrom(1, 1024),
    )
    .option('--json', 'print accuracy and all that the file says before its rows, as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(predict);
}

async function predict(options: PredictCommandOptions): Promise<void> {
  const { out, json } = options;
  const { header, result, classes } = await predictTable(options);
  await writePredictionsFile(out, header, result, classes);
  console.log(json ? JSON.stringify(header, null, 2) : summary(options, result));
}

async function predictTable(options: PredictCommandOptions) {
  const { data, model: path, split, classes, divideBy, threads } = options;
  const table = await openMainImageData(data, classes ? { classes } : {});
  try {
    const engine = await openEngine(threads === undefined ? {} : { threads });
    const model = await loadKerasModel(path, { compile: false });
    checkClasses(path, classNamesOf(model), table);
    const result = await showingProgress(
      (onProgress) => predictImageTable(model, table, { split, divideBy, onProgress }),
      'predicting: ',
    );
    model.dispose();
    const header = {
      notice: MEDICAL_NOTICE,
      time: new Date(timeMs()).toISOString(),
      versions: {
        dermlab: libraryVersion(),
        node: process.versions.node,
        engine: engine.description,
      },
      model: { file: basename(path), sha256: await fileSha256(path) },
      data: { file: basename(data), sha256: table.sha256() },
      split,
      rows: result.predictions.length,
      classes: table.classes,
      divideBy,
      labelled: result.labelled,
      audit: tableAuditLine(result),
      interval: '95 %, bootstrap over lesions',
      accuracy: result.accuracy ?? null,
      balancedAccuracy: result.balancedAccuracy ?? null,
    };
    return { header, result, classes: table.classes };
  } finally {
    await table.close();
  }
}

function checkClasses(
  path: string,
  named: readonly string[] | undefined,
  { path: data, classes }: MainImageData,
): void {
  if (!named || named.join() === classes.join()) return;
  throw new ArgumentError(
    `${path} gives probabilities for ${named.join(', ')}; ${data} is read with the classes ${classes.join(', ')}, expected the same in the same order. Name the table's classes with --classes, or give a model that was trained on them.`,
  );
}

/** What the rows share with the table's training rows: that the model saw these is likely, not known. */
function tableAuditLine({ predictions, shared }: ImageTablePredictions): string {
  const { trainingRows, rowsInTraining, rowsWithLesionInTraining, lesionsKnown } = shared;
  const rows = count(predictions.length);
  const caveat = 'what the model was trained on is not known here';
  if (rowsInTraining > 0) {
    return `Audit: ${count(rowsInTraining)} of ${rows} rows are training rows of the table; ${caveat}.`;
  }
  if (!lesionsKnown)
    return `Audit: the table names no lesions, so what its rows share with training is not known.`;
  const found =
    rowsWithLesionInTraining === 0
      ? `none of ${rows}`
      : `${count(rowsWithLesionInTraining)} of ${rows}`;
  return `Audit: ${found} rows ${rowsWithLesionInTraining === 0 ? 'shows' : 'show'} a lesion of the table's ${count(trainingRows)} training rows; ${caveat}.`;
}

function timeMs(): number {
  const { SOURCE_DATE_EPOCH: seconds } = process.env;
  if (seconds === undefined) return Date.now();
  if (/^\d{1,12}$/.test(seconds)) return Number(seconds) * 1000;
  throw new ArgumentError(
    `SOURCE_DATE_EPOCH is "${seconds}", expected a whole number of seconds since 1970.`,
  );
}

function summary({ out, split }: PredictCommandOptions, result: ImageTablePredictions): string {
  const { predictions, labelled, accuracy, balancedAccuracy } = result;
  const rows = count(predictions.length);
  const lines = [`${out}: ${rows} images of the split ${split}`];
  if (accuracy && balancedAccuracy) {
    const n = `${count(labelled.rows)} labelled images, ${count(labelled.lesions)} lesions; 95 % intervals`;
    lines.push(
      `accuracy ${percentWithInterval(accuracy)}, balanced accuracy ${percentWithInterval(balancedAccuracy)} (${split}, ${n})`,
    );
  }
  return [...lines, tableAuditLine(result), MEDICAL_NOTICE].join('\n');
}
