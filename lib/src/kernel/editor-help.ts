import type * as typescript from '@tslab/typescript-for-tslab';
import type { CompletionInfo } from 'tslab/dist/converter.js';
import type { CellCompiler } from './cell-compiler.js';
import { IMPORT_META } from './prepare-cell.js';
import type { Json } from './wire-message.js';

/** Answers what an editor asks about cells. */
export class EditorHelp {
  private readonly compiler: () => CellCompiler;

  constructor(compiler: () => CellCompiler) {
    this.compiler = compiler;
  }

  /**
   * Answers an `is_complete_request`.
   *
   * @param request - its content
   * @returns the content of the reply
   */
  isComplete(request: Json): Json {
    return completeness(this.compiler().ts, String(request['code']));
  }

  /**
   * Answers a `complete_request`.
   *
   * @param request - its content
   * @returns the content of the reply
   */
  complete(request: Json): Json {
    const { code, at } = cursor(request);
    return completions(this.compiler().complete(code, at), code);
  }

  /**
   * Answers an `inspect_request`.
   *
   * @param request - its content
   * @returns the content of the reply
   */
  inspect(request: Json): Json {
    const { code, at } = cursor(request);
    const data = this.documentationAt(code, at);
    return { status: 'ok', found: data !== undefined, data: data ?? {}, metadata: {} };
  }

  /**
   * What is known of the name at a place, or just before it.
   *
   * @param code - a cell
   * @param at - offset, in UTF-16 units
   * @returns a MIME bundle as text and Markdown, or undefined
   */
  documentationAt(code: string, at: number): Json | undefined {
    const compiler = this.compiler();
    return documentation(compiler.inspect(code, at) ?? compiler.inspect(code, Math.max(0, at - 1)));
  }
}

// Jupyter counts code points, JavaScript UTF-16 units.
function cursor({ code, cursor_pos: position }: Json): { code: string; at: number } {
  const text = String(code);
  return { code: text, at: Array.from(text).slice(0, Number(position)).join('').length };
}

function completeness(ts: typeof typescript, code: string): Json {
  if (/^[\w.$]+\?$/.test(code.trim())) return { status: 'complete' };
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = file as unknown as {
    readonly parseDiagnostics: readonly typescript.DiagnosticWithLocation[];
  };
  if (parseDiagnostics.length === 0) return { status: 'complete' };
  const end = code.trimEnd().length;
  // An error at the end is one that more code may mend.
  const [first] = parseDiagnostics;
  const isAtEnd = first!.start >= end && !OPEN_STRING.has(first!.code);
  if (!isAtEnd) return { status: 'invalid' };
  const indent = /^\s*/.exec(code.slice(code.lastIndexOf('\n') + 1))?.[0] ?? '';
  return { status: 'incomplete', indent: /[{([]\s*$/.test(code) ? `${indent}  ` : indent };
}

// A string in quotes ends with its line.
const OPEN_STRING = new Set([1002]);

function completions({ start, end, candidates, original }: CompletionInfo, code: string): Json {
  const matches = candidates.filter((name) => name !== IMPORT_META);
  const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind]));
  const [cursorStart, cursorEnd] = [toCodePoints(code, start), toCodePoints(code, end)];
  const types = matches.map((text) => ({
    text,
    type: kinds.get(text) ?? '',
    start: cursorStart,
    end: cursorEnd,
  }));
  return {
    status: 'ok',
    matches,
    cursor_start: cursorStart,
    cursor_end: cursorEnd,
    metadata: { _jupyter_types_experimental: types },
  };
}

function documentation(info: typescript.QuickInfo | undefined): Json | undefined {
  const signature = textOf(info?.displayParts);
  // What is not declared is `any` to the compiler.
  if (!info || signature === '' || signature === 'any') return undefined;
  const doc = textOf(info.documentation);
  const tags = (info.tags ?? []).map(({ name, text }) => ({ name, text: textOf(text) }));
  const plain = tags.map(({ name, text }) => `@${name} ${text}`).join('\n');
  const markdown = tags.map(({ name, text }) => tagMarkdown(name, text)).join('\n\n');
  return {
    'text/plain': [signature, doc, plain].filter(Boolean).join('\n\n'),
    'text/markdown': [`\`\`\`typescript\n${signature}\n\`\`\``, doc, markdown]
      .filter(Boolean)
      .join('\n\n'),
  };
}

function tagMarkdown(name: string, text: string): string {
  if (name !== 'param') return `**${name}** ${text}`;
  const [parameter = '', ...rest] = text.split(' ');
  return `**${name}** \`${parameter}\` ${rest.join(' ')}`;
}

function textOf(parts: readonly typescript.SymbolDisplayPart[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join('');
}

function toCodePoints(code: string, at: number): number {
  return Array.from(code.slice(0, at)).length;
}
