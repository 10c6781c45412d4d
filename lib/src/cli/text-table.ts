/**
 * Lays cells out in columns, two spaces apart.
 *
 * @param lines - the header, then the rows, of as many cells each
 * @returns the lines as text, without spaces at their ends
 */
export function textTable(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Text for a terminal, where it is searched and copied: without no-break spaces.
 *
 * @param text - any
 * @returns the same with plain spaces
 */
export function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
