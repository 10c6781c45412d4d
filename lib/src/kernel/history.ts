import type { Json } from './wire-message.js';

interface Entry {
  readonly line: number;
  readonly input: string;
  readonly output: string | null;
}

/** One session, counted from 1. */
const SESSION = 1;

/** What was run since the kernel began. */
export class History {
  private readonly entries: Entry[] = [];

  /**
   * Adds a cell that has run.
   *
   * @param line - its execution count
   * @param input - its code
   * @param output - its result as text, or null
   */
  add(line: number, input: string, output: string | null): void {
    this.entries.push({ line, input, output });
  }

  /**
   * Answers a `history_request`.
   *
   * @param request - its content
   * @returns the content of the reply
   */
  reply(request: Json): Json {
    const history = this.select(request).map(({ line, input, output }) => {
      return [SESSION, line, request['output'] === true ? [input, output] : input];
    });
    return { status: 'ok', history };
  }

  private select(request: Json): readonly Entry[] {
    const count = typeof request['n'] === 'number' ? request['n'] : Number.POSITIVE_INFINITY;
    switch (request['hist_access_type']) {
      case 'range':
        return this.range(request);
      case 'search':
        return last(this.search(String(request['pattern'] ?? '*'), request['unique'] === true), count);
      default:
        return last(this.entries, count);
    }
  }

  // Session 0 is the current one, and a stop of null its end.
  private range({ session, start, stop }: Json): readonly Entry[] {
    if (session !== 0 && session !== SESSION) return [];
    const end = typeof stop === 'number' ? stop : Number.POSITIVE_INFINITY;
    return this.entries.filter(({ line }) => line >= Number(start ?? 0) && line < end);
  }

  private search(pattern: string, unique: boolean): readonly Entry[] {
    const glob = globPattern(pattern);
    const found = this.entries.filter(({ input }) => glob.test(input));
    if (!unique) return found;
    return found.filter(({ input }, i) => !found.slice(i + 1).some((later) => later.input === input));
  }
}

function last<T>(values: readonly T[], count: number): readonly T[] {
  return values.slice(Math.max(0, values.length - count));
}

// As a shell has it: * is any text and ? any character.
function globPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
