import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../lib/src/core/index.js';
import {
  EARLY_STOPPING_START,
  type EarlyStopping,
  type MonitoredLog,
  REDUCE_LR_ON_PLATEAU_START,
  type ReduceLROnPlateau,
  updateEarlyStopping,
  updateReduceLROnPlateau,
} from '../../lib/src/experiments/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

type Options = Readonly<Record<string, unknown>> & { readonly monitor: keyof MonitoredLog };

interface Case {
  readonly options: Options;
  readonly values: readonly (number | string)[];
}

const keras = readFixture<{
  readonly learningRate: number;
  readonly earlyStopping: readonly (Case & { epochs: number; endsWithWeightsOf: number })[];
  readonly reduceLROnPlateau: readonly (Case & { rates: readonly number[] })[];
}>('callbacks');

const nothing: MonitoredLog = { loss: 0, accuracy: 0, valLoss: 0, valAccuracy: 0 };

/** The watched figure of each epoch; the others say nothing. */
function logsOf({ options, values }: Case): MonitoredLog[] {
  return values.map((value) => ({ ...nothing, [options.monitor]: Number(value) }));
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which
function camelCase<T>(options: Options): T {
  const entries = Object.entries(options).map(([name, value]) => [
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** As a checkpoint keeps it. */
function throughJson<T>(state: T): T {
  return JSON.parse(JSON.stringify(state)) as T;
}

testRegeneration('callbacks');

describe('updateEarlyStopping', () => {
  it.each(keras.earlyStopping.map((one, number) => [number, one] as const))(
    "ends when Keras's EarlyStopping does, with the same weights: case %i",
    (_, one) => {
      const options = camelCase<EarlyStopping>(one.options);
      let state = EARLY_STOPPING_START;
      let epochs = 0;
      for (const log of logsOf(one)) {
        epochs += 1;
        const update = updateEarlyStopping(throughJson(state), epochs, log, options);
        state = update.state;
        expect(update.isBest).toBe(state.bestEpoch === epochs);
        if (update.stop) break;
      }
      expect(epochs).toBe(one.epochs);
      const kept = options.restoreBestWeights && state.bestEpoch > 0;
      expect(kept ? state.bestEpoch : epochs).toBe(one.endsWithWeightsOf);
    },
  );
});

describe('updateReduceLROnPlateau', () => {
  it.each(keras.reduceLROnPlateau.map((one, number) => [number, one] as const))(
    "gives the learning rates of Keras's ReduceLROnPlateau: case %i",
    (_, one) => {
      let state = REDUCE_LR_ON_PLATEAU_START;
      let { learningRate } = keras;
      const rates = logsOf(one).map((log) => {
        const options = camelCase<ReduceLROnPlateau>(one.options);
        const update = updateReduceLROnPlateau(throughJson(state), log, learningRate, options);
        ({ state, learningRate } = update);
        return learningRate;
      });
      expect(rates).toEqual(one.rates);
    },
  );

  it('refuses a factor that does not reduce, as Keras does', () => {
    const update = () =>
      updateReduceLROnPlateau(REDUCE_LR_ON_PLATEAU_START, nothing, 1, { factor: 1 });
    expect(update).toThrow(ArgumentError);
    expect(update).toThrow('factor is 1, expected less than 1');
  });
});
