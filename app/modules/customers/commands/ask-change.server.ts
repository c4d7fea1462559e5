import { isDeepStrictEqual } from 'node:util';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { AskedChange, AskedContact, ChangeRefusal, CustomerDetails } from '../types.ts';

export type AskChangeInput = {
  readonly customerId: string;
  readonly asked: AskedChange;
  readonly fromOn: PlainDate;
  readonly note: string;
};

const WAITING_MAX = 5;

/**
 * A customer asks for other details about itself, or for another account to be paid back to. Nothing changes before a
 * colleague decides. Runs as the portal, inside the customer's scope. Refuses what stands already, a day that has passed,
 * and more than five that wait.
 */
export async function askChange(
  tx: Tx,
  actor: Actor,
  input: AskChangeInput,
  { now, today }: Moment,
): Promise<Result<{ readonly requestId: string }, ChangeRefusal>> {
  const { customerId, asked, fromOn } = input;
  if (fromOn < today) return refuse({ code: 'dated-back', firstOn: today });
  const row = await tx
    .selectFrom('customers')
    .select(['name', 'address_lines', 'country', 'tax_number'])
    .where('id', '=', customerId)
    .executeTakeFirst();
  if (!row) return refuse({ code: 'not-found' });
  const stands: CustomerDetails = {
    ...{ name: row.name, addressLines: row.address_lines, country: row.country, taxNumber: row.tax_number },
  };
  if (asked.kind === 'details' && isDeepStrictEqual(asked.value, stands)) return refuse({ code: 'nothing-changed' });
  const contact = asked.kind === 'contact' ? await contactAsItStands(tx, customerId, asked.value) : null;
  if (asked.kind === 'contact' && !contact) return refuse({ code: 'not-found' });
  if (contact && isDeepStrictEqual({ ...asked.value }, contact)) return refuse({ code: 'nothing-changed' });
  const waiting = await tx
    .selectFrom('customer_change_requests as r')
    .leftJoin('customer_change_decisions as d', 'd.request_id', 'r.id')
    .select('r.id')
    .where('r.customer_id', '=', customerId)
    .where('d.request_id', 'is', null)
    .limit(WAITING_MAX)
    .execute();
  if (waiting.length >= WAITING_MAX) return refuse({ code: 'too-many-wait' });
  const requestId = newId();
  await tx
    .insertInto('customer_change_requests')
    .values({
      ...{ id: requestId, customer_id: customerId, kind: asked.kind, value: JSON.stringify(asked.value) },
      ...{
        was: JSON.stringify(asked.kind === 'details' ? stands : (contact ?? {})),
        from_on: fromOn,
        note: input.note.trim(),
      },
      ...{ asked_by: actor.id, asked_by_name: actor.name, asked_at: now },
    })
    .execute();
  // Of an account only that one was asked for; its number stands in the request alone.
  await writeAudit(tx, actor, {
    ...{ action: 'customer.change-asked', subjectKind: 'customer', subjectId: customerId, customerId },
    before: asked.kind === 'details' ? { ...stands } : null,
    after: { kind: asked.kind, fromOn, ...(asked.kind === 'details' && asked.value) },
  });
  return ok({ requestId });
}

/** The contact asked about as it stands, in the shape it is asked for; empty for a new one, null where it is none of the customer's. */
async function contactAsItStands(tx: Tx, customerId: string, { contactId }: AskedContact) {
  if (contactId === null) return {};
  const row = await tx
    .selectFrom('contacts')
    .select(['name', 'email', 'phone', 'receives_invoices', 'receives_statements'])
    .where('id', '=', contactId)
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row
    ? {
        ...{ contactId, name: row.name, email: row.email, phone: row.phone, remove: false },
        ...{ receivesInvoices: row.receives_invoices, receivesStatements: row.receives_statements },
      }
    : null;
}

/** A customer takes back what it asked, while nobody has decided. Runs as the portal. */
export async function withdrawChange(
  tx: Tx,
  actor: Actor,
  { customerId, requestId }: { readonly customerId: string; readonly requestId: string },
  { now }: Moment,
): Promise<Result<undefined, ChangeRefusal>> {
  const asked = await tx
    .selectFrom('customer_change_requests')
    .select('id')
    .where('id', '=', requestId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  if (!asked) return refuse({ code: 'not-found' });
  try {
    await tx
      .insertInto('customer_change_decisions')
      .values({
        ...{ request_id: requestId, customer_id: customerId, outcome: 'withdrawn' },
        ...{ decided_by: actor.id, decided_by_name: actor.name, decided_at: now },
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'customer_change_decisions_pkey') return refuse({ code: 'already-decided' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'customer.change-withdrawn', subjectKind: 'customer', subjectId: customerId, customerId },
    after: { requestId },
  });
  return ok();
}
