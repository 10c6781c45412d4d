import type { NearDuplicates } from '../audit/index.js';
import { formatCount } from '../charts/index.js';

const NAMED_PAIRS = 5;

/**
 * How many near-duplicates a data set has, in words, and which of them bear two lesion ids.
 *
 * @param found - from `findNearDuplicates`
 * @returns one or two sentences
 * @example
 * nearDuplicatesSentence(found); // 'Near-duplicates: 121 pairs among 10,015 images, 1 of them …'
 */
export function nearDuplicatesSentence({ images, pairs }: NearDuplicates): string {
  const across = pairs.filter(({ isSameLesion }) => !isSameLesion);
  const count = `Near-duplicates: ${formatCount(pairs.length)} ${pairs.length === 1 ? 'pair' : 'pairs'} among ${formatCount(images)} images`;
  if (across.length === 0) return `${count}, none of them of two lesions.`;
  const named = across
    .slice(0, NAMED_PAIRS)
    .map(
      ({ imageId, otherImageId, lesionId, otherLesionId }) =>
        `${imageId} (${lesionId}) and ${otherImageId} (${otherLesionId})`,
    );
  const rest = across.length - named.length;
  const more = rest > 0 ? `; and ${formatCount(rest)} more` : '';
  return `${count}, ${formatCount(across.length)} of them of two lesions: ${named.join('; ')}${more}.`;
}
