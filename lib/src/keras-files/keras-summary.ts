import { optimizerState, tf } from '../engine/index.js';
import { layerWeights, modelLayers } from './layer-weights.js';
import { callsIn } from './model-graph.js';
import { drawTable, type SummaryColumn } from './summary-table.js';
import { kerasClass } from './to-keras-config.js';

/** A line of a model's summary. */
export interface SummaryLayer {
  /** The layer's name. */
  readonly name: string;
  /** Keras's class. */
  readonly className: string;
  /** As Keras shows it, e.g. `(None, 30, 30, 256)`. */
  readonly outputShape: string;
  /** How many numbers its weights hold. */
  readonly params: number;
  /** What it is called on, e.g. `conv_1[0][0]`; empty for inputs. */
  readonly connectedTo: readonly string[];
}

/** What `model.summary()` of Keras tells. */
export interface ModelSummary {
  /** The model's name. */
  readonly name: string;
  /** Its layers in order. */
  readonly layers: readonly SummaryLayer[];
  /** Numbers in weights that training changes. */
  readonly trainableParams: number;
  /** Numbers in the others. */
  readonly nonTrainableParams: number;
  /** Numbers in the optimizer's state; undefined where the model is not compiled. */
  readonly optimizerParams: number | undefined;
  /** Whether each layer takes the output of the one before and nothing else. */
  readonly isChain: boolean;
}

// As in Keras: from the widths of 88 and 108 characters and its shares of them, less what the table's
// lines take.
const CHAIN_COLUMNS: readonly SummaryColumn[] = [
  { header: 'Layer (type)', width: 36, align: 'left' },
  { header: 'Output Shape', width: 27, align: 'left' },
  { header: 'Param #', width: 15, align: 'right' },
];
const GRAPH_COLUMNS: readonly SummaryColumn[] = [
  { header: 'Layer (type)', width: 29, align: 'left' },
  { header: 'Output Shape', width: 25, align: 'left' },
  { header: 'Param #', width: 15, align: 'right' },
  { header: 'Connected to', width: 26, align: 'left' },
];

// The optimizer's own numbers: steps, of 8 bytes, and learning rate.
const [COUNTERS, COUNTER_BYTES] = [2, 12];

/**
 * A model's layers and parameters, as Keras counts them.
 *
 * @param model - Sequential or Functional, built
 */
export function modelSummary(model: tf.LayersModel): ModelSummary {
  const weights = layerWeights(model);
  const size = (trainable: boolean) =>
    sum(weights.filter((weight) => weight.trainable === trainable).map(sizeOf));
  const isSequential = model instanceof tf.Sequential;
  return {
    name: model.name,
    layers: modelLayers(model).map((layer) => summaryLayer(model, layer)),
    trainableParams: size(true),
    nonTrainableParams: size(false),
    optimizerParams: optimizerParams(model),
    isChain: isSequential || isChain(model),
  };
}

/**
 * The text that `model.summary()` of Keras 3 prints on a terminal that is wide enough.
 *
 * @param model - Sequential or Functional, built
 * @returns the text, with a line break at its end
 */
export function kerasSummary(model: tf.LayersModel): string {
  const summary = modelSummary(model);
  const { layers, isChain: chain, trainableParams, nonTrainableParams, optimizerParams } = summary;
  const rows = layers.map(({ name, className, outputShape, params, connectedTo }) => [
    `${name} (${className})`,
    outputShape,
    params.toLocaleString('en'),
    connectedTo.join(', ') || '-',
  ]);
  const counted = (label: string, count: number, bytes = 4 * count) =>
    ` ${label} params: ${count.toLocaleString('en')} (${readableBytes(bytes)})`;
  const own = trainableParams + nonTrainableParams;
  const optimizer = optimizerParams ?? 0;
  const optimizerBytes = optimizer === 0 ? 0 : 4 * (optimizer - COUNTERS) + COUNTER_BYTES;
  return [
    `Model: "${summary.name}"`,
    ...drawTable(chain ? CHAIN_COLUMNS : GRAPH_COLUMNS, rows),
    counted('Total', own + optimizer, 4 * own + optimizerBytes),
    counted('Trainable', trainableParams),
    counted('Non-trainable', nonTrainableParams),
    ...(optimizer === 0 ? [] : [counted('Optimizer', optimizer, optimizerBytes)]),
    '',
  ].join('\n');
}

function summaryLayer(model: tf.LayersModel, layer: tf.layers.Layer): SummaryLayer {
  const calls = model instanceof tf.Sequential ? [] : callsIn(model, layer);
  const { inboundNodes } = layer;
  const shapes = inboundNodes.at(-1)?.outputShapes ?? [];
  const isList = Array.isArray(shapes[0]);
  const all = (isList ? shapes : [shapes]) as tf.Shape[];
  return {
    name: layer.name,
    className: kerasClass(layer.getClassName()),
    outputShape: all.length === 1 ? shapeText(all[0]!) : `[${all.map(shapeText).join(', ')}]`,
    params: sum(layerWeights(layer).map(sizeOf)),
    connectedTo: calls.flatMap(({ inputs }) =>
      inputs.map((input) => `${input.layer.name}[${input.call}][${input.output}]`),
    ),
  };
}

// No layer is called twice, joins several or feeds several.
function isChain(model: tf.LayersModel): boolean {
  const calls = model.layers.map((layer) => callsIn(model, layer));
  const inputs = calls.flat().flatMap((call) => call.inputs.map(({ layer }) => layer));
  return (
    model.inputs.length === 1 &&
    calls.every((layerCalls) => layerCalls.length <= 1) &&
    calls.flat().every((call) => call.inputs.length === 1) &&
    new Set(inputs).size === inputs.length
  );
}

function optimizerParams(model: tf.LayersModel): number | undefined {
  if ((model.optimizer as tf.Optimizer | undefined) === undefined) return undefined;
  const state = optimizerState(model);
  return state && COUNTERS + sum(state.slots.map((slot) => slot.size));
}

function shapeText(shape: tf.Shape): string {
  const lengths = shape.map((length) => (length === null ? 'None' : String(length)));
  return lengths.length === 1 ? `(${lengths[0]!},)` : `(${lengths.join(', ')})`;
}

function sizeOf({ variable }: { variable: tf.LayerVariable }): number {
  return tf.util.sizeFromShape(variable.shape as number[]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function readableBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value.toFixed(2)} ${units[unit]!}`;
}
