import { sql } from 'kysely';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { CreditNoteInput, InvoiceInput } from '#app/modules/invoicing/types.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { balanceOf } from '#app/modules/ledger/queries/balance-of.server.ts';
import { taxListing } from '#app/modules/reports/queries/tax-listing.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { type CreditedOrAsked, type CreditOrAskRefusal, creditOrAsk } from '#app/workflows/credit-or-ask.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { issueAndDeliver } from '#app/workflows/issue-and-deliver.server.ts';
import { ensureInvoicePdf, readDocument } from '#app/workflows/produce-document.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, GBP, issue, on, residual, setUpCompany } from '#tests/support/people.ts';
import { endUndoSeconds } from '#tests/support/waiting-mails.ts';

/** What is issued never changes; what was wrong with it is put right by documents that name it. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const day = on('2026-04-10');
const RANGE = { fromOn: plainDate('2026-04-01'), toOn: plainDate('2026-04-30') };
let clerk: Actor;
let manager: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  clerk = await aColleague(db(), 'billing_clerk', 'Priya Clerk');
  manager = await aColleague(db(), 'manager', 'Mo Manager');
});

const line = (description: string, quantity: string, unitPrice: string, taxCode = 'S20', accountCode = '4010') => ({
  ...{ description, quantity: decimal(quantity), unit: 't', unitPrice: decimal(unitPrice), taxCode, accountCode },
});
const bill = (customerId: string, lines: InvoiceInput['lines']) =>
  issue(db(), { ...anInvoice(customerId, 1n), lines, title: 'Ash, week 14' });
const inputFor = (invoiceId: string, fields: Partial<CreditNoteInput> = {}): Omit<CreditNoteInput, 'approved'> => ({
  ...{ invoiceId, choice: { kind: 'whole' }, reasonCode: 'quantity', note: 'Weighed again on 9 April.' },
  ...{ documentOn: plainDate('2026-04-10'), apply: { kind: 'corrected-first' } },
  ...fields,
});
let forms = 0;
const ask = (
  actor: Actor,
  input: Omit<CreditNoteInput, 'approved'>,
  {
    rebill = null,
    once = `form-number-${++forms}`,
  }: { rebill?: { customerId: string | null } | null; once?: string } = {},
) =>
  inTransaction<CreditedOrAsked, CreditOrAskRefusal>(db(), (tx) =>
    creditOrAsk(tx, actor, { input, rebill, once, locale: 'en-GB' }, day),
  );
async function credited(actor: Actor, input: Omit<CreditNoteInput, 'approved'>) {
  const done = await ask(actor, input);
  if (!done.ok || done.value.kind !== 'issued') throw new Error(JSON.stringify(done, (_, v) => String(v)));
  return (await getInvoice(db(), { invoiceId: done.value.id }))!;
}

describe('crediting one of three lines', () => {
  it('leaves invoice, statement, tax listing and ledger equal to the minor unit', async () => {
    const customerId = await aCustomer(db(), { name: 'Ash & Co' });
    const before = await taxListing(db(), RANGE);
    const invoice = await bill(customerId, [
      line('Fly ash', '3', '10.03', 'S6'),
      line('Bottom ash', '7', '33.335', 'S20', '4020'),
      line('Haulage', '1', '0.07', 'S20', '4030'),
    ]);
    const note = await credited(manager, inputFor(invoice.id, { choice: { kind: 'lines', lines: [{ lineNo: 2 }] } }));
    expect([note.netMinor, note.taxMinor, note.grossMinor]).toEqual([23_335n, 4_667n, 28_002n]);
    const seen = (await getInvoice(db(), { invoiceId: invoice.id }))!;
    const left = seen.grossMinor - note.grossMinor;
    expect(seen.leftMinor).toBe(left);
    expect(seen.corrections.map((one) => [one.number, one.grossMinor])).toEqual([[note.number, 28_002n]]);

    const statement = await getStatement(db(), { customerId, currency: GBP, ...RANGE });
    expect(statement.rows.map((row) => [row.number, row.amountMinor])).toEqual([
      [seen.number, seen.grossMinor],
      [note.number, -28_002n],
    ]);
    expect(statement.closingMinor).toBe(left);
    expect(statement.ageing.totalMinor).toBe(left);
    expect(await balanceOf(db(), { customerId, currency: GBP })).toBe(left);

    const after = await taxListing(db(), RANGE);
    const moved = (code: string) => {
      const at = (listing: typeof after) => listing.totals.find((row) => row.taxCode === code)?.taxMinor ?? 0n;
      return at(after) - at(before);
    };
    expect(moved('S6')).toBe(181n);
    expect(moved('S20')).toBe(seen.taxMinor - 181n - 4_667n);
    expect(after.ledger.map((row) => row.differenceMinor)).toEqual([0n]);

    const { rows } = await sql<{ account_code: string; minor: bigint }>`
      select l.account_code, sum(l.amount_minor)::bigint as minor from entry_lines l
      where l.entry_id in (select entry_id from invoices where customer_id = ${customerId}) group by 1 order by 1`.execute(
      db(),
    );
    expect(rows.map((row) => [row.account_code, row.minor])).toEqual([
      ['1100', left],
      ['2200', -(seen.taxMinor - 4_667n)],
      ['4010', -3_009n],
      ['4020', 0n],
      ['4030', -7n],
    ]);
  });

  it('part of it now, part later and elsewhere, and taken back', async () => {
    const customerId = await aCustomer(db());
    const first = await bill(customerId, [line('Fly ash', '3', '100', 'Z')]);
    const second = await bill(customerId, [line('Fly ash', '1', '50', 'Z')]);
    const note = await credited(
      manager,
      inputFor(first.id, {
        choice: { kind: 'lines', lines: [{ lineNo: 1, quantity: decimal('1') }] },
        apply: { kind: 'corrected-first', amountMinor: 4_000n },
      }),
    );
    expect([await residual(db(), first.openItemId), note.creditLeftMinor]).toEqual([26_000n, 6_000n]);
    const applied = await inTransaction(db(), (tx) =>
      applyPayment(tx, clerk, {
        creditItemId: note.openItemId!,
        how: { kind: 'chosen', allocations: [{ itemId: second.openItemId, amountMinor: 5_000n }] },
        effectiveOn: day.today,
      }),
    );
    expect(applied.ok && applied.value.leftMinor).toBe(1_000n);
    expect(await residual(db(), second.openItemId)).toBe(0n);
    const settled = (await getInvoice(db(), { invoiceId: note.id }))!.settlements;
    expect(settled.map((move) => [move.kind, move.amountMinor])).toEqual([
      ['invoice', 4_000n],
      ['invoice', 5_000n],
    ]);
    const undone = await inTransaction(db(), (tx) =>
      unapply(tx, clerk, { applicationIds: [settled[1]!.applicationId], reason: 'wrong one' }, day),
    );
    expect(undone.ok).toBe(true);
    expect((await getInvoice(db(), { invoiceId: note.id }))!.creditLeftMinor).toBe(6_000n);
  });
});

describe('above one’s limit', () => {
  it('a credit is asked for, decided by somebody else, and checked again when it is done', async () => {
    const customerId = await aCustomer(db());
    const invoice = await bill(customerId, [line('Fly ash', '1', '1000', 'S20')]);
    const asked = await ask(clerk, inputFor(invoice.id));
    if (!asked.ok || asked.value.kind !== 'asked') throw new Error('not asked');
    const { approvalId } = asked.value;
    expect((await getInvoice(db(), { invoiceId: invoice.id }))!.corrections).toEqual([]);
    const decide = (actor: Actor) =>
      inTransaction(db(), (tx) => decideAndDo(tx, actor, { approvalId, decision: 'approve', note: '' }, day));
    expect(await decide(clerk)).toMatchObject({ ok: false });

    // Meanwhile something of it is credited: the request no longer comes to what it was asked for.
    await credited(clerk, inputFor(invoice.id, { choice: { kind: 'amount', grossMinor: 100n } }));
    const refused = await decide(manager);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'effect-refused' } });
    expect(refused.ok || ('text' in refused.refusal && refused.refusal.text)).toMatch(
      /credited since this was asked for/,
    );
    const state = await db().selectFrom('approvals').select('state').where('id', '=', approvalId).executeTakeFirst();
    expect(state?.state).toBe('waiting');

    const again = await ask(clerk, inputFor(invoice.id));
    if (!again.ok || again.value.kind !== 'asked') throw new Error('not asked again');
    const done = await inTransaction(db(), (tx) =>
      decideAndDo(
        tx,
        manager,
        { approvalId: (again.value as { approvalId: string }).approvalId, decision: 'approve', note: '' },
        day,
      ),
    );
    expect(done.ok && done.value.done?.text).toMatch(/^CN-\d+ was issued\.$/);
    const seen = (await getInvoice(db(), { invoiceId: invoice.id }))!;
    expect([seen.leftMinor, seen.corrections.length]).toEqual([0n, 2]);
    const row = await db()
      .selectFrom('invoices')
      .select(['approval_id', 'alone_rule'])
      .where('id', '=', seen.corrections[1]!.id)
      .executeTakeFirst();
    expect(row).toEqual({ approval_id: again.value.approvalId, alone_rule: null });
  });

  it('a request says why in words, or it is not made', async () => {
    const invoice = await bill(await aCustomer(db()), [line('Fly ash', '1', '1000')]);
    expect(await ask(clerk, inputFor(invoice.id, { note: ' ' }))).toEqual({
      ok: false,
      refusal: { code: 'note-missing' },
    });
  });
});

describe('the same form twice', () => {
  it('brings the same document, and another content under the same form is refused', async () => {
    const invoice = await bill(await aCustomer(db()), [line('Fly ash', '1', '100')]);
    const input = inputFor(invoice.id, { choice: { kind: 'amount', grossMinor: 600n } });
    const both = await Promise.all([1, 2].map(() => ask(manager, input, { once: 'one-and-the-same' })));
    const third = await ask(manager, input, { once: 'one-and-the-same' });
    const made = [...both, third].filter((one) => one.ok).map((one) => one.ok && one.value);
    expect(new Set(made.map((one) => JSON.stringify(one))).size).toBe(1);
    const changed = inputFor(invoice.id, { choice: { kind: 'amount', grossMinor: 700n } });
    expect(await ask(manager, changed, { once: 'one-and-the-same' })).toEqual({
      ok: false,
      refusal: { code: 'form-changed' },
    });
    expect((await getInvoice(db(), { invoiceId: invoice.id }))!.corrections).toHaveLength(1);
  });
});

describe('a preview', () => {
  it('is the command itself and burns no number', async () => {
    const invoice = await bill(await aCustomer(db()), [line('Fly ash', '3', '33.33')]);
    const input = inputFor(invoice.id, { choice: { kind: 'amount', grossMinor: 5_001n } });
    const shown = await inPreview(db(), (tx) => issueCreditNote(tx, manager, input, day));
    const done = await inTransaction(db(), (tx) => issueCreditNote(tx, manager, input, day));
    expect(shown.ok && done.ok && [shown.value.number, shown.value.plan]).toEqual(
      done.ok && [done.value.number, done.value.plan],
    );
  });
});

describe('cancel and bill again', () => {
  it('links both documents on their pages, in their PDFs and in the mail', async () => {
    const customerId = await aCustomer(db(), { email: 'ap@ash.example' });
    const wrong = await bill(customerId, [line('Fly ash', '4', '12.50'), line('Haulage', '1', '30', 'Z', '4030')]);
    const done = await ask(manager, inputFor(wrong.id, { reasonCode: 'cancellation' }), {
      rebill: { customerId: null },
    });
    if (!done.ok || done.value.kind !== 'issued') throw new Error('not cancelled');
    const again = await inTransaction(db(), (tx) =>
      issueAndDeliver(tx, manager, { draftId: (done.value as { draftId: string }).draftId }, day),
    );
    if (!again.ok) throw new Error(again.refusal.code);

    const [old, note, fresh] = await Promise.all(
      [wrong.id, done.value.id, again.value.id].map(async (invoiceId) => (await getInvoice(db(), { invoiceId }))!),
    );
    expect([old!.leftMinor, old!.replacedBy?.number]).toEqual([0n, fresh!.number]);
    expect([note!.corrects?.number, note!.reason?.code]).toEqual([old!.number, 'cancellation']);
    expect([fresh!.replaces?.number, fresh!.grossMinor, fresh!.lines.length]).toEqual([
      old!.number,
      old!.grossMinor,
      2,
    ]);

    await endUndoSeconds(database.current.owner);
    await world.current.settle();
    const textOf = async (invoiceId: string) => {
      const pdf = await ensureInvoicePdf(world.current.outside, invoiceId);
      const bytes = pdf.ok ? await readDocument(world.current.outside, pdf.value) : null;
      if (!bytes?.ok) throw new Error('no PDF');
      const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes.value)), { mergePages: true });
      return text.replaceAll('\u200b', '');
    };
    const said = await textOf(note!.id);
    for (const words of ['Credit note', old!.number, 'You do not have to pay this', 'Cancelled', '£90.00'])
      expect(said).toContain(words);
    expect(await textOf(fresh!.id)).toContain(old!.number);
    const mails = world.current.mail.control.mails('ap@ash.example');
    expect(mails.map((mail) => mail.subject).sort()).toEqual([
      expect.stringContaining(`Credit note ${note!.number}`),
      expect.stringContaining(`Invoice ${fresh!.number}`),
    ]);
    expect(mails.find((mail) => mail.subject.startsWith('Credit'))!.text).toContain(
      `It corrects invoice ${old!.number}.`,
    );
  });
});

describe('a closed month', () => {
  it('refuses a credit note dated in it, with the first open day', async () => {
    const invoice = await bill(await aCustomer(db()), [line('Fly ash', '1', '10')]);
    const closed = await inTransaction(db(), (tx) =>
      closePeriod(tx, manager, { kind: 'tax', monthOn: plainDate('2026-04-01') }, on('2026-05-02')),
    );
    expect(closed.ok).toBe(true);
    const inMay = on('2026-05-02');
    const credit = (documentOn: string) =>
      inTransaction(db(), (tx) =>
        issueCreditNote(tx, manager, inputFor(invoice.id, { documentOn: plainDate(documentOn) }), inMay),
      );
    expect(await credit('2026-04-30')).toEqual({
      ok: false,
      refusal: { code: 'period-closed', kind: 'tax', periodOn: '2026-04-01', firstOpenOn: '2026-05-01' },
    });
    expect((await credit('2026-05-01')).ok).toBe(true);
  });
});
