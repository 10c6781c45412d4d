import remapping from '@jridgewell/remapping';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** tslab begins each cell's source with a line of its own. */
const LINES_BEFORE = 1;

/** A place in a cell's script, as V8 writes it: name, line and column. */
export const CELL_PLACE = /(cell\[\d+\]):(\d+):(\d+)/;

/** A place in a cell, as its author counts. */
export interface CellPosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

interface CellSource {
  readonly code: string;
  readonly maps: readonly string[];
  /** Characters that the executor puts before a script's first line. */
  readonly prefix: number;
  map?: TraceMap;
}

/** The cells that have run, to find the TypeScript of a place in their JavaScript. */
export class CellSources {
  private readonly sources = new Map<string, CellSource>();

  /**
   * Keeps a cell.
   *
   * @param name - what its script is called, e.g. `cell[3]`
   * @param source - its code and source maps
   */
  add(name: string, source: Omit<CellSource, 'map'>): void {
    this.sources.set(name, source);
  }

  /**
   * The author's code of a cell.
   *
   * @param name - e.g. `cell[3]`
   * @returns its lines; none for a cell that is not known
   */
  lines(name: string): readonly string[] {
    return this.sources.get(name)?.code.split('\n') ?? [];
  }

  /**
   * Where a place in a cell's JavaScript comes from.
   *
   * @param name - e.g. `cell[3]`
   * @param line - of the JavaScript, from 1
   * @param column - of the JavaScript, from 1
   * @returns the place in the cell, or undefined for code that its author did not write
   */
  locate(name: string, line: number, column: number): CellPosition | undefined {
    const source = this.sources.get(name);
    if (!source) return undefined;
    source.map ??= new TraceMap(remapping([...source.maps], () => null).toString());
    const at = { line, column: column - 1 - (line === 1 ? source.prefix : 0) };
    const original = originalPositionFor(source.map, { ...at, column: Math.max(0, at.column) });
    if (original.line === null || original.line <= LINES_BEFORE) return undefined;
    return { line: original.line - LINES_BEFORE, column: original.column + 1 };
  }
}
