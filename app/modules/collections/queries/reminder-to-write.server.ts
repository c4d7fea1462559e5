import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Tone } from '../types.ts';

/** What a reminder was ordered for. */
export type ReminderToWrite = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly tone: Tone;
  readonly askedMinor: bigint;
  readonly answerBy: PlainDate | null;
  readonly items: ReadonlySet<string>;
};

type Of = { readonly customerId: string; readonly details: Readonly<Record<string, string>> };

/** The reminder a message is about, by its own id or that of its letter; null when there is none of this customer. */
export async function reminderToWrite(db: ReadDb, { customerId, details }: Of): Promise<ReminderToWrite | null> {
  const { reminderId, documentId } = details;
  const key = reminderId ? (['id', reminderId] as const) : documentId ? (['document_id', documentId] as const) : null;
  if (!key || customerId === '') return null;
  const row = await db
    .selectFrom('reminders')
    .selectAll()
    .where(key[0], '=', key[1])
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  if (!row) return null;
  const items = await db.selectFrom('reminder_items').select('item_id').where('reminder_id', '=', row.id).execute();
  return {
    ...{ customerId, currency: currency(row.currency), tone: row.tone as Tone, askedMinor: row.asked_minor },
    ...{ answerBy: row.answer_by_on as PlainDate | null, items: new Set(items.map((item) => item.item_id)) },
  };
}
