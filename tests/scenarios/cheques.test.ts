import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { refuse } from '#app/kernel/result.ts';
import { lockCreditFor } from '#app/modules/adjustments/commands/refund.server.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { clearCheques } from '#app/modules/instruments/commands/clear-cheques.server.ts';
import { followUp } from '#app/modules/instruments/commands/follow-up.server.ts';
import { giveBack } from '#app/modules/instruments/commands/give-back.server.ts';
import { handOver } from '#app/modules/instruments/commands/hand-over.server.ts';
import { makeDeposit } from '#app/modules/instruments/commands/make-deposit.server.ts';
import { getDeposit } from '#app/modules/instruments/queries/get-deposit.server.ts';
import { listInstruments } from '#app/modules/instruments/queries/list-instruments.server.ts';
import type { InstrumentView } from '#app/modules/instruments/types.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { addHolidays, dropHoliday } from '#app/workflows/change-holidays.server.ts';
import { confirmCheque } from '#app/workflows/confirm-cheque.server.ts';
import { receiveCheque } from '#app/workflows/receive-cheque.server.ts';
import { returnCheque } from '#app/workflows/return-cheque.server.ts';
import { aCheque, accountBalance, at, bank, cheque, done, setUpBank, take } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await setUpBank(database.current.owner.db);
});

let customerId: string;
let inHandBefore: bigint;
let bankBefore: bigint;
beforeEach(async () => {
  customerId = await aCustomer(db(), { email: `payer-${crypto.randomUUID()}@customer.example` });
  inHandBefore = await accountBalance(db(), '1020');
  bankBefore = await accountBalance(db(), '1010');
});

const moved = async () => ({
  inHand: (await accountBalance(db(), '1020')) - inHandBefore,
  bank: (await accountBalance(db(), '1010')) - bankBefore,
});
test('money of a cheque is paid out only when the cheque has cleared, because it may still come back', async () => {
  const taken = await take(db(), aCheque(customerId, 12_500n, '2026-04-07'));
  const payment = (await cheque(db(), taken.id)).payment!;
  const { open_item_id: creditItemId, amount_minor: amountMinor } = await db()
    .selectFrom('payments')
    .select(['open_item_id', 'amount_minor'])
    .where('id', '=', payment.id)
    .executeTakeFirstOrThrow();
  const input = { creditItemId, amountMinor, method: 'bank' as const, bankAccountId: crypto.randomUUID() };
  const why = { effectiveOn: plainDate('2026-12-31'), reasonCode: 'overpaid', reason: 'too much' };
  const asked = async () =>
    inTransaction(db(), async (tx) => {
      const found = await lockCreditFor(tx, { ...input, ...why });
      return found.ok ? found : refuse(found.refusal.code);
    });
  expect(await asked()).toEqual({ ok: false, refusal: 'not-cleared' });
  await bank(db(), [payment.id], '2026-04-09');
  await done(db(), (tx) =>
    clearCheques(tx, CLERK, { instrumentIds: [taken.id], clearedOn: plainDate('2026-04-14') }, on('2026-04-14')),
  );
  // Nothing of the cheque is in the way any more: what is missing now is an account to pay to.
  expect(await asked()).toEqual({ ok: false, refusal: 'no-bank-account' });
});

const numbersIn = async (view: InstrumentView, today: string) => {
  const filter = { view, today: plainDate(today), calendar: await getCalendar(db()), customerId };
  return (await listInstruments(db(), filter)).rows.map((row) => row.number);
};
const returned = (instrumentId: string, returnedOn: string, rest: { chargeMinor?: bigint; chargeOn?: boolean } = {}) =>
  inTransaction(db(), (tx) =>
    returnCheque(
      tx,
      CLERK,
      {
        ...{ instrumentId, returnedOn: plainDate(returnedOn), reason: 'Refer to drawer' },
        ...{ chargeMinor: rest.chargeMinor ?? null, chargeOn: rest.chargeOn ?? false },
      },
      on(returnedOn),
    ),
  );

describe('the clock from receipt to deposit', () => {
  test('a cheque received on Thursday at 16:00 is due at the bank on Monday', async () => {
    const { dueOn } = await take(db(), aCheque(customerId, 10_000n, '2026-11-05'), { apply: { kind: 'none' } });
    expect(dueOn).toBe('2026-11-09');
  });

  test('where Friday is a holiday, on Tuesday; a holiday learned later moves what is still in hand, and tells so', async () => {
    const received = await take(db(), aCheque(customerId, 10_000n, '2026-11-19'), { apply: { kind: 'none' } });
    const banked = await take(db(), aCheque(customerId, 20_000n, '2026-11-19'), { apply: { kind: 'none' } });
    await bank(db(), [banked.paymentId], '2026-11-19');
    expect(received.dueOn).toBe('2026-11-23');
    const file = new TextEncoder().encode('date,name\n2026-11-20,A day of thanks\n');
    const added = await done(db(), (tx) => addHolidays(tx, CLERK, { content: file }, at('2026-11-19', '17:00')));
    expect(added).toEqual({ added: 1, existed: 0, moved: 1 });
    expect(await cheque(db(), received.id)).toMatchObject({ dueOn: '2026-11-24', events: [{ kind: 'due_moved' }, {}] });
    expect(await cheque(db(), banked.id)).toMatchObject({ dueOn: '2026-11-23' });
    const next = await take(db(), aCheque(customerId, 30_000n, '2026-11-19'), { apply: { kind: 'none' } });
    expect(next.dueOn).toBe('2026-11-24');
    const dropped = { on: plainDate('2026-11-20') };
    const moment = at('2026-11-19', '18:00');
    expect(await done(db(), (tx) => dropHoliday(tx, CLERK, dropped, moment))).toEqual({ moved: 2 });
    expect((await cheque(db(), received.id)).dueOn).toBe('2026-11-23');
  });

  test('it is shown, warned of on the working day before, and reported with its days late', async () => {
    const { number, paymentId, id } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    expect(await numbersIn('in_hand', '2026-10-01')).toEqual([number]);
    // Due on Monday 5 October: on Thursday there is time, on Friday it has to go.
    expect(await numbersIn('to_bank', '2026-10-01')).toEqual([]);
    expect(await numbersIn('to_bank', '2026-10-02')).toEqual([number]);
    expect(await numbersIn('late', '2026-10-05')).toEqual([]);
    expect(await numbersIn('late', '2026-10-06')).toEqual([number]);
    expect((await cheque(db(), id, '2026-10-07')).daysLate).toBe(2);
    await bank(db(), [paymentId], '2026-10-08');
    expect(await numbersIn('late', '2026-10-09')).toEqual([]);
    expect(await numbersIn('banked_late', '2026-10-09')).toEqual([number]);
    expect((await cheque(db(), id, '2026-12-01')).daysLate).toBe(3);
  });
});

describe('a cheque', () => {
  test('is received with a provisional number and pays its invoice, handed over, banked in a batch, and clears', async () => {
    const invoice = await issue(db(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-09-01') }));
    const first = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    const second = await take(db(), aCheque(customerId, 2_500n, '2026-10-01'), { apply: { kind: 'none' } });
    const cash = await receive(db(), customerId, 700n, '2026-10-02', { method: 'cash' });
    expect(first.number).toMatch(/^RCP-\d{6}$/);
    expect(await residual(db(), invoice.openItemId)).toBe(0n);
    expect(await moved()).toEqual({ inHand: 13_200n, bank: 0n });
    const custodian = { id: null, name: 'Bea Banker' };
    await done(db(), (tx) => handOver(tx, CLERK, { instrumentId: first.id, custodian }, on('2026-10-02')));
    expect(await cheque(db(), first.id)).toMatchObject({ state: 'in_hand', custodianName: 'Bea Banker' });

    const deposit = await bank(db(), [first.paymentId, cash.id, second.paymentId], '2026-10-02');
    expect(deposit).toMatchObject({ amountMinor: 13_200n, number: expect.stringMatching(/^DEP-\d{6}$/) });
    expect(await moved()).toEqual({ inHand: 0n, bank: 13_200n });
    expect(await getDeposit(db(), deposit.id)).toMatchObject({
      ...{ amountMinor: 13_200n, cheques: 2, waiting: 2, account: { bankName: 'Pennine Test Bank' } },
      lines: [{ instrumentId: first.id }, { instrumentId: second.id }, { method: 'cash', instrumentId: null }],
    });

    const cleared = { instrumentIds: [first.id, second.id], clearedOn: plainDate('2026-10-06') };
    expect(await done(db(), (tx) => clearCheques(tx, CLERK, cleared, on('2026-10-06')))).toEqual({ cleared: 2 });
    expect(await moved()).toEqual({ inHand: 0n, bank: 13_200n });
    const story = (await cheque(db(), first.id)).events.map((event) => event.kind);
    expect(story).toEqual(['cleared', 'banked', 'handed_over', 'received']);
  });

  test('that looks like one received before asks first; a person who has looked may receive it', async () => {
    const before = aCheque(customerId, 4_400n, '2026-10-01', { chequeNo: '00 77', bankName: 'Bank of  Test' });
    const { number } = await take(db(), before);
    const again = { ...before, chequeNo: '0077', bankName: 'bank of test', receivedOn: plainDate('2026-12-01') };
    const input = {
      cheque: { ...again, receivedAt: at('2026-12-01', '09:00').now },
      custodian: { id: null, name: 'Desk' },
    };
    const receiveAgain = (acceptSuspicion: boolean) =>
      inTransaction(db(), (tx) =>
        receiveCheque(
          tx,
          CLERK,
          { ...input, cheque: { ...input.cheque, acceptSuspicion }, apply: { kind: 'none' } },
          at('2026-12-01', '10:00'),
        ),
      );
    expect(await receiveAgain(false)).toEqual({
      ok: false,
      refusal: { code: 'looks-like-a-duplicate', number, receivedOn: '2026-10-01' },
    });
    expect((await receiveAgain(true)).ok).toBe(true);
  });

  test('of 116,000 for an invoice of 118,000, tax withheld by name, settles it', async () => {
    const invoice = await issue(db(), anInvoice(customerId, 11_800_000n, { documentOn: plainDate('2026-09-01') }));
    const rests = [{ itemId: invoice.openItemId, kind: 'withholding' as const, amountMinor: null }];
    const short = aCheque(customerId, 11_600_000n, '2026-10-01');
    const { id, leftMinor } = await take(db(), short, { apply: { kind: 'oldest-first' }, rests });
    expect(leftMinor).toBe(0n);
    expect(await residual(db(), invoice.openItemId)).toBe(0n);
    // It comes back, and the tax that was withheld from it too: the invoice is open whole.
    expect(await returned(id, '2026-10-02')).toMatchObject({ ok: true, value: { takenBack: 1, standing: 0 } });
    expect(await residual(db(), invoice.openItemId)).toBe(11_800_000n);
    const dated = aCheque(customerId, 1_000n, '2026-10-01', { datedOn: plainDate('2026-10-15') });
    const custodian = { id: null, name: 'Desk' };
    const early = { cheque: dated, custodian, apply: { kind: 'none' as const }, rests };
    expect(await inTransaction(db(), (tx) => receiveCheque(tx, CLERK, early, at('2026-10-01', '17:00')))).toEqual({
      ok: false,
      refusal: { code: 'rests-later' },
    });
  });

  test('received in a month that was closed meanwhile counts on the first open day and keeps the day it came', async () => {
    await done(db(), (tx) =>
      closePeriod(tx, CLERK, { kind: 'posting', monthOn: plainDate('2026-03-01') }, on('2026-04-02')),
    );
    const late = aCheque(customerId, 1_000n, '2026-03-31');
    const input = { cheque: late, custodian: { id: null, name: 'Desk' }, apply: { kind: 'none' as const } };
    const moment = at('2026-04-02', '09:00');
    expect(await inTransaction(db(), (tx) => receiveCheque(tx, CLERK, input, moment))).toMatchObject({
      refusal: { code: 'period-closed', firstOpenOn: '2026-04-01' },
    });
    const countsOn = plainDate('2026-04-01');
    const taken = await done(db(), (tx) => receiveCheque(tx, CLERK, { ...input, countsOn }, moment));
    const payment = await getPayment(db(), { paymentId: taken.paymentId! });
    expect(payment).toMatchObject({ receivedOn: '2026-04-01', valueOn: '2026-03-31' });
    expect(await cheque(db(), taken.id)).toMatchObject({ receivedOn: '2026-03-31', dueOn: '2026-04-02' });
  });

  test('returned before it was banked: the invoice is open again, undeposited funds are as they were', async () => {
    const invoice = await issue(db(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-09-01') }));
    const { id, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    expect((await returned(id, '2026-10-02')).ok).toBe(true);
    expect(await residual(db(), invoice.openItemId)).toBe(10_000n);
    expect(await moved()).toEqual({ inHand: 0n, bank: 0n });
    expect(await cheque(db(), id)).toMatchObject({ state: 'returned', endedOn: '2026-10-02' });
    expect((await getPayment(db(), { paymentId: paymentId! }))?.reversal).toMatchObject({ reason: 'Refer to drawer' });
  });

  test('returned after it was banked, with our bank’s charge billed on, until somebody has spoken with the customer', async () => {
    const invoice = await issue(db(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-09-01') }));
    const { id, number, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    await bank(db(), [paymentId], '2026-10-02');
    const came = await returned(id, '2026-10-07', { chargeMinor: 1_250n, chargeOn: true });
    expect(came.ok && came.value.debitNote?.number).toMatch(/^DN-/);
    expect(await residual(db(), invoice.openItemId)).toBe(10_000n);
    expect(await moved()).toEqual({ inHand: 0n, bank: -1_250n });
    const note = await db()
      .selectFrom('invoices')
      .select(['gross_minor', 'tax_minor', 'reason_code'])
      .where('id', '=', (came.ok && came.value.debitNote?.id) || '')
      .executeTakeFirst();
    expect(note).toEqual({ gross_minor: 1_250n, tax_minor: 0n, reason_code: 'returned_cheque' });

    expect(await numbersIn('returned', '2026-10-07')).toEqual([number]);
    expect((await cheque(db(), id)).followedUp).toBe(false);
    const note2 = { instrumentId: id, note: 'Will pay by transfer on Friday' };
    await done(db(), (tx) => followUp(tx, CLERK, note2, on('2026-10-08')));
    await done(db(), (tx) => followUp(tx, CLERK, note2, on('2026-10-08')));
    expect((await cheque(db(), id)).events.filter((event) => event.kind === 'followed_up')).toHaveLength(1);
  });

  test('that cleared may still come back, because banks take money back days later', async () => {
    const { id, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    await bank(db(), [paymentId], '2026-10-02');
    const clearing = { instrumentIds: [id], clearedOn: plainDate('2026-10-05') };
    await done(db(), (tx) => clearCheques(tx, CLERK, clearing, on('2026-10-05')));
    expect((await returned(id, '2026-10-20')).ok).toBe(true);
    expect(await moved()).toEqual({ inHand: 0n, bank: 0n });
  });

  test('closed is never banked again: it says where it stands, and nothing changes', async () => {
    const { id, number, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    const bankIt = () =>
      inTransaction(db(), (tx) =>
        makeDeposit(
          tx,
          CLERK,
          { paymentIds: [paymentId!], depositedOn: plainDate('2026-10-09'), slipRef: '' },
          on('2026-10-09'),
        ),
      );
    await bank(db(), [paymentId], '2026-10-02');
    expect(await bankIt()).toEqual({
      ok: false,
      refusal: { code: 'not-possible', number, state: 'banked', sinceOn: '2026-10-02' },
    });
    await returned(id, '2026-10-07');
    const stood = await moved();
    expect(await bankIt()).toEqual({
      ok: false,
      refusal: { code: 'not-possible', number, state: 'returned', sinceOn: '2026-10-07' },
    });
    expect(await returned(id, '2026-10-08')).toMatchObject({ ok: false, refusal: { state: 'returned' } });
    expect(await moved()).toEqual(stood);
  });

  test('two people bank the same cheque at once: one of them does', async () => {
    const { paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    const both = await Promise.all(
      [1, 2].map(() =>
        inTransaction(db(), (tx) =>
          makeDeposit(
            tx,
            CLERK,
            { paymentIds: [paymentId!], depositedOn: plainDate('2026-10-02'), slipRef: '' },
            on('2026-10-02'),
          ),
        ),
      ),
    );
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(both.find((result) => !result.ok)).toMatchObject({ refusal: { code: 'not-possible', state: 'banked' } });
  });
});

describe('a post-dated cheque', () => {
  test('posts nothing and pauses the chase until custody confirms it; then it is a payment like any other', async () => {
    const invoice = await issue(db(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-09-01') }));
    const dated = aCheque(customerId, 12_000n, '2026-10-01', { datedOn: plainDate('2026-10-15') });
    const { id, paymentId, dueOn, leftMinor } = await take(db(), dated);
    expect({ paymentId, dueOn, leftMinor }).toEqual({ paymentId: null, dueOn: '2026-10-19', leftMinor: 2_000n });
    expect(await moved()).toEqual({ inHand: 0n, bank: 0n });
    expect(await residual(db(), invoice.openItemId)).toBe(10_000n);
    const held = () =>
      db()
        .selectFrom('holds as h')
        .leftJoin('hold_releases as r', 'r.hold_id', 'h.id')
        .select(['h.kind', 'h.amount_minor'])
        .where('h.item_id', '=', invoice.openItemId)
        .where('r.hold_id', 'is', null)
        .execute();
    expect(await held()).toEqual([{ kind: 'in_flight', amount_minor: 10_000n }]);

    const confirm = (day: string) =>
      inTransaction(db(), (tx) => confirmCheque(tx, CLERK, { instrumentId: id }, on(day)));
    expect(await confirm('2026-10-14')).toEqual({ ok: false, refusal: { code: 'not-yet', datedOn: '2026-10-15' } });
    expect(await confirm('2026-10-15')).toMatchObject({
      ok: true,
      value: { appliedMinor: 10_000n, leftMinor: 2_000n },
    });
    expect(await held()).toEqual([]);
    expect(await residual(db(), invoice.openItemId)).toBe(0n);
    expect(await moved()).toEqual({ inHand: 12_000n, bank: 0n });
    expect(await confirm('2026-10-15')).toMatchObject({
      ok: false,
      refusal: { code: 'not-possible', state: 'in_hand' },
    });
  });

  test('pays what is still open of what it was meant for; the rest stays on the account', async () => {
    const invoice = await issue(db(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-09-01') }));
    const dated = aCheque(customerId, 10_000n, '2026-10-01', { datedOn: plainDate('2026-10-15') });
    const { id } = await take(db(), dated);
    const transfer = await receive(db(), customerId, 6_000n, '2026-10-10');
    await done(db(), (tx) =>
      applyPayment(tx, CLERK, {
        creditItemId: transfer.openItemId,
        how: { kind: 'chosen', allocations: [{ itemId: invoice.openItemId, amountMinor: 6_000n }] },
        effectiveOn: plainDate('2026-10-10'),
      }),
    );
    const confirmed = await done(db(), (tx) => confirmCheque(tx, CLERK, { instrumentId: id }, on('2026-10-15')));
    expect(confirmed).toMatchObject({ appliedMinor: 4_000n, leftMinor: 6_000n });
  });

  test('of a parent may be meant for a child’s invoice: it is held there, and reaches it by transfer when it is money', async () => {
    const child = await aCustomer(db());
    await db().updateTable('customers').set({ parent_id: customerId }).where('id', '=', child).execute();
    const invoice = await issue(db(), anInvoice(child, 4_000n, { documentOn: plainDate('2026-09-01') }));
    const dated = aCheque(customerId, 4_000n, '2026-10-01', { datedOn: plainDate('2026-10-15') });
    const allocations = [{ itemId: invoice.openItemId, amountMinor: 4_000n }];
    const { id } = await take(db(), dated, { apply: { kind: 'chosen', allocations } });
    expect(await cheque(db(), id)).toMatchObject({ meantFor: [{ number: invoice.number, amountMinor: 4_000n }] });
    const confirmed = await done(db(), (tx) => confirmCheque(tx, CLERK, { instrumentId: id }, on('2026-10-15')));
    expect(confirmed).toMatchObject({ appliedMinor: 4_000n, leftMinor: 0n });
    expect(await residual(db(), invoice.openItemId)).toBe(0n);
    // It comes back: the child's invoice is open again, and the parent owes nothing for it.
    expect(await returned(id, '2026-10-16')).toMatchObject({ ok: true, value: { takenBack: 1, standing: 0 } });
    expect(await residual(db(), invoice.openItemId)).toBe(4_000n);
    const owed = await db()
      .selectFrom('open_items')
      .select(['kind', 'residual_minor'])
      .where('customer_id', '=', customerId)
      .where('residual_minor', '>', 0n)
      .execute();
    expect(owed).toEqual([]);
  });

  test('given back is cancelled: what it was meant for may be chased again', async () => {
    await issue(db(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-09-01') }));
    const dated = aCheque(customerId, 10_000n, '2026-10-01', { datedOn: plainDate('2026-10-15') });
    const { id } = await take(db(), dated);
    const back = { instrumentId: id, reason: 'Paid by transfer instead' };
    await done(db(), (tx) => giveBack(tx, CLERK, back, on('2026-10-05')));
    expect(await cheque(db(), id)).toMatchObject({ state: 'cancelled' });
    expect(await inTransaction(db(), (tx) => giveBack(tx, CLERK, back, on('2026-10-05')))).toMatchObject({
      refusal: { code: 'not-possible', state: 'cancelled' },
    });
    expect(await returned(id, '2026-10-06')).toMatchObject({ ok: false, refusal: { state: 'cancelled' } });
  });
});
