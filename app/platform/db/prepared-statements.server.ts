import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * A statement that carries this comment at its beginning is planned once per connection and then only run. For the few statements of
 * commands that run hundreds of times a second, where planning costs more than the work. Their text is constant (lists
 * are arrays or JSON, never a changing number of parameters) and names its columns: `select *` would break on a
 * connection that outlives a migration.
 */
export const PREPARED = '/*prepared*/';

/** Which statements a connection plans once: the marked ones, or also whatever is read again and again. */
type Preparing = 'marked' | 'repeated';

/** The third time a text is read it is planned to stay. */
const READ_OFTEN = 3;
/** A plan is memory of the server on each connection, so there is an end to them. */
const KEPT_MAX = 250;
const COUNTED_MAX = 2_000;
const CHARACTERS_MAX = 20_000;
const READS = /^\s*(select|with)\b/i;

const names = new Map<string, string>();
const counts = new Map<string, number>();

/** PostgreSQL's names for statements are short; the same text has the same name on every connection. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `s${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}

// Lists whose length is part of the text are texts of their own, so there is no end of them: what is counted is bounded.
function isReadOften(text: string): boolean {
  if (names.has(text)) return true;
  if (names.size >= KEPT_MAX || text.length > CHARACTERS_MAX || !READS.test(text)) return false;
  const count = (counts.get(text) ?? 0) + 1;
  if (counts.size >= COUNTED_MAX) counts.clear();
  if (count < READ_OFTEN) counts.set(text, count);
  else counts.delete(text);
  return count >= READ_OFTEN;
}

const FEATURE_NOT_SUPPORTED = '0A000';

/** A migration gave a statement other columns than the plan of it that a connection keeps. Run again it is planned anew. */
export const isOutlivedPlan = (error: unknown): boolean =>
  error instanceof Error &&
  (error as { code?: string }).code === FEATURE_NOT_SUPPORTED &&
  error.message.includes('cached plan');

/** The query builder writes the mark behind its first words: `select distinct on ("id") MARK …`. */
const MARKED_WITHIN = 60;
const isMarked = (text: string): boolean => text.slice(0, MARKED_WITHIN).includes(PREPARED);

/** Teaches one connection of a pool which statements to prepare; all others run as before. */
export function prepareOn(client: pg.PoolClient, preparing: Preparing): void {
  const run = client.query.bind(client) as (...args: unknown[]) => unknown;
  const isPrepared = (text: string) => isMarked(text) || (preparing === 'repeated' && isReadOften(text));
  // Counts up when a kept plan has outlived a migration: from then on this connection plans under other names.
  let life = 0;
  const query = (first: unknown, ...rest: unknown[]): unknown => {
    if (typeof first !== 'string' || !isPrepared(first)) return run(first, ...rest);
    const [values, ...others] = rest;
    const answer = run({ name: `${nameOf(first)}${life || ''}`, text: first, values }, ...others);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      if (isOutlivedPlan(error)) life += 1;
      throw error;
    });
  };
  client.query = query as typeof client.query;
}
