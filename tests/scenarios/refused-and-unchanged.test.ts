import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import * as draftRoute from '#app/routes/staff/draft.tsx';
import * as invoiceNewRoute from '#app/routes/staff/invoice-new.tsx';
import * as paymentRoute from '#app/routes/staff/payment.tsx';
import * as paymentApplyRoute from '#app/routes/staff/payment-apply.tsx';
import * as paymentNewRoute from '#app/routes/staff/payment-new.tsx';
import { useDatabase } from '#tests/support/database.ts';
import { useDesk } from '#tests/support/desk.ts';
import { digestOfTables } from '#tests/support/digest-of-tables.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const desk = useDesk(database);
const USD = currency('USD');
const { today } = momentIn('Europe/London');
let made: Awaited<ReturnType<typeof makeThings>>;

/** A customer with 100.00 received and not applied, twice 60.00 owed in pounds, 60.00 in dollars, and one payment undone. */
async function makeThings() {
  const { db } = database.current.staff;
  const customerId = await aCustomer(db);
  const invoice = await issue(db, anInvoice(customerId, 6_000n, { documentOn: plainDate('2026-04-01') }));
  const second = await issue(db, anInvoice(customerId, 6_000n, { documentOn: plainDate('2026-04-02') }));
  const dollars = await issue(db, anInvoice(customerId, 6_000n, { currency: USD }));
  const payment = await receive(db, customerId, 10_000n, '2026-04-05', { reference: 'T-100' });
  const back = await receive(db, customerId, 500n, '2026-04-05');
  const moment = on('2026-04-06');
  await inTransaction(db, (tx) =>
    reversePayment(tx, CLERK, { paymentId: back.id, reason: 'no cover', effectiveOn: moment.today }, moment),
  );
  return { customerId, invoice, second, dollars, payment, back };
}

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  made = await makeThings();
});

const unchanged = async <T>(work: () => Promise<T>): Promise<T> => {
  const { pool } = database.current.owner;
  const before = await digestOfTables(pool);
  const answer = await work();
  expect(await digestOfTables(pool)).toEqual(before);
  return answer;
};

describe('a command refuses and leaves every table as it was', () => {
  const applying = (tx: Tx, itemId: string, amountMinor: bigint, besides: bigint | null = null) =>
    applyPayment(tx, CLERK, {
      creditItemId: made.payment.openItemId,
      how: {
        kind: 'chosen',
        allocations: [
          { itemId, amountMinor },
          ...(besides === null ? [] : [{ itemId: made.second.openItemId, amountMinor: besides }]),
        ],
      },
      effectiveOn: plainDate('2026-04-06'),
    });
  const straight = (tx: Tx, fields: { amountMinor?: bigint; debitItemId?: string; day?: string }) =>
    applyItems(tx, CLERK, {
      applications: [
        {
          customerId: made.customerId,
          creditItemId: made.payment.openItemId,
          debitItemId: fields.debitItemId ?? made.invoice.openItemId,
          amountMinor: fields.amountMinor ?? 100n,
          effectiveOn: plainDate(fields.day ?? '2026-04-06'),
        },
      ],
    });
  const recording = (tx: Tx, fields: object) =>
    recordPayment(
      tx,
      CLERK,
      {
        ...{
          customerId: made.customerId,
          method: 'transfer',
          currency: GBP,
          amountMinor: 10_000n,
          payerName: '',
          note: '',
        },
        ...{ receivedOn: plainDate('2026-04-05'), reference: 'T-100', ...fields },
      },
      on('2026-04-06'),
    );
  const cases: [string, (tx: Tx) => Promise<Result<unknown, { code: string }>>, string][] = [
    ['beyond what is open', (tx) => applying(tx, made.invoice.openItemId, 6_001n), 'more-than-open'],
    ['beyond what is left', (tx) => applying(tx, made.invoice.openItemId, 6_000n, 4_001n), 'more-than-left'],
    ['beyond it, straight at the ledger', (tx) => straight(tx, { amountMinor: 6_001n }), 'over-application'],
    ['another currency', (tx) => applying(tx, made.dollars.openItemId, 100n), 'item-not-open'],
    [
      'another currency, straight at the ledger',
      (tx) => straight(tx, { debitItemId: made.dollars.openItemId }),
      'does-not-fit',
    ],
    ['dated before its items', (tx) => straight(tx, { day: '2026-04-04' }), 'does-not-fit'],
    ['an amount of nothing', (tx) => applying(tx, made.invoice.openItemId, 0n), 'amount-not-positive'],
    ['the same payment twice', (tx) => recording(tx, {}), 'looks-like-a-duplicate'],
    ['a payment of tomorrow', (tx) => recording(tx, { receivedOn: plainDate('2026-04-07') }), 'in-the-future'],
    ['a payment of nothing', (tx) => recording(tx, { amountMinor: 0n }), 'amount-not-positive'],
    [
      'a payment come back twice',
      (tx) => reversePayment(tx, CLERK, { paymentId: made.back.id, reason: 'x', effectiveOn: today }, on('2026-04-07')),
      'already-reversed',
    ],
    [
      'undoing what is not there',
      (tx) => unapply(tx, CLERK, { applicationIds: [made.customerId], reason: 'x' }, on('2026-04-07')),
      'unknown-application',
    ],
  ];
  it.each(cases)('%s', async (_, command, code) => {
    const answer = await unchanged(() => inTransaction(database.current.staff.db, command));
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  it('a seal that does not exist', async () => {
    const answer = await unchanged(() => sealOrFind(database.current.staff.db, '999999'));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'no-such-seal' } });
  });
});

describe('a form of the desk is refused with a sentence that says what to do, and nothing changes', () => {
  const pay = (over: Record<string, string> = {}) => ({
    ...{ customerId: made.customerId, currency: 'GBP', intent: 'record', method: 'transfer', amount: '100.00' },
    ...{ receivedOn: '2026-04-05', reference: 'T-100', how: 'none', ...over },
  });
  const applyPath = () => `/staff/payments/${made.payment.id}/apply`;
  const cell = (itemId: string) => `apply.i-${itemId}`;
  const cases: [string, () => Promise<{ status: number; text: string }>, RegExp][] = [
    [
      'an amount beyond what is open',
      () =>
        desk.current.post(paymentApplyRoute, applyPath(), {
          intent: 'chosen',
          [cell(made.invoice.openItemId)]: '60.01',
        }),
      /Only £60\.00 is open here\. Lower the amount\./,
    ],
    [
      'an amount beyond the payment',
      () =>
        desk.current.post(paymentApplyRoute, applyPath(), {
          intent: 'chosen',
          [cell(made.invoice.openItemId)]: '60',
          [cell(made.second.openItemId)]: '40.01',
        }),
      /Lower one of the amounts\./,
    ],
    [
      'an invoice in another currency',
      () =>
        desk.current.post(paymentApplyRoute, applyPath(), { intent: 'chosen', [cell(made.dollars.openItemId)]: '1' }),
      /Clear the amount\./,
    ],
    [
      'an amount that is none',
      () => desk.current.post(paymentNewRoute, '/staff/payments/new', pay({ amount: 'lots' })),
      /Enter an amount, like/,
    ],
    [
      'a third decimal',
      () => desk.current.post(paymentNewRoute, '/staff/payments/new', pay({ amount: '1.005' })),
      /more decimals than the currency/,
    ],
    [
      'the same payment twice',
      () => desk.current.post(paymentNewRoute, '/staff/payments/new', pay()),
      /Tick to record it anyway\./,
    ],
    [
      'a payment of next year',
      () =>
        desk.current.post(
          paymentNewRoute,
          '/staff/payments/new',
          pay({ receivedOn: `${Number(today.slice(0, 4)) + 1}-01-01` }),
        ),
      /Record it on the day it is received\./,
    ],
    [
      'a payment that came back already',
      () =>
        desk.current.post(paymentRoute, `/staff/payments/${made.back.id}`, {
          intent: 'reverse',
          reversalReason: 'again',
        }),
      /came back already\. Nothing was changed\./,
    ],
    [
      'undoing without a reason',
      () =>
        desk.current.post(paymentRoute, `/staff/payments/${made.payment.id}`, {
          intent: 'undo',
          applicationId: made.customerId,
        }),
      /Say why/,
    ],
  ];
  it.each(cases)('%s', async (_, post, words) => {
    const answer = await unchanged(post);
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(words);
  });

  it('an invoice issued twice by the same form is issued once', async () => {
    const { post } = desk.current;
    expect((await post(invoiceNewRoute, '/staff/invoices/new', { customerId: made.customerId })).status).toBe(302);
    const { rows } = await database.current.owner.pool.query('select id from invoice_drafts');
    const form = {
      ...{ intent: 'issue', documentOn: '2026-04-02', dueOn: '2026-05-02', title: 'Ash', poNumber: '', note: '' },
      ...{
        'lines[0].description': 'Ash',
        'lines[0].quantity': '1',
        'lines[0].unitPrice': '10',
        'lines[0].taxCode': 'Z',
      },
      'lines[0].accountCode': '4010',
    };
    const path = `/staff/invoices/drafts/${rows[0].id}`;
    expect((await post(draftRoute, path, form)).status).toBe(302);
    const again = await unchanged(() => post(draftRoute, path, form));
    expect(again).toEqual({ status: 422, text: expect.stringContaining('Look for it in the list of invoices.') });
  });
});

it('applied 100 on 5 April, undone on 10 April: another 100 back-dated to 7 April is refused, on 10 April it is taken', async () => {
  const { db } = database.current.staff;
  const customerId = await aCustomer(db);
  const invoice = await issue(db, anInvoice(customerId, 10_000n));
  const [first, second] = [await receive(db, customerId, 10_000n), await receive(db, customerId, 10_000n)];
  const apply = (creditItemId: string, day: string) =>
    inTransaction(db, (tx) =>
      applyPayment(tx, CLERK, { creditItemId, how: { kind: 'oldest-first' }, effectiveOn: plainDate(day) }),
    );
  const applied = await apply(first.openItemId, '2026-04-05');
  if (!applied.ok) throw new Error(applied.refusal.code);
  await inTransaction(db, (tx) =>
    unapply(tx, CLERK, { applicationIds: applied.value.applicationIds, reason: 'wrong invoice' }, on('2026-04-10')),
  );
  // The invoice is open today, but on 7 April the first payment still stood against it.
  for (const credit of [first, second]) {
    const refused = await unchanged(() => apply(credit.openItemId, '2026-04-07'));
    expect(refused).toEqual({ ok: false, refusal: { code: 'over-application' } });
  }
  expect(await apply(second.openItemId, '2026-04-10')).toMatchObject({ ok: true, value: { appliedMinor: 10_000n } });
  expect(invoice.grossMinor).toBe(10_000n);
});
