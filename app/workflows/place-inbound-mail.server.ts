import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { placeMail } from '#app/modules/inbox/commands/place-mail.server.ts';
import type { InboxRefusal, MailPlace } from '#app/modules/inbox/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { invoiceIdByNumber } from '#app/modules/invoicing/queries/invoice-id-by-number.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { ReadDb, Tx } from '#app/platform/db/transaction.server.ts';

type Putting = {
  readonly mailId: string;
  readonly place: MailPlace;
  readonly how: 'address' | 'person';
  readonly reason: string;
};

/** Puts a mail where it belongs and does what follows from it there. */
export async function putMail(
  tx: Tx,
  actor: Actor,
  input: Putting,
  moment: Moment,
): Promise<Result<void, InboxRefusal>> {
  return placeMail(tx, actor, input, moment);
}

/** What bears a number, as a place: an invoice or a customer. Null: nothing does. */
export async function placeByNumber(db: ReadDb, typed: string): Promise<MailPlace | null> {
  const number = typed.trim();
  const invoiceId = await invoiceIdByNumber(db, number.toUpperCase());
  const invoice = invoiceId && (await getInvoice(db, { invoiceId }));
  if (invoice) return { subjectKind: 'invoice', subjectId: invoice.id, customerId: invoice.customerId };
  const customers = await customerIdsByNumber(db, [number, number.toUpperCase()]);
  const customerId = [...customers.values()][0];
  return customerId ? { subjectKind: 'customer', subjectId: customerId, customerId } : null;
}
