import ts from 'typescript';
import type { SourceFile } from '#tests/architecture/source-tree.ts';
import { isTest } from '#tests/architecture/source-tree.ts';

export const FILE_LINES_MAX = 300;
export const ROUTE_LINES_MAX = 150;
export const FUNCTION_LINES_MAX = 70;

/** The folders in which sizes are held; tests tell stories, so only the files of the product and its tools are measured. */
export function isMeasured(path: string): boolean {
  return /^(app|db|emails|scripts|stand-ins)\//.test(path) && !isTest(path);
}

/** One line for each file or function that outgrew its limit. */
export function oversizeIn({ path, text }: SourceFile): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const limit = path.startsWith('app/routes/') ? ROUTE_LINES_MAX : FILE_LINES_MAX;
  const faults = lines > limit ? [`${path} has ${lines} lines, more than ${limit}. Split it by what it does.`] : [];
  return [...faults, ...longFunctionsIn({ path, text })];
}

/** A function counts from its first to its last line, signature included, comment above it not. */
function longFunctionsIn({ path, text }: SourceFile): string[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1;
      if (lines > FUNCTION_LINES_MAX) {
        faults.push(
          `${path}:${first + 1} ${nameOf(node)} has ${lines} lines, more than ${FUNCTION_LINES_MAX}. Split it.`,
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'an unnamed function';
}
