import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { listReductions } from '#app/modules/cash-application/queries/list-reductions.server.ts';
import { payableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type ReceiveAndNameInput, receiveAndName } from '#app/workflows/receive-and-name.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const staff = () => database.current.staff.db;
const today = plainDate('2026-04-05');

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
});

const receive = (customerId: string, amountMinor: bigint, input: Partial<ReceiveAndNameInput> = {}) =>
  inTransaction(staff(), (tx) =>
    receiveAndName(
      tx,
      CLERK,
      {
        payment: {
          ...{ customerId, method: 'transfer', currency: GBP, amountMinor, receivedOn: today },
          ...{ reference: `ref ${customerId}`, payerName: '', note: '', acceptSuspicion: true },
        },
        ...{ apply: { kind: 'oldest-first' }, rests: [], leftOver: 'account', sendReceipt: false },
        ...input,
      },
      on(today),
    ),
  );

const payments = async (customerId: string) =>
  (await staff().selectFrom('payments').select('id').where('customer_id', '=', customerId).execute()).length;

describe('a payment and its named differences in one step', () => {
  it('settles 118,000 with 116,000 and 2,000 withheld, and leaves one certificate to collect', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 11_800_000n));
    const done = await receive(customerId, 11_600_000n, {
      rests: [{ itemId: invoice.openItemId!, kind: 'withholding', amountMinor: null }],
    });
    if (!done.ok) throw new Error(done.refusal.code);
    expect(await residual(staff(), invoice.openItemId!)).toBe(0n);
    expect(await residual(staff(), done.value.openItemId)).toBe(0n);
    expect(await listCases(staff(), { kind: 'withholding', state: 'open', customerId, today, limit: 9 })).toMatchObject(
      [{ openMinor: 200_000n, paymentNumber: done.value.number }],
    );
    expect(await listReductions(staff(), { paymentId: done.value.id })).toMatchObject([
      { kind: 'withholding', number: invoice.number, amountMinor: 200_000n },
    ]);
  });

  it('names a deduction before the money goes to the oldest, so that the next invoice gets the rest', async () => {
    const customerId = await aCustomer(staff());
    const first = await issue(staff(), anInvoice(customerId, 10_000n));
    const second = await issue(staff(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-04-02') }));
    const done = await receive(customerId, 19_000n, {
      rests: [{ itemId: first.openItemId!, kind: 'deduction', code: 'damage', amountMinor: 1_000n }],
    });
    expect(done).toMatchObject({ ok: true, value: { appliedMinor: 19_000n, leftMinor: 0n } });
    expect([await residual(staff(), first.openItemId!), await residual(staff(), second.openItemId!)]).toEqual([0n, 0n]);
    expect(await listCases(staff(), { kind: 'deduction', state: 'open', customerId, today, limit: 9 })).toMatchObject([
      { openMinor: 1_000n, code: 'damage' },
    ]);
  });

  it('clears an overpayment of 0.73, and refuses to clear one beyond the tolerance: then nothing is stored', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 10_000n));
    expect(await receive(customerId, 20_000n, { leftOver: 'small_difference' })).toMatchObject({
      refusal: { code: 'left-refused', leftMinor: 10_000n, refusal: { code: 'difference-too-large' } },
    });
    expect(await payments(customerId)).toBe(0);
    expect(await residual(staff(), invoice.openItemId!)).toBe(10_000n);
    expect(await receive(customerId, 10_073n, { leftOver: 'small_difference' })).toMatchObject({
      ok: true,
      value: { appliedMinor: 10_000n, leftMinor: 0n, clearedMinor: 73n },
    });
  });

  it('refuses a difference that does not fit with the item it is about, and nothing is stored', async () => {
    const customerId = await aCustomer(staff());
    const { openItemId } = await issue(staff(), anInvoice(customerId, 10_000n));
    const refused = async (rest: Partial<ReceiveAndNameInput['rests'][number]>) => {
      const done = await receive(customerId, 10_000n, {
        rests: [{ itemId: openItemId!, kind: 'bank_charge', amountMinor: null, ...rest }],
      });
      return done.ok ? 'ok' : done.refusal;
    };
    expect(await refused({})).toMatchObject({ code: 'rest-refused', refusal: { code: 'item-not-open' } });
    expect(await refused({ amountMinor: 10_001n })).toMatchObject({ refusal: { code: 'more-than-open' } });
    expect(await refused({ kind: 'deduction', amountMinor: 1n })).toMatchObject({ refusal: { code: 'code-needed' } });
    expect(await refused({ kind: 'discount', amountMinor: 1n })).toMatchObject({
      refusal: { code: 'no-discount-terms' },
    });
    expect(await payments(customerId)).toBe(0);
  });

  it('pays items of the children of a group, each with its own difference', async () => {
    const parent = await aCustomer(staff(), { name: 'Lindenbrook Holding' });
    const child = await aCustomer(staff(), { name: 'Lindenbrook North' });
    await staff().updateTable('customers').set({ parent_id: parent }).where('id', '=', child).execute();
    const own = await issue(staff(), anInvoice(parent, 40_000n));
    const theirs = await issue(staff(), anInvoice(child, 60_000n));
    expect(await payableItems(staff(), { customerId: parent, currency: 'GBP' })).toMatchObject([
      { customerId: parent, items: [{ id: own.openItemId }] },
      { customerId: child, customerName: 'Lindenbrook North', items: [{ id: theirs.openItemId }] },
    ]);
    const allocations = [
      { itemId: own.openItemId!, amountMinor: 40_000n },
      { itemId: theirs.openItemId!, amountMinor: 59_000n },
    ];
    const done = await receive(parent, 99_000n, {
      apply: { kind: 'chosen', allocations },
      rests: [{ itemId: theirs.openItemId!, kind: 'bank_charge', amountMinor: null }],
    });
    expect(done).toMatchObject({ ok: true, value: { appliedMinor: 99_000n, leftMinor: 0n } });
    expect([await residual(staff(), own.openItemId!), await residual(staff(), theirs.openItemId!)]).toEqual([0n, 0n]);
  });
});
