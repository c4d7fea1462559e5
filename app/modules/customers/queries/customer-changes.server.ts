import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CustomerChange } from '../types.ts';

const SHOWN_MAX = 100;

const columns = sql`r.id, r.customer_id as "customerId", r.kind, r.value, r.was, r.from_on as "askedFromOn", r.note, r.asked_by_name as "askedByName",
  r.asked_at as "askedAt", d.outcome, d.from_on as "fromOn", coalesce(d.reason, '') as reason, d.decided_at as "decidedAt", e.done_at as "doneAt"`;
const joined = sql`customer_change_requests r left join customer_change_decisions d on d.request_id = r.id
  left join customer_change_effects e on e.request_id = r.id`;

/** What a customer asked about itself, newest first; a hundred at most. Read by the portal too, under its walls. */
export async function changesOf(
  db: ReadDb,
  { customerId }: { readonly customerId: string },
): Promise<CustomerChange[]> {
  const { rows } = await sql<CustomerChange>`select ${columns} from ${joined} where r.customer_id = ${customerId}::uuid
    order by r.id desc limit ${SHOWN_MAX}`.execute(db);
  return rows;
}

export type NamedChange = CustomerChange & { readonly customerName: string; readonly customerNumber: string };

/** What customers asked and nobody decided yet, oldest first; a hundred at most. */
export async function waitingChanges(db: ReadDb): Promise<NamedChange[]> {
  const { rows } = await sql<NamedChange>`select ${columns}, c.name as "customerName", c.number as "customerNumber"
    from ${joined} join customers c on c.id = r.customer_id where d.request_id is null order by r.asked_at, r.id limit ${SHOWN_MAX}`.execute(
    db,
  );
  return rows;
}

/** What was decided last, newest first; twenty. */
export async function decidedChanges(db: ReadDb): Promise<NamedChange[]> {
  const { rows } = await sql<NamedChange>`select ${columns}, c.name as "customerName", c.number as "customerNumber"
    from ${joined} join customers c on c.id = r.customer_id where d.request_id is not null order by d.decided_at desc, r.id desc limit 20`.execute(
    db,
  );
  return rows;
}
