import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RuleToPlan } from '../rules/plan-collections.ts';
import type { CollectableItem } from '../types.ts';

export type RuleOfAccount = RuleToPlan & {
  readonly methodId: string;
  readonly notifyEmail: string;
  readonly versionNo: number;
};

/** What autopay may look at of one customer in one currency. */
export type AccountToCollect = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly rules: readonly RuleOfAccount[];
  readonly items: readonly CollectableItem[];
  readonly inFlight: ReadonlySet<string>;
  readonly creditMinor: bigint;
};

/** Debits a customer bought something with. What a bank took back is never taken again by itself. */
const KINDS = sql`('invoice', 'debit_note', 'opening_balance')`;

/** The accounts of some customers as autopay sees them now, each with its rules and items as they fall due. */
export async function accountsToCollect(
  db: ReadDb,
  of: { readonly customerIds: readonly string[]; readonly today: PlainDate },
): Promise<AccountToCollect[]> {
  const rules = await readRules(db, of);
  const items = await readItems(db, of.customerIds);
  const credits = await readCredits(db, of.customerIds);
  const keyOf = (row: { customerId: string; currency: string }) => `${row.customerId} ${row.currency}`;
  const itemsBy = Map.groupBy(items, keyOf);
  const creditBy = new Map(credits.map((row) => [keyOf(row), row.creditMinor]));
  return [...Map.groupBy(rules, keyOf)].map(([key, [first, ...more]]) => {
    const open = itemsBy.get(key) ?? [];
    return {
      ...{ customerId: first!.customerId, currency: currency(first!.currency) },
      rules: [first!, ...more].map(
        ({ takenDays, settledItems, ...rule }) =>
          ({ ...rule, takenDays: new Set(takenDays), settledItems: new Set(settledItems) }) as RuleOfAccount,
      ),
      items: open,
      inFlight: new Set(open.filter(({ isInFlight }) => isInFlight).map(({ itemId }) => itemId)),
      creditMinor: creditBy.get(key) ?? 0n,
    };
  });
}

type RuleRow = Omit<RuleOfAccount, 'takenDays' | 'settledItems'> & {
  readonly customerId: string;
  readonly currency: string;
  readonly takenDays: PlainDate[];
  readonly settledItems: string[];
};

/**
 * Items a rule does not come back to: those in a live collection of any rule; by due date also those given up with the same
 * method and those over a ceiling that stands; always those that were taken and given back.
 */
async function readRules(
  db: ReadDb,
  of: { readonly customerIds: readonly string[]; readonly today: PlainDate },
): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select r.id, r.customer_id as "customerId", r.contract_id as "contractId", r.currency, r.method_id as "methodId", r.collects, r.day_no as "dayNo",
      r.ceiling_minor as "ceilingMinor", r.notice_days as "noticeDays", r.state, r.paused_until_on as "pausedUntilOn",
      r.notify_email as "notifyEmail", r.version_no as "versionNo",
      array(select c.collect_on::text from autopay_charges c where c.rule_id = r.id and c.collect_on >= ${of.today}::date) as "takenDays",
      array(select i.item_id from autopay_charge_items i join autopay_charges c on c.id = i.charge_id
        where i.customer_id = r.customer_id and (i.live
          or (c.rule_id = r.id and r.collects = 'due_date' and not i.left_out and c.state = 'failed' and c.method_id = r.method_id)
          or (c.rule_id = r.id and r.collects = 'due_date' and i.left_out and c.ceiling_minor >= r.ceiling_minor)
          or (not i.left_out and c.state = 'collected' and exists (select from autopay_tries t join payment_attempts a on a.id = t.attempt_id
            join payment_reversals v on v.payment_id = a.payment_id where t.charge_id = c.id)))) as "settledItems"
    from autopay_rules r where r.customer_id = any (${of.customerIds}::uuid[])
    order by r.customer_id, r.currency, r.contract_id nulls first`.execute(db);
  return rows;
}

type ItemRow = CollectableItem & {
  readonly customerId: string;
  readonly currency: string;
  readonly isInFlight: boolean;
};

/** An invoice is a contract's when each of its lines that come from a contract comes from that one. */
async function readItems(db: ReadDb, customerIds: readonly string[]): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select o.id as "itemId", o.customer_id as "customerId", o.currency, o.due_on as "dueOn",
      coalesce(v.number, item_number(o.kind, o.source_id)) as number,
      case when cardinality(of_contracts.ids) = 1 then of_contracts.ids[1] end as "contractId",
      o.residual_minor - least(o.residual_minor, coalesce((select sum(h.amount_minor) from holds h
        where h.item_id = o.id and not exists (select from hold_releases l where l.hold_id = h.id)), 0)::bigint) as "payableMinor",
      exists (select from payment_attempt_items p join payment_attempts a on a.id = p.attempt_id
        where p.item_id = o.id and p.live and (a.state in ('processing', 'unknown') or (a.kind = 'automatic' and a.state = 'created'))) as "isInFlight"
    from open_items o left join invoices v on v.id = o.source_id and o.kind in ${KINDS}
    cross join lateral (select array(select distinct l.contract_id from invoice_line_sources s join contract_lines l on l.id = s.contract_line_id
      where s.invoice_id = v.id) as ids) of_contracts
    where o.customer_id = any (${customerIds}::uuid[]) and o.side = 'debit' and o.residual_minor > 0 and o.kind in ${KINDS}
    order by o.due_on, number, o.id`.execute(db);
  return rows;
}

async function readCredits(
  db: ReadDb,
  customerIds: readonly string[],
): Promise<{ customerId: string; currency: string; creditMinor: bigint }[]> {
  const { rows } = await sql<{ customerId: string; currency: string; creditMinor: bigint }>`
    select o.customer_id as "customerId", o.currency, sum(o.residual_minor)::bigint as "creditMinor" from open_items o
    where o.customer_id = any (${customerIds}::uuid[]) and o.side = 'credit' and o.residual_minor > 0
    group by o.customer_id, o.currency`.execute(db);
  return rows;
}
