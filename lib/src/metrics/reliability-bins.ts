import { type BinStrategy, binOf, checkBins, equalWidthEdges } from './calibration-bins.js';
import type { ClassLabel, Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import type { Scores } from './score-matrix.js';
import { type TopLabel, topLabel } from './top-label.js';

/** Options of `reliabilityBins` and `expectedCalibrationError`. */
export interface ReliabilityOptions extends SampleWeightOptions {
  /** Classes in the order of the columns; default: those of `yTrue`, sorted. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** Number of bins, at least 1; default: 15. */
  readonly nBins?: number | undefined;
  /** `'uniform'` (default): bins of equal width. `'quantile'`: of equally many rows. */
  readonly strategy?: BinStrategy | undefined;
}

/** The rows whose confidence lies in one bin. */
export interface ReliabilityBin {
  /** Least confidence of the bin: its end for bins of equal width, else that of its rows. */
  readonly low: number;
  /** Greatest confidence of the bin. */
  readonly high: number;
  /** Rows, or their summed weight. */
  readonly rows: number;
  /** Mean confidence of the rows: the highest probability of each. */
  readonly confidence: number;
  /** Share of the rows whose most probable class is the true one. */
  readonly accuracy: number;
}

/**
 * How often a model is right, against how sure it was: the numbers of a reliability diagram, by the
 * most probable class of each row.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yProba - probabilities in [0, 1]: rows × classes, as an array of rows or one flat array,
 * each row summing to 1; for two classes also that of the second alone
 * @param options - classes, weights, and how to bin
 * @returns the bins that hold rows, from low to high confidence
 * @throws ArgumentError where labels, probabilities or options do not fit together
 * @remarks Guo et al., On Calibration of Modern Neural Networks, ICML 2017. A bin of equal width
 * holds what is above its lower end and up to its upper one. With `'quantile'`, rows of equal
 * confidence stay together, in the bin in which the middle of them falls.
 * @example
 * ```ts
 * import { reliabilityBins } from 'dermlab';
 *
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.4, 0.6]];
 * reliabilityBins(['mel', 'nv', 'nv', 'nv'], probabilities, { nBins: 2 });
 * // [{ low: 0.5, high: 1, rows: 4, confidence: 0.8, accuracy: 0.75 }]
 * ```
 */
export function reliabilityBins(
  yTrue: Labels,
  yProba: Scores,
  { labels, sampleWeight, nBins = 15, strategy = 'uniform' }: ReliabilityOptions = {},
): ReliabilityBin[] {
  checkBins(nBins, strategy);
  checkSampleWeight(sampleWeight, yTrue.length);
  const top = topLabel(yTrue, yProba, labels);
  return reliabilityBinning(top, nBins, strategy)(sampleWeight ?? top.right.map(() => 1));
}

/** Bins of rows whose confidence is known, made ready for many weights. */
export function reliabilityBinning(
  top: TopLabel,
  nBins: number,
  strategy: BinStrategy,
): (sampleWeight: ArrayLike<number>) => ReliabilityBin[] {
  return strategy === 'uniform' ? equalWidth(top, nBins) : equallyMany(top, nBins);
}

function equalWidth(top: TopLabel, nBins: number): ReturnType<typeof reliabilityBinning> {
  const edges = equalWidthEdges(nBins);
  const bins = Int32Array.from(top.confidence, (confidence) => binOf(confidence, edges));
  return (sampleWeight) => {
    const sums = new BinSums(nBins);
    for (let i = 0; i < bins.length; i++) sums.add(bins[i]!, top, i, sampleWeight[i]!);
    return sums.bins((bin) => ({ low: edges[bin]!, high: edges[bin + 1]! }));
  };
}

function equallyMany(top: TopLabel, nBins: number): ReturnType<typeof reliabilityBinning> {
  const { confidence } = top;
  const order = Uint32Array.from(confidence.keys()).sort((a, b) => confidence[a]! - confidence[b]!);
  return (sampleWeight) => {
    const sums = new BinSums(nBins);
    const total = order.reduce((sum, row) => sum + sampleWeight[row]!, 0);
    let below = 0;
    for (let from = 0, to = 0; from < order.length; from = to) {
      let weight = 0;
      while (to < order.length && confidence[order[to]!] === confidence[order[from]!]) {
        weight += sampleWeight[order[to++]!]!;
      }
      const bin = Math.min(Math.floor((nBins * (below + weight / 2)) / total), nBins - 1);
      for (let i = from; i < to; i++) sums.add(bin, top, order[i]!, sampleWeight[order[i]!]!);
      below += weight;
    }
    return sums.bins((bin) => ({ low: sums.least[bin]!, high: sums.greatest[bin]! }));
  };
}

/** What is added up bin by bin. */
class BinSums {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly #rows: Float64Array;
  readonly #confidence: Float64Array;
  readonly #right: Float64Array;

  constructor(nBins: number) {
    this.least = new Float64Array(nBins).fill(Infinity);
    this.greatest = new Float64Array(nBins);
    this.#rows = new Float64Array(nBins);
    this.#confidence = new Float64Array(nBins);
    this.#right = new Float64Array(nBins);
  }

  add(bin: number, { confidence, right }: TopLabel, row: number, weight: number): void {
    if (weight === 0) return;
    const value = confidence[row]!;
    this.#rows[bin]! += weight;
    this.#confidence[bin]! += weight * value;
    this.#right[bin]! += weight * right[row]!;
    this.least[bin] = Math.min(this.least[bin]!, value);
    this.greatest[bin] = Math.max(this.greatest[bin]!, value);
  }

  bins(ends: (bin: number) => Pick<ReliabilityBin, 'low' | 'high'>): ReliabilityBin[] {
    return [...this.#rows.entries()].flatMap(([bin, rows]) => {
      const [confidence, accuracy] = [this.#confidence[bin]! / rows, this.#right[bin]! / rows];
      return rows === 0 ? [] : [{ ...ends(bin), rows, confidence, accuracy }];
    });
  }
}
