import type { LabelledRow } from './image-dataset.js';

/** The classes of ISIC 2019 in the order of the ground truth's columns; `UNK` is none of the others. */
export const ISIC2019_CLASSES = [
  'MEL',
  'NV',
  'BCC',
  'AK',
  'BKL',
  'DF',
  'VASC',
  'SCC',
  'UNK',
] as const;

/** Body sites as the metadata writes them. */
export const ISIC2019_SITES = [
  'anterior torso',
  'head/neck',
  'lateral torso',
  'lower extremity',
  'oral/genital',
  'palms/soles',
  'posterior torso',
  'upper extremity',
] as const;

/** Sexes as the metadata writes them. */
export const ISIC2019_SEXES = ['female', 'male'] as const;

/** A class label of ISIC 2019. */
export type Isic2019Label = (typeof ISIC2019_CLASSES)[number];

/** The body site of a lesion as recorded. */
export type Isic2019Site = (typeof ISIC2019_SITES)[number];

/** A patient's sex as recorded. */
export type Isic2019Sex = (typeof ISIC2019_SEXES)[number];

/** Each class in plain words. */
export const ISIC2019_CLASS_NAMES: Readonly<Record<Isic2019Label, string>> = {
  MEL: 'melanoma',
  NV: 'melanocytic naevus',
  BCC: 'basal cell carcinoma',
  AK: 'actinic keratosis',
  BKL: 'benign keratosis',
  DF: 'dermatofibroma',
  VASC: 'vascular lesion',
  SCC: 'squamous cell carcinoma',
  UNK: 'none of the others',
};

/** One row of the ground truth, its nine columns as the one label that they stand for. */
export interface Isic2019Truth {
  /** Image, e.g. `ISIC_0000017_downsampled`; unique, and the image's file name without its ending. */
  readonly image: string;
  /** The class whose column is 1. */
  readonly label: Isic2019Label;
}

/** One row of the metadata, in the file's own column names; null where a value is empty. */
export interface Isic2019Metadata {
  /** Image, e.g. `ISIC_0000017_downsampled`. */
  readonly image: string;
  /** Age of the patient in years, 0 to 120, recorded in steps of five. */
  readonly age_approx: number | null;
  /** Body site. */
  readonly anatom_site_general: Isic2019Site | null;
  /** Lesion, e.g. `HAM_0000550`, which is HAM10000's own id; several images may show one lesion. */
  readonly lesion_id: string | null;
  /** Sex of the patient. */
  readonly sex: Isic2019Sex | null;
}

/** One image of ISIC 2019: ground truth and metadata, image and label named as in HAM10000. */
export interface Isic2019Row extends LabelledRow {
  /** Image, e.g. `ISIC_0000017_downsampled`. */
  readonly image_id: string;
  /** Diagnosis. */
  readonly dx: Isic2019Label;
  /** Lesion, e.g. `HAM_0000550`; the image's own id where the metadata names none. */
  readonly lesion_id: string;
  /** Age of the patient in years, 0 to 120; null where it is missing. */
  readonly age_approx: number | null;
  /** Body site; null where it is missing. */
  readonly anatom_site_general: Isic2019Site | null;
  /** Sex of the patient; null where it is missing. */
  readonly sex: Isic2019Sex | null;
}
