import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import { ROOT } from '../support/paths.js';

const VENV = join(ROOT, '.venv');

function wheelVersion(): string | undefined {
  const python = readdirSync(`${VENV}/lib`).find((name) => name.startsWith('python3'));
  return readdirSync(`${VENV}/lib/${python}/site-packages`)
    .map((name) => /^tensorflow(?:_cpu)?-([\d.]+)\.dist-info$/.exec(name)?.[1])
    .find((version) => version !== undefined);
}

describe('loadEngine', () => {
  it('finds the TensorFlow of the Python environment and says so', async () => {
    const engine = await loadEngine();
    expect(engine).toMatchObject({ kind: 'tensorflow', fallback: false, notices: [] });
    expect(engine.tensorflowVersion).toBe(wheelVersion());
    expect(engine.description).toContain(`TensorFlow ${wheelVersion()} (`);
    expect(engine.devices).toContainEqual(expect.stringMatching(/device:CPU:0$/));
  });

  it('makes TensorFlow compute what tfjs is asked for', async () => {
    await loadEngine();
    expect(tf.getBackend()).toBe('tensorflow');
    expect(tf.matMul([[1, 2]], [[3], [4]]).arraySync()).toEqual([[11]]);
  });

  it('gives the same engine when called again', async () => {
    expect(await loadEngine({ threads: 1 })).toBe(await loadEngine());
  });

  it('shares one backend with danfo', async () => {
    await loadEngine();
    const backend = tf.backend();
    const warn = vi.spyOn(console, 'warn');
    const danfo = await import('danfojs-node');
    expect(warn).not.toHaveBeenCalled();
    const theirs = danfo.tensorflow as typeof tf;
    expect(theirs.backend()).toBe(backend);
    const frame = new danfo.DataFrame([[1, 2]]) as { tensor: tf.Tensor };
    expect(frame.tensor.dataSync()).toEqual(Float32Array.of(1, 2));
    warn.mockRestore();
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %f threads', async (threads) => {
    await expect(loadEngine({ threads })).rejects.toThrow(
      `threads is ${threads}, expected a positive integer`,
    );
  });
});
