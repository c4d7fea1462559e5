import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { askRefundBatch } from '#app/modules/adjustments/commands/ask-refund-batch.server.ts';
import { stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { bankLinesById } from '#app/modules/banking/queries/statement-lines.server.ts';
import { statementProof } from '#app/modules/banking/queries/statement-proof.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import type { LinePart } from '#app/workflows/explain-line-types.ts';
import { identifyParts, takeBackIdentification } from '#app/workflows/identify-receipt.server.ts';
import { linkCandidates } from '#app/workflows/link-candidates.server.ts';
import { sendReceipt } from '#app/workflows/order-messages.server.ts';
import { takeBackPayment } from '#app/workflows/take-back-payment.server.ts';
import { undoExplanation } from '#app/workflows/undo-explanation.server.ts';
import { accountBalance, anApprovedAccount, approve, GBP, refunded } from '#tests/support/adjusting.ts';
import { storedBankLines } from '#tests/support/bank-lines.ts';
import { setUpBank } from '#tests/support/cheques.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aMadePayout } from '#tests/support/made-payouts.ts';
import { aCustomer, anInvoice, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const staff = () => database.current.staff.db;
const DAY = '2026-04-06';
const MOMENT = on(DAY);
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let clerk: Colleague;
let manager: Colleague;
let controller: Colleague;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await setUpBank(database.current.owner.db);
  clerk = await aColleague(staff(), 'cash_poster');
  manager = await aColleague(staff(), 'manager');
  controller = await aColleague(staff(), 'controller');
});

const explain = (lineId: string, ...parts: LinePart[]) =>
  inTransaction(staff(), (tx) => explainLine(tx, clerk, { lineId, parts }, MOMENT));
const undo = (lineId: string) =>
  inTransaction(staff(), (tx) =>
    undoExplanation(tx, clerk, { lineId, reason: 'It was another one', cause: 'other' }, MOMENT),
  );
const items = (customerId: string, amountMinor: bigint, paid: readonly (readonly [string, bigint])[]): LinePart => ({
  ...{ kind: 'items', customerId, amountMinor, rests: [], leftOver: 'account' },
  allocations: paid.map(([itemId, part]) => ({ itemId, amountMinor: part })),
});
const invoiceOf = async (customerId: string, minor: bigint) =>
  (await issue(staff(), anInvoice(customerId, minor))).openItemId!;
const one = async (amountMinor: bigint, fields: Record<string, string> = {}) =>
  (await storedBankLines(database.current, { bookedOn: DAY as never, lines: [{ amountMinor, ...fields }] }))
    .lineIds[0]!;

/** What every account and open item stands at: an undoing must bring all of it back. */
async function standing() {
  const { rows } = await sql<{ what: string; minor: string }>`
    select account_code || coalesce(customer_id::text, '') as what, sum(amount_minor)::text as minor from entry_lines
      group by 1 having sum(amount_minor) <> 0
    union all select 'item ' || id, residual_minor::text from open_items where residual_minor <> 0 and side = 'debit' order by 1`.execute(
    staff(),
  );
  return rows;
}

/** A refund that went to the bank in a file and is posted as paid. */
async function aPaidRefund(amountMinor: bigint): Promise<string> {
  const customerId = await aCustomer(staff());
  const paid = await receive(staff(), customerId, amountMinor);
  const people = { asks: clerk, approves: manager };
  const bankAccountId = await anApprovedAccount(staff(), people, customerId);
  const fields = { creditItemId: paid.openItemId, amountMinor, method: 'bank' as const, bankAccountId };
  const refundId = await refunded(staff(), people, fields, DAY);
  const batch = { currency: GBP, refundIds: [refundId], executeOn: MOMENT.today };
  const asked = await inTransaction(staff(), (tx) => askRefundBatch(tx, clerk, batch, MOMENT));
  if (!asked.ok || asked.value.state !== 'waiting') throw new Error(JSON.stringify(asked));
  await approve(staff(), controller, asked.value.approvalId, DAY);
  const done = await inTransaction(staff(), (tx) => stepRefund(tx, clerk, { refundId, step: 'paid' }, MOMENT));
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return refundId;
}

describe('a statement of eight lines', () => {
  it('is explained to the last penny, posts each movement once, and its 2190 is empty at the end', async () => {
    const [ash, parent, child, known] = [
      await aCustomer(staff()),
      await aCustomer(staff()),
      await aCustomer(staff()),
      await aCustomer(staff()),
    ];
    await staff().updateTable('customers').set({ parent_id: parent }).where('id', '=', child).execute();
    const three = await Promise.all([10_000n, 20_000n, 30_000n].map((minor) => invoiceOf(ash, minor)));
    const [ofParent, ofChild] = [await invoiceOf(parent, 40_000n), await invoiceOf(child, 5_000n)];
    const payoutId = await aMadePayout(database.current.worker.db, MOMENT);
    const cameBack = await receive(staff(), known, 7_700n, '2026-04-02', { reference: 'E2E-7700' });
    const refundId = await aPaidRefund(1_234n);
    const amounts = [60_000n, 43_700n, -7_700n, -850n, 9_900n, -1_234n, 45_000n, 300n];
    const texts = ['INV 1 2 3', 'STRIPE 4410', 'RETURN E2E-7700 AM04', 'FEE', 'who?', 'REFUND', 'GROUP', 'Not for us'];
    const { statementId, lineIds } = await storedBankLines(database.current, {
      ...{ bookedOn: DAY as never, openingMinor: 100_000n },
      lines: amounts.map((amountMinor, no) => ({ amountMinor, text: texts[no]!, ...(no === 2 ? BACK : {}) })),
    });
    const offers = await linkCandidates(staff(), { lines: await bankLinesById(staff(), lineIds) });
    const offered = (no: number) => offers.get(lineIds[no]!)![0]!;
    expect(offered(1)).toMatchObject({ sureness: 'exact', parts: [{ subjectId: payoutId, amountMinor: 43_700n }] });
    expect(offered(2)).toMatchObject({ sureness: 'exact', parts: [{ paymentId: cameBack.id }] });
    expect(offered(2).reasons).toContain('Came back: there was not enough money (AM04)');
    expect(offered(5)).toMatchObject({ parts: [{ subjectKind: 'refund', subjectId: refundId }] });
    expect(offers.get(lineIds[0]!)).toEqual([]);

    const bank = await accountBalance(staff(), '1010');
    const said: LinePart[][] = [
      [
        items(
          ash,
          60_000n,
          three.map((item, no) => [item, (amounts[0]! / 6n) * BigInt(no + 1)] as const),
        ),
      ],
      [...offered(1).parts],
      [...offered(2).parts],
      [{ kind: 'bank_charge', amountMinor: -850n, note: 'Quarterly fee' }],
      [{ kind: 'unidentified', amountMinor: 9_900n, note: 'No name' }],
      [...offered(5).parts],
      [
        items(parent, 45_000n, [
          [ofParent, 40_000n],
          [ofChild, 5_000n],
        ]),
      ],
      [{ kind: 'not_ours', amountMinor: 300n, note: 'Sent to us by mistake' }],
    ];
    for (const [no, parts] of said.entries()) expect(await explain(lineIds[no]!, ...parts)).toMatchObject({ ok: true });
    const posted = 60_000n - 7_700n - 850n + 9_900n + 45_000n;
    expect((await accountBalance(staff(), '1010')) - bank).toBe(posted);
    for (const item of [...three, ofParent, ofChild]) expect(await residual(staff(), item)).toBe(0n);
    const proof = await statementProof(staff(), { statementId });
    expect(proof).toMatchObject({ explainedCount: 8, waitingCount: 0, differenceMinor: 0n });
    expect(proof!.explainedMinor).toBe(amounts.reduce((sum, minor) => sum + minor, 0n));
    expect(await linkCandidates(staff(), { lines: await bankLinesById(staff(), [lineIds[1]!]) })).toEqual(
      new Map([[lineIds[1], []]]),
    );

    const receipt = await staff().selectFrom('unidentified_receipts').select('id').executeTakeFirstOrThrow();
    const owed = await invoiceOf(child, 4_000n);
    const identified = await inTransaction(staff(), (tx) =>
      identifyParts(
        tx,
        clerk,
        {
          ...{ receiptId: receipt.id, reason: 'They rang' },
          parts: [
            { customerId: child, amountMinor: 6_000n, how: { kind: 'oldest-first' } },
            { customerId: ash, amountMinor: 3_900n, how: { kind: 'none' } },
          ],
        },
        on('2026-04-20'),
      ),
    );
    expect(identified).toMatchObject({ ok: true });
    expect(await residual(staff(), owed)).toBe(0n);
    expect(await accountBalance(staff(), '2190')).toBe(0n);
    expect(await undo(lineIds[4]!)).toMatchObject({ refusal: { code: 'stands' } });
    if (!identified.ok) return;
    for (const identificationId of identified.value.identificationIds)
      expect(
        await inTransaction(staff(), (tx) =>
          takeBackIdentification(tx, clerk, { identificationId, reason: 'Not theirs' }, on('2026-04-21')),
        ),
      ).toMatchObject({ ok: true });
    expect(await residual(staff(), owed)).toBe(4_000n);
    expect(await accountBalance(staff(), '2190')).toBe(-9_900n);
  });
});

const BACK = { returnReason: 'AM04' };

describe('undoing', () => {
  it('brings every account and item back to where it stood, for each kind of part', async () => {
    const customerId = await aCustomer(staff());
    const item = await invoiceOf(customerId, 20_000n);
    const paid = await receive(staff(), customerId, 5_000n, '2026-04-02');
    const [into, out] = [await one(10_000n), await one(-5_000n)];
    const credit: LinePart = items(customerId, 10_000n, [
      [item, 15_000n],
      [paid.openItemId, -5_000n],
    ]);
    const cases: (readonly [string, readonly LinePart[]])[] = [
      [into, [items(customerId, 10_000n, [[item, 9_000n]])]],
      [into, [credit]],
      [
        into,
        [
          { kind: 'on-account', customerId, amountMinor: 4_000n },
          { kind: 'unidentified', amountMinor: 6_000n, note: '' },
        ],
      ],
      [into, [{ kind: 'interest', amountMinor: 10_000n, note: '' }]],
      [
        out,
        [
          { kind: 'bank_charge', amountMinor: -4_000n, note: '' },
          { kind: 'transfer', amountMinor: -1_000n, note: '' },
        ],
      ],
      [out, [{ kind: 'returned-payment', paymentId: paid.id, amountMinor: -5_000n, reason: 'Came back' }]],
    ];
    const before = await standing();
    for (const [lineId, parts] of cases) {
      expect(await explain(lineId, ...parts)).toMatchObject({ ok: true });
      expect(await standing()).not.toEqual(before);
      expect(await undo(lineId)).toMatchObject({ ok: true });
      expect(await standing()).toEqual(before);
    }
    expect(await undo(into)).toMatchObject({ refusal: { code: 'stale', byName: clerk.name } });
    // Nobody is thanked for money that was undone within the ten seconds: no receipt is made, so none leaves.
    const undone = staff().selectFrom('payments').select('id').where('customer_id', '=', customerId);
    const made = await undone.where('id', '<>', paid.id).where('note', '=', '').execute();
    expect(made).toHaveLength(3);
    for (const { id } of made) await sendReceipt({ db: staff() } as Parameters<typeof sendReceipt>[0], id);
    const receipts = staff().selectFrom('documents').select('id').where('customer_id', '=', customerId);
    expect(await receipts.where('kind', '=', 'receipt').execute()).toEqual([]);
    // What undoing made was never on the bank's account: no line may stand for it.
    const lines = await bankLinesById(staff(), [into, out]);
    const offers = [...(await linkCandidates(staff(), { lines })).values()].flat();
    expect(offers.flatMap(({ parts }) => parts).filter((part) => part.kind === 'existing')).toEqual([]);
  });

  it('gives a receipt back and takes that back; nobody takes more of it than came', async () => {
    const [into, out, more] = [await one(3_000n), await one(-2_000n), await one(-1_500n)];
    expect(await explain(into, { kind: 'unidentified', amountMinor: 3_000n, note: '' })).toMatchObject({ ok: true });
    const receipts = staff().selectFrom('unidentified_receipts').select('id').where('line_id', '=', into);
    const receiptId = (await receipts.executeTakeFirstOrThrow()).id;
    const before = await standing();
    const back = (amountMinor: bigint): LinePart => ({ kind: 'given-back', receiptId, amountMinor, note: 'Sent back' });
    expect(await explain(out, back(-2_000n))).toMatchObject({ ok: true });
    const refusal = { code: 'part-refused', no: 1, refusal: { code: 'nothing-left', leftMinor: 1_000n } };
    expect(await explain(more, back(-1_500n))).toMatchObject({ refusal });
    expect(await undo(into)).toMatchObject({ refusal: { code: 'stands' } });
    expect(await undo(out)).toMatchObject({ ok: true });
    expect(await standing()).toEqual(before);
  });
});

describe('a part of a payment that comes back', () => {
  it('is found by what it names, owed again beside what stays paid, never more than the payment, and undone', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 20_000n));
    const into = await one(20_000n);
    expect(await explain(into, items(customerId, 20_000n, [[invoice.openItemId!, 20_000n]]))).toMatchObject({
      ok: true,
    });
    const { id: paymentId, number } = await staff()
      .selectFrom('payments')
      .select(['id', 'number'])
      .where('customer_id', '=', customerId)
      .executeTakeFirstOrThrow();
    const before = await standing();
    const [back, more] = [
      await one(-5_000n, { text: `Return ${invoice.number}`, returnReason: 'AC04' }),
      await one(-15_001n, { text: `RETURN ${number}` }),
    ];
    const [offered] = (await linkCandidates(staff(), { lines: await bankLinesById(staff(), [back]) })).get(back)!;
    expect(offered).toMatchObject({
      ...{ sureness: 'likely', isPart: true },
      reasons: [
        `Reference ${invoice.number} found`,
        'A part of the payment',
        'Came back: the account is closed (AC04)',
        'The part is owed again',
        'Same day',
      ],
    });
    expect(await explain(back, ...offered!.parts)).toMatchObject({ ok: true });
    const owed = await staff()
      .selectFrom('open_items')
      .select(['kind', 'residual_minor'])
      .where('customer_id', '=', customerId)
      .where('residual_minor', '>', 0n)
      .execute();
    expect(owed).toEqual([{ kind: 'chargeback', residual_minor: 5_000n }]);
    expect(await residual(staff(), invoice.openItemId!)).toBe(0n);
    const rest: LinePart = { kind: 'returned-payment', paymentId, amountMinor: -15_001n, reason: 'Came back' };
    const refusal = { code: 'part-refused', no: 1, refusal: { code: 'nothing-left', leftMinor: 15_000n } };
    expect(await explain(more, rest)).toMatchObject({ refusal });
    expect(await undo(into)).toMatchObject({ refusal: { code: 'stands' } });
    const whole = { paymentId, reason: 'Came back', effectiveOn: MOMENT.today };
    expect(await inTransaction(staff(), (tx) => takeBackPayment(tx, clerk, whole, MOMENT))).toMatchObject({
      refusal: { code: 'part-came-back' },
    });
    expect(await undo(back)).toMatchObject({ ok: true });
    expect(await standing()).toEqual(before);
    const explanation = newId<never>() as string;
    const { entry_id: entryId } = await staff()
      .selectFrom('bank_line_links')
      .select('entry_id')
      .where('line_id', '=', back)
      .executeTakeFirstOrThrow();
    expect(
      await plantIn(
        database.current.owner,
        [
          `insert into bank_explanations (id, line_id, how, made_by, made_by_name, made_at) values ($1, $2, 'person', $3, 'Test', now())`,
          [explanation, more, clerk.id],
        ],
        [
          `insert into bank_line_links (explanation_id, line_id, no, kind, amount_minor, subject_id, customer_id, entry_id) values ($1, $2, 1, 'returned_part', -15001, $3, $4, $5)`,
          [explanation, more, paymentId, customerId, entryId],
        ],
        ['set constraints _157_parts immediate', []],
      ),
    ).toBe('payment_returned_once');
  });
});

describe('a receipt in another currency', () => {
  it('is identified in parts at the base it came in with, the last part takes what is left, and 2190 is empty in base', async () => {
    const { lineIds } = await storedBankLines(database.current, {
      ...{ bookedOn: MOMENT.today, account: 'US5555', currency: 'USD', lines: [{ amountMinor: 10_001n }] },
    });
    expect(await explain(lineIds[0]!, { kind: 'unidentified', amountMinor: 10_001n, note: '' })).toMatchObject({
      ok: true,
    });
    const receipts = staff()
      .selectFrom('unidentified_receipts')
      .select(['id', 'base_minor'])
      .where('line_id', '=', lineIds[0]!);
    const receipt = await receipts.executeTakeFirstOrThrow();
    expect(receipt.base_minor).toBe(7_901n);
    const customers = [await aCustomer(staff()), await aCustomer(staff()), await aCustomer(staff())];
    const parts = customers.map((customerId, no) => ({
      ...{ customerId, amountMinor: no === 2 ? 3_335n : 3_333n, how: { kind: 'none' as const } },
    }));
    const input = { receiptId: receipt.id, reason: 'They rang', parts };
    expect(await inTransaction(staff(), (tx) => identifyParts(tx, clerk, input, MOMENT))).toMatchObject({ ok: true });
    const made = staff()
      .selectFrom('receipt_identifications')
      .select('base_minor')
      .where('receipt_id', '=', receipt.id);
    expect((await made.orderBy('id').execute()).map((row) => row.base_minor)).toEqual([2_633n, 2_633n, 2_635n]);
  });
});

describe('two clerks at once', () => {
  it('on one line: one wins and the other is told who did', async () => {
    const [customerId, lineId] = [await aCustomer(staff()), await one(8_000n)];
    const part: LinePart = { kind: 'on-account', customerId, amountMinor: 8_000n };
    const both = await Promise.all([explain(lineId, part), explain(lineId, part)]);
    expect(both.filter((done) => done.ok)).toHaveLength(1);
    expect(both.find((done) => !done.ok)).toMatchObject({ refusal: { code: 'stale', byName: clerk.name } });
    const payments = staff().selectFrom('payments').select('id').where('customer_id', '=', customerId);
    expect(await payments.execute()).toHaveLength(1);
  });

  it('on two lines that are one payment recorded by hand: it stands for one of them', async () => {
    const customerId = await aCustomer(staff());
    const paid = await receive(staff(), customerId, 8_100n, '2026-04-05');
    const lines = [await one(8_100n), await one(8_100n)];
    const part: LinePart = {
      kind: 'existing',
      subjectKind: 'existing_payment',
      subjectId: paid.id,
      amountMinor: 8_100n,
    };
    const both = await Promise.all(lines.map((lineId) => explain(lineId, part)));
    expect(both.filter((done) => done.ok)).toHaveLength(1);
    expect(both.find((done) => !done.ok)).toMatchObject({ refusal: { refusal: { code: 'linked-already' } } });
    expect(await explain(lines[0]!, { ...part, amountMinor: 8_000n })).toMatchObject({ ok: false });
  });
});

describe('the database itself', () => {
  it('refuses a receipt without its posting, more identified than came, and a link to what was never posted', async () => {
    const [into, free] = [await one(1_000n), await one(2_000n)];
    expect(await explain(into, { kind: 'unidentified', amountMinor: 1_000n, note: '' })).toMatchObject({ ok: true });
    const receipts = staff().selectFrom('unidentified_receipts').selectAll().where('line_id', '=', into);
    const receipt = await receipts.executeTakeFirstOrThrow();
    const entry = await staff().selectFrom('payments').select('entry_id').limit(1).executeTakeFirstOrThrow();
    const [explanation, subject] = [newId<never>() as string, newId<never>() as string];
    const made = [
      `insert into bank_explanations (id, line_id, how, made_by, made_by_name, made_at) values ($1, $2, 'person', $3, 'Test', now())`,
      [explanation, free, clerk.id],
    ] as const;
    const stands = [
      `update bank_line_states set state = 'explained', explanation_id = $1 where line_id = $2`,
      [explanation, free],
    ] as const;
    const link = (kind: string, subjectId: string | null, entryId: string | null) =>
      [
        `insert into bank_line_links (explanation_id, line_id, no, kind, amount_minor, subject_id, entry_id) values ($1, $2, 1, $3, 2000, $4, $5)`,
        [explanation, free, kind, subjectId, entryId],
      ] as const;
    const plant = (...rows: Parameters<typeof plantIn>[1][]) => plantIn(database.current.owner, ...rows);
    expect(await plant(made, link('existing_payment', subject, null), stands)).toBe('bank_line_posted_once');
    expect(await plant(made, link('bank_charge', null, entry.entry_id), stands)).toBe('bank_line_posted_once');
    const values = [receipt.line_id, entry.entry_id] as const;
    expect(
      await plant([
        `insert into unidentified_receipts (id, line_id, currency, amount_minor, base_minor, received_on, value_on, entry_id, made_by_name, made_at)
          values (uuidv7(), $1, 'GBP', 5, 5, '2026-04-06', '2026-04-06', $2, 'Test', now())`,
        values,
      ]),
    ).toBe('receipt_adds_up');
    const customerId = await aCustomer(staff());
    const item = await receive(staff(), customerId, 100n);
    expect(
      await plant([
        `insert into receipt_identifications (id, receipt_id, customer_id, amount_minor, base_minor, effective_on, entry_id, open_item_id, reason, made_by_name, made_at)
          values (uuidv7(), $1, $2, 5000, 5000, '2026-04-06', $3, $4, 'x', 'Test', now())`,
        [receipt.id, customerId, entry.entry_id, item.openItemId],
      ]),
    ).toBe('receipt_adds_up');
    expect(await plant(['delete from unidentified_receipts where id = $1', [receipt.id]])).toBe('append_only');
  });
});
