import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { autopayPolicy } from '../queries/policy.server.ts';
import { declineClass, nextTry } from '../rules/next-try.ts';
import { endCharge } from './end-charge.server.ts';
import { steerAutopayRule } from './steer-rule.server.ts';

export type TryNews = {
  readonly chargeId: string;
  readonly tryNo: number;
} & (
  | { readonly fate: 'collected'; readonly attemptId: string }
  /** With the bank, or nobody knows yet: the attempt says later. */
  | { readonly fate: 'open'; readonly attemptId: string }
  | { readonly fate: 'declined'; readonly attemptId: string; readonly code: string }
  /** Nothing was asked for; what is left is looked at anew. */
  | { readonly fate: 'refused'; readonly because: string }
);

type Open = {
  readonly rule_id: string;
  readonly customer_id: string;
  readonly tries: number;
  readonly amount_minor: bigint;
  readonly notify_email: string;
  readonly first_tried_on: PlainDate;
};

/**
 * Notes what became of a try, once: collected, tried again on the policy's day, or given up. A refusal for good pauses the
 * rule, so that a card reported lost is not asked again. Who turned it on is told in plain words. Locks the collection.
 */
export async function noteTry(tx: Tx, news: TryNews, moment: Moment): Promise<void> {
  const open = await lockTry(tx, news);
  if (!open) return;
  const { chargeId, tryNo } = news;
  const decided = { ...{ decided_at: moment.now }, ...('attemptId' in news && { attempt_id: news.attemptId }) };
  const set = (values: Record<string, unknown>) =>
    tx.updateTable('autopay_tries').set(values).where('charge_id', '=', chargeId).where('try_no', '=', tryNo).execute();
  if (news.fate === 'open') {
    await set({ attempt_id: news.attemptId });
  } else if (news.fate === 'collected') {
    await set({ ...decided, outcome: 'succeeded' });
    await endCharge(tx, { chargeId, end: { state: 'collected', collectedMinor: open.amount_minor } }, moment);
  } else if (news.fate === 'refused') {
    await set({ ...decided, outcome: 'refused', failure_code: news.because });
    await setCharge(
      tx,
      chargeId,
      open.tries === 0 ? { state: 'noticed' } : { state: 'retrying', next_try_on: moment.today },
      moment,
    );
  } else {
    await set({ ...decided, outcome: 'failed', failure_code: news.code });
    await declined(tx, news, open, moment);
  }
}

async function lockTry(tx: Tx, { chargeId, tryNo }: TryNews): Promise<Open | undefined> {
  const { rows } = await sql<Open>`
    select c.rule_id, c.customer_id, c.tries, t.amount_minor, r.notify_email,
      (select company_day(min(f.tried_at)) from autopay_tries f where f.charge_id = c.id and f.outcome is distinct from 'refused') as first_tried_on
    from autopay_charges c join autopay_tries t on t.charge_id = c.id and t.try_no = ${tryNo} and t.outcome is null
    join autopay_rules r on r.id = c.rule_id
    where c.id = ${chargeId}::uuid and c.state = 'collecting' for update of c`.execute(tx);
  return rows[0];
}

const setCharge = (tx: Tx, chargeId: string, values: Record<string, unknown>, { now }: Moment) =>
  tx
    .updateTable('autopay_charges')
    .set({ ...values, changed_at: now })
    .where('id', '=', chargeId)
    .execute();

async function declined(
  tx: Tx,
  { chargeId, tryNo, code }: Extract<TryNews, { fate: 'declined' }>,
  open: Open,
  moment: Moment,
): Promise<void> {
  const tries = open.tries + 1;
  const { today } = moment;
  const policy = await autopayPolicy(tx, today);
  const nextOn = nextTry(policy, { tries, code, firstTriedOn: open.first_tried_on, today }, await getCalendar(tx));
  if (nextOn === null) await endCharge(tx, { chargeId, end: { state: 'failed', failureCode: code } }, moment);
  await setCharge(
    tx,
    chargeId,
    { tries, failure_code: code, ...(nextOn !== null && { state: 'retrying', next_try_on: nextOn }) },
    moment,
  );
  const { rule_id: ruleId, customer_id: customerId } = open;
  if (declineClass(code) === 'never')
    await steerAutopayRule(
      tx,
      SYSTEM,
      { customerId, ruleId, steering: { to: 'paused', because: 'method', untilOn: null } },
      moment,
    );
  await queueMessage(
    tx,
    {
      ...{ sendKey: `autopay_failed:${chargeId}:${tryNo}`, kind: 'autopay_failed', customerId },
      ...{ toAddress: open.notify_email, details: { chargeId, tryNo: String(tryNo) } },
    },
    moment,
  );
}
