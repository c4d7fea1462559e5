import { type RawBuilder, sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { Db } from './pools.server.ts';
import { PREPARED } from './prepared-statements.server.ts';

/** `insert … on conflict do nothing returning …` */
export type NewRow = RawBuilder<unknown>;

/**
 * One statement that writes a row and, only if it is new, runs another insert (`text`, whose one parameter $1 is a list as
 * JSON): of a row that is known the list is empty. Both stand or neither, without a transaction around them.
 */
export async function insertWithRow(
  db: Pick<Db, 'getExecutor'>,
  row: NewRow,
  insert: { readonly text: string; readonly list: unknown },
): Promise<{ rows: unknown[] }> {
  const [before, after, ...more] = insert.text.split('$1');
  assert(/^\s*insert into/i.test(insert.text) && after && more.length === 0, 'an insert with one parameter');
  const list = sql`(case when exists (select from new_row) then ${insert.list}::text else '[]' end)`;
  const { rows } = await sql`${sql.raw(PREPARED)} with new_row as (${row})
    ${sql.raw(before!)}${list}${sql.raw(after)}`.execute(db);
  return { rows };
}
