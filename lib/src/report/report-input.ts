import type { AgeBinRow, CountRow } from '../charts/index.js';
import type { Experiment, RunResult } from '../experiments/index.js';
import type { RunDetails } from './run-details.js';

/** One image of the sample grid. */
export interface SampleImage {
  /** The class it is shown under, e.g. `mel`. */
  readonly label: string;
  /** The image's id in the metadata. */
  readonly imageId: string;
  /** A small copy as a `data:image/jpeg;base64,…` address. */
  readonly dataUri: string;
  /** Width of the copy in pixels. */
  readonly widthPx: number;
  /** Height of the copy in pixels. */
  readonly heightPx: number;
}

/** What the report says about the data set. */
export interface DataDescription {
  /** e.g. `HAM10000`. */
  readonly name: string;
  /** One sentence on what was loaded: counts, size of the images, where they are. */
  readonly description: string;
  /** SHA-256 of the archive or folder, in hexadecimal. */
  readonly sha256: string;
  /** Images that are there. */
  readonly images: number;
  /** Lesions that they show. */
  readonly lesions: number;
  /** Lesions with more than one image. */
  readonly lesionsWithSeveralImages: number;
  /** The classes in class order, each with its name in plain words. */
  readonly classes: readonly { readonly label: string; readonly name: string }[];
  /** Whose images these are, and under which terms; absent where nobody has said so. */
  readonly attribution?: string;
  /** How often each value of a metadata column occurs; only columns that there are. */
  readonly counts: {
    /** Diagnosis. */
    readonly dx: readonly CountRow[];
    /** How the diagnosis was made. */
    readonly dxType?: readonly CountRow[];
    /** Where on the body. */
    readonly localization?: readonly CountRow[];
    /** The patient's sex. */
    readonly sex?: readonly CountRow[];
  };
  /** The patients' ages, where they are known. */
  readonly age?: {
    /** Bins in ascending order. */
    readonly bins: readonly AgeBinRow[];
    /** Images without an age. */
    readonly missing: number;
  };
  /** Sample images, in the order they are shown. */
  readonly samples: readonly SampleImage[];
  /** What a reader must know about the data, a sentence each: reduced, missing images, … */
  readonly notices: readonly string[];
}

/** Everything the report shows. */
export interface ReportInput {
  /** The page's heading. */
  readonly title?: string;
  /** All experiments that are to be run, in that order; the report grows with their runs. */
  readonly experiments: readonly Experiment[];
  /** The runs finished so far, in any order. */
  readonly runs: readonly RunResult[];
  /** What else is shown of each run, by run id. */
  readonly details?: ReadonlyMap<string, RunDetails>;
  /** The data set. */
  readonly data: DataDescription;
  /** Anything else a reader must know before reading a number, a sentence each. */
  readonly notices?: readonly string[];
  /** Versions of what computed the numbers, e.g. `{ dermlab: '0.1.0', Node: '20.20.2' }`. */
  readonly versions: Readonly<Record<string, string>>;
  /** The command that makes this report again, e.g. `npm start`. */
  readonly command: string;
}
