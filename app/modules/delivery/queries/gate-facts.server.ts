import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { GateFacts, GateItem } from '../rules/gate.ts';
import type { ContactRules, Message } from '../types.ts';

/** One reminder to several people of a customer counts once. */
const REMINDER_OF = sql.raw(`coalesce(m.details ->> 'documentId', m.details ->> 'reminderId', m.id::text)`);

type Read = Pick<GateFacts, 'customer' | 'items' | 'optedOut' | 'remindedLately' | 'rules'>;

/** What the gate asks about one message, from what is true now. `now` bounds the days of the contact cap. */
export async function gateFacts(
  db: ReadDb,
  message: Message,
  { now, today }: { readonly now: Date; readonly today: PlainDate },
): Promise<Read> {
  const rules = await contactRules(db);
  const { customerId, toAddress, kind } = message;
  if (customerId === null) return { customer: null, items: [], optedOut: false, remindedLately: 0, rules };
  const since = new Date(now.getTime() - rules.capDays * 86_400_000);
  const { rows } = await sql<{ archived: boolean; is_contact: boolean; opted_out: boolean; reminded: number }>`
    select c.archived_at is not null as archived,
      exists (select from contacts k where k.customer_id = c.id and k.email = ${toAddress} and k.removed_at is null) as is_contact,
      exists (select from contact_opt_outs o where o.customer_id = c.id and o.address = lower(${toAddress}) and o.message_kind = ${kind}
        and o.ended_at is null) as opted_out,
      (select count(distinct ${REMINDER_OF})::int from messages m, messages own
        where own.id = ${message.id}::uuid and m.customer_id = c.id and m.kind = 'reminder' and m.id <> own.id
        and ${REMINDER_OF} <> coalesce(own.details ->> 'documentId', own.details ->> 'reminderId', own.id::text)
        and m.state in ('sent', 'delivered') and m.changed_at >= ${since}) as reminded
    from customers c where c.id = ${customerId}::uuid`.execute(db);
  const row = rows[0];
  return {
    customer: {
      exists: row !== undefined,
      archived: row?.archived ?? false,
      isContact: row?.is_contact ?? false,
    },
    items: kind === 'reminder' ? await itemsOf(db, message, today) : [],
    optedOut: row?.opted_out ?? false,
    remindedLately: row?.reminded ?? 0,
    rules,
  };
}

/**
 * The debts a message is about: those of its invoices, its own or of the sendings it carries, and those its reminder names. A
 * debt that is settled stays among them with nothing left.
 */
async function itemsOf(db: ReadDb, { id, customerId }: Message, today: PlainDate): Promise<GateItem[]> {
  const { rows } = await sql<ItemRow>`
    with about as (
      select i.open_item_id as item_id from messages m join invoices i on i.id = m.invoice_id where m.id = ${id}::uuid
      union
      select i.open_item_id from delivery_messages l join deliveries d on d.id = l.delivery_id join invoices i on i.id = d.invoice_id
        where l.message_id = ${id}::uuid
      union
      select i.item_id from messages m
        join reminders r on r.id::text = m.details ->> 'reminderId' or r.document_id::text = m.details ->> 'documentId'
        join reminder_items i on i.reminder_id = r.id
        where m.id = ${id}::uuid and m.kind = 'reminder' and r.customer_id = m.customer_id)
    select o.residual_minor::text as residual, coalesce(c.held_minor, 0)::text as held, coalesce(c.holds, '{}') as holds,
      coalesce(c.in_flight, false) as in_flight, coalesce(c.said_paid, false) as said_paid,
      coalesce(c.promised_minor, 0)::text as promised
    from about a join open_items o on o.id = a.item_id
    left join chaseable_items(array[${customerId}::uuid], ${today}::date) c on c.item_id = o.id
    where o.side = 'debit'`.execute(db);
  return rows.map((row) => ({
    ...{ residualMinor: BigInt(row.residual), heldMinor: BigInt(row.held), holds: row.holds },
    ...{ inFlight: row.in_flight, saidPaid: row.said_paid, promisedMinor: BigInt(row.promised) },
  }));
}

type ItemRow = {
  residual: string;
  held: string;
  holds: string[];
  in_flight: boolean;
  said_paid: boolean;
  promised: string;
};

/** When and how often customers may be reminded. */
export async function contactRules(db: ReadDb): Promise<ContactRules> {
  const row = await db.selectFrom('contact_rules').selectAll().executeTakeFirstOrThrow();
  return {
    quietFrom: row.quiet_from,
    quietUntil: row.quiet_until,
    restDays: row.rest_days,
    capCount: row.cap_count,
    capDays: row.cap_days,
  };
}
