import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AutopayRule } from '../types.ts';

/** Columns of a rule under the alias r, with its contract under k. */
const RULE = sql`r.id, r.customer_id as "customerId", r.contract_id as "contractId", k.number as "contractNumber", r.currency, r.method_id as "methodId",
  r.collects, r.day_no as "dayNo", r.ceiling_minor as "ceilingMinor", r.notice_days as "noticeDays", r.state, r.paused_because as "pausedBecause",
  r.paused_until_on as "pausedUntilOn", r.notify_email as "notifyEmail", r.version_no as "versionNo", r.changed_by_name as "changedByName",
  r.changed_at as "changedAt"`;

/** A customer's rules, those turned off among them: the wide ones first, then by contract. */
export async function autopayRulesOf(db: ReadDb, customerId: string): Promise<AutopayRule[]> {
  const { rows } =
    await sql<AutopayRule>`select ${RULE} from autopay_rules r left join contracts k on k.id = r.contract_id
    where r.customer_id = ${customerId}::uuid order by k.number nulls first, r.currency`.execute(db);
  return rows;
}

/** Customers with a rule that may take something, by id after `after`: the pages in which the run walks over all. */
export async function customersWithAutopay(
  db: ReadDb,
  page: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct r.customer_id as id from autopay_rules r
    join customers c on c.id = r.customer_id and c.archived_at is null
    where r.state <> 'off' and (${page.after}::uuid is null or r.customer_id > ${page.after}::uuid)
    order by r.customer_id limit ${page.limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Contracts of a customer that hold and could have a rule of their own. */
export async function contractsForAutopay(
  db: ReadDb,
  customerId: string,
): Promise<{ id: string; number: string; title: string; currency: string }[]> {
  const { rows } = await sql<{ id: string; number: string; title: string; currency: string }>`
    select id, number, title, currency from contracts where customer_id = ${customerId}::uuid and state = 'active' order by number`.execute(
    db,
  );
  return rows;
}
