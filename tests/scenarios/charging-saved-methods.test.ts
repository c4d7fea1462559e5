import { describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { chargeAsked } from '#app/workflows/charge-saved-method.server.ts';
import { removeMethod } from '#app/workflows/set-up-method.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import {
  asPortal,
  attemptById,
  goToCheckout,
  nowInLondon,
  type Payer,
  payByBacs,
  payByCard,
  payerOf,
  startAttempt,
} from '#tests/support/paying.ts'; // prettier-ignore
import { aCustomer, anInvoice, issue, receive, residual } from '#tests/support/people.ts';
import { useProcessor } from '#tests/support/processor.ts';
import { addMethod, charge, type Kept } from '#tests/support/saved-methods.ts';

const database = useDatabase();
const processor = useProcessor(database);

/** A customer who owes 200.00 and keeps one method. */
async function owing(what: Kept = 'good card') {
  const customerId = await aCustomer(database.current.staff.db, { email: 'ap@customer.example' });
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 20_000n));
  const payer = payerOf(customerId);
  const method = await addMethod(database.current, processor.outside(), { payer, what });
  const items = [{ itemId: invoice.openItemId, amountMinor: 20_000n }];
  return { customerId, payer, invoice, method, items, wish: { customerId, methodId: method.id, items } };
}

const left = (itemId: string) => residual(database.current.staff.db, itemId);
const attemptOf = (id: string) => attemptById(database.current, id);
const failNext = (mode: 'hang' | 'rate-limit' | 'server-error' | 'accept-then-drop', count = 2) =>
  processor.control().failures.failNext(mode, count);

/** What the processor took of this customer in all. */
async function taken(customerId: string): Promise<number> {
  const { rows } = await database.current.owner.pool.query(
    'select ref from processor_customers where customer_id = $1',
    [customerId],
  );
  const made = await processor.outside().stripe.listPaymentsOf({ customerId: rows[0].ref, since: new Date(0) });
  return made.ok ? made.value.filter((intent) => intent.status === 'succeeded').length : Number.NaN;
}

describe('a saved method is charged', () => {
  test('at once: paid, applied, a receipt ordered; the same once again is the same charge; more of it is refused', async () => {
    const { customerId, invoice, wish } = await owing();
    const first = await charge(processor.outside(), { ...wish, once: 'due-2026-05' });
    expect(first).toMatchObject({ ok: true, value: { state: 'succeeded', failure: null } });
    const again = await charge(processor.outside(), { ...wish, once: 'due-2026-05' });
    expect(again).toEqual(first);
    const other = { ...wish, once: 'due-2026-05', items: [{ itemId: invoice.openItemId, amountMinor: 1n }] };
    expect(await charge(processor.outside(), other)).toMatchObject({ refusal: { code: 'once-changed' } });
    expect(await charge(processor.outside(), wish)).toMatchObject({ refusal: { code: 'item-not-open' } });
    await processor.sweepLater();
    expect(await left(invoice.openItemId)).toBe(0n);
    expect(await taken(customerId)).toBe(1);
  });

  test.each([
    ['card that declines later', 'generic_decline'],
    ['card that asks', 'authentication_required'],
  ] as const)('a %s takes nothing, says why, and another try is another charge', async (what, failure) => {
    const { customerId, invoice, wish, method } = await owing(what);
    const declined = await charge(processor.outside(), wish);
    expect(declined).toMatchObject({ value: { state: 'failed', failure } });
    await processor.sweepLater();
    expect(await left(invoice.openItemId)).toBe(20_000n);
    const [kept] = await listSavedMethods(database.current.staff.db, customerId);
    expect(kept).toMatchObject({ id: method.id, state: 'active' });
    const again = await charge(processor.outside(), wish);
    expect(again.ok && declined.ok && again.value.attemptId !== declined.value.attemptId).toBe(true);
  });

  test('across the night in which the clock goes back, once, and on the day it was in London', async () => {
    const { customerId, invoice, wish } = await owing();
    // 01:30 in London comes twice that night; the first of them is summer time.
    moveClock(new Date('2026-10-25T00:30:00Z').getTime() - Date.now());
    failNext('accept-then-drop');
    const first = await charge(processor.outside(), { ...wish, once: 'the one of October' });
    moveClock(new Date('2026-10-25T01:30:00Z').getTime() - Date.now());
    const second = await charge(processor.outside(), { ...wish, once: 'the one of October' });
    expect(first.ok && second.ok && first.value.attemptId === second.value.attemptId).toBe(true);
    expect(second).toMatchObject({ value: { state: 'succeeded' } });
    expect(await left(invoice.openItemId)).toBe(0n);
    expect(await taken(customerId)).toBe(1);
    const { rows } = await database.current.owner.pool.query(
      'select received_on::text as day from payments where customer_id = $1',
      [customerId],
    );
    expect(rows).toEqual([{ day: '2026-10-25' }]);
  });

  test('a card past its month is declined as out of date', async () => {
    const { wish } = await owing();
    const until = new Date('2035-02-01T00:00:00Z').getTime();
    processor.control().clock.move(until - Date.now());
    expect(await charge(processor.outside(), wish)).toMatchObject({ value: { failure: 'expired_card' } });
  });

  test('a bank debit is processing, is not charged again, and settles', async () => {
    const { customerId, invoice, wish } = await owing('good account');
    const started = await charge(processor.outside(), wish);
    expect(started).toMatchObject({ value: { state: 'processing' } });
    expect(await charge(processor.outside(), wish)).toMatchObject({ refusal: { code: 'payment-in-flight' } });
    await processor.sweepLater();
    expect(await left(invoice.openItemId)).toBe(20_000n);
    const id = started.ok ? started.value.attemptId : '';
    processor.control().settle((await attemptOf(id)).intentRef!);
    await processor.sweepLater();
    expect(await left(invoice.openItemId)).toBe(0n);
    expect(await taken(customerId)).toBe(1);
  });

  test('a bank debit that comes to nothing days later frees its items and its holds', async () => {
    const { customerId, invoice, wish } = await owing('account that fails');
    const started = await charge(processor.outside(), wish);
    const id = started.ok ? started.value.attemptId : '';
    processor.control().settle((await attemptOf(id)).intentRef!, 'fail');
    await processor.sweepLater();
    await processor.sweepLater();
    expect(await attemptOf(id)).toMatchObject({ state: 'failed', failureCode: 'refer_to_customer' });
    expect(await left(invoice.openItemId)).toBe(20_000n);
    const { rows } = await database.current.owner.pool.query(
      'select count(*)::int as n from holds h left join hold_releases r on r.hold_id = h.id where h.item_id = $1 and r.hold_id is null',
      [invoice.openItemId],
    );
    expect(rows[0].n).toBe(0);
    expect(await listSavedMethods(database.current.staff.db, customerId)).toMatchObject([{ state: 'active' }]);
  });
});

describe('a page that is open over the same items', () => {
  test('is closed first, and nobody can pay on it any more', async () => {
    const { customerId, payer, invoice, items, wish } = await owing();
    const page = await goToCheckout(database.current, { outside: processor.outside() }, payer, { items });
    expect(await charge(processor.outside(), wish)).toMatchObject({ value: { state: 'succeeded' } });
    expect((await payByCard(page.url)).status).toBe(410);
    expect(await attemptOf(page.attemptId)).toMatchObject({ state: 'expired', failureCode: 'superseded' });
    await processor.sweepLater();
    expect(await left(invoice.openItemId)).toBe(0n);
    expect(await taken(customerId)).toBe(1);
  });

  test('and was paid meanwhile wins: nothing is charged', async () => {
    const { customerId, payer, invoice, items, wish } = await owing();
    const page = await goToCheckout(database.current, { outside: processor.outside() }, payer, { items });
    await payByCard(page.url);
    expect(await charge(processor.outside(), wish)).toMatchObject({
      refusal: { code: 'paid-meanwhile', attemptId: page.attemptId },
    });
    expect(await left(invoice.openItemId)).toBe(0n);
    expect(await taken(customerId)).toBe(0);
  });

  test('and is with the bank stays: nothing is charged until that is decided', async () => {
    const { customerId, payer, items, wish } = await owing();
    const page = await goToCheckout(database.current, { outside: processor.outside() }, payer, { items });
    await payByBacs(page.url);
    expect(await charge(processor.outside(), wish)).toMatchObject({ refusal: { code: 'payment-in-flight' } });
    await processor.sweepLater();
    expect(await taken(customerId)).toBe(0);
  });

  test('and cannot be closed because the processor is silent: nothing is started', async () => {
    const { customerId, payer, items, wish } = await owing();
    const page = await goToCheckout(database.current, { outside: processor.outside() }, payer, { items });
    failNext('server-error');
    expect(await charge(processor.outside(), wish)).toMatchObject({ refusal: { code: 'processor-silent' } });
    expect((await attemptOf(page.attemptId)).state).toBe('open');
    expect(await taken(customerId)).toBe(0);
  });
});

describe('what is held is not charged', () => {
  test('except by the plan whose hold it is', async () => {
    const { customerId, invoice, wish, items } = await owing();
    const hold = {
      customerId,
      itemId: items[0]!.itemId,
      amountMinor: 15_000n,
      reason: 'of its own plan',
      effectiveOn: nowInLondon().today,
    };
    const held = await inTransaction(database.current.staff.db, (tx) =>
      placeHolds(tx, SYSTEM, { holds: [{ ...hold, kind: 'legal' }] }),
    );
    const ownHoldIds = held.ok ? held.value : [];
    expect(await charge(processor.outside(), wish)).toMatchObject({
      refusal: { code: 'more-than-left', leftMinor: 5_000n },
    });
    const part = { ...wish, items: [{ itemId: invoice.openItemId, amountMinor: 10_000n }] };
    expect(await charge(processor.outside(), { ...part, ownHoldIds })).toMatchObject({
      value: { state: 'succeeded' },
    });
    expect(await left(invoice.openItemId)).toBe(10_000n);
  });

  test('a removed method, and another customer’s, are refused before anything is asked', async () => {
    const [one, other] = [await owing(), await owing()];
    await asPortal(
      database.current,
      one.payer,
    )((tx) =>
      removeMethod(tx, one.payer.actor, { customerId: one.customerId, methodId: one.method.id }, nowInLondon()),
    );
    expect(await charge(processor.outside(), one.wish)).toMatchObject({
      refusal: { code: 'method-not-usable', state: 'removed' },
    });
    expect(await charge(processor.outside(), { ...one.wish, methodId: other.method.id })).toMatchObject({
      refusal: { code: 'method-not-usable', state: 'unknown' },
    });
  });

  test('a method given up at the processor fails without a charge and is used no more', async () => {
    const { customerId, wish, method } = await owing();
    const { rows } = await database.current.owner.pool.query('select processor_ref from saved_methods where id = $1', [
      method.id,
    ]);
    processor.control().giveUpMethod(rows[0].processor_ref);
    expect(await charge(processor.outside(), wish)).toMatchObject({
      value: { state: 'failed', failure: 'method-gone' },
    });
    expect(await listSavedMethods(database.current.staff.db, customerId)).toMatchObject([{ state: 'unusable' }]);
  });
});

describe('when the processor does not answer', () => {
  /** What the call itself did, by how it failed: `accept-then-drop` charged, the others did not. */
  test.each(['hang', 'rate-limit', 'server-error', 'accept-then-drop'] as const)(
    '%s: unknown until it was asked, nobody pays again, and it ends with one charge',
    async (mode) => {
      const { customerId, payer, invoice, items, wish } = await owing();
      failNext(mode, mode === 'rate-limit' ? 1 : 2);
      const first = await charge(processor.outside(), { ...wish, once: 'the one of May' });
      expect(first).toMatchObject({ ok: true, value: { state: 'unknown' } });
      expect(await charge(processor.outside(), wish)).toMatchObject({ refusal: { code: 'payment-in-flight' } });
      expect((await startAttempt(database.current, payer, { items })).ok).toBe(false);
      expect(await charge(processor.outside(), { ...wish, once: 'the one of May' })).toMatchObject({
        value: { state: 'succeeded' },
      });
      await processor.sweepLater();
      expect(await left(invoice.openItemId)).toBe(0n);
      expect(await taken(customerId)).toBe(1);
    },
  );

  test.each(['server-error', 'accept-then-drop'] as const)('%s: the sweep finds out by itself', async (mode) => {
    const { customerId, invoice, wish } = await owing();
    failNext(mode);
    await charge(processor.outside(), wish);
    await processor.sweepLater();
    expect(await left(invoice.openItemId)).toBe(0n);
    expect(await taken(customerId)).toBe(1);
  });

  test('the processor’s list is silent too: it stays unknown, and a day later nothing is left of it', async () => {
    const { customerId, invoice, wish } = await owing();
    failNext('server-error');
    const first = await charge(processor.outside(), { ...wish, once: 'the one of June' });
    failNext('server-error');
    expect(await charge(processor.outside(), { ...wish, once: 'the one of June' })).toEqual(first);
    await processor.sweepLater(24 * 60);
    const id = first.ok ? first.value.attemptId : '';
    expect(await attemptOf(id)).toMatchObject({ state: 'failed', failureCode: 'never-opened' });
    expect(await taken(customerId)).toBe(0);
    expect(await left(invoice.openItemId)).toBe(20_000n);
  });

  test('and the money comes another way meanwhile: the charge that was never made is given up, not made', async () => {
    const { customerId, invoice, wish } = await owing();
    failNext('server-error');
    const first = await charge(processor.outside(), wish);
    const id = first.ok ? first.value.attemptId : '';
    await payOtherwise(customerId, invoice.openItemId);
    await processor.sweepLater();
    expect((await attemptOf(id)).state).toBe('unknown');
    await processor.sweepLater(15);
    expect(await attemptOf(id)).toMatchObject({ state: 'failed', failureCode: 'paid-meanwhile' });
    expect(await taken(customerId)).toBe(0);
  });
});

async function payOtherwise(customerId: string, itemId: string): Promise<void> {
  const { openItemId } = await receive(database.current.staff.db, customerId, 20_000n);
  const how = { kind: 'chosen' as const, allocations: [{ itemId, amountMinor: 20_000n }] };
  const applied = await inTransaction(database.current.staff.db, (tx) =>
    applyPayment(tx, SYSTEM, { creditItemId: openItemId, how, effectiveOn: nowInLondon().today }),
  );
  expect(applied.ok).toBe(true);
}

describe('a customer charges their own method on the pay page', () => {
  const ask = (payer: Payer, items: { itemId: string; amountMinor: bigint }[], methodId: string) =>
    startAttempt(database.current, payer, { items, methodId });

  test('by a job of the worker: their request only notes it, and a second tab is told of the first', async () => {
    const { customerId, payer, invoice, items, method } = await owing();
    const asked = await ask(payer, items, method.id);
    const id = asked.ok ? asked.value.attemptId : '';
    expect(await attemptOf(id)).toMatchObject({ kind: 'automatic', state: 'created', requestedByKind: 'customer' });
    expect(await ask(payer, items, method.id)).toMatchObject({ refusal: { code: 'payment-in-flight' } });
    await chargeAsked(processor.outside(), id);
    expect((await attemptOf(id)).state).toBe('succeeded');
    expect(await left(invoice.openItemId)).toBe(0n);
    expect(await taken(customerId)).toBe(1);
  });

  test('and may neither name another’s, nor a removed one, nor decide what became of it', async () => {
    const [one, other] = [await owing(), await owing()];
    expect(await ask(one.payer, one.items, other.method.id)).toMatchObject({
      refusal: { code: 'method-not-usable', state: 'unknown' },
    });
    const asked = await ask(one.payer, one.items, one.method.id);
    const id = asked.ok ? asked.value.attemptId : '';
    const freed = await asPortal(
      database.current,
      one.payer,
    )(async (tx) => {
      const attempt = await tx
        .updateTable('payment_attempts')
        .set({ state: 'failed' })
        .where('id', '=', id)
        .executeTakeFirst();
      const item = await tx
        .updateTable('payment_attempt_items')
        .set({ live: false })
        .where('attempt_id', '=', id)
        .executeTakeFirst();
      return ok([attempt.numUpdatedRows, item.numUpdatedRows]);
    });
    expect(freed).toEqual(ok([0n, 0n]));
    await chargeAsked(processor.outside(), id);
    expect((await attemptOf(id)).state).toBe('succeeded');
  });
});
