import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { cancelDeposit } from '#app/modules/instruments/commands/cancel-deposit.server.ts';
import { clearCheques } from '#app/modules/instruments/commands/clear-cheques.server.ts';
import { giveBack } from '#app/modules/instruments/commands/give-back.server.ts';
import { handOver } from '#app/modules/instruments/commands/hand-over.server.ts';
import { makeDeposit } from '#app/modules/instruments/commands/make-deposit.server.ts';
import { moneyInHand } from '#app/modules/instruments/queries/money-in-hand.server.ts';
import type { InstrumentState } from '#app/modules/instruments/types.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { confirmCheque } from '#app/workflows/confirm-cheque.server.ts';
import { returnCheque } from '#app/workflows/return-cheque.server.ts';
import { takeBackPayment } from '#app/workflows/take-back-payment.server.ts';
import { aCheque, accountBalance, cheque, setUpBank, take } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/**
 * Random histories of cheques and cash, each command tried whether it may be or not. A model that is nothing but states and
 * sums says which are refused; after every command undeposited funds are what the model has in hand, and the bank what it
 * has banked. Each history ends with all invariants.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 200 : 12;
const COMMANDS_MAX = process.env.TALLYSTICK_LONG ? 60 : 25;
const TODAY = on('2026-10-20');
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await setUpBank(database.current.owner.db);
});

type Money = {
  id: string | null;
  paymentId: string | null;
  amount: bigint;
  state: InstrumentState;
  batch: string | null;
};
type Batch = { id: string; cancelled: boolean };
type Model = { customerId: string; money: Money[]; batches: Batch[]; charges: bigint };
type Step = (model: Model) => Promise<void>;

const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length > 0 ? list[n % list.length] : undefined);
const run = <Value>(work: (tx: Tx) => Promise<Result<Value, unknown>>) => inTransaction(db(), work);
const isCheque = (money: Money): money is Money & { id: string } => money.id !== null;

const receiveStep =
  (amount: bigint, kind: 'dated' | 'post-dated' | 'cash'): Step =>
  async (model) => {
    if (kind === 'cash') {
      const cash = await receive(db(), model.customerId, amount, '2026-10-01', { method: 'cash' });
      model.money.push({ id: null, paymentId: cash.id, amount, state: 'in_hand', batch: null });
      return;
    }
    const datedOn = plainDate(kind === 'dated' ? '2026-10-01' : '2026-10-10');
    // What a returned cheque had paid counts as paid until the day it came back: nothing older can be set against it.
    const isOpen = model.money.every((money) => money.state !== 'returned');
    const taken = await take(db(), aCheque(model.customerId, amount, '2026-10-01', { datedOn }), {
      ...{ apply: { kind: isOpen ? 'oldest-first' : 'none' }, sendReceipt: false },
    });
    const state = kind === 'dated' ? 'in_hand' : 'post_dated';
    model.money.push({ id: taken.id, paymentId: taken.paymentId, amount, state, batch: null });
  };

/** A command on one cheque: from which states it may be, and where it leads. */
const chequeStep =
  (
    n: number,
    from: readonly InstrumentState[],
    to: (money: Money) => Partial<Money>,
    work: (tx: Tx, id: string) => Promise<Result<unknown, unknown>>,
  ): Step =>
  async (model) => {
    const money = pick(model.money.filter(isCheque), n);
    if (!money) return;
    const result = await run((tx) => work(tx, money.id));
    expect(result.ok, `${money.state}`).toBe(from.includes(money.state));
    if (result.ok) Object.assign(money, to(money));
  };

const confirmStep = (n: number): Step => {
  let paymentId: string | null = null;
  return chequeStep(
    n,
    ['post_dated'],
    () => ({ state: 'in_hand', paymentId }),
    async (tx, id) => {
      const confirmed = await confirmCheque(tx, CLERK, { instrumentId: id }, TODAY);
      if (confirmed.ok) paymentId = confirmed.value.paymentId;
      return confirmed;
    },
  );
};

const handStep = (n: number): Step =>
  chequeStep(
    n,
    ['post_dated', 'in_hand'],
    () => ({}),
    (tx, id) => handOver(tx, CLERK, { instrumentId: id, custodian: { id: null, name: 'Safe' } }, TODAY),
  );

const giveBackStep = (n: number): Step =>
  chequeStep(
    n,
    ['post_dated'],
    () => ({ state: 'cancelled' }),
    (tx, id) => giveBack(tx, CLERK, { instrumentId: id, reason: 'Replaced' }, TODAY),
  );

const clearStep = (n: number): Step =>
  chequeStep(
    n,
    ['banked'],
    () => ({ state: 'cleared' }),
    (tx, id) => clearCheques(tx, CLERK, { instrumentIds: [id], clearedOn: TODAY.today }, TODAY),
  );

const returnStep =
  (n: number, charge: bigint): Step =>
  async (model) => {
    const money = pick(model.money.filter(isCheque), n);
    if (!money) return;
    const chargeMinor = money.state === 'in_hand' ? null : charge;
    const input = { instrumentId: money.id, returnedOn: TODAY.today, reason: 'Refer to drawer', chargeMinor };
    const result = await run((tx) => returnCheque(tx, CLERK, { ...input, chargeOn: false }, TODAY));
    expect(result.ok, money.state).toBe(['in_hand', 'banked', 'cleared'].includes(money.state));
    if (!result.ok) return;
    if (chargeMinor !== null) model.charges += chargeMinor;
    money.state = 'returned';
  };

const takeBackStep =
  (n: number): Step =>
  async (model) => {
    const cash = pick(
      model.money.filter((money) => money.id === null),
      n,
    );
    if (!cash?.paymentId) return;
    const input = { paymentId: cash.paymentId, reason: 'Counterfeit', effectiveOn: TODAY.today };
    const result = await run((tx) => takeBackPayment(tx, CLERK, input, TODAY));
    expect(result.ok).toBe(cash.state !== 'returned');
    cash.state = 'returned';
  };

const depositStep =
  (chosen: readonly number[]): Step =>
  async (model) => {
    const payable = model.money.filter((money) => money.paymentId !== null);
    const money = [...new Set(chosen.flatMap((n) => pick(payable, n) ?? []))];
    const input = { paymentIds: money.map((one) => one.paymentId!), depositedOn: TODAY.today, slipRef: '' };
    const made = await run((tx) => makeDeposit(tx, CLERK, input, TODAY));
    expect(made.ok).toBe(money.length > 0 && money.every((one) => one.state === 'in_hand'));
    if (!made.ok) return;
    model.batches.push({ id: made.value.id, cancelled: false });
    for (const one of money) Object.assign(one, { state: 'banked', batch: made.value.id });
  };

const cancelStep =
  (n: number): Step =>
  async (model) => {
    const batch = pick(model.batches, n);
    if (!batch) return;
    const inside = model.money.filter((money) => money.batch === batch.id);
    const result = await run((tx) => cancelDeposit(tx, CLERK, { depositId: batch.id, reason: 'Shut' }, TODAY));
    expect(result.ok).toBe(!batch.cancelled && inside.every((money) => money.state === 'banked'));
    if (!result.ok) return;
    batch.cancelled = true;
    for (const money of inside) Object.assign(money, { state: 'in_hand', batch: null });
  };

const nat = fc.nat({ max: 30 });
const amount = fc.bigInt({ min: 1n, max: 50_000n });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(amount, fc.constantFrom('dated', 'post-dated', 'cash'))
      .map(([a, k]) => receiveStep(a, k as 'cash')),
  },
  { weight: 2, arbitrary: nat.map(confirmStep) },
  { weight: 1, arbitrary: nat.map(handStep) },
  { weight: 1, arbitrary: nat.map(giveBackStep) },
  { weight: 4, arbitrary: fc.array(nat, { maxLength: 4 }).map(depositStep) },
  { weight: 1, arbitrary: nat.map(cancelStep) },
  { weight: 2, arbitrary: nat.map(clearStep) },
  { weight: 2, arbitrary: fc.tuple(nat, fc.bigInt({ min: 1n, max: 900n })).map(([n, c]) => returnStep(n, c)) },
  { weight: 1, arbitrary: nat.map(takeBackStep) },
);

const sumOf = (model: Model, states: readonly InstrumentState[]): bigint =>
  model.money.reduce((total, money) => total + (states.includes(money.state) ? money.amount : 0n), 0n);

it(
  'whatever happens to cheques and cash, undeposited funds are what is in hand and the bank is what was banked',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: COMMANDS_MAX }), async (steps) => {
        const customerId = await aCustomer(db());
        await issue(db(), anInvoice(customerId, 60_000n, { documentOn: plainDate('2026-09-01') }));
        const model: Model = { customerId, money: [], batches: [], charges: 0n };
        const before = { inHand: await accountBalance(db(), '1020'), bank: await accountBalance(db(), '1010') };
        for (const act of steps) {
          await act(model);
          expect((await accountBalance(db(), '1020')) - before.inHand).toBe(sumOf(model, ['in_hand']));
          const banked = sumOf(model, ['banked', 'cleared']) - model.charges;
          expect((await accountBalance(db(), '1010')) - before.bank).toBe(banked);
        }
        const paymentIds = model.money.flatMap((money) => (money.paymentId ? [money.paymentId] : []));
        const inHand = await moneyInHand(db(), { paymentIds });
        expect(inHand.reduce((total, one) => total + one.amountMinor, 0n)).toBe(sumOf(model, ['in_hand']));
        for (const money of model.money.filter(isCheque))
          expect((await cheque(db(), money.id)).state).toBe(money.state);
        expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
      }),
      { numRuns: RUNS, seed: runSeed() },
    );
  },
  process.env.TALLYSTICK_LONG ? 1_800_000 : 120_000,
);
