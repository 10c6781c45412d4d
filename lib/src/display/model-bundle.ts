import { isObject } from './is-object.js';
import { type MimeBundle, mimeBundle } from './mime-bundle.js';

/** As much of a TensorFlow.js model as is read. */
interface LayersModel {
  readonly name: string;
  readonly layers: readonly unknown[];
  summary(lineLength: undefined, positions: undefined, print: (line: string) => void): void;
}

/**
 * A model of layers as its summary: layers, output shapes, parameters.
 *
 * @param value - anything
 * @returns the bundle, or undefined where the value is no such model
 */
export function modelBundle(value: unknown): MimeBundle | undefined {
  if (!isLayersModel(value)) return undefined;
  try {
    return mimeBundle(summaryText(value));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return mimeBundle(`Model ${value.name}, ${value.layers.length} layers (no summary: ${why})`);
  }
}

function summaryText(model: LayersModel): string {
  const lines: string[] = [];
  model.summary(undefined, undefined, (line) => lines.push(line));
  return lines.map((line) => line.trimEnd()).join('\n');
}

function isLayersModel(value: unknown): value is LayersModel {
  return (
    isObject(value) &&
    Array.isArray(value['layers']) &&
    typeof value['summary'] === 'function' &&
    typeof value['countParams'] === 'function'
  );
}
