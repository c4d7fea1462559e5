import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { GateFacts, GateItem } from '../rules/gate.ts';
import type { ContactRules, Message } from '../types.ts';

type Read = Pick<GateFacts, 'customer' | 'items' | 'optedOut' | 'remindedLately' | 'rules'>;

/** What the gate asks about one message, from what is true now. `now` bounds the days of the contact cap. */
export async function gateFacts(db: ReadDb, message: Message, now: Date): Promise<Read> {
  const rules = await contactRules(db);
  const { customerId, toAddress, kind } = message;
  if (customerId === null) return { customer: null, items: [], optedOut: false, remindedLately: 0, rules };
  const since = new Date(now.getTime() - rules.capDays * 86_400_000);
  const { rows } = await sql<{ archived: boolean; is_contact: boolean; opted_out: boolean; reminded: number }>`
    select c.archived_at is not null as archived,
      exists (select from contacts k where k.customer_id = c.id and k.email = ${toAddress} and k.removed_at is null) as is_contact,
      exists (select from contact_opt_outs o where o.customer_id = c.id and o.address = lower(${toAddress}) and o.message_kind = ${kind}
        and o.ended_at is null) as opted_out,
      (select count(*)::int from messages m where m.customer_id = c.id and m.kind = 'reminder' and m.id <> ${message.id}::uuid
        and m.state in ('sent', 'delivered') and m.changed_at >= ${since}) as reminded
    from customers c where c.id = ${customerId}::uuid`.execute(db);
  const row = rows[0];
  return {
    customer: {
      exists: row !== undefined,
      archived: row?.archived ?? false,
      isContact: row?.is_contact ?? false,
    },
    items: await itemsOf(db, message.id),
    optedOut: row?.opted_out ?? false,
    remindedLately: row?.reminded ?? 0,
    rules,
  };
}

/** The debit items of the invoices a message is about, itself or by the sendings it carries. */
async function itemsOf(db: ReadDb, messageId: string): Promise<GateItem[]> {
  const { rows } = await sql<{ residual: string; held: string; holds: string[]; in_flight: boolean }>`
    with about as (
      select m.invoice_id from messages m where m.id = ${messageId}::uuid and m.invoice_id is not null
      union
      select d.invoice_id from delivery_messages l join deliveries d on d.id = l.delivery_id
        where l.message_id = ${messageId}::uuid and d.invoice_id is not null)
    select o.residual_minor::text as residual,
      coalesce((select sum(h.amount_minor) from holds h where h.item_id = o.id
        and not exists (select from hold_releases r where r.hold_id = h.id)), 0)::text as held,
      array(select distinct h.kind from holds h where h.item_id = o.id
        and not exists (select from hold_releases r where r.hold_id = h.id) order by 1) as holds,
      exists (select from payment_attempt_items p join payment_attempts t on t.id = p.attempt_id
        where p.item_id = o.id and p.live and t.state in ('processing', 'unknown')) as in_flight
    from about a join invoices i on i.id = a.invoice_id join open_items o on o.id = i.open_item_id
    where o.side = 'debit'`.execute(db);
  return rows.map((row) => ({
    residualMinor: BigInt(row.residual),
    heldMinor: BigInt(row.held),
    holds: row.holds,
    inFlight: row.in_flight,
  }));
}

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
