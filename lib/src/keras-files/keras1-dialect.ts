import { KerasFileError } from '../core/index.js';
import { type ClassConfig, type Json, type JsonObject, lookUp, shown } from './json.js';

const CLASSES: Readonly<Record<string, string>> = {
  Convolution1D: 'Conv1D',
  Convolution2D: 'Conv2D',
  AtrousConvolution2D: 'Conv2D',
  SeparableConvolution2D: 'SeparableConv2D',
  Deconvolution2D: 'Conv2DTranspose',
};

const MERGE_MODES: Readonly<Record<string, string>> = {
  sum: 'Add',
  mul: 'Multiply',
  ave: 'Average',
  max: 'Maximum',
  concat: 'Concatenate',
};

// Recurrent layers and embeddings have their own output_dim.
const KEYS: Readonly<Record<string, string>> = {
  nb_filter: 'filters',
  filter_length: 'kernel_size',
  subsample: 'strides',
  subsample_length: 'strides',
  stride: 'strides',
  pool_length: 'pool_size',
  length: 'size',
  border_mode: 'padding',
  atrous_rate: 'dilation_rate',
  bias: 'use_bias',
  init: 'kernel_initializer',
  inner_init: 'recurrent_initializer',
  inner_activation: 'recurrent_activation',
  W_regularizer: 'kernel_regularizer',
  U_regularizer: 'recurrent_regularizer',
  b_regularizer: 'bias_regularizer',
  W_constraint: 'kernel_constraint',
  b_constraint: 'bias_constraint',
  dropout_W: 'dropout',
  dropout_U: 'recurrent_dropout',
  p: 'rate',
  sigma: 'stddev',
  concat_axis: 'axis',
  beta_init: 'beta_initializer',
  gamma_init: 'gamma_initializer',
};

const RECURRENT = ['LSTM', 'GRU', 'SimpleRNN'];

/**
 * Says a layer of Keras 1 in the words of Keras 2; leaves those of later versions as they are.
 *
 * @param layer - class and config, plain
 * @returns class and config of Keras 2
 * @throws KerasFileError for modes that Keras 2 has no layer for
 * @remarks Keras 2.0's own table of renamed arguments (keras/legacy/interfaces.py).
 */
export function fromKeras1(layer: ClassConfig): ClassConfig {
  const { class_name: className, config } = layer;
  if (className === 'Merge') return { ...layer, ...merge(config) };
  const renamed = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [lookUp(KEYS, key) ?? key, value]),
  );
  return {
    ...layer,
    class_name: lookUp(CLASSES, className) ?? className,
    config: { ...withoutOld(className, renamed), ...joined(className, config) },
  };
}

function merge(config: JsonObject): { class_name: string; config: JsonObject } {
  const className = lookUp(MERGE_MODES, shown(config['mode']));
  if (className === undefined) {
    throw new KerasFileError(
      `The layer "${shown(config['name'])}" merges by ${JSON.stringify(config['mode'])}, expected one of ${Object.keys(MERGE_MODES).join(', ')}.`,
    );
  }
  const axis = className === 'Concatenate' ? { axis: config['concat_axis'] ?? -1 } : {};
  return { class_name: className, config: { name: config['name'] ?? null, ...axis } };
}

// Arguments that became one, or that mean something else in some layers.
function joined(className: string, config: JsonObject): JsonObject {
  const result: JsonObject = {};
  if ('nb_row' in config) result['kernel_size'] = [config['nb_row']!, config['nb_col']!];
  if ('dim_ordering' in config) result['data_format'] = dataFormat(config['dim_ordering']);
  if ('output_dim' in config) {
    const isEmbedding = className === 'Embedding';
    result[isEmbedding ? 'output_dim' : 'units'] = config['output_dim']!;
    if (isEmbedding && 'init' in config) result['embeddings_initializer'] = config['init']!;
  }
  if ('forget_bias_init' in config)
    result['unit_forget_bias'] = config['forget_bias_init'] === 'one';
  if (RECURRENT.includes(className) && 'inner_init' in config) result['reset_after'] = false;
  return result;
}

const OLD = ['nb_row', 'nb_col', 'dim_ordering', 'output_dim', 'forget_bias_init'];

function withoutOld(className: string, config: JsonObject): JsonObject {
  const dropped = className === 'BatchNormalization' ? [...OLD, 'mode'] : OLD;
  return Object.fromEntries(Object.entries(config).filter(([key]) => !dropped.includes(key)));
}

function dataFormat(ordering: Json): string {
  if (ordering === 'default') return 'channels_last';
  return ordering === 'th' ? 'channels_first' : 'channels_last';
}
