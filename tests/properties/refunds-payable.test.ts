import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { askRefundBatch } from '#app/modules/adjustments/commands/ask-refund-batch.server.ts';
import { type StepInput, stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { accountBalance, anApprovedAccount, approve, GBP, refunded } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, on, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 150 : 12;
const DAY = '2026-06-01';
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let manager: Colleague;
let controller: Colleague;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  const account = { bank_name: 'First Pennine', account_name: 'Calder Test Ltd', account_number: '00000000' };
  await owner.db
    .insertInto('company_bank_accounts')
    .values({ ...account, currency: 'GBP', routing: '00-00-00' })
    .execute();
  manager = await aColleague(staff.db, 'manager');
  controller = await aColleague(staff.db, 'controller');
});

const event = fc.oneof(
  fc.record({
    kind: fc.constant('refund' as const),
    amount: fc.bigInt(1n, 90_000n),
    way: fc.constantFrom('original' as const, 'bank' as const),
  }),
  fc.record({
    kind: fc.constant('step' as const),
    of: fc.nat(5),
    step: fc.constantFrom<StepInput['step']>('sent', 'accepted', 'paid', 'failed', 'cancelled'),
  }),
  fc.record({ kind: fc.constant('file' as const) }),
);
type Made = { id: string; amount: bigint; way: 'original' | 'bank'; step: string };

/** The same order of steps, written a second time and for whole refunds, so that the two cannot be wrong alike. */
function mayStep(made: Made, step: string): boolean {
  const ended = made.step === 'failed' || made.step === 'cancelled';
  if (ended || made.step === step) return false;
  if (step === 'cancelled') return made.step === 'approved';
  if (step === 'sent') return made.step === 'approved' && made.way === 'original';
  if (step === 'accepted') return made.step === 'sent' && made.way === 'original';
  if (step === 'paid') return made.step === 'sent' || made.step === 'accepted';
  return made.step !== 'approved';
}

/** A card payment has the attempt that brought it. */
const paidByAttempt = (customerId: string, paymentId: string, amountMinor: bigint, n: number) =>
  database.current.owner.db
    .insertInto('payment_attempts')
    .values({
      ...{
        customer_id: customerId,
        currency: 'GBP',
        amount_minor: amountMinor,
        state: 'succeeded',
        payment_id: paymentId,
      },
      ...{ intent_ref: `pi_${process.pid}_${n}`, requested_by_kind: 'customer', requested_by_name: 'Ann Payable' },
      ...{ created_at: on(DAY).now, changed_at: on(DAY).now, expires_at: on(DAY).now },
    })
    .execute();

it('refunds payable are the refunds approved and not yet ended, whatever happens in whatever order', async () => {
  const db = database.current.staff.db;
  const customerId = await aCustomer(db);
  const bankAccountId = await anApprovedAccount(db, { asks: manager, approves: controller }, customerId);
  const all: Made[] = [];
  let counter = 0;
  const take = async (wish: unknown): Promise<void> => {
    const what = wish as { kind: string; amount: bigint; way: Made['way']; of: number; step: StepInput['step'] };
    if (what.kind === 'refund') {
      counter += 1;
      const payment = await receive(db, customerId, what.amount, DAY, {
        method: 'card',
        processorRef: `pi_${process.pid}_${counter}`,
      });
      await paidByAttempt(customerId, payment.id, what.amount, counter);
      const fields = { creditItemId: payment.openItemId, amountMinor: what.amount, method: what.way };
      const people = { asks: manager, approves: controller };
      const id = await refunded(
        db,
        people,
        { ...fields, bankAccountId: what.way === 'bank' ? bankAccountId : null },
        DAY,
      );
      all.push({ id, amount: what.amount, way: what.way, step: 'approved' });
    } else if (what.kind === 'file') {
      const waiting = all.filter((made) => made.way === 'bank' && made.step === 'approved');
      if (waiting.length === 0) return;
      const input = { currency: GBP, refundIds: waiting.map((made) => made.id), executeOn: plainDate(DAY) };
      const asked = await inTransaction(db, (tx) => askRefundBatch(tx, manager, input, on(DAY)));
      if (!asked.ok || asked.value.state !== 'waiting') throw new Error('a file is never made alone');
      await approve(db, controller, asked.value.approvalId, DAY);
      for (const made of waiting) made.step = 'sent';
    } else {
      const made = all.at(-1 - what.of);
      if (!made || (what.step === 'sent' && made.way === 'bank')) return;
      const ref = what.step === 'accepted' ? { processorRef: `re_${made.id}` } : {};
      const done = await inTransaction(db, (tx) =>
        stepRefund(tx, manager, { refundId: made.id, step: what.step, reason: 'as it goes', ...ref }, on(DAY)),
      );
      expect(done.ok, `${what.step} after ${made.step} by ${made.way}`).toBe(mayStep(made, what.step));
      if (done.ok) made.step = what.step;
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 14 }), async (events) => {
      for (const wish of events) await take(wish);
      const waiting = all.filter((made) => ['approved', 'sent', 'accepted'].includes(made.step));
      expect(await accountBalance(db, '2300')).toBe(-waiting.reduce((sum, made) => sum + made.amount, 0n));
    }),
    { numRuns: RUNS },
  );
});
