import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import { addDays, later, type PlainDate } from '#app/kernel/plain-date.ts';
import { isWorkingDay } from '#app/kernel/working-days.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { findSavedMethod } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { AttemptItem } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { accountsToCollect } from '../queries/accounts-to-collect.server.ts';
import { isExpired } from '../rules/expiry.ts';
import { takesOn } from '../rules/plan-collections.ts';
import { whatToCollect } from '../rules/what-to-collect.ts';
import type { SkippedBecause } from '../types.ts';
import { endCharge } from './end-charge.server.ts';

/** A debit to be asked for. The same one is answered again while nobody knows what became of it. */
export type Try = {
  readonly chargeId: string;
  readonly tryNo: number;
  readonly once: string;
  readonly ruleId: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly methodId: string;
  readonly amountMinor: bigint;
  readonly items: readonly AttemptItem[];
  readonly notifyEmail: string;
};

export type Begun =
  | { readonly kind: 'try'; readonly what: Try }
  /** Asked for already; what became of it stands with the attempt. */
  | { readonly kind: 'asked'; readonly attemptId: string; readonly tryNo: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'ended'; readonly because: SkippedBecause; readonly ruleId: string; readonly customerId: string };

type Locked = {
  readonly rule_id: string;
  readonly customer_id: string;
  readonly currency: string;
  readonly collect_on: PlainDate;
  readonly notice_days: number;
  readonly state: string;
  readonly told_state: string;
  readonly left_on: PlainDate | null;
  readonly rule_state: 'on' | 'paused' | 'off';
  readonly paused_until_on: PlainDate | null;
  readonly method_id: string;
  readonly ceiling_minor: bigint | null;
  readonly notify_email: string;
  readonly try_no: number | null;
  readonly attempt_id: string | null;
};

/**
 * Looks at a collection whose day has come and writes down the try before anybody is asked for money. Never takes more of an
 * item than was announced and is left, nor before the notice left as long ago as promised, nor on a day off. Ends the
 * collection where nothing may be taken any more, with the reason. Locks the collection.
 */
export async function beginTry(tx: Tx, chargeId: string, moment: Moment): Promise<Begun> {
  const charge = await lockCharge(tx, chargeId);
  if (!charge) return { kind: 'wait' };
  const { customer_id: customerId, rule_id: ruleId } = charge;
  if (charge.attempt_id !== null) return { kind: 'asked', attemptId: charge.attempt_id, tryNo: charge.try_no! };
  const repeated = charge.try_no === null ? null : await askedBefore(tx, chargeId, charge, moment);
  if (repeated) return { kind: 'try', what: repeated };
  const stop = await whyNot(tx, charge, moment);
  if (stop === 'wait') return { kind: 'wait' };
  const parts = stop === null ? await partsNow(tx, chargeId, charge, moment) : null;
  const because = stop ?? (parts!.length > 0 ? null : 'nothing-left');
  if (because !== null) {
    await endCharge(tx, { chargeId, end: { state: 'skipped', because } }, moment);
    return { kind: 'ended', because, ruleId, customerId };
  }
  return { kind: 'try', what: await writeTry(tx, chargeId, charge, parts!, moment) };
}

async function lockCharge(tx: Tx, chargeId: string): Promise<Locked | undefined> {
  const { rows } = await sql<Locked>`
    select c.rule_id, c.customer_id, c.currency, c.collect_on, c.notice_days, c.state, m.state as told_state,
      company_day(m.left_at) as left_on, r.state as rule_state, r.paused_until_on, r.method_id,
      least(r.ceiling_minor, c.ceiling_minor) as ceiling_minor, r.notify_email, t.try_no, t.attempt_id
    from autopay_charges c join autopay_rules r on r.id = c.rule_id join messages m on m.id = c.message_id
    left join autopay_tries t on t.charge_id = c.id and t.outcome is null
    where c.id = ${chargeId}::uuid and c.state in ('noticed', 'collecting', 'retrying') for update of c skip locked`.execute(
    tx,
  );
  return rows[0];
}

/** The try that was written and whose answer nobody noted: with the items of its attempt where it got that far. */
async function askedBefore(tx: Tx, chargeId: string, charge: Locked, { now }: Moment): Promise<Try | null> {
  const { rows } = await sql<{ once: string; method: string; amount: bigint; item: string; minor: bigint }>`
    select t.once_key as once, t.method_id as method, a.amount_minor as amount, i.item_id as item, i.amount_minor as minor
    from autopay_tries t join payment_attempts a on a.customer_id = t.customer_id and a.once_key = t.once_key
    join payment_attempt_items i on i.attempt_id = a.id
    where t.charge_id = ${chargeId}::uuid and t.try_no = ${charge.try_no}`.execute(tx);
  const [first] = rows;
  if (first)
    return {
      ...tryOf(chargeId, charge, charge.try_no!),
      ...{ once: first.once, methodId: first.method, amountMinor: first.amount },
      items: rows.map(({ item, minor }) => ({ itemId: item, amountMinor: minor })),
    };
  // Nothing was asked for: it is written anew from what is true now. Whoever wrote it is refused by the law of the attempt.
  await sql`update autopay_tries set outcome = 'refused', failure_code = 'never-asked', decided_at = ${now}::timestamptz
    where charge_id = ${chargeId}::uuid and try_no = ${charge.try_no}`.execute(tx);
  return null;
}

/** Why nothing is taken now, or 'wait' where it is only not the day. */
async function whyNot(tx: Tx, charge: Locked, { today }: Moment): Promise<SkippedBecause | 'wait' | null> {
  if (charge.rule_state === 'off') return 'rule-off';
  if (!takesOn({ state: charge.rule_state, pausedUntilOn: charge.paused_until_on }, today)) return 'paused';
  if (['failed', 'suppressed', 'bounced'].includes(charge.told_state)) return 'notice';
  if (charge.left_on === null || today < later(charge.collect_on, addDays(charge.left_on, charge.notice_days)))
    return 'wait';
  if (!isWorkingDay(today, await getCalendar(tx))) return 'wait';
  const method = await findSavedMethod(tx, { customerId: charge.customer_id, methodId: charge.method_id });
  return method?.state === 'active' && !isExpired(method, today) ? null : 'method';
}

async function partsNow(tx: Tx, chargeId: string, charge: Locked, { today }: Moment): Promise<AttemptItem[]> {
  const accounts = await accountsToCollect(tx, { customerIds: [charge.customer_id], today });
  const account = accounts.find((one) => one.currency === charge.currency);
  if (!account) return [];
  const told = await tx
    .selectFrom('autopay_charge_items')
    .select(['item_id', 'amount_minor'])
    .where('charge_id', '=', chargeId)
    .where('live', '=', true)
    .execute();
  const saidBy = new Map(told.map((row) => [row.item_id, row.amount_minor]));
  const { inFlight, creditMinor } = account;
  const open = whatToCollect(account.items, { inFlight, creditMinor, ceilingMinor: null });
  const capped = open.parts.flatMap(({ itemId, amountMinor }) => {
    const said = saidBy.get(itemId);
    return said === undefined ? [] : [{ itemId, payableMinor: said < amountMinor ? said : amountMinor }];
  });
  const ceilingMinor = charge.ceiling_minor;
  return [...whatToCollect(capped, { inFlight, creditMinor: 0n, ceilingMinor }).parts];
}

async function writeTry(
  tx: Tx,
  chargeId: string,
  charge: Locked,
  items: readonly AttemptItem[],
  { now }: Moment,
): Promise<Try> {
  const amountMinor = items.reduce((total, item) => total + item.amountMinor, 0n);
  const { rows } = await sql<{ try_no: number; once_key: string }>`
    insert into autopay_tries (charge_id, try_no, customer_id, method_id, amount_minor, tried_at)
    select ${chargeId}::uuid, coalesce(max(try_no), 0) + 1, ${charge.customer_id}::uuid, ${charge.method_id}::uuid, ${amountMinor}::bigint,
      ${now}::timestamptz from autopay_tries where charge_id = ${chargeId}::uuid returning try_no, once_key`.execute(
    tx,
  );
  const { try_no: tryNo, once_key: once } = rows[0]!;
  await tx
    .updateTable('autopay_charges')
    .set({ state: 'collecting', next_try_on: null, changed_at: now })
    .where('id', '=', chargeId)
    .execute();
  return { ...tryOf(chargeId, charge, tryNo), once, methodId: charge.method_id, amountMinor, items };
}

const tryOf = (chargeId: string, charge: Locked, tryNo: number) => ({
  ...{ chargeId, tryNo, ruleId: charge.rule_id, customerId: charge.customer_id },
  ...{ currency: currency(charge.currency), notifyEmail: charge.notify_email },
});
