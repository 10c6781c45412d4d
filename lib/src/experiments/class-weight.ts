/**
 * The weight of each class, so that all classes together weigh the same: scikit-learn's
 * `compute_class_weight('balanced')`.
 *
 * @param labels - class index of each row
 * @param nClasses - number of classes
 * @returns rows / (classes that occur × rows of the class); 0 for a class that does not occur
 * @remarks scikit-learn 1.9.1.
 * @example
 * ```ts
 * balancedClassWeight(Int32Array.of(0, 0, 0, 1), 2); // => [0.6667, 2]
 * ```
 */
export function balancedClassWeight(labels: Int32Array, nClasses: number): Float32Array {
  const counts = new Int32Array(nClasses);
  for (const label of labels) counts[label]! += 1;
  const present = counts.filter((count) => count > 0).length;
  return Float32Array.from(counts, (count) =>
    count === 0 ? 0 : labels.length / (present * count),
  );
}
