/** The seven classes of HAM10000 in alphabetical order, which is scikit-learn's `LabelEncoder` order. */
export const HAM10000_CLASSES = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc'] as const;

/** How a diagnosis was confirmed. */
export const HAM10000_DX_TYPES = ['confocal', 'consensus', 'follow_up', 'histo'] as const;

/** Sexes as the metadata writes them. */
export const HAM10000_SEXES = ['female', 'male', 'unknown'] as const;

/** Body sites as the metadata writes them. */
export const HAM10000_LOCALIZATIONS = [
  'abdomen',
  'acral',
  'back',
  'chest',
  'ear',
  'face',
  'foot',
  'genital',
  'hand',
  'lower extremity',
  'neck',
  'scalp',
  'trunk',
  'unknown',
  'upper extremity',
] as const;

/** A class label of HAM10000. */
export type Ham10000Label = (typeof HAM10000_CLASSES)[number];

/** How a diagnosis was confirmed: histopathology, expert consensus, confocal microscopy or follow-up. */
export type Ham10000DxType = (typeof HAM10000_DX_TYPES)[number];

/** A patient's sex as recorded. */
export type Ham10000Sex = (typeof HAM10000_SEXES)[number];

/** The body site of a lesion as recorded. */
export type Ham10000Localization = (typeof HAM10000_LOCALIZATIONS)[number];

/** Each class in plain words. */
export const HAM10000_CLASS_NAMES: Readonly<Record<Ham10000Label, string>> = {
  akiec: 'actinic keratosis or intraepithelial carcinoma',
  bcc: 'basal cell carcinoma',
  bkl: 'benign keratosis-like lesion',
  df: 'dermatofibroma',
  mel: 'melanoma',
  nv: 'melanocytic naevus',
  vasc: 'vascular lesion',
};

/** One image of HAM10000: a row of its metadata, in the file's own column names. */
export interface Ham10000Row {
  /** Lesion, e.g. `HAM_0000118`; several images may show one lesion. */
  readonly lesion_id: string;
  /** Image, e.g. `ISIC_0027419`; unique, and the image's file name without its ending. */
  readonly image_id: string;
  /** Diagnosis. */
  readonly dx: Ham10000Label;
  /** How the diagnosis was confirmed. */
  readonly dx_type: Ham10000DxType;
  /** Age of the patient in years, 0 to 120, recorded in steps of five; null where it is missing. */
  readonly age: number | null;
  /** Sex of the patient. */
  readonly sex: Ham10000Sex;
  /** Body site. */
  readonly localization: Ham10000Localization;
}

/** The metadata's columns in the file's order. */
export const HAM10000_COLUMNS = [
  'lesion_id',
  'image_id',
  'dx',
  'dx_type',
  'age',
  'sex',
  'localization',
] as const satisfies readonly (keyof Ham10000Row)[];
