import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A file as the text rules see it: its path from the project's root, with forward slashes, and its content. */
export type SourceFile = { path: string; text: string };

const SOURCE_FOLDERS = ['app', 'db', 'emails', 'scripts', 'stand-ins', 'tests'];
const SKIPPED_FOLDERS = new Set(['node_modules', 'build', '.react-router', '.data', '.cache', 'test-results']);

/** Every TypeScript and JavaScript file of the project that a person wrote (generated files are left out). */
export function readSourceFiles(): SourceFile[] {
  return SOURCE_FOLDERS.flatMap((folder) => listFiles(folder))
    .filter((path) => /\.(ts|tsx|mjs|js)$/.test(path) && !/\.generated\.ts$/.test(path))
    .map((path) => ({ path, text: readProjectFile(path) }));
}

/** All files under a folder of the project, sorted; nothing if the folder does not exist. */
export function listFiles(folder: string): string[] {
  const absolute = join(PROJECT_ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(PROJECT_ROOT.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.split('/').some((part) => SKIPPED_FOLDERS.has(part)))
    .sort();
}

export function readProjectFile(path: string): string {
  return readFileSync(join(PROJECT_ROOT, path), 'utf8');
}

export function existsInProject(path: string): boolean {
  return existsSync(join(PROJECT_ROOT, path));
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
}
