import type { ContactId, CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ContactInput, CustomerRefusal } from '../types.ts';

/** Adds a person at the customer to whom documents go. Refuses an address that is a contact there already. */
export async function addContact(
  tx: Tx,
  actor: Actor,
  input: { customerId: CustomerId } & ContactInput,
): Promise<Result<{ contactId: ContactId }, CustomerRefusal>> {
  const { customerId, ...contact } = input;
  const customer = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', customerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!customer) return refuse({ code: 'not-found' });
  const added = await addContacts(tx, actor, [input]);
  return added.length === 0 ? refuse({ code: 'contact-exists', email: contact.email }) : ok({ contactId: added[0]! });
}

/** The same for many customers that are known to exist; addresses already there are left as they are. */
export async function addContacts(
  tx: Tx,
  actor: Actor,
  inputs: readonly ({ customerId: CustomerId } & ContactInput)[],
): Promise<ContactId[]> {
  if (inputs.length === 0) return [];
  const rows = inputs.map((input) => ({
    id: newId<ContactId>(),
    customer_id: input.customerId,
    name: input.name,
    email: input.email,
    phone: input.phone,
    receives_invoices: input.receivesInvoices,
    receives_statements: input.receivesStatements,
  }));
  const inserted = await tx
    .insertInto('contacts')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['customer_id', 'email']).where('removed_at', 'is', null).doNothing())
    .returning(['id', 'customer_id', 'name', 'receives_invoices', 'receives_statements'])
    .execute();
  await writeAudit(
    tx,
    actor,
    // The address itself stays out of the audit, which is never erased; the contact's row can be.
    inserted.map((row) => ({
      action: 'contact.added',
      subjectKind: 'contact',
      subjectId: row.id,
      customerId: row.customer_id,
      after: { name: row.name, receivesInvoices: row.receives_invoices, receivesStatements: row.receives_statements },
    })),
  );
  return inserted.map((row) => row.id as ContactId);
}
