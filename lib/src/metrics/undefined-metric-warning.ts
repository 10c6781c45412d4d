/**
 * Told when a metric has no value for the rows it was given, e.g. the recall
 * of a class without rows. Named after scikit-learn's warning.
 */
export class UndefinedMetricWarning extends Error {
  override readonly name = 'UndefinedMetricWarning';
  /** The metric without a value, e.g. `precision`. */
  readonly metric: string;
  /** What a caller of the metric can do about it, which Node prints below the message. */
  readonly detail: string | undefined;

  /**
   * @param metric - the metric without a value, e.g. `precision`
   * @param message - why it has none, and what stands in its place
   * @param detail - what a caller of the metric can do about it
   */
  constructor(metric: string, message: string, detail?: string) {
    super(message);
    this.metric = metric;
    this.detail = detail;
  }
}

/**
 * Receives warnings about undefined metrics. Without one they go to `process.emitWarning`.
 *
 * @param warning - names the metric and says why
 */
export type OnWarning = (warning: UndefinedMetricWarning) => void;

/** The option that every metric with an undefined case takes. */
export interface WarningOptions {
  /** Receives warnings; default: `process.emitWarning`, which Node prints to stderr. */
  readonly onWarning?: OnWarning | undefined;
}

/** Sends one warning to the receiver, or to the process where there is none. */
export function warnUndefined(
  onWarning: OnWarning | undefined,
  metric: string,
  message: string,
  detail?: string,
): void {
  const warning = new UndefinedMetricWarning(metric, message, detail);
  if (onWarning) onWarning(warning);
  else process.emitWarning(warning);
}
