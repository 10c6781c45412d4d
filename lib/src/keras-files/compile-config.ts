import type { tf } from '../engine/index.js';
import { isJsonObject, type Json, type JsonObject, shown } from './json.js';
import { type LossNames, lossFromKeras, metricsFromKeras, toKerasName } from './losses.js';
import { optimizerConfig, optimizerFrom } from './optimizer-config.js';
import { plainConfig } from './plain-config.js';

/** What a model is compiled with, from a file. */
export interface CompileSettings {
  /** tfjs's optimizer. */
  readonly optimizer: tf.Optimizer;
  /** A loss, or one for each output. */
  readonly loss: LossNames;
  /** tfjs's names of the metrics. */
  readonly metrics: string[];
  /** What of the file's settings is left out. */
  readonly notices: readonly string[];
}

/**
 * Whether a file says how its model is compiled; one that never was may have settings that are all null.
 *
 * @param json - `training_config` of an `.h5` or `compile_config` of a `.keras` file
 * @returns true where an optimizer is named
 */
export function hasOptimizer(json: Json): boolean {
  if (!isJsonObject(json)) return true;
  return (json['optimizer_config'] ?? json['optimizer'] ?? null) !== null;
}

/**
 * Reads how a model was compiled, in any of Keras's dialects.
 *
 * @param json - `training_config` of an `.h5` or `compile_config` of a `.keras` file
 * @param outputs - names of the model's outputs
 * @returns the settings, or one sentence that says what of them is not known here
 */
export function readCompileConfig(json: Json, outputs: number): CompileSettings | string {
  const config = plainConfig(json);
  if (!isJsonObject(config)) return 'the compile settings are not those of a model';
  const optimizer = optimizerFrom(config['optimizer_config'] ?? config['optimizer'] ?? null);
  if (typeof optimizer === 'string') return optimizer;
  const weights = config['loss_weights'];
  if (weights !== null && weights !== undefined)
    return 'losses are weighted, which is not supported';
  const loss = lossFromKeras(config['loss'] ?? null, outputs);
  if (loss === undefined) return `the loss ${shown(config['loss'])} is not known here`;
  const { known, unknown } = metricsFromKeras([
    config['metrics'] ?? null,
    config['weighted_metrics'] ?? null,
  ]);
  const notices = unknown.map((metric) => `The metric ${metric} is not known here and left out.`);
  return { optimizer, loss, metrics: known, notices };
}

/**
 * Says how a model is compiled, as Keras 2 and 3 read it.
 *
 * @param model - compiled
 * @returns optimizer, loss and metrics; undefined where Keras has no name for one of them
 */
export function compileConfig(model: tf.LayersModel): JsonObject | undefined {
  const { optimizer, loss, metrics } = model as unknown as {
    optimizer: tf.Optimizer;
    loss: unknown;
    metrics: unknown;
  };
  const [config, lossNames] = [optimizerConfig(optimizer), kerasNames(loss)];
  if (config === undefined || lossNames === undefined) return undefined;
  return {
    optimizer: config,
    loss: lossNames,
    loss_weights: null,
    metrics: kerasNames(metrics) ?? null,
    weighted_metrics: null,
  };
}

function kerasNames(names: unknown): Json | undefined {
  if (typeof names === 'string') return toKerasName(names);
  if (Array.isArray(names) && names.length > 0) {
    const all = names.map(kerasNames);
    return all.some((name) => name === undefined) ? undefined : (all as Json[]);
  }
  if (typeof names !== 'object' || names === null || Array.isArray(names)) return undefined;
  const entries = Object.entries(names).map(([key, name]) => [key, kerasNames(name)] as const);
  return entries.some(([, name]) => name === undefined)
    ? undefined
    : (Object.fromEntries(entries) as JsonObject);
}
