import { beforeAll, describe, expect, it } from 'vitest';
import { mayStaff } from '#app/modules/auth/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { reduceItem } from '#app/modules/cash-application/commands/reduce-item.server.ts';
import { listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { creditOrAsk } from '#app/workflows/credit-or-ask.server.ts';
import { approve } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const MOMENT = on('2026-04-20');
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let resolver: Colleague;
let manager: Colleague;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  resolver = await aColleague(db(), 'resolver');
  manager = await aColleague(db(), 'manager');
});

async function deducted(amountMinor: bigint) {
  const customerId = await aCustomer(db());
  const invoice = await issue(db(), anInvoice(customerId, 100_000n));
  const reduced = await inTransaction(db(), (tx) =>
    reduceItem(
      tx,
      CLERK,
      {
        kind: 'deduction',
        itemId: invoice.openItemId!,
        amountMinor,
        code: 'damage',
        reason: '',
        effectiveOn: MOMENT.today,
      },
      MOMENT,
    ),
  );
  if (!reduced.ok) throw new Error(reduced.refusal.code);
  return { customerId, invoice, caseItemId: reduced.value.caseItemId! };
}

const credit = (invoiceId: string, grossMinor: bigint, settlesItemId: string) =>
  inTransaction(db(), (tx) =>
    creditOrAsk(
      tx,
      resolver,
      {
        input: {
          ...{ invoiceId, choice: { kind: 'amount', grossMinor }, reasonCode: 'goodwill', note: 'Two bags were torn' },
          ...{ documentOn: MOMENT.today, apply: { kind: 'later' } },
        },
        ...{ rebill: null, settlesItemId, once: crypto.randomUUID(), locale: 'en-GB' },
      },
      MOMENT,
    ),
  );

const openCases = (customerId: string) =>
  listCases(db(), { kind: 'deduction', state: 'open', customerId, today: MOMENT.today, limit: 9 });

describe('a deduction that was right', () => {
  it('is credited by a resolver within the limit, and the credit note settles the claim at once', async () => {
    const { customerId, invoice, caseItemId } = await deducted(8_000n);
    expect(await credit(invoice.id, 8_000n, caseItemId)).toMatchObject({ ok: true, value: { kind: 'issued' } });
    expect(await residual(db(), caseItemId)).toBe(0n);
    expect(await residual(db(), invoice.openItemId!)).toBe(92_000n);
    expect(await openCases(customerId)).toEqual([]);
  });

  it('beyond the limit waits for a second person, and the approved credit note settles the claim', async () => {
    const { customerId, invoice, caseItemId } = await deducted(30_000n);
    const asked = await credit(invoice.id, 30_000n, caseItemId);
    if (!asked.ok || asked.value.kind !== 'asked') throw new Error('a second person was needed');
    expect(await residual(db(), caseItemId)).toBe(30_000n);
    await approve(db(), manager, asked.value.approvalId, MOMENT.today);
    expect(await residual(db(), caseItemId)).toBe(0n);
    expect(await openCases(customerId)).toEqual([]);
  });

  it('that was paid meanwhile takes nothing of the credit, which stays on the account', async () => {
    const { customerId, invoice, caseItemId } = await deducted(5_000n);
    const paid = await receive(db(), customerId, 5_000n, '2026-04-20');
    const how = { kind: 'chosen' as const, allocations: [{ itemId: caseItemId, amountMinor: 5_000n }] };
    await inTransaction(db(), (tx) =>
      applyPayment(tx, CLERK, { creditItemId: paid.openItemId, how, effectiveOn: MOMENT.today }),
    );
    expect((await credit(invoice.id, 5_000n, caseItemId)).ok).toBe(true);
    expect(await residual(db(), caseItemId)).toBe(0n);
    const left = await db()
      .selectFrom('open_items')
      .select('residual_minor')
      .where('customer_id', '=', customerId)
      .where('kind', '=', 'credit_note')
      .executeTakeFirstOrThrow();
    expect(left.residual_minor).toBe(5_000n);
  });
});

describe('who may', () => {
  it('decide a case: those who resolve, collect or post cash; waive: those who credit, and who collects', () => {
    const roles = [
      'billing_clerk',
      'cash_poster',
      'resolver',
      'collector',
      'manager',
      'controller',
      'auditor',
      'partner',
    ] as const;
    expect(roles.filter((role) => mayStaff(role, 'cases.decide'))).toEqual([
      'cash_poster',
      'resolver',
      'collector',
      'manager',
    ]);
    expect(roles.filter((role) => mayStaff(role, 'waivers.request'))).toEqual([
      'billing_clerk',
      'resolver',
      'collector',
      'manager',
      'controller',
    ]);
    expect(mayStaff('collector', 'credits.request')).toBe(false);
  });
});
