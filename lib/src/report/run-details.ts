import type { SplitAudit } from '../audit/index.js';
import type { Prediction, SubgroupMetrics } from '../experiments/index.js';

/** What a report shows of a run beside its result, as far as its folder has it. */
export interface RunDetails {
  /** Of its split, where near-duplicates were looked for. */
  readonly audit?: SplitAudit;
  /** What it said of the test rows; absent: no reliability diagram. */
  readonly predictions?: readonly Prediction[];
  /** Its metrics by subgroup; absent in old runs. */
  readonly subgroups?: readonly SubgroupMetrics[];
}
