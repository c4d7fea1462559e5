import ts from 'typescript';
import type { SourceFile } from '#tests/architecture/source-tree.ts';

/**
 * The code with its comments blanked and its lines kept, so that a comment may speak of what code must not do. The compiler
 * finds the comments: a pattern in a string that looks like the start of one hides nothing.
 */
export function withoutComments({ path, text }: SourceFile): string {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const pieces: string[] = [];
  let kept = 0;
  const blank = ({ pos, end }: ts.TextRange): void => {
    if (pos < kept) return;
    pieces.push(text.slice(kept, pos), text.slice(pos, end).replaceAll(/[^\n]/g, ' '));
    kept = end;
  };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source);
    // Text between JSX tags has no comments, whatever it looks like.
    if (children.length === 0 && node.kind !== ts.SyntaxKind.JsxText) {
      const start = node.getFullStart();
      for (const range of ts.getTrailingCommentRanges(text, start) ?? []) blank(range);
      for (const range of ts.getLeadingCommentRanges(text, start) ?? []) blank(range);
    }
    children.forEach(visit);
  };
  visit(source);
  return pieces.join('') + text.slice(kept);
}
