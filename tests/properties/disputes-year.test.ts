import { afterAll, beforeAll, expect, test } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { takeDispute } from '#app/modules/disputes/commands/assign-dispute.server.ts';
import { withdrawDispute } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import type { Claim } from '#app/modules/disputes/types.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { chargeableItems } from '#app/modules/payments/queries/chargeable-items.server.ts';
import { type Moment, moveClock } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideDispute } from '#app/workflows/decide-dispute.server.ts';
import { settleDisputes } from '#app/workflows/open-dispute.server.ts';
import { runReminders } from '#app/workflows/run-reminders.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { PAYER, tryToRaise } from '#tests/support/disputes.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, receive, setUpCompany } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const YEARS = process.env.TALLYSTICK_LONG ? 60 : 1;
const EVENTS_A_MONTH = 6;
const FIRST = plainDate('2027-01-04');

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
let manager: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  manager = await aColleague(db(), 'controller');
});
afterAll(() => moveClock(0));

/** The test's own books: it asks nobody what is left or in question. */
type Bill = {
  readonly invoiceId: string;
  readonly itemId: string;
  readonly payments: { id: string; minor: bigint }[];
  readonly parts: Map<string, bigint>;
  left: bigint;
};
type Account = { readonly customerId: string; readonly bills: Bill[]; readonly every: string[] };
type Chance = { below(n: number): number };

function chance(seed: number): Chance {
  let state = seed >>> 0;
  return {
    below(n) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 4_294_967_296) * n);
    },
  };
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);
const inQuestion = (bill: Bill) =>
  least(
    bill.left,
    [...bill.parts.values()].reduce((sum, part) => sum + part, 0n),
  );
const at = (on: PlainDate): Moment => ({ now: new Date(`${on}T12:00:00Z`), today: on });

async function bill(account: Account, draw: Chance, on: PlainDate): Promise<void> {
  const lines = [1, 2, 3].map(() => ({
    ...{ description: 'Fly ash', unit: 't', taxCode: 'Z', accountCode: '4010', quantity: decimal('1') },
    unitPrice: decimal(`${20 + draw.below(80)}.${String(draw.below(100)).padStart(2, '0')}`),
  }));
  const input = anInvoice(account.customerId, 0n, { lines, documentOn: on, dueOn: addDays(on, 14) });
  const made = await issue(db(), input);
  const ids = { invoiceId: made.id, itemId: made.openItemId };
  account.bills.push({ ...ids, payments: [], parts: new Map(), left: made.grossMinor });
}

async function raise(account: Account, one: Bill, draw: Chance, on: PlainDate): Promise<boolean> {
  const lineNo = 1 + draw.below(3);
  const amount = { lineNo, what: 'amount', netMinor: BigInt(100 + draw.below(4_000)) } as const;
  const claims: Claim[] = [
    { kind: 'whole' },
    { kind: 'lines', lines: [{ lineNo, what: 'line' }] },
    { kind: 'lines', lines: [amount] },
    { kind: 'amount', amountMinor: BigInt(1 + draw.below(9_000)) },
  ];
  const wish = { customerId: account.customerId, invoiceId: one.invoiceId, claim: claims[draw.below(4)]! };
  const done = await tryToRaise(db(), wish, at(on));
  if (!done.ok) return false;
  const { disputeId } = done.value;
  account.every.push(disputeId);
  one.parts.set(disputeId, (await getDispute(db(), { disputeId }))!.amountMinor!);
  return true;
}

/** What is done about a dispute, and what that leaves by the test's own sums. */
async function answer(one: Bill, disputeId: string, draw: Chance, on: PlainDate): Promise<void> {
  const amountMinor = one.parts.get(disputeId)!;
  const form = { disputeId, words: 'We looked.', once: `form-${disputeId}`, locale: 'en-GB' };
  const partly = { decision: 'part' as const, part: { kind: 'amount' as const, grossMinor: amountMinor / 2n } };
  const asks = { disputeId, words: 'Which?', files: [], asks: draw.below(2) === 0 };
  const act = draw.below(6);
  await inTransaction<unknown, unknown>(db(), async (tx) => {
    if (act === 0) return takeDispute(tx, manager, { disputeId }, at(on));
    if (act === 1) return replyToDispute(tx, manager, asks, at(on));
    const theirs = { disputeId, words: 'That.', files: [] };
    if (act === 2) return replyToDispute(tx, PAYER, theirs, at(on));
    if (act === 3) return ended(await withdrawDispute(tx, PAYER, { disputeId }, at(on)), 0n);
    if (act === 4) return ended(await decideDispute(tx, manager, { ...form, decision: 'refuse' }, at(on)), 0n);
    const agreed = amountMinor < 2n || draw.below(2) === 0 ? { decision: 'agree' as const } : partly;
    const minor = agreed.decision === 'agree' ? amountMinor : amountMinor / 2n;
    return ended(await decideDispute(tx, manager, { ...form, ...agreed }, at(on)), minor);
  });
  function ended<Done extends { readonly ok: boolean }>(done: Done, creditedMinor: bigint): Done {
    if (!done.ok) return done;
    one.parts.delete(disputeId);
    one.left -= least(one.left, creditedMinor);
    return done;
  }
}

async function pay(account: Account, one: Bill, draw: Chance, on: PlainDate): Promise<void> {
  if (one.left === 0n) return;
  const minor = draw.below(2) === 0 ? one.left : 1n + BigInt(draw.below(Number(one.left)));
  const payment = await receive(db(), account.customerId, minor, on);
  const how = { kind: 'chosen' as const, allocations: [{ itemId: one.itemId, amountMinor: minor }] };
  const input = { creditItemId: payment.openItemId, how, effectiveOn: on };
  must(await inTransaction(db(), (tx) => applyPayment(tx, CLERK, input)));
  one.payments.push({ id: payment.id, minor });
  one.left -= minor;
}

async function bounce(one: Bill, on: PlainDate): Promise<void> {
  const payment = one.payments.pop();
  if (!payment) return;
  const back = { paymentId: payment.id, reason: 'returned', effectiveOn: on };
  must(await inTransaction(db(), (tx) => reversePayment(tx, CLERK, back, at(on))));
  one.left += payment.minor;
}

async function happens(account: Account, draw: Chance, on: PlainDate): Promise<boolean> {
  const one = account.bills[draw.below(account.bills.length)]!;
  const [disputeId] = one.parts.keys();
  const what = draw.below(8);
  if (what < 3) return raise(account, one, draw, on);
  if (what < 5 && disputeId) await answer(one, disputeId, draw, on);
  if (what === 5) await pay(account, one, draw, on);
  if (what === 6) await bounce(one, on);
  if (what === 7) await settleDisputes(world.current.outside);
  return false;
}

/** Each reader by itself says what the books of the test say: reminders, ageing, the pay page and what may be charged. */
async function allAgree(account: Account, on: PlainDate): Promise<number> {
  const { customerId, bills } = account;
  const itemIds = bills.map((one) => one.itemId);
  const open = bills.filter((one) => one.left > 0n);
  const free = (one: Bill) => one.left - inQuestion(one);
  const books = new Map(open.map((one) => [one.itemId, { residualMinor: one.left, heldMinor: inQuestion(one) }]));
  const items = (await openItemsOf(db(), { customerId })).filter((item) => item.side === 'debit');
  expect(new Map(items.map(({ id, residualMinor, heldMinor }) => [id, { residualMinor, heldMinor }]))).toEqual(books);
  const mayTake = await chargeableItems(db(), { customerId, currency: GBP, itemIds });
  expect(mayTake.map(({ itemId, leftMinor }) => [itemId, leftMinor]).sort()).toEqual(
    open.map((one) => [one.itemId, free(one)]).sort(),
  );
  const [aged] = await ageing(db(), { asOf: on, customerId });
  expect(aged?.disputedMinor ?? 0n).toBe(open.reduce((sum, one) => sum + inQuestion(one), 0n));
  moveClock(Date.parse(`${on}T09:00:00Z`) - Date.now());
  await runReminders(world.current.outside);
  const asked = await db()
    .selectFrom('reminder_items as i')
    .innerJoin('reminders as r', 'r.id', 'i.reminder_id')
    .select(['i.item_id', 'i.asked_minor'])
    .where('r.customer_id', '=', customerId)
    .where('r.reminded_on', '=', on)
    .execute();
  for (const row of asked) {
    const one = bills.find(({ itemId }) => itemId === row.item_id)!;
    expect([row.item_id, row.asked_minor]).toEqual([row.item_id, free(one)]);
  }
  return asked.length;
}

test(
  'a year of disputes: nobody is ever asked, charged or reminded for what is in question, and the stages sum to the age',
  async () => {
    const draw = chance(runSeed());
    const run = longRun('disputes-year', 'years', YEARS);
    let [raisedCount, askedCount] = [0, 0];
    for (let year = 0; year < YEARS; year += 1) {
      const customerId = await aCustomer(db(), { email: `year-${year}@customer.example` });
      const account: Account = { customerId, bills: [], every: [] };
      for (let month = 0; month < 12; month += 1) {
        const first = addDays(FIRST, month * 30);
        await bill(account, draw, first);
        for (let no = 0; no < EVENTS_A_MONTH; no += 1)
          if (await happens(account, draw, addDays(first, 3 * (no + 1)))) raisedCount += 1;
        askedCount += await allAgree(account, addDays(first, 28));
      }
      for (const disputeId of account.every) {
        const { stages, raisedAt } = (await getDispute(db(), { disputeId }))!;
        const times = stages.slice(1).map((stage, before) => stage.at.getTime() - stages[before]!.at.getTime());
        const age = stages.at(-1)!.at.getTime() - raisedAt.getTime();
        expect([disputeId, times.reduce((sum, time) => sum + time, 0)]).toEqual([disputeId, age]);
        expect(times.every((time) => time >= 0)).toBe(true);
      }
      run.done();
    }
    expect(await db().selectFrom('dispute_faults').selectAll().execute()).toEqual([]);
    // That anything was in question and asked for at all; how often is the draw's.
    expect([raisedCount > 2, askedCount > 0]).toEqual([true, true]);
    run.finish({ raisedCount, askedCount });
  },
  timeAllowed(60_000),
);
