import { createRequire } from 'node:module';
import type * as typescript from '@tslab/typescript-for-tslab';
import type { Converter, createConverter } from 'tslab/dist/converter.js';
import { mendPrograms } from './cell-program.js';
import { heedStopInLoops } from './heed-stop.js';
import { lendPackages } from './lend-packages.js';

type TypeScript = typeof typescript;
interface ConverterModule {
  readonly createConverter: typeof createConverter;
}

/** tslab's TypeScript and its converter, with what they lack. */
export interface CellTypeScript {
  /** The compiler. */
  readonly ts: TypeScript;
  /** Compiles cells. */
  readonly converter: Converter;
  /** Source maps of the last conversion, from the last one on: JSON texts. */
  lastMaps(): readonly string[];
}

const require = createRequire(import.meta.url);
type PreEmitDiagnostics = TypeScript['getPreEmitDiagnosticsOfFiles'];

/** Types that cannot be named from outside of their package: no matter between cells. */
const UNNAMEABLE = new Set([2742, 4023, 4058]);
const INLINE_MAP = /^\/\/# sourceMappingURL=data:application\/json;base64,(.*)$/m;

/**
 * Loads tslab's converter on a TypeScript that parses `await` as modules do, makes source maps,
 * exports names that begin with `__`, and heeds the stop button in loops. tslab fixes its compiler
 * options, so this is put in below it.
 *
 * @param options - folder that packages are found from where the working directory has none
 * @returns the converter, which is slow to make: about a second
 */
export function loadCellTypeScript({ packages }: { readonly packages: string }): CellTypeScript {
  const path = require.resolve('@tslab/typescript-for-tslab');
  const ts = require(path) as TypeScript;
  let maps: readonly string[] = [];
  const transpileModule: TypeScript['transpileModule'] = (js, options) => {
    const inner = Buffer.from(INLINE_MAP.exec(js)?.[1] ?? '', 'base64').toString();
    const compilerOptions = { ...options.compilerOptions, sourceMap: true };
    const output = ts.transpileModule(js.replace(INLINE_MAP, ''), {
      ...options,
      compilerOptions,
      transformers: { before: [heedStopInLoops(ts)] },
    });
    maps = [output.sourceMapText ?? '', inner];
    return { ...output, outputText: output.outputText.replace(/^\/\/# sourceMappingURL=.*$/m, '') };
  };
  const createWatchCompilerHost = hostWith(ts, packages);
  const getPreEmitDiagnosticsOfFiles: PreEmitDiagnostics = (...args) =>
    ts.getPreEmitDiagnosticsOfFiles(...args).filter(({ code }) => !UNNAMEABLE.has(code));
  // TypeScript's exports are getters that cannot be set, so tslab gets a copy.
  require.cache[path]!.exports = {
    ...ts,
    transpileModule,
    createWatchCompilerHost,
    getPreEmitDiagnosticsOfFiles,
  };
  const { createConverter } = require('tslab/dist/converter.js') as ConverterModule;
  require.cache[path]!.exports = ts;
  return { ts, converter: createConverter({}), lastMaps: () => maps };
}

function hostWith(ts: TypeScript, packages: string): TypeScript['createWatchCompilerHost'] {
  return ((...[files, options, system, ...rest]: HostArguments) => {
    const cellOptions = { ...options, disableTopLevelAwait: false, inlineSourceMap: true };
    const readFile = system.readFile.bind(system);
    system.readFile = (path, encoding) => unescapeExports(readFile(path, encoding));
    lendPackages(system, packages);
    const host = ts.createWatchCompilerHost(files, cellOptions, system, ...rest);
    return { ...host, createProgram: mendPrograms(ts, host.createProgram) };
  }) as TypeScript['createWatchCompilerHost'];
}

type HostArguments = [
  files: string[],
  options: typescript.CompilerOptions,
  system: typescript.System,
  create: undefined,
];

// tslab ends a cell by exporting its names as TypeScript's symbol tables have them, where
// one that begins with two underscores has a third.
function unescapeExports(text: string | undefined): string | undefined {
  return text?.replace(/\nexport \{[^{}]*\}$/, (names) => names.replace(/\b___/g, '__'));
}
