import { AssertionBroken } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays, type PlainDate, parts, weekday } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { instantInZone } from '#app/kernel/zone-time.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { importHolidays } from '#app/modules/company/commands/import-holidays.server.ts';
import { makeDeposit } from '#app/modules/instruments/commands/make-deposit.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type ReceivedCheque, receiveCheque } from '#app/workflows/receive-cheque.server.ts';
import { TIME_ZONE } from './company.ts';
import { bankHolidays } from './holidays.ts';

/** Days before today on which the banked one was received; long enough for a deposit in between. */
const BANKED_DAYS = 7;
const POST_DATED_DAYS = 14;
/** An invoice this old was there when the cheque came. */
const OLD_DAYS = 20;

/**
 * The bank holidays of last year to the year after next, and three cheques: one in hand, one that waits for its date, one
 * at the bank. None of the customer `butOf`, whose account stays as billed and paid.
 */
export async function demoCheques(tx: Tx, { butOf }: { butOf: string }, moment: Moment): Promise<void> {
  const user = await tx
    .selectFrom('users')
    .select(['id', 'name', 'role'])
    .where('kind', '=', 'staff')
    .where('role', 'in', ['cash_poster', 'manager'])
    .where('disabled_at', 'is', null)
    .orderBy('role')
    .executeTakeFirst();
  if (!user) return;
  const poster: Actor = { kind: 'staff', id: user.id, name: user.name, requestId: null };
  const { year } = parts(moment.today);
  const days = [-1, 0, 1, 2].flatMap((after) => bankHolidays(year + after));
  const content = new TextEncoder().encode(JSON.stringify(Object.fromEntries(days.map(({ on, name }) => [on, name]))));
  await must(importHolidays(tx, poster, { content }));
  const [first, second, third] = await openItems(tx, butOf, moment.today);
  const yesterday = workingDayBefore(moment.today);
  if (first) await take(tx, poster, { ...first, chequeNo: '000418', receivedOn: yesterday });
  if (second) {
    const datedOn = addDays(moment.today, POST_DATED_DAYS);
    await take(tx, poster, { ...second, chequeNo: '100027', receivedOn: yesterday, datedOn });
  }
  if (third) {
    const receivedOn = workingDayBefore(addDays(moment.today, -BANKED_DAYS));
    const { paymentId } = await take(tx, poster, { ...third, chequeNo: '204511', receivedOn });
    const depositedOn = workingDayAfter(receivedOn);
    const deposit = { paymentIds: paymentId ? [paymentId] : [], depositedOn, slipRef: '500112' };
    await must(makeDeposit(tx, poster, deposit, at(depositedOn, '11:00')));
  }
}

type Given = { customerId: string; itemId: string; leftMinor: bigint; chequeNo: string; receivedOn: PlainDate };

function take(tx: Tx, poster: Actor, given: Given & { datedOn?: PlainDate }): Promise<ReceivedCheque> {
  const received = at(given.receivedOn, '16:00');
  return must(
    receiveCheque(
      tx,
      poster,
      {
        cheque: {
          ...{ customerId: given.customerId, currency: currency('GBP'), amountMinor: given.leftMinor },
          ...{ chequeNo: given.chequeNo, bankName: 'Aire Valley Bank', drawerName: '', note: '' },
          ...{ datedOn: given.datedOn ?? given.receivedOn, receivedOn: given.receivedOn, receivedAt: received.now },
        },
        custodian: { id: poster.id, name: poster.name },
        apply: { kind: 'chosen', allocations: [{ itemId: given.itemId, amountMinor: given.leftMinor }] },
        sendReceipt: false,
      },
      received,
    ),
  );
}

/** One open invoice each of three customers, none of it held. */
async function openItems(tx: Tx, butOf: string, today: PlainDate) {
  const rows = await tx
    .selectFrom('open_items as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .distinctOn('c.number')
    .select(['i.customer_id', 'i.id', 'i.residual_minor'])
    .where('i.side', '=', 'debit')
    .where('i.kind', '=', 'invoice')
    .where('i.currency', '=', 'GBP')
    .where('i.residual_minor', '>', 0n)
    .whereRef('i.residual_minor', '=', 'i.amount_minor')
    .where('i.effective_on', '<', addDays(today, -OLD_DAYS))
    .where('c.id', '<>', butOf)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('holds as h').select('h.id').whereRef('h.item_id', '=', 'i.id'))))
    .orderBy('c.number', 'desc')
    .orderBy('i.due_on', 'desc')
    .limit(3)
    .execute();
  return rows.map((row) => ({ customerId: row.customer_id, itemId: row.id, leftMinor: row.residual_minor }));
}

function workingDayBefore(today: PlainDate): PlainDate {
  const before = addDays(today, -1);
  return weekday(before) === 0 ? addDays(before, -2) : weekday(before) === 6 ? addDays(before, -1) : before;
}

const workingDayAfter = (day: PlainDate): PlainDate => (weekday(day) === 5 ? addDays(day, 3) : addDays(day, 1));

function at(day: PlainDate, time: string): Moment {
  const now = instantInZone(day, time, TIME_ZONE);
  if (!now.ok) throw new AssertionBroken(`no time: ${time}`);
  return { now: now.value, today: day };
}

async function must<Value, Refusal>(result: Promise<Result<Value, Refusal>>): Promise<Value> {
  const answer = await result;
  if (answer.ok) return answer.value;
  throw new AssertionBroken(`the demo’s cheques were refused: ${JSON.stringify(answer.refusal, asText)}`);
}

const asText = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
