import { ArgumentError } from '../core/index.js';

/** Refuses a confidence that is no share strictly between 0 and 1. */
export function checkConfidence(confidence: number): void {
  if (confidence > 0 && confidence < 1) return;
  throw new ArgumentError(
    `confidence is ${String(confidence)}, expected a share between 0 and 1, such as 0.95.`,
  );
}
