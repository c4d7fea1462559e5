import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/**
 * Random histories of issue, credit, receive, apply, unapply, reverse, hold and release, compared after every command
 * with a model that is nothing but sums, and proved by all invariants at the end of each history.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 300 : 20;
const COMMANDS_MAX = process.env.TALLYSTICK_LONG ? 60 : 25;

beforeAll(() => setUpCompany(database.current.owner.db));

type Item = { id: string; amount: bigint; left: bigint; day: number; paymentId?: string };
type Link = { id: string; credit: Item; debit: Item; amount: bigint; day: number };
type Model = {
  customerId: string;
  debits: Item[];
  credits: Item[];
  links: Link[];
  holds: { id: string; item: Item; amount: bigint }[];
};
type Step = (model: Model) => Promise<void>;

/** After every undoing of the model, so that spending in full is always possible. */
const SPEND_DAY = 700;
const start = plainDate('2026-01-01');
const dayOf = (day: number) => addDays(start, day);
const db = () => database.current.staff.db;
const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length > 0 ? list[n % list.length] : undefined);

const issueStep =
  (amount: bigint, day: number): Step =>
  async (model) => {
    const issued = await issue(
      db(),
      anInvoice(model.customerId, amount, { documentOn: dayOf(day), dueOn: dayOf(day + 30) }),
    );
    model.debits.push({ id: issued.openItemId, amount, left: amount, day });
  };

const creditStep =
  (amount: bigint, day: number): Step =>
  async (model) => {
    const itemId = newId<never>() as string;
    const lines = [
      { account: '4000', currency: GBP, amountMinor: amount, baseMinor: amount },
      {
        account: '1100',
        currency: GBP,
        amountMinor: -amount,
        baseMinor: -amount,
        receivable: { customerId: model.customerId, itemId, dueOn: dayOf(day) },
      },
    ];
    await inTransaction(db(), async (tx) => {
      await postEntries(tx, [
        {
          id: newId<never>() as string,
          kind: 'opening_balance',
          sourceId: newId<never>() as string,
          effectiveOn: dayOf(day),
          memo: 'credit',
          lines,
        },
      ]);
      return { ok: true, value: undefined };
    });
    model.credits.push({ id: itemId, amount, left: amount, day });
  };

const receiveStep =
  (amount: bigint, day: number): Step =>
  async (model) => {
    const payment = await receive(db(), model.customerId, amount, dayOf(day));
    model.credits.push({ id: payment.openItemId, amount, left: amount, day, paymentId: payment.id });
  };

/** The largest amount that may still be taken on a day or after it, at any date from then on. */
function room(model: Model, item: Item, day: number): bigint {
  let running = 0n;
  const moves = model.links.filter((link) => link.credit === item || link.debit === item).sort((a, b) => a.day - b.day);
  let highest = 0n;
  for (const days = [...new Set([day, ...moves.map((link) => link.day)])].sort((a, b) => a - b); days.length > 0; ) {
    const at = days.shift()!;
    running = moves.filter((link) => link.day <= at).reduce((total, link) => total + link.amount, 0n);
    if (at >= day && running > highest) highest = running;
  }
  return item.amount - highest;
}

const applyStep =
  (c: number, d: number, share: number, after: number): Step =>
  async (model) => {
    const [credit, debit] = [pick(model.credits, c), pick(model.debits, d)];
    if (!credit || !debit) return;
    const day = Math.max(credit.day, debit.day) + after;
    const most = credit.left < debit.left ? credit.left : debit.left;
    const amount = (most * BigInt(share)) / 100n + 1n;
    const fits = amount <= room(model, credit, day) && amount <= room(model, debit, day);
    const result = await inTransaction(db(), (tx) =>
      applyItems(tx, CLERK, {
        applications: [
          {
            customerId: model.customerId,
            creditItemId: credit.id,
            debitItemId: debit.id,
            amountMinor: amount,
            effectiveOn: dayOf(day),
          },
        ],
      }),
    );
    expect(result.ok, `applying ${amount} on day ${day}`).toBe(fits);
    if (!result.ok) return;
    credit.left -= amount;
    debit.left -= amount;
    model.links.push({ id: result.value[0]!, credit, debit, amount, day });
  };

const spendStep =
  (c: number): Step =>
  async (model) => {
    const credit = pick(model.credits, c);
    if (!credit) return;
    const before = credit.left;
    const held = (item: Item) =>
      model.holds.filter((hold) => hold.item === item).reduce((total, hold) => total + hold.amount, 0n);
    const open = model.debits.reduce(
      (total, item) => total + (item.left > held(item) ? item.left - held(item) : 0n),
      0n,
    );
    const result = await inTransaction(db(), (tx) =>
      applyPayment(tx, CLERK, {
        creditItemId: credit.id,
        how: { kind: 'oldest-first' },
        effectiveOn: dayOf(SPEND_DAY),
      }),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    expect(result.value.appliedMinor).toBe(before < open ? before : open);
    const rows = await db()
      .selectFrom('applications')
      .select(['id', 'debit_item_id', 'amount_minor'])
      .where('id', 'in', [...result.value.applicationIds, newId<never>() as string])
      .execute();
    for (const row of rows) {
      const debit = model.debits.find((item) => item.id === row.debit_item_id)!;
      debit.left -= row.amount_minor;
      credit.left -= row.amount_minor;
      model.links.push({ id: row.id, credit, debit, amount: row.amount_minor, day: SPEND_DAY });
    }
  };

const unapplyStep =
  (n: number): Step =>
  async (model) => {
    const link = pick(
      model.links.filter((one) => one.amount > 0n && !model.links.some((other) => other.id === `undo ${one.id}`)),
      n,
    );
    if (!link) return;
    const result = await inTransaction(db(), (tx) =>
      unapply(tx, CLERK, { applicationIds: [link.id], reason: 'model' }, on(dayOf(500))),
    );
    const effectiveOn = dayOf(Math.max(link.day, 500));
    expect(result).toEqual({ ok: true, value: { reversedMinor: link.amount, effectiveOn } });
    link.credit.left += link.amount;
    link.debit.left += link.amount;
    model.links.push({ ...link, id: `undo ${link.id}`, amount: -link.amount, day: Math.max(link.day, 500) });
  };

const reverseStep =
  (n: number): Step =>
  async (model) => {
    const credit = pick(
      model.credits.filter((item) => item.paymentId),
      n,
    );
    if (!credit) return;
    const result = await inTransaction(db(), (tx) =>
      reversePayment(
        tx,
        CLERK,
        { paymentId: credit.paymentId!, reason: 'returned', effectiveOn: dayOf(600) },
        on(dayOf(600)),
      ),
    );
    expect(result.ok).toBe(true);
    for (const link of model.links.filter(
      (one) => one.credit === credit && one.amount > 0n && !model.links.some((other) => other.id === `undo ${one.id}`),
    )) {
      link.debit.left += link.amount;
      model.links.push({ ...link, id: `undo ${link.id}`, amount: -link.amount, day: Math.max(link.day, 600) });
    }
    model.credits = model.credits.filter((item) => item !== credit);
  };

const holdStep =
  (d: number, share: number): Step =>
  async (model) => {
    const item = pick(model.debits, d);
    if (!item) return;
    const amount = (item.amount * BigInt(share)) / 100n + 1n;
    const standing = model.holds.filter((hold) => hold.item === item).reduce((total, hold) => total + hold.amount, 0n);
    const result = await inTransaction(db(), (tx) =>
      placeHolds(tx, CLERK, {
        holds: [
          {
            customerId: model.customerId,
            itemId: item.id,
            kind: 'disputed',
            amountMinor: amount,
            reason: 'model',
            effectiveOn: dayOf(300),
          },
        ],
      }),
    );
    expect(result.ok).toBe(standing + amount <= item.amount);
    if (result.ok) model.holds.push({ id: result.value[0]!, item, amount });
  };

const releaseStep =
  (n: number): Step =>
  async (model) => {
    const hold = pick(model.holds, n);
    if (!hold) return;
    await inTransaction(db(), async (tx) => ({
      ok: true as const,
      value: await releaseHolds(tx, CLERK, { holdIds: [hold.id], reason: 'model', effectiveOn: dayOf(310) }),
    }));
    model.holds = model.holds.filter((one) => one !== hold);
  };

const amounts = fc.bigInt(1n, 1_000_000n);
const days = fc.integer({ min: 0, max: 200 });
const which = fc.integer({ min: 0, max: 50 });
const share = fc.integer({ min: 0, max: 120 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(amounts, days).map(([amount, day]) => issueStep(amount, day)),
  fc.tuple(amounts, days).map(([amount, day]) => creditStep(amount, day)),
  fc.tuple(amounts, days).map(([amount, day]) => receiveStep(amount, day)),
  fc.tuple(which, which, share, days).map(([c, d, part, after]) => applyStep(c, d, part, after)),
  which.map(spendStep),
  which.map(unapplyStep),
  which.map(reverseStep),
  fc.tuple(which, share).map(([d, part]) => holdStep(d, part)),
  which.map(releaseStep),
);

async function compare(model: Model): Promise<void> {
  const rows = await db()
    .selectFrom('open_items')
    .select(['id', 'residual_minor'])
    .where('customer_id', '=', model.customerId)
    .execute();
  const stored = new Map(rows.map((row) => [row.id, row.residual_minor]));
  for (const item of [...model.debits, ...model.credits]) expect(stored.get(item.id)).toBe(item.left);
  const owed =
    model.debits.reduce((total, item) => total + item.left, 0n) -
    model.credits.reduce((total, item) => total + item.left, 0n);
  const [row] = await ageing(db(), { asOf: dayOf(1_000), customerId: model.customerId });
  expect(row?.totalMinor ?? 0n).toBe(owed);
}

it('any history of commands leaves the ledger equal to plain sums, with every invariant held', {
  timeout: process.env.TALLYSTICK_LONG ? 3_600_000 : 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: COMMANDS_MAX }), async (steps) => {
      const model: Model = { customerId: await aCustomer(db()), debits: [], credits: [], links: [], holds: [] };
      for (const run of steps) {
        await run(model);
        await compare(model);
      }
      expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: false },
  );
});
