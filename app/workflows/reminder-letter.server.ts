import { money } from '#app/kernel/money.ts';
import { chaseableItems } from '#app/modules/collections/queries/chaseable-items.server.ts';
import { type ReminderToWrite, reminderToWrite } from '#app/modules/collections/queries/reminder-to-write.server.ts';
import { deliveriesOfMessage } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import {
  type Composer,
  common,
  type Letterhead,
  letter,
  nothing,
  type Rendering,
  scopedAddress,
} from './letter-parts.server.ts';

/** A link names so many invoices and no more. */
const LINKED_MAX = 100;

/**
 * The mail of a reminder; `message.details` names it by itself or by its letter. Written from what may be asked for now: where
 * that is no longer what the reminder was ordered for, nothing leaves, and the next morning's says what is then true.
 */
export async function reminderLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const { db } = outside;
  const found = await reminderToWrite(db, { customerId: message.customerId ?? '', details: message.details });
  const reminder = found ?? (outside.isPreview ? await sampleOf(outside, message, letterhead) : null);
  if (!reminder) return nothing('The reminder does not exist.');
  const { customerId, currency } = reminder;
  const open = await openItemsOf(db, { customerId, currency });
  const may = await chaseableItems(db, { customerIds: [customerId], on: letterhead.moment.today });
  const chaseable = new Map(may.map((item) => [item.itemId, item.chaseableMinor]));
  const named = open.flatMap((item) => {
    const asked = reminder.items.has(item.id) ? (chaseable.get(item.id) ?? 0n) : 0n;
    return asked > 0n ? [{ item, asked }] : [];
  });
  const askedMinor = named.reduce((sum, { asked }) => sum + asked, 0n);
  if (askedMinor !== reminder.askedMinor)
    return nothing('What may be asked for changed before the message left; the next one says what is then true.');
  const late = open.filter((item) => item.side === 'debit' && item.dueOn < letterhead.moment.today);
  const notAsked = late.reduce((sum, item) => sum + item.residualMinor - (chaseable.get(item.id) ?? 0n), 0n);
  const unapplied = open.reduce((sum, item) => sum + (item.side === 'credit' ? item.residualMinor : 0n), 0n);
  const sendings = await deliveriesOfMessage(db, message.id);
  return letter('reminder', {
    ...common(message, letterhead),
    tone: reminder.tone,
    asked: money(askedMinor, currency),
    items: named.map(({ item, asked }) => ({
      ...{ number: item.number, amount: money(asked, currency), dueOn: item.dueOn },
    })),
    ...{ notAsked: money(notAsked, currency), unapplied: money(unapplied, currency), answerBy: reminder.answerBy },
    link: await linkTo(outside, { message, items: named.map(({ item }) => item) }, letterhead),
    attached: sendings.length > 0 && sendings.every((sending) => sending.attaches),
  });
}

/** Opens exactly the invoices that are named, without a sign-in; debts without an invoice are seen after signing in. */
async function linkTo(
  outside: Composer,
  { message, items }: { message: Message; items: readonly OpenItem[] },
  { moment }: Letterhead,
): Promise<string> {
  const invoiceIds = items
    .filter((item) => item.kind === 'invoice' || item.kind === 'debit_note')
    .slice(0, LINKED_MAX)
    .map((item) => item.sourceId);
  if (invoiceIds.length === 0 || message.customerId === null) return `${outside.baseUrl}/`;
  const root = await scopedAddress(outside, { message, customerId: message.customerId, invoiceIds }, moment);
  // Straight to the page that pays them all: one press there, one at the bank.
  return `${root}/pay`;
}

/** A preview shows what would be asked of the customer today, in the first tone: what is late, or where nothing is, what comes. */
async function sampleOf(
  { db }: Composer,
  { customerId }: Message,
  { customer, moment }: Letterhead,
): Promise<ReminderToWrite | null> {
  if (customerId === null || !customer) return null;
  const may = await chaseableItems(db, { customerIds: [customerId], on: moment.today });
  const asked = may.filter((item) => item.chaseableMinor > 0n);
  const late = asked.filter((item) => item.dueOn < moment.today);
  const [first, ...others] = late.length > 0 ? late : asked;
  if (!first) return null;
  const items = [first, ...others.filter((item) => item.currency === first.currency)];
  return {
    ...{ customerId, currency: first.currency, tone: late.length > 0 ? 'friendly' : 'coming' },
    askedMinor: items.reduce((sum, item) => sum + item.chaseableMinor, 0n),
    answerBy: null,
    items: new Set(items.map((item) => item.itemId)),
  };
}
