import { beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { creditOnOffer } from '#app/modules/cash-application/queries/credit-on-offer.server.ts';
import { creditUse } from '#app/modules/cash-application/queries/credit-use.server.ts';
import type { CreditPart } from '#app/modules/cash-application/types.ts';
import { changeSetting } from '#app/modules/company/commands/change-setting.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { surchargeOfAttempt, surchargesOn } from '#app/modules/payments/queries/surcharges.server.ts';
import type { SurchargeShown } from '#app/modules/payments/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { payByCredit } from '#app/workflows/pay-by-credit.server.ts';
import { payOnline } from '#app/workflows/pay-online.server.ts';
import { accountBalance } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import {
  asPortal,
  attemptById,
  nowInLondon,
  type Payer,
  payByBacs,
  payByCard,
  payerOf,
} from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, receive, residual, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  const { today } = nowInLondon();
  for (const [key, percentBp] of [
    ['card.GBP', 150],
    ['direct_debit.GBP', 50],
  ] as const) {
    const value = { isOn: true, percentBp, fixedMinor: '20', taxCode: 'S20' };
    const change = { what: 'surcharge' as const, key, fromOn: today, value, reason: '' };
    const made = await inTransaction(db(), (tx) => changeSetting(tx, CLERK, change, nowInLondon()));
    expect(made.ok).toBe(true);
  }
});

/** Owes 200.00 and 50.00, and has 30.00 of credit from a transfer. */
async function aPayer() {
  const customerId = await aCustomer(db());
  const first = await issue(db(), anInvoice(customerId, 20_000n));
  const second = await issue(db(), anInvoice(customerId, 5_000n));
  const credit = await receive(db(), customerId, 3_000n);
  const payer = payerOf(customerId);
  return { customerId, first, second, credit, payer };
}
type Owing = Awaited<ReturnType<typeof aPayer>>;

const surchargeOn = async (method: SurchargeShown['method'], ofMinor: bigint) =>
  (await surchargesOn(db(), { currency: GBP, on: nowInLondon().today }))(method, ofMinor);

const parts = ({ credit, first }: Owing, amountMinor = 3_000n): CreditPart[] => [
  { creditItemId: credit.openItemId, debitItemId: first.openItemId, amountMinor },
];

/** The first invoice, credit taken off, with the surcharge of the method: as the page's action does it. */
async function goToPay(owing: Owing, method: SurchargeShown['method'], more: { key?: string; payer?: Payer } = {}) {
  const { customerId, first } = owing;
  const payer = more.payer ?? owing.payer;
  const surcharge = await surchargeOn(method, 17_000n);
  const input = {
    ...{ key: more.key ?? (newId<never>() as string), keyOwnerId: customerId, customerId, currency: GBP },
    ...{ amountMinor: 17_000n + (surcharge?.grossMinor ?? 0n), notifyEmail: 'ann@customer.example', payWith: method },
    items: [{ itemId: first.openItemId, amountMinor: 17_000n }],
  };
  const pay = { actor: payer.actor, input, surcharge, credit: parts(owing) };
  return payOnline(world.current.outside, asPortal(database.current, payer), pay, nowInLondon());
}

async function attemptOf(customerId: string) {
  const row = await db()
    .selectFrom('payment_attempts')
    .select('id')
    .where('customer_id', '=', customerId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return attemptById(database.current, row.id);
}

const noteOf = async (attemptId: string) => {
  const shown = await surchargeOfAttempt(db(), attemptId);
  if (!shown?.invoiceId) return null;
  return db().selectFrom('invoices').selectAll().where('id', '=', shown.invoiceId).executeTakeFirstOrThrow();
};

const offered = (payer: Payer) =>
  readAsPortal(database.current.portal.db, payer.scope, (read) =>
    creditOnOffer(read, { customerId: payer.customerId, currency: GBP }),
  );

describe('credit and a surcharge chosen with a payment', () => {
  test('settle with it: the surcharge is billed with its tax and paid, the credit used, nothing is left', async () => {
    const owing = await aPayer();
    const before = await accountBalance(db(), '4110');
    const gone = await goToPay(owing, 'card');
    expect(gone).toMatchObject({ ok: true, value: { onOurSite: false } });
    // Nothing happens before the money is there: an abandoned page uses nothing and costs nothing.
    expect(await residual(db(), owing.credit.openItemId)).toBe(3_000n);
    expect(await noteOf((await attemptOf(owing.customerId)).id)).toBeNull();
    await payByCard(gone.ok ? gone.value.goTo : '');
    await world.current.settle();

    const attempt = await attemptOf(owing.customerId);
    // 170.00 × 1.5 % is 2.55, with 0.20 it is 2.75, and 20 % of that 0.55.
    expect(attempt).toMatchObject({ state: 'succeeded', amountMinor: 17_330n });
    const note = await noteOf(attempt.id);
    expect(note).toMatchObject({ kind: 'debit_note', net_minor: 275n, tax_minor: 55n, gross_minor: 330n });
    expect(before - (await accountBalance(db(), '4110'))).toBe(275n);
    for (const item of [owing.first.openItemId, owing.credit.openItemId, note?.open_item_id ?? ''])
      expect(await residual(db(), item)).toBe(0n);
    expect(await creditUse(db(), { attemptId: attempt.id })).toMatchObject({ amountMinor: 3_000n, usedMinor: 3_000n });
    expect(await residual(db(), owing.second.openItemId)).toBe(5_000n);
  });

  test('a page that takes the chosen way alone: bank debit where the surcharge of bank debit was shown', async () => {
    const owing = await aPayer();
    const gone = await goToPay(owing, 'direct_debit');
    const url = gone.ok ? gone.value.goTo : '';
    expect(await (await fetch(url)).text()).not.toContain('Card number');
    await payByBacs(url);
    await world.current.settle();
    const attempt = await attemptOf(owing.customerId);
    expect(attempt).toMatchObject({ state: 'processing', payWith: 'direct_debit' });
    // On its way is not money: the credit waits, and is promised to this payment alone.
    expect(await residual(db(), owing.credit.openItemId)).toBe(3_000n);
    expect(await offered(owing.payer)).toEqual({ credits: [], promised: true });
    world.current.stripe.control.settle(attempt.intentRef ?? '', 'succeed');
    await world.current.settle();
    expect((await noteOf(attempt.id))?.gross_minor).toBe(126n);
    expect(await residual(db(), owing.first.openItemId)).toBe(0n);
  });

  test('come to nothing with a payment that fails', async () => {
    const owing = await aPayer();
    const gone = await goToPay(owing, 'direct_debit');
    await payByBacs(gone.ok ? gone.value.goTo : '', 'fails');
    await world.current.settle();
    world.current.stripe.control.settle((await attemptOf(owing.customerId)).intentRef ?? '');
    await world.current.settle();
    const attempt = await attemptOf(owing.customerId);
    expect(attempt.state).toBe('failed');
    expect(await noteOf(attempt.id)).toBeNull();
    expect(await residual(db(), owing.credit.openItemId)).toBe(3_000n);
    expect((await offered(owing.payer)).credits).toMatchObject([{ leftMinor: 3_000n }]);
  });

  test('a payment that came back takes its surcharge with it; the credit stays where it went', async () => {
    const owing = await aPayer();
    const gone = await goToPay(owing, 'card');
    await payByCard(gone.ok ? gone.value.goTo : '', '4000000000000259');
    await world.current.settle();
    const attempt = await attemptOf(owing.customerId);
    expect(attempt.state).toBe('failed');
    const note = await noteOf(attempt.id);
    const credited = await db()
      .selectFrom('invoices')
      .select(['gross_minor', 'reason_code', 'alone_rule'])
      .where('corrects_id', '=', note?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(credited).toMatchObject({ gross_minor: 330n, reason_code: 'surcharge_back' });
    expect(await residual(db(), note?.open_item_id ?? '')).toBe(0n);
    expect(await residual(db(), owing.first.openItemId)).toBe(17_000n);
    expect(await residual(db(), owing.credit.openItemId)).toBe(0n);
  });

  test('the credit was used elsewhere meanwhile: the money pays its part, and the rest is open', async () => {
    const owing = await aPayer();
    const gone = await goToPay(owing, 'card');
    const allocations = [{ itemId: owing.second.openItemId, amountMinor: 2_000n }];
    const how = { kind: 'chosen' as const, allocations };
    const effectiveOn = nowInLondon().today;
    await inTransaction(db(), (tx) =>
      applyPayment(tx, CLERK, { creditItemId: owing.credit.openItemId, how, effectiveOn }),
    );
    await payByCard(gone.ok ? gone.value.goTo : '');
    await world.current.settle();
    const use = await creditUse(db(), { attemptId: (await attemptOf(owing.customerId)).id });
    expect(use).toMatchObject({ amountMinor: 3_000n, usedMinor: 1_000n });
    expect(await residual(db(), owing.first.openItemId)).toBe(2_000n);
  });
});

describe('the same form, and two at once', () => {
  test('sent twice it is one attempt; with another way of paying it is refused', async () => {
    const owing = await aPayer();
    const key = newId<never>() as string;
    const [one, two] = [await goToPay(owing, 'card', { key }), await goToPay(owing, 'card', { key })];
    expect(one.ok && two.ok && one.value.goTo === two.value.goTo).toBe(true);
    expect(await goToPay(owing, 'direct_debit', { key })).toMatchObject({ refusal: { code: 'form-changed' } });
  });

  test('two tabs with the same credit for different invoices: one of them gets it', async () => {
    const owing = await aPayer();
    const other = { ...owing, first: owing.second };
    const pay = (of: Owing, amountMinor: bigint) =>
      payOnline(
        world.current.outside,
        asPortal(database.current, owing.payer),
        {
          ...{ actor: owing.payer.actor, surcharge: null, credit: parts(of) },
          input: {
            ...{ key: newId<never>() as string, keyOwnerId: owing.customerId, customerId: owing.customerId },
            ...{ currency: GBP, amountMinor, notifyEmail: '', items: [{ itemId: of.first.openItemId, amountMinor }] },
          },
        },
        nowInLondon(),
      );
    const both = await Promise.all([pay(owing, 17_000n), pay(other, 2_000n)]);
    expect(both.map((one) => (one.ok ? 'paid' : one.refusal.code)).sort()).toEqual(['paid', 'promised']);
  });
});

describe('credit alone', () => {
  const use = (owing: Owing, key: string, amountMinor = 3_000n) =>
    payByCredit(
      asPortal(database.current, owing.payer),
      {
        ...{ actor: owing.payer.actor, customerId: owing.customerId, currency: GBP, key, keyOwnerId: owing.customerId },
        parts: parts(owing, amountMinor),
      },
      nowInLondon(),
    );

  test('is set against what was chosen by the worker, once however often it is sent', async () => {
    const owing = await aPayer();
    const key = newId<never>() as string;
    const asked = await use(owing, key);
    const again = await use(owing, key);
    expect(asked.ok && again.ok && asked.value.useId === again.value.useId).toBe(true);
    await world.current.settle();
    await world.current.settle();
    expect(await residual(db(), owing.first.openItemId)).toBe(17_000n);
    expect(await creditUse(db(), { useId: asked.ok ? asked.value.useId : '' })).toMatchObject({ usedMinor: 3_000n });
    expect(await use(owing, newId<never>() as string)).toMatchObject({ refusal: { code: 'changed' } });
  });

  test('is not offered while somebody asked to have it back', async () => {
    const owing = await aPayer();
    expect((await offered(owing.payer)).credits).toMatchObject([{ leftMinor: 3_000n }]);
    await database.current.owner.pool.query(
      `insert into credit_requests (customer_id, open_item_id, wish, asked_by_name, asked_at) values ($1, $2, 'refund', 'Ann', now())`,
      [owing.customerId, owing.credit.openItemId],
    );
    expect((await offered(owing.payer)).credits).toEqual([]);
    expect(await use(owing, newId<never>() as string)).toMatchObject({ refusal: { code: 'changed' } });
  });
});

test('a hold that has ended holds nothing back from the holder of a link either', async () => {
  const { customerId, first } = await aPayer();
  const linkId = '00000000-0000-7000-8000-000000000001';
  const scope = { kind: 'link' as const, linkId, customerId, invoiceIds: [first.id] };
  const held = async () =>
    (await readAsPortal(database.current.portal.db, scope, (read) => openItemsOf(read, { customerId })))[0]?.heldMinor;
  const effectiveOn = nowInLondon().today;
  const hold = { customerId, itemId: first.openItemId, amountMinor: 20_000n, kind: 'in_flight' as const, reason: 'x' };
  const placed = await inTransaction(db(), (tx) => placeHolds(tx, CLERK, { holds: [{ ...hold, effectiveOn }] }));
  expect(await held()).toBe(20_000n);
  const holdIds = placed.ok ? placed.value : [];
  await inTransaction(db(), async (tx) =>
    ok(await releaseHolds(tx, CLERK, { holdIds, reason: 'failed', effectiveOn })),
  );
  expect(await held()).toBe(0n);
});

describe('the laws', () => {
  const plant = (...statements: Parameters<typeof plantIn>[1][]) => plantIn(database.current.owner, ...statements);

  test('a surcharge without the succeeded payment of its attempt, or of another sum, is refused', async () => {
    const owing = await aPayer();
    const gone = await goToPay(owing, 'card');
    expect(gone.ok).toBe(true);
    const attempt = await attemptOf(owing.customerId);
    expect(
      await plant([
        `insert into surcharge_notes (attempt_id, customer_id, payment_id, invoice_id) values ($1, $2, $3, $4)`,
        [attempt.id, owing.customerId, owing.credit.id, owing.first.id],
      ]),
    ).toBe('surcharge_of_payment');
    expect(
      await plant([`update credit_uses set done_at = now(), used_minor = 1 where attempt_id = $1`, [attempt.id]]),
    ).toBe('credit_use_with_payment');
    const other = await aPayer();
    expect(
      await plant([
        `insert into credit_use_parts (use_id, credit_item_id, debit_item_id, customer_id, amount_minor)
         select u.id, $2, $3, u.customer_id, 1 from credit_uses u where u.attempt_id = $1`,
        [attempt.id, owing.credit.openItemId, other.first.openItemId],
      ]),
    ).toBe('credit_use_fits');
    expect(
      await plant([
        `insert into attempt_surcharges (attempt_id, customer_id, method, of_minor, net_minor, tax_minor, gross_minor, tax_code, tax_rate_bp, shown_on)
         select gen_random_uuid(), customer_id, method, of_minor, net_minor, tax_minor, gross_minor, tax_code, tax_rate_bp, shown_on from attempt_surcharges where attempt_id = $1`,
        [attempt.id],
      ]),
    ).toBe('surcharge_of_attempt');
  });
});
