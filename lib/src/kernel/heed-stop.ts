import type * as typescript from '@tslab/typescript-for-tslab';

/** The global function that every turn of a cell's loops calls. */
export const HEED_STOP = '__dermlabHeedStop';

/**
 * Makes each turn of each loop begin by heeding the stop button, since a loop that awaits nothing
 * hears of it in no other way.
 *
 * @param ts - tslab's TypeScript
 * @returns a transformer of JavaScript
 */
export function heedStopInLoops(
  ts: typeof typescript,
): typescript.TransformerFactory<typescript.SourceFile> {
  const { factory } = ts;
  const guarded = (body: typescript.Statement): typescript.Block => {
    const call = factory.createCallExpression(factory.createIdentifier(HEED_STOP), undefined, []);
    // So that a stack trace finds the loop.
    const heed = ts.setTextRange(factory.createExpressionStatement(call), body);
    return factory.createBlock([heed, body]);
  };
  return (context) => {
    const visit = (node: typescript.Node): typescript.Node => {
      const inner = ts.visitEachChild(node, visit, context);
      if (ts.isWhileStatement(inner)) {
        return factory.updateWhileStatement(inner, inner.expression, guarded(inner.statement));
      }
      if (ts.isDoStatement(inner)) {
        return factory.updateDoStatement(inner, guarded(inner.statement), inner.expression);
      }
      if (ts.isForStatement(inner)) {
        const { initializer, condition, incrementor, statement } = inner;
        const body = guarded(statement);
        return factory.updateForStatement(inner, initializer, condition, incrementor, body);
      }
      if (ts.isForOfStatement(inner)) {
        const { awaitModifier, initializer, expression, statement } = inner;
        const body = guarded(statement);
        return factory.updateForOfStatement(inner, awaitModifier, initializer, expression, body);
      }
      return inner;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
