import { sql } from 'kysely';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Opens "Fix the address of …" for the address a mail came back from; one open task an address and customer. */
export async function openAddressTask(
  tx: Tx,
  from: { readonly messageId: string; readonly reason: string },
  moment: Moment,
): Promise<void> {
  await sql`
    insert into address_tasks (customer_id, address, contact_name, reason, message_id, opened_at)
    select m.customer_id, m.to_address, coalesce(k.name, ''), ${from.reason || 'The mailbox refused it.'}, m.id, ${moment.now}
    from messages m left join contacts k on k.customer_id = m.customer_id and k.email = m.to_address and k.removed_at is null
    where m.id = ${from.messageId}::uuid and m.customer_id is not null and m.to_address <> ''
    on conflict do nothing`.execute(tx);
}

/** A mail that arrived closes the open task of its address: it works after all. */
export async function closeWorkingAddress(tx: Tx, messageId: string, moment: Moment): Promise<void> {
  await sql`
    update address_tasks t set closed_at = ${moment.now}, closed_how = 'works', closed_by_name = ''
    from messages m where m.id = ${messageId}::uuid and t.customer_id = m.customer_id and t.address = m.to_address
      and t.closed_at is null and t.opened_at < m.queued_at`.execute(tx);
}

export type AddressClosing = {
  readonly customerId: string;
  readonly address: string;
  readonly how: 'changed' | 'removed' | 'dismissed';
  readonly newAddress?: string;
  readonly byName: string;
};

/** Closes the open task of an address, if there is one; answers its id. */
export async function closeAddressTask(tx: Tx, closing: AddressClosing, moment: Moment): Promise<string | null> {
  const closed = await tx
    .updateTable('address_tasks')
    .set({
      closed_at: moment.now,
      closed_how: closing.how,
      closed_by_name: closing.byName,
      new_address: closing.newAddress ?? null,
    })
    .where('customer_id', '=', closing.customerId)
    .where('address', '=', closing.address)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed?.id ?? null;
}

/** Closes a task whose address nobody uses any more; false when it was closed already. Writes `customer.address-dismissed`. */
export async function dismissAddressTask(tx: Tx, actor: Actor, taskId: string, moment: Moment): Promise<boolean> {
  const closed = await tx
    .updateTable('address_tasks')
    .set({ closed_at: moment.now, closed_how: 'dismissed', closed_by_name: actor.name })
    .where('id', '=', taskId)
    .where('closed_at', 'is', null)
    .returning('customer_id')
    .executeTakeFirst();
  if (!closed) return false;
  const { customer_id: customerId } = closed;
  await writeAudit(tx, actor, {
    ...{ action: 'customer.address-dismissed', subjectKind: 'customer', subjectId: customerId, customerId },
  });
  return true;
}
