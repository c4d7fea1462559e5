import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * A statement that begins with this comment is planned once per connection and then only run. For the few statements of
 * commands that run hundreds of times a second, where planning costs more than the work. Their text is constant (lists
 * are arrays or JSON, never a changing number of parameters) and names its columns: `select *` would break on a
 * connection that outlives a migration.
 */
export const PREPARED = '/*prepared*/';

const names = new Map<string, string>();

/** PostgreSQL's names for statements are short; the same text has the same name on every connection. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `s${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}

/** Teaches one connection of a pool to prepare the statements that are marked; all others run as before. */
export function prepareMarked(client: pg.PoolClient): void {
  const run = client.query.bind(client) as (...args: unknown[]) => unknown;
  const query = (first: unknown, ...rest: unknown[]): unknown => {
    if (typeof first !== 'string' || !first.trimStart().startsWith(PREPARED)) return run(first, ...rest);
    const [values, ...others] = rest;
    return run({ name: nameOf(first), text: first, values }, ...others);
  };
  client.query = query as typeof client.query;
}
