import { CELL_PLACE, type CellSources } from './cell-sources.js';

/**
 * From now on the stack of every error tells cells' places as their authors count them, and ends
 * at the cell: what runs cells is no business of theirs.
 *
 * @param sources - the cells
 */
export function showCellsInStackTraces(sources: CellSources): void {
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.flatMap((frame) =>
      inAuthorsTerms((frame as { toString(): string }).toString(), sources),
    );
    const last = lines.findLastIndex((line) => CELL_PLACE.test(line));
    return [headline(error), ...lines.slice(0, last < 0 ? undefined : last + 1)].join('\n    at ');
  };
}

function headline(error: Error): string {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}

// A place that its author did not write is where a cell is started.
function inAuthorsTerms(frame: string, sources: CellSources): string[] {
  const [place, name, line, column] = CELL_PLACE.exec(frame) ?? [];
  if (!place || !name) return [frame];
  const at = sources.locate(name, Number(line), Number(column));
  // Functions of earlier cells are called on the object that holds their names.
  return at ? [frame.replace(place, `${name}:${at.line}:${at.column}`).replace('Proxy.', '')] : [];
}
