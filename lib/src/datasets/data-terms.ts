/** Whose images a data set holds, and under which terms. */
export interface DataTerms {
  /** Name of the data set. */
  readonly name: string;
  /** Who made it, and where they published it. */
  readonly authors: string;
  /** Name of the licence. */
  readonly licence: string;
  /** What it asks for, in words. */
  readonly conditions: string;
}

/** Terms of HAM10000. */
export const HAM10000_TERMS: DataTerms = {
  name: 'HAM10000',
  authors:
    'Philipp Tschandl, Cliff Rosendahl and Harald Kittler, “The HAM10000 dataset, a large collection of multi-source dermatoscopic images of common pigmented skin lesions”, Scientific Data 5:180161 (2018), doi 10.7910/DVN/DBW86T',
  licence: 'CC BY-NC-SA 4.0',
  conditions: 'with attribution, not for commercial use, shared alike',
};

/** Terms of ISIC 2019, which is made of three data sets. */
export const ISIC2019_TERMS: DataTerms = {
  name: 'ISIC 2019',
  authors:
    'the makers of BCN20000 (Hospital Clínic de Barcelona; Combalia et al., arXiv:1908.02288), HAM10000 (Medical University of Vienna; Tschandl, Rosendahl, Kittler, Scientific Data 5:180161, 2018) and MSK (Codella et al., arXiv:1710.05006, 1902.03368)',
  licence: 'CC BY-NC 4.0',
  conditions: 'with attribution, not for commercial use',
};

/** A sentence to stand beside the images. */
export function attributionText({ name, authors, licence, conditions }: DataTerms): string {
  return `Images and metadata: ${name}, by ${authors}, licence ${licence}: ${conditions}.`;
}

/** What a person is told before downloading: the licence first. */
export function licenceText({ authors, licence, conditions }: DataTerms): string {
  return `${licence} (${conditions}), by ${authors}`;
}
