import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { findSavedMethod } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { SavedMethod } from '#app/modules/payments/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { expiryStage, isExpired, lastUsableOn } from '../rules/expiry.ts';
import { autopayPolicy } from './policy.server.ts';

type Row = {
  readonly methodId: string;
  readonly customerId: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly notifyEmail: string;
};

export type MethodEnding = Row & {
  readonly lastOn: PlainDate;
  /** Which of the policy's days it has come to: each is told once. */
  readonly stage: number;
};

/** The cards rules take from whose end is to be told today, each once; `read` says how far the page of methods went. */
export async function methodsEnding(
  db: ReadDb,
  page: { readonly today: PlainDate; readonly after: string | null; readonly limit: number },
): Promise<{ ending: MethodEnding[]; last: string | null }> {
  const { expiryDays } = await autopayPolicy(db, page.today);
  const { rows } = await sql<Row>`
    select distinct on (m.id) m.id as "methodId", m.customer_id as "customerId", m.exp_month as "expMonth", m.exp_year as "expYear",
      r.notify_email as "notifyEmail"
    from saved_methods m join autopay_rules r on r.method_id = m.id and r.state <> 'off'
    join customers c on c.id = m.customer_id and c.archived_at is null
    where m.state = 'active' and m.exp_year is not null and (${page.after}::uuid is null or m.id > ${page.after}::uuid)
    order by m.id, r.changed_at desc limit ${page.limit}`.execute(db);
  const ending = rows.flatMap((row) => {
    const stage = expiryStage(row, expiryDays, page.today);
    const lastOn = lastUsableOn(row);
    return stage === null || lastOn === null ? [] : [{ ...row, lastOn, stage }];
  });
  return { ending, last: rows.at(-1)?.methodId ?? null };
}

export type MethodLife = {
  readonly method: SavedMethod;
  readonly lastOn: PlainDate | null;
  readonly isExpired: boolean;
};

/** A method of a customer with the day on which it ends. */
export async function methodLife(
  db: ReadDb,
  of: { readonly customerId: string; readonly methodId: string; readonly today: PlainDate },
): Promise<MethodLife> {
  const method = await findSavedMethod(db, of);
  assert(method, `there is no method ${of.methodId}`);
  return { method, lastOn: lastUsableOn(method), isExpired: isExpired(method, of.today) };
}
