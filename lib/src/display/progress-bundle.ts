import { htmlEscape } from 'escape-goat';

/** How far some work is. */
export interface ProgressState {
  /** Units finished so far. */
  readonly done: number;
  /** Units in all. */
  readonly total: number;
  /** What is being done. */
  readonly label: string;
  /** Time left, e.g. `1:05 left`; empty where it is not known. */
  readonly left: string;
  /** What else there is to say. */
  readonly text: string;
}

/**
 * A progress bar as HTML and as text.
 *
 * @param state - how far the work is
 * @returns content by MIME type
 */
export function progressBundle(state: ProgressState): Record<string, string> {
  const { done, total, label, left, text } = state;
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
  const percent = `${Math.floor(100 * share)} %`;
  const counts = `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`;
  const facts = [percent, counts, done < total ? left : 'done', text].filter((fact) => fact !== '');
  const says = facts.join(' · ');
  return { 'text/html': barHtml(state, share, says), 'text/plain': `${label}: ${says}` };
}

function barHtml({ done, total, label }: ProgressState, share: number, says: string): string {
  const bar = htmlEscape`<div role="progressbar" aria-label="${label}" aria-valuemin="0" aria-valuemax="${total}" aria-valuenow="${done}" aria-valuetext="${says}" style="flex:0 1 16em;min-width:6em;height:0.7em;border:1px solid #767b84;border-radius:4px;overflow:hidden">`;
  return [
    '<div style="display:flex;flex-wrap:wrap;gap:0.2em 0.8em;align-items:center;font-variant-numeric:tabular-nums">',
    htmlEscape`<span>${label}</span>`,
    `${bar}<div style="width:${(100 * share).toFixed(1)}%;height:100%;background:#0072b2"></div></div>`,
    htmlEscape`<span>${says}</span></div>`,
  ].join('\n');
}
