import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { chaseableItems } from '#app/modules/collections/queries/chaseable-items.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { reminderPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { ReminderLevel, StoredDocument } from '#app/modules/documents/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { keepProduced, type ProduceRefusal } from './keep-produced.server.ts';
import { momentFor } from './outside.server.ts';
import type { Producer } from './produce-document.server.ts';
import { reminderDocument } from './reminder-props.ts';
import { sellerOn } from './seller-of-day.server.ts';

export type ReminderAsked = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly level: ReminderLevel;
};

/**
 * The reminder letter of today: one a customer, currency and level; asked for again it is the stored one. Refuses `nothing-late`
 * when all that is late is disputed, planned, promised or on its way. Makes the file only; whether it leaves is the send gate's to say.
 */
export async function produceReminder(
  outside: Producer,
  { customerId, currency, level }: ReminderAsked,
): Promise<Result<StoredDocument, ProduceRefusal | { readonly code: 'nothing-late' }>> {
  const { today, now } = await momentFor(outside);
  const key = { reminderTo: customerId, of: { currency, level, on: today } };
  const stored = await getDocument(outside.db, key);
  if (stored) return ok(stored);
  const customer = await getCustomer(outside.db, customerId);
  if (!customer) return refuse({ code: 'unknown' });
  const [seller, items] = await Promise.all([
    sellerOn(outside.db, { on: today, knownAt: now }),
    askedOn(outside.db, { customerId, currency, on: today }),
  ]);
  const letter = reminderDocument(items, key.of, { ...seller, customer, link: `${outside.baseUrl}/` });
  if (!letter) return refuse({ code: 'nothing-late' });
  const kept = await keepProduced(outside, reminderPdf(letter), {
    ...{ kind: 'reminder', customerId, invoiceId: null, paymentId: null, reminder: key.of },
    ...{ fileName: `reminder_${customer.number}_${today}_${currency}_${level}.pdf`, faultOf: null },
  });
  if (!kept.ok) return kept;
  const document = await getDocument(outside.db, key);
  return document ? ok(document) : refuse({ code: 'unknown' });
}

/** The open items of a customer, each held for all that may not be asked for: disputed, planned, promised, on its way or said to be paid. */
async function askedOn(
  db: Producer['db'],
  { customerId, currency, on }: { readonly customerId: string; readonly currency: Currency; readonly on: PlainDate },
): Promise<OpenItem[]> {
  const items = await openItemsOf(db, { customerId, currency });
  const asked = await chaseableItems(db, { customerIds: [customerId], on });
  const chaseable = new Map(asked.map((item) => [item.itemId, item.chaseableMinor]));
  return items.map((item) =>
    item.side === 'debit' ? { ...item, heldMinor: item.residualMinor - (chaseable.get(item.id) ?? 0n) } : item,
  );
}
