import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

let isReading = false;

/** Lets this process load `.tsx`: Node takes types away by itself, but not JSX. Call it before the import that needs it. */
export function readTsx(): void {
  if (isReading) return;
  isReading = true;
  const compilerOptions = { jsx: ts.JsxEmit.ReactJSX, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext };
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.tsx')) return next(url, context);
      const text = readFileSync(fileURLToPath(url), 'utf8');
      const source = ts.transpileModule(text, { compilerOptions, fileName: url }).outputText;
      return { format: 'module', source, shortCircuit: true };
    },
  });
}
