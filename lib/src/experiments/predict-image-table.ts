import { ArgumentError, DatasetError, type OnProgress } from '../core/index.js';
import type { ImageSplit, MainImageData, MainImageRow } from '../datasets/index.js';
import { compilePredict, type Predict, tf } from '../engine/index.js';
import { argMax } from './arg-max.js';
import { checkProbabilities } from './check-probabilities.js';
import { lesionInterval } from './evaluate.js';
import type { Estimate } from './run-result.js';

/** How a table is predicted. */
export interface PredictImageTableOptions {
  /** Which rows; default `test`. `all` for every row. */
  readonly split?: ImageSplit | 'all';
  /**
   * What pixel values are divided by before the model sees them: 1 for a model that scales by itself,
   * 255 for one that was trained on values from 0 to 1. Default 1.
   */
  readonly divideBy?: number;
  /** Rows at a time; default 256. */
  readonly batchSize?: number;
  /** Told as the table is read. */
  readonly onProgress?: OnProgress;
}

/** What a model says of one image of the table. */
export interface ImagePrediction extends MainImageRow {
  /** The label with the highest probability. */
  readonly predicted: string;
  /** Probability a class, in class order. */
  readonly probabilities: Float32Array;
}

/** What predicted rows share with the training rows of their table. */
export interface SharedWithTrainingRows {
  /** Training rows of the table. */
  readonly trainingRows: number;
  /** Predicted rows that are training rows themselves. */
  readonly rowsInTraining: number;
  /** Predicted rows whose lesion has a training row, those above included. */
  readonly rowsWithLesionInTraining: number;
  /** False where the table names no lesions: each image then counts as one of its own. */
  readonly lesionsKnown: boolean;
}

/** What a model says of a table, and how often it is right. */
export interface ImageTablePredictions {
  /** One a row, in the table's order. */
  readonly predictions: readonly ImagePrediction[];
  /** What the rows share with the table's training rows. */
  readonly shared: SharedWithTrainingRows;
  /** Rows whose label is known, and their lesions: what the estimates stand on. */
  readonly labelled: { readonly rows: number; readonly lesions: number };
  /** Share of the labelled rows that are right; absent where fewer than two lesions are labelled. */
  readonly accuracy?: Estimate;
  /** Mean of the recalls of the classes that occur; absent where accuracy is. */
  readonly balancedAccuracy?: Estimate;
}

/**
 * Predicts the images of `main_image_data.csv` with any model that fits, batch by batch.
 *
 * @param model - takes [rows, height, width, channels], gives a probability a class
 * @param table - opened, its rows not yet read
 * @param options - which rows, and how pixels are scaled
 * @returns predictions in the table's order, with accuracy and its 95 % bootstrap interval over lesions
 * @throws ArgumentError where the model takes other images or gives other classes than the table has
 * @throws DatasetError where the table has something out of place, or no row of the split
 */
export async function predictImageTable(
  model: tf.LayersModel,
  table: MainImageData,
  options: PredictImageTableOptions = {},
): Promise<ImageTablePredictions> {
  const { split = 'test', divideBy = 1, batchSize = 256, onProgress } = options;
  checkFits(model, table);
  const predict = compilePredict(model);
  const predictions: ImagePrediction[] = [];
  const training = { rows: 0, lesions: new Set<string>(), lesionsKnown: false };
  try {
    const batches = table.batches({
      batchRows: batchSize,
      ...(split === 'all' ? {} : { split }),
      onRow: (row) => {
        training.lesionsKnown ||= row.lesionId !== row.imageId;
        if (row.split !== 'train') return;
        training.rows += 1;
        training.lesions.add(row.lesionId);
      },
      ...(onProgress ? { onProgress } : {}),
    });
    for await (const { rows, pixels } of batches) {
      const probabilities = predictBatch(predict, pixels, rows.length, table, divideBy);
      predictions.push(...withPredictions(rows, probabilities, table.classes));
    }
  } finally {
    predict.dispose();
  }
  const shared = sharedWith(training, predictions);
  if (predictions.length > 0) {
    return { predictions, shared, ...estimates(predictions, table.classes) };
  }
  throw new DatasetError(
    `${table.path} has no row of the split ${split}, expected some. Name another with --split.`,
  );
}

function sharedWith(
  training: {
    readonly rows: number;
    readonly lesions: ReadonlySet<string>;
    readonly lesionsKnown: boolean;
  },
  predictions: readonly ImagePrediction[],
): SharedWithTrainingRows {
  const { rows, lesions, lesionsKnown } = training;
  return {
    trainingRows: rows,
    rowsInTraining: predictions.filter(({ split }) => split === 'train').length,
    rowsWithLesionInTraining: predictions.filter(({ lesionId }) => lesions.has(lesionId)).length,
    lesionsKnown,
  };
}

function predictBatch(
  predict: Predict,
  pixels: Uint8Array,
  rows: number,
  { sizePx, channels }: MainImageData,
  divideBy: number,
): Float32Array {
  return tf.tidy(() => {
    const values = new Float32Array(pixels);
    const x = tf.tensor4d(values, [rows, sizePx, sizePx, channels]);
    const scaled = divideBy === 1 ? x : tf.div(x, divideBy);
    const probabilities = predict(scaled, rows).dataSync<'float32'>();
    checkProbabilities(probabilities.subarray(0, probabilities.length / rows), 'The model');
    return probabilities;
  });
}

function withPredictions(
  rows: readonly MainImageRow[],
  probabilities: Float32Array,
  classes: readonly string[],
): ImagePrediction[] {
  return rows.map((row, index) => {
    const ofRow = probabilities.subarray(index * classes.length, (index + 1) * classes.length);
    return { ...row, predicted: classes[argMax(ofRow)] ?? '', probabilities: ofRow };
  });
}

function estimates(
  predictions: readonly ImagePrediction[],
  classes: readonly string[],
): Omit<ImageTablePredictions, 'predictions' | 'shared'> {
  const known = predictions.filter(({ label }) => label !== null);
  const lesions = new Set(known.map(({ lesionId }) => lesionId)).size;
  const labelled = { rows: known.length, lesions };
  if (lesions < 2) return { labelled };
  const classOf = new Map(classes.map((label, index) => [label, index]));
  const labels = Int32Array.from(known, ({ label }) => classOf.get(label ?? '')!);
  const hits = Uint8Array.from(known, ({ label, predicted }) => Number(label === predicted));
  const interval = lesionInterval(known, 42, 1000);
  return {
    labelled,
    accuracy: interval((rows) => rows.reduce((sum, row) => sum + hits[row]!, 0) / rows.length),
    balancedAccuracy: interval((rows) => meanRecall(rows, labels, hits, classes.length)),
  };
}

function meanRecall(
  rows: Int32Array,
  labels: Int32Array,
  hits: Uint8Array,
  nClasses: number,
): number {
  const [right, all] = [new Float64Array(nClasses), new Float64Array(nClasses)];
  for (const row of rows) {
    all[labels[row]!]! += 1;
    right[labels[row]!]! += hits[row]!;
  }
  const recalls = Array.from(all, (count, label) => right[label]! / count).filter(
    (_, label) => all[label]! > 0,
  );
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

function checkFits({ inputs, outputs }: tf.LayersModel, table: MainImageData): void {
  const { sizePx, channels, classes, path } = table;
  const has = [sizePx, sizePx, channels];
  const takes = inputs[0]?.shape.slice(1) ?? [];
  const fits =
    takes.length === 3 && takes.every((length, i) => length === null || length === has[i]);
  if (inputs.length !== 1 || !fits) {
    throw new ArgumentError(
      `The model takes ${shapeText(inputs)}, ${path} holds images of ${has.join('×')} (height, width, channels). Make a table of the model's size with \`npx dermlab preprocess --size\`.`,
    );
  }
  const gives = outputs[0]?.shape ?? [];
  if (outputs.length === 1 && gives.length === 2 && gives[1] === classes.length) return;
  throw new ArgumentError(
    `The model gives ${shapeText(outputs)}, expected a probability for each of ${classes.length} classes (${classes.join(', ')}). Name the model's classes in alphabetical order with --classes.`,
  );
}

function shapeText(tensors: readonly tf.SymbolicTensor[]): string {
  const shapes = tensors.map(({ shape }) => shape.map((length) => length ?? 'any').join('×'));
  return shapes.join(' and ');
}
