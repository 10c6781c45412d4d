export { AGE_BANDS, type AgeBand, ageBand } from './age-band.js';
export { type AgeBin, type AgeHistogram, ageHistogram } from './age-histogram.js';
export {
  type AgeSummary,
  ageSummary,
  ageSummaryByDx,
  type ClassAgeSummary,
} from './age-summary.js';
export { fromArquero, toArquero } from './arquero-table.js';
export { type CategoricalColumn, countBy, type ValueCount } from './count-by.js';
export { type CrossTable, type CrossTableRow, crossTable } from './cross-table.js';
export { fromDanfo, toDanfo } from './danfo-frame.js';
export { type LesionSummary, lesionsWithSeveralImages } from './lesions-with-several-images.js';
export { type MissingValues, missingValues } from './missing-values.js';
