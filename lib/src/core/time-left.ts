/**
 * Tells how long some work may still take.
 *
 * @param done - units finished so far
 * @param total - units in all
 * @returns e.g. `1:05 left`; an empty text where there is no pace yet
 */
export type TimeLeft = (done: number, total: number) => string;

/**
 * Estimates the time left from the pace since the first call, so that a resumed run is not misjudged.
 *
 * @returns what to call as the work goes on
 */
export function timeLeft(): TimeLeft {
  let first: { readonly done: number; readonly at: number } | undefined;
  return (done, total) => {
    const now = performance.now();
    first ??= { done, at: now };
    if (done <= first.done) return '';
    const seconds = ((now - first.at) / (done - first.done) / 1000) * (total - done);
    return `${clockText(seconds)} left`;
  };
}

function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
