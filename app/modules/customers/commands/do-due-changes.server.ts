import { sql } from 'kysely';
import type { CustomerId } from '#app/kernel/ids.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { AskedContact, Contact, CustomerDetails } from '../types.ts';

type Due = { id: string; customer_id: string; value: CustomerDetails; was: CustomerDetails };

/**
 * Writes a granted change into the customer; harmless where it was done. What the customer asked to change is changed and
 * nothing else: a field it left as it stood keeps what colleagues made of it meanwhile. Locks the customer.
 */
export async function doDueChange(tx: Tx, actor: Actor, requestId: string, { now }: Moment): Promise<boolean> {
  const { rows } = await sql<Due>`
    select r.id, r.customer_id, r.value, r.was from customer_change_requests r
    join customers c on c.id = r.customer_id
    where r.id = ${requestId}::uuid and r.kind = 'details' and not exists (select from customer_change_effects e where e.request_id = r.id)
    for no key update of c`.execute(tx);
  const due = rows[0];
  if (!due) return false;
  const effect = await tx
    .insertInto('customer_change_effects')
    .values({ request_id: due.id, customer_id: due.customer_id, done_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst();
  if (!effect) return false;
  const { value, was } = due;
  const differs = (field: keyof CustomerDetails) => JSON.stringify(value[field]) !== JSON.stringify(was[field]);
  const columns = {
    ...(differs('name') && { name: value.name }),
    ...(differs('addressLines') && { address_lines: [...value.addressLines] }),
    ...(differs('country') && { country: value.country }),
    ...(differs('taxNumber') && { tax_number: value.taxNumber }),
  };
  const before = await tx
    .selectFrom('customers')
    .select(['name', 'address_lines', 'country', 'tax_number'])
    .where('id', '=', due.customer_id)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('customers')
    .set({ ...columns, changed_at: now })
    .where('id', '=', due.customer_id)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'customer.changed', subjectKind: 'customer', subjectId: due.customer_id, customerId: due.customer_id },
    before: Object.fromEntries(Object.keys(columns).map((name) => [name, before[name as keyof typeof before]])),
    after: { ...columns },
    reason: 'asked by the customer',
  });
  return true;
}

/** A granted change of a contact. */
export type DueContact = {
  readonly customerId: CustomerId;
  readonly value: AskedContact;
  readonly was: Partial<Contact>;
};

/**
 * Notes that a granted change of a contact is being done, and answers it: null where it was done, or is of another kind. Who
 * calls does it in the same transaction. Locks the customer.
 */
export async function claimDueContact(tx: Tx, requestId: string, { now }: Moment): Promise<DueContact | null> {
  const { rows } = await sql<{ customer_id: CustomerId; value: AskedContact; was: Partial<Contact> }>`
    select r.customer_id, r.value, r.was from customer_change_requests r join customers c on c.id = r.customer_id
    where r.id = ${requestId}::uuid and r.kind = 'contact' and not exists (select from customer_change_effects e where e.request_id = r.id)
    for no key update of c`.execute(tx);
  const due = rows[0];
  if (!due) return null;
  const effect = await tx
    .insertInto('customer_change_effects')
    .values({ request_id: requestId, customer_id: due.customer_id, done_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst();
  return effect ? { customerId: due.customer_id, value: due.value, was: due.was } : null;
}

const DUE_MAX = 500;

/** Granted changes whose day has come and that are not done; five hundred at most, the oldest first. */
export async function dueChanges(tx: Pick<Tx, 'getExecutor'>, { today }: Pick<Moment, 'today'>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from customer_change_decisions d join customer_change_requests r on r.id = d.request_id
    where d.outcome = 'granted' and r.kind in ('details', 'contact') and d.from_on <= ${today}::date
      and not exists (select from customer_change_effects e where e.request_id = r.id)
    order by d.from_on, r.id limit ${DUE_MAX}`.execute(tx as Tx);
  return rows.map((row) => row.id);
}
