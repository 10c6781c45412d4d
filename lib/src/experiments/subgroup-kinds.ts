import type { LabelledRow } from '../datasets/index.js';
import { AGE_BANDS, ageBand } from '../eda/index.js';

/** Something that rows are grouped by. */
interface SubgroupKind {
  /** What it is, e.g. `sex`. */
  readonly heading: string;
  /** The group of a row; `unknown` where it says nothing. */
  readonly groupOf: (row: LabelledRow | undefined) => string;
  /** The groups in the order to show them; absent: as they come. */
  readonly order?: readonly string[];
}

/** Columns of HAM10000 and of ISIC 2019. */
interface PatientColumns {
  readonly sex?: string | null;
  readonly age?: number | null;
  readonly age_approx?: number | null;
  readonly localization?: string | null;
  readonly anatom_site_general?: string | null;
  readonly dx_type?: string | null;
}

/**
 * What the rows of a data set can be grouped by.
 *
 * @param row - any of its rows
 * @returns the kinds whose columns it has: none for class folders
 */
export function subgroupKinds(row: LabelledRow | undefined): SubgroupKind[] {
  const has = (column: keyof PatientColumns) => row !== undefined && column in row;
  const by = (
    heading: string,
    ...columns: ('sex' | 'localization' | 'anatom_site_general' | 'dx_type')[]
  ) =>
    columns.filter(has).map((column) => ({
      heading,
      groupOf: (of: LabelledRow | undefined) =>
        (of as PatientColumns | undefined)?.[column] ?? 'unknown',
    }));
  return [
    ...by('sex', 'sex'),
    ...(has('age') || has('age_approx') ? [AGE] : []),
    ...by('localisation', 'localization', 'anatom_site_general'),
    ...by('how the diagnosis was made (dx_type)', 'dx_type'),
  ];
}

const AGE: SubgroupKind = {
  heading: 'age in years',
  groupOf: (row) => {
    const { age, age_approx: ageApprox } = (row ?? {}) as PatientColumns;
    return ageBand(age ?? ageApprox ?? null);
  },
  order: AGE_BANDS,
};
