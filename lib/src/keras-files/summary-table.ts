/** A column of a table. */
export interface SummaryColumn {
  /** What stands above it. */
  readonly header: string;
  /** Width of its text in characters. */
  readonly width: number;
  /** On which side its text stands. */
  readonly align: 'left' | 'right';
}

/**
 * Draws a table as Keras's `summary` does, with lines between rows and words wrapped.
 *
 * @param columns - headers and widths
 * @param rows - a text for each column
 * @returns the table's lines
 */
export function drawTable(columns: readonly SummaryColumn[], rows: readonly string[][]): string[] {
  const line = (left: string, fill: string, middle: string, right: string) =>
    left + columns.map(({ width }) => fill.repeat(width + 2)).join(middle) + right;
  const headers = columns.map(({ header }) => header);
  return [
    line('┏', '━', '┳', '┓'),
    ...drawRow(columns, headers, '┃'),
    line('┡', '━', '╇', '┩'),
    ...rows.flatMap((row, i) => [
      ...(i === 0 ? [] : [line('├', '─', '┼', '┤')]),
      ...drawRow(columns, row, '│'),
    ]),
    line('└', '─', '┴', '┘'),
  ];
}

function drawRow(columns: readonly SummaryColumn[], cells: readonly string[], side: string) {
  const wrapped = columns.map(({ width }, i) => wrapWords(cells[i] ?? '', width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) => {
    const texts = columns.map(({ width, align }, i) => {
      const text = wrapped[i]![row] ?? '';
      return ` ${align === 'left' ? text.padEnd(width) : text.padStart(width)} `;
    });
    return side + texts.join(side) + side;
  });
}

/** Breaks a text between words; one that is longer than a line is cut short. */
function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\S+\s*|\s+/g) ?? []) {
    if (line !== '' && line.length + word.trimEnd().length > width) {
      lines.push(line);
      line = '';
    }
    line += word;
  }
  return [...lines, line].map((full) => {
    const shown = full.trimEnd();
    return shown.length > width ? `${shown.slice(0, width - 1)}…` : shown;
  });
}
