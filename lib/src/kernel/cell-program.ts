import type * as typescript from '@tslab/typescript-for-tslab';

type CreateProgram = typescript.CreateProgram<typescript.BuilderProgram>;

type Emit = typescript.Program['emit'];
type ForcefulEmit = (...args: [...Parameters<Emit>, force: boolean]) => typescript.EmitResult;

/**
 * Mends what tslab's converter meets in TypeScript's programs: declarations that are left out
 * where a type has no name that other projects would know, and `{ name }` for a variable of an
 * earlier cell, which tslab takes for the property alone.
 *
 * @param ts - tslab's TypeScript
 * @param createProgram - of the compiler's host
 * @returns what makes mended programs
 */
export function mendPrograms(ts: typeof typescript, createProgram: CreateProgram): CreateProgram {
  return (...args) => {
    const builder = createProgram(...args);
    const program = builder.getProgram();
    const emit = program.emit.bind(program) as ForcefulEmit;
    const checker = program.getTypeChecker();
    program.getTypeChecker = () => ({
      ...checker,
      getSymbolAtLocation: (node) =>
        isShorthandName(ts, node)
          ? checker.getShorthandAssignmentValueSymbol(node.parent)
          : checker.getSymbolAtLocation(node),
    });
    builder.emit = (file, write, token, onlyDeclarations, transformers) => {
      const all = { ...transformers, before: [writeOutShorthands(ts)] };
      return emit(file, write, token, onlyDeclarations, all, true);
    };
    return builder;
  };
}

function isShorthandName(ts: typeof typescript, node: typescript.Node): boolean {
  const parent = node.parent as typescript.Node | undefined;
  return parent !== undefined && ts.isShorthandPropertyAssignment(parent) && parent.name === node;
}

// `{ name }` becomes `{ name: name }`, and `{ name = value }` in an assignment likewise.
function writeOutShorthands(
  ts: typeof typescript,
): typescript.TransformerFactory<typescript.SourceFile> {
  const { factory } = ts;
  return (context) => {
    const visit = (node: typescript.Node): typescript.Node => {
      const inner = ts.visitEachChild(node, visit, context);
      if (!ts.isShorthandPropertyAssignment(inner)) return inner;
      const { name, objectAssignmentInitializer: initial } = inner;
      const value = initial ? factory.createAssignment(name, initial) : name;
      return factory.createPropertyAssignment(name.text, value);
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
