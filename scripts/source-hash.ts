import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..');

/** Everything that ends up in the built program. Tests, scripts and stand-ins run from source. */
const SOURCES = ['app', 'emails', 'db', 'public', 'package-lock.json', 'remix.config.js', 'vite.config.ts'];
const MORE_SOURCES = ['react-router.config.ts', 'tsconfig.json', 'scripts/vite.worker.config.ts'];
const NOT_BUILT = /\.test\.tsx?$|\.md$/;

/** SHA-256 over the names and contents of all files that the build reads: equal means the build is up to date. */
export function sourceHash(): string {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of [...SOURCES, ...MORE_SOURCES].flatMap(filesUnder)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(name: string): string[] {
  const full = path.join(ROOT, name);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [name];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}
