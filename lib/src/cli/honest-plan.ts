import { ArgumentError } from '../core/index.js';
import { LESION_FOLDS, type LesionFolds } from '../experiments/index.js';

/** What `--only` takes. */
export const HONEST_MODELS: readonly string[] = LESION_FOLDS.map(nameOf);

/** The models of an honest table. */
export interface HonestPlan {
  /** Published experiments and their folds, in order. */
  readonly models: readonly LesionFolds[];
  /** A sentence on each model that was left out: how to add it. */
  readonly notices: readonly string[];
}

/**
 * Chooses the models of an honest table.
 *
 * @param options - `only`, names to keep; `folders`, where source E's class folders are; `seed`
 * @returns the models, and what was left out
 * @throws ArgumentError where source E is asked for and has no folders, or has some and is not asked for
 */
export function planHonestTable({
  only,
  folders,
  seed,
}: {
  readonly only?: readonly string[];
  readonly folders?: string;
  readonly seed?: number;
}): HonestPlan {
  const wanted = LESION_FOLDS.filter((model) => !only || only.includes(nameOf(model)));
  const onFolders = wanted.filter(({ experiment }) => experiment.dataset === 'class-folders');
  const [ofE] = onFolders;
  if (only && ofE && folders === undefined) {
    throw new ArgumentError(
      `${nameOf(ofE)} trains on class folders that \`dermlab augment\` has filled up, and none are named; give --folders. See --help.`,
    );
  }
  if (only && !ofE && folders !== undefined) {
    throw new ArgumentError(
      '--folders is for source-e, which --only leaves out; leave one of them out.',
    );
  }
  const models = wanted
    .filter((model) => folders !== undefined || !onFolders.includes(model))
    .map(({ published, experiment }) => ({
      published,
      experiment: seed === undefined ? experiment : { ...experiment, seed },
    }));
  const notices = onFolders
    .filter(() => folders === undefined)
    .map(({ experiment }) => `${experiment.title} is left out: give its --folders, see --help.`);
  return { models, notices };
}

function nameOf({ experiment }: LesionFolds): string {
  return experiment.name.replace(/-lesion-folds$/, '');
}
