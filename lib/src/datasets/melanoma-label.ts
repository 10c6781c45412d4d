/** What data sets call melanoma: HAM10000 `mel`, ISIC 2019 `MEL`, class folders `melanoma`. */
const SPELLINGS: readonly string[] = ['mel', 'melanoma'];

/**
 * The class that is melanoma, however the data set spells it.
 *
 * @param classes - class labels
 * @returns the label; undefined where no class is melanoma
 * @remarks Capitals and what stands around the word, as in `Melanoma_`, do not matter; a class of
 * several diseases, such as `melanoma and nevus`, is not melanoma.
 * @example
 * ```ts
 * melanomaLabel(HAM10000_CLASSES); // => 'mel'
 * melanomaLabel(ISIC2019_CLASSES); // => 'MEL'
 * melanomaLabel(['benign', 'malignant']); // => undefined
 * ```
 */
export function melanomaLabel<L extends string>(classes: readonly L[]): L | undefined {
  return classes.find((label) =>
    SPELLINGS.includes(label.toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, '')),
  );
}
