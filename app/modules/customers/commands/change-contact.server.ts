import type { ContactId, CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { CustomerRefusal } from '../types.ts';

/**
 * Changes a contact's address. Refuses one that is not a contact of this customer now, and an address another contact has.
 * Writes `contact.address-changed`, without the addresses: the audit is never erased, the contact's row can be.
 */
export async function changeContactAddress(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: CustomerId; readonly contactId: ContactId; readonly email: string },
): Promise<Result<{ before: string }, CustomerRefusal>> {
  const { customerId, contactId, email } = input;
  const contact = await tx
    .selectFrom('contacts')
    .select('email')
    .where('id', '=', contactId)
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!contact) return refuse({ code: 'not-found' });
  if (contact.email === email) return ok({ before: contact.email });
  try {
    await tx.updateTable('contacts').set({ email }).where('id', '=', contactId).execute();
  } catch (error) {
    if (constraintOf(error) === 'contacts_customer_email_unique') return refuse({ code: 'contact-exists', email });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'contact.address-changed', subjectKind: 'contact', subjectId: contactId, customerId },
  });
  return ok({ before: contact.email });
}

/** What is said of a contact beside its address. */
export type ContactFacts = { name?: string; phone?: string; receivesInvoices?: boolean; receivesStatements?: boolean };

/** Changes what is given of a contact and nothing else. Refuses one that is not a contact of this customer now. */
export async function changeContactFacts(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: CustomerId; readonly contactId: ContactId; readonly facts: ContactFacts },
): Promise<Result<undefined, CustomerRefusal>> {
  const { customerId, contactId, facts } = input;
  const columns = {
    ...(facts.name !== undefined && { name: facts.name }),
    ...(facts.phone !== undefined && { phone: facts.phone }),
    ...(facts.receivesInvoices !== undefined && { receives_invoices: facts.receivesInvoices }),
    ...(facts.receivesStatements !== undefined && { receives_statements: facts.receivesStatements }),
  };
  if (Object.keys(columns).length === 0) return ok();
  const changed = await tx
    .updateTable('contacts')
    .set(columns)
    .where('id', '=', contactId)
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return refuse({ code: 'not-found' });
  await writeAudit(tx, actor, {
    ...{ action: 'contact.changed', subjectKind: 'contact', subjectId: contactId, customerId, after: columns },
  });
  return ok();
}

/** Sets what a person does at the customer. Refuses one that is not a contact of this customer now. Writes `contact.roles-changed`. */
export async function setContactRoles(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: CustomerId; readonly contactId: ContactId; readonly roles: readonly string[] },
): Promise<Result<undefined, CustomerRefusal>> {
  const { customerId, contactId } = input;
  const roles = [...input.roles];
  const changed = await tx
    .updateTable('contacts')
    .set({ roles })
    .where('id', '=', contactId)
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return refuse({ code: 'not-found' });
  await writeAudit(tx, actor, {
    ...{ action: 'contact.roles-changed', subjectKind: 'contact', subjectId: contactId, customerId, after: { roles } },
  });
  return ok();
}
