import { sql } from 'kysely';
import { foldName } from '#app/kernel/matching/fold-name.ts';
import type { LearnedAlias } from '#app/kernel/matching/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/**
 * Every account and name that confirmed lines taught, for the matching engine: explanations that stand, nothing that staff want
 * forgotten, and no name that is another customer's own. A value taught for two customers is given for both; the engine then
 * takes it for neither.
 */
export async function learnedAliases(db: ReadDb): Promise<LearnedAlias[]> {
  const { rows } = await sql<LearnedAlias>`
    select kind, value, customer_id as "customerId" from bank_aliases_now where not is_forgotten order by kind, value, customer_id`.execute(
    db,
  );
  if (!rows.some(({ kind }) => kind === 'name')) return rows;
  const owners = await ownersOfNames(db);
  return rows.filter(
    ({ kind, value, customerId }) => kind === 'account' || isFree(owners.get(value) ?? [], customerId),
  );
}

const isFree = (owners: readonly string[], customerId: string): boolean =>
  owners.every((owner) => owner === customerId);

async function ownersOfNames(db: ReadDb): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from customers`.execute(db);
  const owners = new Map<string, string[]>();
  for (const { id, name } of rows) {
    const { key } = foldName(name);
    const known = owners.get(key);
    if (known) known.push(id);
    else owners.set(key, [id]);
  }
  return owners;
}

export type AliasRow = LearnedAlias & {
  readonly shown: string;
  readonly customerName: string;
  readonly customerNumber: string;
  /** Confirmed lines that taught it and stand. */
  readonly times: number;
  readonly learnedAt: Date;
  readonly isForgotten: boolean;
  /** Taught for another customer as well: it speaks for neither. */
  readonly isShared: boolean;
};

/** What was learned, the newest first, found by what it shows or by the customer's name or number. */
export async function listAliases(
  db: ReadDb,
  { search, limit }: { readonly search: string; readonly limit: number },
): Promise<AliasRow[]> {
  const like = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<AliasRow>`
    select a.kind, a.value, a.customer_id as "customerId", a.shown, c.name as "customerName", c.number as "customerNumber", a.times,
      a.learned_at as "learnedAt", a.is_forgotten as "isForgotten",
      not a.is_forgotten and exists (select from bank_aliases_now b where (b.kind, b.value) = (a.kind, a.value) and b.customer_id <> a.customer_id
        and not b.is_forgotten) as "isShared"
    from bank_aliases_now a join customers c on c.id = a.customer_id
    where ${search.trim() === ''} or a.shown ilike ${like} or c.name ilike ${like} or c.number ilike ${like}
    order by a.learned_at desc, a.kind, a.value, a.customer_id limit ${limit}`.execute(db);
  return rows;
}
