import { expect } from 'vitest';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { dayOf, type Item, isClosed, pick, room, SPEND_DAY, type Step } from './ledger-model.ts';
import { anInvoice, CLERK, GBP, issue, on, receive } from './people.ts';

export const issueStep =
  (amount: bigint, day: number): Step =>
  async (model) => {
    const invoice = anInvoice(model.customerId, amount, {
      documentOn: dayOf(model, day),
      dueOn: dayOf(model, day + 30),
    });
    const issuing = issue(model.db, invoice);
    if (isClosed(model, day)) return expect(issuing).rejects.toThrow('period-closed');
    const issued = await issuing;
    model.debits.push({ id: issued.openItemId, amount, left: amount, day, invoiceId: issued.id });
  };

export const creditStep =
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
        receivable: { customerId: model.customerId, itemId, dueOn: dayOf(model, day) },
      },
    ];
    const posting = inTransaction(model.db, async (tx) => {
      await postEntries(tx, [
        {
          id: newId<never>() as string,
          kind: 'opening_balance',
          sourceId: newId<never>() as string,
          effectiveOn: dayOf(model, day),
          memo: 'credit',
          lines,
        },
      ]);
      return { ok: true, value: undefined };
    });
    if (isClosed(model, day)) return expect(posting).rejects.toMatchObject({ constraint: 'period_closed' });
    await posting;
    model.credits.push({ id: itemId, amount, left: amount, day });
  };

export const receiveStep =
  (amount: bigint, day: number): Step =>
  async (model) => {
    const receiving = receive(model.db, model.customerId, amount, dayOf(model, day));
    if (isClosed(model, day)) return expect(receiving).rejects.toThrow('period-closed');
    const payment = await receiving;
    model.credits.push({ id: payment.openItemId, amount, left: amount, day, paymentId: payment.id });
  };

export const applyStep =
  (c: number, d: number, share: number, after: number): Step =>
  async (model) => {
    const [credit, debit] = [pick(model.credits, c), pick(model.debits, d)];
    if (!credit || !debit) return;
    const day = Math.max(credit.day, debit.day) + after;
    const most = credit.left < debit.left ? credit.left : debit.left;
    const amount = (most * BigInt(share)) / 100n + 1n;
    const fits = !isClosed(model, day) && amount <= room(model, credit, day) && amount <= room(model, debit, day);
    const result = await inTransaction(model.db, (tx) =>
      applyItems(tx, CLERK, {
        applications: [
          {
            customerId: model.customerId,
            creditItemId: credit.id,
            debitItemId: debit.id,
            amountMinor: amount,
            effectiveOn: dayOf(model, day),
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

export const spendStep =
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
    const result = await inTransaction(model.db, (tx) =>
      applyPayment(tx, CLERK, {
        creditItemId: credit.id,
        how: { kind: 'oldest-first' },
        effectiveOn: dayOf(model, SPEND_DAY),
      }),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    expect(result.value.appliedMinor).toBe(before < open ? before : open);
    const rows = await model.db
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

export const unapplyStep =
  (n: number): Step =>
  async (model) => {
    const link = pick(
      model.links.filter(
        (one) => !one.fixed && one.amount > 0n && !model.links.some((other) => other.id === `undo ${one.id}`),
      ),
      n,
    );
    if (!link) return;
    const result = await inTransaction(model.db, (tx) =>
      unapply(tx, CLERK, { applicationIds: [link.id], reason: 'model' }, on(dayOf(model, 500))),
    );
    const effectiveOn = dayOf(model, Math.max(link.day, 500));
    expect(result).toEqual({ ok: true, value: { reversedMinor: link.amount, effectiveOn } });
    link.credit.left += link.amount;
    link.debit.left += link.amount;
    model.links.push({ ...link, id: `undo ${link.id}`, amount: -link.amount, day: Math.max(link.day, 500) });
  };

export const reverseStep =
  (n: number): Step =>
  async (model) => {
    const credit = pick(
      model.credits.filter((item) => item.paymentId),
      n,
    );
    if (!credit) return;
    const result = await inTransaction(model.db, (tx) =>
      reversePayment(
        tx,
        CLERK,
        { paymentId: credit.paymentId!, reason: 'returned', effectiveOn: dayOf(model, 600) },
        on(dayOf(model, 600)),
      ),
    );
    expect(result.ok).toBe(true);
    for (const link of model.links.filter(
      (one) => one.credit === credit && one.amount > 0n && !model.links.some((other) => other.id === `undo ${one.id}`),
    )) {
      link.debit.left += link.amount;
      // What was given back of it is owed now, whether the money went already or not.
      if (!model.debits.includes(link.debit)) model.debits.push(link.debit);
      model.links.push({ ...link, id: `undo ${link.id}`, amount: -link.amount, day: Math.max(link.day, 600) });
    }
    model.credits = model.credits.filter((item) => item !== credit);
  };

export const holdStep =
  (d: number, share: number): Step =>
  async (model) => {
    const item = pick(model.debits, d);
    if (!item) return;
    const amount = (item.amount * BigInt(share)) / 100n + 1n;
    const standing = model.holds.filter((hold) => hold.item === item).reduce((total, hold) => total + hold.amount, 0n);
    const result = await inTransaction(model.db, (tx) =>
      placeHolds(tx, CLERK, {
        holds: [
          {
            customerId: model.customerId,
            itemId: item.id,
            kind: 'legal',
            amountMinor: amount,
            reason: 'model',
            effectiveOn: dayOf(model, 300),
          },
        ],
      }),
    );
    expect(result.ok).toBe(standing + amount <= item.amount);
    if (result.ok) model.holds.push({ id: result.value[0]!, item, amount });
  };

export const releaseStep =
  (n: number): Step =>
  async (model) => {
    const hold = pick(model.holds, n);
    if (!hold) return;
    await inTransaction(model.db, async (tx) => ({
      ok: true as const,
      value: await releaseHolds(tx, CLERK, { holdIds: [hold.id], reason: 'model', effectiveOn: dayOf(model, 310) }),
    }));
    model.holds = model.holds.filter((one) => one !== hold);
  };
