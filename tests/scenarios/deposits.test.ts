import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { cancelDeposit } from '#app/modules/instruments/commands/cancel-deposit.server.ts';
import { clearCheques } from '#app/modules/instruments/commands/clear-cheques.server.ts';
import { makeDeposit } from '#app/modules/instruments/commands/make-deposit.server.ts';
import { takeOutOfDeposit } from '#app/modules/instruments/commands/take-out-of-deposit.server.ts';
import { moneyInHand } from '#app/modules/instruments/queries/money-in-hand.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { takeBackPayment } from '#app/workflows/take-back-payment.server.ts';
import { aCheque, accountBalance, bank, cheque, done, setUpBank, take } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, receive, setUpCompany } from '#tests/support/people.ts';

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
  customerId = await aCustomer(db());
  inHandBefore = await accountBalance(db(), '1020');
  bankBefore = await accountBalance(db(), '1010');
});

const moved = async () => ({
  inHand: (await accountBalance(db(), '1020')) - inHandBefore,
  bank: (await accountBalance(db(), '1010')) - bankBefore,
});

describe('a deposit', () => {
  test('that did not happen is taken back: its money is in hand again and may be banked anew', async () => {
    const { id, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    const cash = await receive(db(), customerId, 700n, '2026-10-01', { method: 'cash' });
    const deposit = await bank(db(), [paymentId, cash.id], '2026-10-02');
    const cancel = (day: string) =>
      inTransaction(db(), (tx) =>
        cancelDeposit(tx, CLERK, { depositId: deposit.id, reason: 'The bank was shut' }, on(day)),
      );
    expect((await cancel('2026-10-02')).ok).toBe(true);
    expect(await cancel('2026-10-02')).toMatchObject({ refusal: { code: 'already-cancelled' } });
    expect(await moved()).toEqual({ inHand: 10_700n, bank: 0n });
    expect(await cheque(db(), id)).toMatchObject({ state: 'in_hand', bankedOn: null });
    await bank(db(), [paymentId, cash.id], '2026-10-05');
    expect(await moved()).toEqual({ inHand: 0n, bank: 10_700n });
  });

  test('of which one thing stayed in the drawer: the others go in a deposit in its place, and nothing counts twice', async () => {
    const stays = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    const goes = await take(db(), aCheque(customerId, 4_000n, '2026-10-01', { chequeNo: '000777' }));
    const cash = await receive(db(), customerId, 700n, '2026-10-01', { method: 'cash' });
    const deposit = await bank(db(), [stays.paymentId, goes.paymentId, cash.id], '2026-10-02');
    const takeOut = (depositId: string, paymentId: string) =>
      inTransaction(db(), (tx) =>
        takeOutOfDeposit(tx, CLERK, { depositId, paymentId, reason: 'Left in the drawer' }, on('2026-10-02')),
      );
    const taken = await takeOut(deposit.id, stays.paymentId!);
    expect(taken).toMatchObject({ ok: true, value: { instead: { amountMinor: 4_700n } } });
    expect(await moved()).toEqual({ inHand: 10_000n, bank: 4_700n });
    expect(await cheque(db(), stays.id)).toMatchObject({ state: 'in_hand' });
    const instead = taken.ok ? taken.value.instead! : null;
    expect(await cheque(db(), goes.id)).toMatchObject({ state: 'banked', batch: { number: instead?.number } });
    expect(await takeOut(instead!.id, stays.paymentId!)).toMatchObject({ refusal: { code: 'not-in-this-deposit' } });
    expect(await takeOut(deposit.id, goes.paymentId!)).toMatchObject({ ok: false });
    expect(await takeOut(instead!.id, goes.paymentId!)).toMatchObject({ ok: true });
    expect(await moved()).toEqual({ inHand: 14_000n, bank: 700n });
  });

  test('about which the bank has spoken stands', async () => {
    const { id, number, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    const deposit = await bank(db(), [paymentId], '2026-10-02');
    const clearing = { instrumentIds: [id], clearedOn: plainDate('2026-10-05') };
    await done(db(), (tx) => clearCheques(tx, CLERK, clearing, on('2026-10-05')));
    const reason = 'Never mind';
    expect(
      await inTransaction(db(), (tx) => cancelDeposit(tx, CLERK, { depositId: deposit.id, reason }, on('2026-10-06'))),
    ).toEqual({ ok: false, refusal: { code: 'bank-has-spoken', number } });
  });

  test('refuses nothing, the future, a day before the money came, and two currencies in one', async () => {
    const { paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-05'));
    const usd = await take(db(), aCheque(customerId, 5_000n, '2026-10-05', { currency: 'USD' as never }));
    const refusalOf = async (paymentIds: string[], depositedOn: string) => {
      const input = { paymentIds, depositedOn: plainDate(depositedOn), slipRef: '' };
      const made = await inTransaction(db(), (tx) => makeDeposit(tx, CLERK, input, on('2026-10-07')));
      return made.ok ? 'made' : made.refusal.code;
    };
    expect(await refusalOf([], '2026-10-06')).toBe('nothing-chosen');
    expect(await refusalOf([paymentId!], '2026-10-08')).toBe('in-the-future');
    expect(await refusalOf([paymentId!], '2026-10-04')).toBe('too-early');
    expect(await refusalOf([paymentId!, usd.paymentId!], '2026-10-06')).toBe('currencies-differ');
    expect(await refusalOf([usd.paymentId!], '2026-10-06')).toBe('made');
  });

  test('with cash that turned out bad: it leaves the bank, and a cheque is never taken back beside its own page', async () => {
    const cash = await receive(db(), customerId, 700n, '2026-10-01', { method: 'cash' });
    const { paymentId, number } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
    await bank(db(), [cash.id, paymentId], '2026-10-02');
    const back = (id: string) =>
      inTransaction(db(), (tx) =>
        takeBackPayment(
          tx,
          CLERK,
          { paymentId: id, reason: 'Counterfeit', effectiveOn: plainDate('2026-10-03') },
          on('2026-10-03'),
        ),
      );
    expect((await back(cash.id)).ok).toBe(true);
    expect(await moved()).toEqual({ inHand: 0n, bank: 10_000n });
    expect(await back(paymentId!)).toMatchObject({ refusal: { code: 'is-a-cheque', number } });
    expect((await moneyInHand(db(), { paymentIds: [cash.id] })).length).toBe(0);
  });
});
