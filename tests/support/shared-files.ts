import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SHARED = process.env.TALLYSTICK_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/**
 * The path of a public file that stands beside the checkout, or null where it does not: such files are read, never copied
 * into the project. A test that gets null says so and runs on its own made set.
 */
export function sharedFile(name: string): string | null {
  const file = path.join(SHARED, name);
  return existsSync(file) ? file : null;
}
