import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { askDispute } from '#app/modules/disputes/commands/ask-dispute.server.ts';
import { assignDispute, setPromisedDate, takeDispute } from '#app/modules/disputes/commands/assign-dispute.server.ts';
import { answerQuestion, withdrawDispute } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { answerHandover, handOverDispute } from '#app/modules/disputes/commands/hand-over.server.ts';
import { mergeDisputes } from '#app/modules/disputes/commands/merge-disputes.server.ts';
import { explainBreach, noteBreach } from '#app/modules/disputes/commands/note-breach.server.ts';
import { reopenDispute } from '#app/modules/disputes/commands/reopen-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { splitDispute } from '#app/modules/disputes/commands/split-dispute.server.ts';
import { partsNow } from '#app/modules/disputes/forms.ts';
import { disputeAskOutcome, lateDisputeAsks } from '#app/modules/disputes/queries/dispute-ask.server.ts';
import { getDispute, getOwnDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import {
  listDisputes,
  nextDispute,
  queueCounts,
  reasonsByAge,
} from '#app/modules/disputes/queries/list-disputes.server.ts';
import type { DisputeView, LineClaim } from '#app/modules/disputes/types.ts';
import { toldAskFaults } from '#app/modules/inbox/queries/ask-faults.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import type { Statement } from '#app/modules/statements/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { statementCsvResponse } from '#app/routes/files/asked-statement.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { type DecideDisputeInput, decideDispute } from '#app/workflows/decide-dispute.server.ts';
import { openDispute, settleDisputes } from '#app/workflows/open-dispute.server.ts';
import { takeWaitingAsks } from '#app/workflows/take-asks.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { contested, PAYER, raised, tryToRaise } from '#tests/support/disputes.ts';
import { payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';
import { sealAll } from '#tests/support/sealed.ts';

/** What a customer contests, from the asking to the answer: what is held, what is refused and in which words, and what comes of it. */
const database = useDatabase();
const db = () => database.current.staff.db;
const DAY = on('2026-04-20');
let resolver: Actor;
let manager: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  resolver = await aColleague(db(), 'resolver');
  manager = await aColleague(db(), 'manager');
});

const at = (text: string): Moment => ({ now: new Date(text), today: plainDate(text.slice(0, 10)) });
const work = <Value, Refusal>(run: Parameters<typeof inTransaction<Value, Refusal>>[1]) => inTransaction(db(), run);
const view = async (disputeId: string): Promise<DisputeView> => (await getDispute(db(), { disputeId }))!;

/** What no form of ours sends, put right as whoever looks after the system would: no one else may. */
const mendForm = (wish: object) =>
  database.current.owner.pool.query(`alter table dispute_asks disable trigger _142_once;
    update dispute_asks set wish = '${JSON.stringify(wish)}' where key = 'damaged-form'; alter table dispute_asks enable trigger _142_once`);

type Billed = IssuedInvoice & { readonly customerId: string };
const LINE = { description: 'Fly ash', unit: 't', taxCode: 'S20', accountCode: '4010' } as const;

/** Three lines: 10 × 10.00, 5 × 20.00 and 1 × 50.00, with 20 % tax 300.00. */
async function billed(): Promise<Billed> {
  const customerId = await aCustomer(db());
  const line = (quantity: string, unitPrice: string) => ({
    ...{ ...LINE, quantity: decimal(quantity), unitPrice: decimal(unitPrice) },
  });
  const lines = [line('10', '10'), line('5', '20'), line('1', '50')];
  return { ...(await issue(db(), anInvoice(customerId, 0n, { lines }))), customerId };
}

const ofLines = (...lines: LineClaim[]) => ({ claim: { kind: 'lines' as const, lines } });
const of = ({ customerId, id }: Billed) => ({ customerId, invoiceId: id });

/** What of an item may not be asked for, as the gate, the reminders and autopay read it. */
async function heldNow(invoice: Billed): Promise<bigint> {
  const { pool } = database.current.owner;
  const { rows } = await pool.query('select held_minor from askable_items(array[$1::uuid], $2)', [
    invoice.customerId,
    '2026-06-01',
  ]);
  return BigInt(rows[0]?.held_minor ?? 0);
}

const decide = (input: Partial<DecideDisputeInput> & { disputeId: string }, actor: Actor = resolver, moment = DAY) =>
  work((tx) =>
    decideDispute(
      tx,
      actor,
      { decision: 'agree', words: 'You are right.', once: `form-${input.disputeId}`, locale: 'en-GB', ...input },
      moment,
    ),
  );

async function pay(invoice: Billed, amountMinor: bigint): Promise<string> {
  const payment = await receive(db(), invoice.customerId, amountMinor, '2026-04-20');
  const allocations = [{ itemId: invoice.openItemId, amountMinor }];
  const how = { kind: 'chosen' as const, allocations };
  const input = { creditItemId: payment.openItemId, how, effectiveOn: DAY.today };
  must(await work((tx) => applyPayment(tx, CLERK, input)));
  return payment.id;
}

describe('what is contested', () => {
  it('is held, with its tax, and nothing but that; taken back, all of it is asked for again', async () => {
    const invoice = await billed();
    const { disputeId, number } = await raised(db(), { ...of(invoice), ...ofLines({ lineNo: 2, what: 'line' }) }, DAY);
    expect(number).toMatch(/^D-2026-\d{6}$/);
    expect(await heldNow(invoice)).toBe(12_000n);
    expect(await view(disputeId)).toMatchObject({
      ...{ amountMinor: 12_000n, state: 'new', waitsFor: 'us', queue: 'billing', lastWordBy: 'customer' },
      lines: [{ lineNo: 2, what: 'line', netMinor: 10_000n, amountMinor: 12_000n, isContested: true }],
      messages: [{ authorName: PAYER.name, visibility: 'customer', via: 'portal' }],
    });
    must(await work((tx) => withdrawDispute(tx, PAYER, { disputeId, customerId: invoice.customerId }, DAY)));
    expect(await heldNow(invoice)).toBe(0n);
    const again = await work((tx) => withdrawDispute(tx, PAYER, { disputeId }, DAY));
    expect(again).toMatchObject({ refusal: { code: 'closed', number, outcome: 'withdrawn' } });
  });

  it('stands on the statement as of its day and seal: page, PDF and CSV of then stay as they were', async () => {
    const invoice = await billed();
    const { customerId, openItemId: itemId } = invoice;
    const { disputeId } = await contested(db(), { customerId, itemId, amountMinor: 12_000n }, DAY);
    const account = { customerId, currency: GBP, fromOn: plainDate('2026-04-01'), toOn: DAY.today };
    const csvOf = async (statement: Statement) =>
      (await statementCsvResponse({ statement, customerNumber: 'C-1' }).text()).trimEnd().split('\r\n').at(-1);
    const then = await getStatement(db(), { ...account, knownAt: await sealAll(db()) });
    expect(then.ageing.disputedMinor).toBe(12_000n);
    expect(await csvOf(then)).toMatch(/"closing_balance",.*,300\.00,120\.00$/u);
    must(await work((tx) => withdrawDispute(tx, PAYER, { disputeId, customerId }, DAY)));
    const now = await getStatement(db(), { ...account, knownAt: await sealAll(db()) });
    expect(now).toMatchObject({ closingMinor: 30_000n, ageing: { disputedMinor: 0n } });
    expect(await csvOf(now)).toMatch(/,300\.00,0\.00$/u);
    expect(await getStatement(db(), { ...account, knownAt: then.knownAt! })).toEqual(then);
  });

  it.each<[string, LineClaim, bigint]>([
    ['a quantity: what was billed too much', { lineNo: 1, what: 'quantity', quantity: decimal('7.5') }, 3_000n],
    ['a price: what was charged too much', { lineNo: 2, what: 'price', unitPrice: decimal('18.5') }, 900n],
    ['an amount of a line', { lineNo: 3, what: 'amount', netMinor: 1_001n }, 1_201n],
  ])('is %s', async (_, line, heldMinor) => {
    const invoice = await billed();
    await raised(db(), { ...of(invoice), ...ofLines(line) }, DAY);
    expect(await heldNow(invoice)).toBe(heldMinor);
  });

  it('is refused in plain reasons where it is too much, twice, settled or somebody else’s', async () => {
    const [invoice, other] = [await billed(), await billed()];
    const first = await raised(db(), { ...of(invoice), ...ofLines({ lineNo: 1, what: 'line' }) }, DAY);
    const refused = async (wish: object, code: object) =>
      expect(await tryToRaise(db(), { ...of(invoice), ...wish }, DAY)).toMatchObject({ ok: false, refusal: code });
    const twice = { code: 'already-disputed', lineNo: 1, disputeId: first.disputeId, number: first.number };
    await refused(ofLines({ lineNo: 1, what: 'amount', netMinor: 1n }), twice);
    await refused(ofLines({ lineNo: 2, what: 'amount', netMinor: 10_001n }), {
      code: 'above-line',
      leftMinor: 10_000n,
    });
    await refused(ofLines({ lineNo: 2, what: 'quantity', quantity: decimal('5') }), {
      code: 'claims-nothing',
      lineNo: 2,
    });
    await refused(ofLines({ lineNo: 9, what: 'line' }), { code: 'unknown-line', lineNo: 9 });
    await refused({ claim: { kind: 'amount', amountMinor: 18_001n } }, { code: 'above-document', leftMinor: 18_000n });
    await refused({ invoiceId: other.id }, { code: 'unknown-invoice' });
    await refused({ words: ' ' }, { code: 'words-missing' });
    await refused({ reasonCode: 'how_we_treated_you' }, { code: 'unknown-reason' });
    await pay(other, 30_000n);
    const paid = { code: 'settled', because: 'paid', offer: 'refund_claim' };
    expect(await tryToRaise(db(), of(other), DAY)).toMatchObject({ refusal: paid });
    const claim = await raised(db(), { ...of(other), kind: 'refund_claim' }, DAY);
    expect(await view(claim.disputeId)).toMatchObject({ kind: 'refund_claim', amountMinor: 30_000n });
    expect(await heldNow(invoice)).toBe(12_000n);
  });

  it('of a line that was credited is offered as a claim for refund', async () => {
    const invoice = await billed();
    const choice = { kind: 'lines' as const, lines: [{ lineNo: 3 }] };
    const note = { invoiceId: invoice.id, choice, reasonCode: 'price', note: '', documentOn: DAY.today };
    must(await work((tx) => issueCreditNote(tx, manager, { ...note, apply: { kind: 'corrected-first' } }, DAY)));
    expect(await tryToRaise(db(), { ...of(invoice), ...ofLines({ lineNo: 3, what: 'line' }) }, DAY)).toMatchObject({
      refusal: { code: 'settled', lineNo: 3, because: 'credited', offer: 'refund_claim' },
    });
  });
});

describe('the answer', () => {
  it('agreed: one transaction credits the parts, names the dispute on paper, frees the hold and tells the customer', async () => {
    const invoice = await billed();
    const parts = ofLines({ lineNo: 1, what: 'quantity', quantity: decimal('8') }, { lineNo: 3, what: 'line' });
    const { disputeId, number } = await raised(db(), { ...of(invoice), ...parts }, DAY);
    const done = must(await decide({ disputeId }));
    expect(await decide({ disputeId })).toEqual({ ok: true, value: done });
    const closed = await view(disputeId);
    expect(closed).toMatchObject({ state: 'closed', outcome: 'agreed', agreedMinor: 8_400n, closedAt: DAY.now });
    const note = await getInvoice(db(), { invoiceId: closed.creditNoteId! });
    expect(note).toMatchObject({ kind: 'credit_note', grossMinor: 8_400n, note: `${number}: You are right.` });
    expect(await getInvoice(db(), { invoiceId: invoice.id })).toMatchObject({ leftMinor: 21_600n, holds: [] });
    expect(closed.messages.at(-1)).toMatchObject({ visibility: 'customer', body: 'You are right.' });
    expect(closed.stages.map((stage) => stage.toState)).toEqual(['new', 'decided', 'closed']);
    expect(await decide({ disputeId, once: 'another-form' })).toMatchObject({ refusal: { code: 'closed' } });
  });

  it('in part, refused with words and opened again: only what was not agreed is contested anew', async () => {
    const invoice = await billed();
    const { disputeId } = await raised(db(), { ...of(invoice), ...ofLines({ lineNo: 2, what: 'line' }) }, DAY);
    const part = { kind: 'lines' as const, lines: [{ lineNo: 2, netMinor: 4_000n }] };
    must(await decide({ disputeId, decision: 'part', part, words: 'Two tonnes were short.' }));
    expect(await view(disputeId)).toMatchObject({ outcome: 'part', agreedMinor: 4_800n });
    const more = { disputeId, customerId: invoice.customerId, words: 'All five were short.', files: [] };
    must(await work((tx) => reopenDispute(tx, PAYER, more, on('2026-04-22'))));
    expect(await view(disputeId)).toMatchObject({ state: 'reopened', amountMinor: 7_200n, outcome: null });
    expect(await heldNow(invoice)).toBe(7_200n);
    const words = 'The ticket of 3 April shows five.';
    must(await decide({ disputeId, decision: 'refuse', words, once: 'refuse-it' }, resolver, on('2026-04-23')));
    expect(await heldNow(invoice)).toBe(0n);
    expect(await view(disputeId)).toMatchObject({ outcome: 'refused', decisions: [{ decision: 'part' }, { words }] });
  });

  it('beyond the limit waits for a second person, whose yes does all of it and whose no brings it back', async () => {
    const customerId = await aCustomer(db());
    const invoice = { ...(await issue(db(), anInvoice(customerId, 900_000n))), customerId };
    const { disputeId } = await raised(db(), of(invoice), DAY);
    const asked = must(await decide({ disputeId }));
    if (asked.kind !== 'asked') throw new Error('it was within the limit');
    expect(await view(disputeId)).toMatchObject({ state: 'waiting_approval', waitsFor: 'approval' });
    expect(await decide({ disputeId, once: 'once-more' })).toMatchObject({ refusal: { code: 'waits-for-approval' } });
    const answer = (approvalId: string, decision: 'approve' | 'send-back') =>
      work((tx) => decideAndDo(tx, manager, { approvalId: approvalId as never, decision, note: 'Seen' }, DAY));
    must(await answer(asked.approvalId, 'send-back'));
    expect(await view(disputeId)).toMatchObject({ state: 'looked_at', waitsFor: 'us', approvalId: null });
    const again = must(await decide({ disputeId, once: 'asked-again' }));
    must(await answer(again.kind === 'asked' ? again.approvalId : '', 'approve'));
    expect(await view(disputeId)).toMatchObject({ outcome: 'agreed', agreedMinor: 900_000n, state: 'closed' });
    expect(await heldNow(invoice)).toBe(0n);
  });

  it('by billing again credits the invoice and drafts it anew; paid meanwhile it is a claim, and back when the money goes', async () => {
    const invoice = await billed();
    const { disputeId } = await raised(db(), { ...of(invoice), ...ofLines({ lineNo: 2, what: 'line' }) }, DAY);
    const paymentId = await pay(invoice, 30_000n);
    const reader = { db: database.current.worker.db };
    await settleDisputes(reader);
    expect(await view(disputeId)).toMatchObject({ kind: 'refund_claim', messages: [{}, { authorKind: 'system' }] });
    const inArabic = await getDispute(db(), { disputeId, sayIn: 'ar' });
    expect(inArabic?.messages[1]?.body).toMatch(/^[^A-Za-z]+$/);
    const back = { paymentId, reason: 'returned', effectiveOn: DAY.today };
    must(await work((tx: Tx) => reversePayment(tx, CLERK, back, DAY)));
    expect(await heldNow(invoice)).toBe(12_000n);
    await settleDisputes(reader);
    await settleDisputes(reader);
    expect(await view(disputeId)).toMatchObject({ kind: 'dispute', messages: [{}, {}, { authorKind: 'system' }] });
    const done = must(await decide({ disputeId, decision: 'rebill' }, manager));
    expect(done).toMatchObject({ kind: 'decided', draftId: expect.any(String) });
    expect(await view(disputeId)).toMatchObject({ outcome: 'rebilled', agreedMinor: 30_000n });
  });
});

describe('what a customer writes down on the portal', () => {
  it('is done by the worker in their name, or answered with why not; sent twice it is one', async () => {
    const invoice = await billed();
    const payer = payerOf(invoice.customerId);
    const portal = database.current.portal.db;
    const wish = {
      kind: 'dispute',
      reasonCode: 'wrong_price',
      words: 'Too dear.',
      expects: '',
      notifyEmail: '',
    } as const;
    const raise = (key: string, lineNo: number, words: string = wish.words) => {
      const claim = { kind: 'lines' as const, lines: [{ lineNo, what: 'line' as const }] };
      const ask = { ...of(invoice), key, act: 'raise' as const, wish: { ...wish, words, claim, files: [] } };
      return writeAsPortal(portal, payer.scope, (tx) => askDispute(tx, payer.actor, ask, DAY));
    };
    const first = must(await raise('form-number-1', 1));
    expect(must(await raise('form-number-1', 1))).toEqual(first);
    expect(await raise('form-number-1', 1, 'Else.')).toMatchObject({ refusal: { code: 'form-changed' } });
    const again = must(await raise('form-number-2', 1));
    const worker = { db: database.current.worker.db };
    for (const { askId } of [first, again, first]) await openDispute(worker, askId);
    const { customerId } = invoice;
    const outcome = (key: string) =>
      readAsPortal(portal, payer.scope, (read) => disputeAskOutcome(read, { customerId, key }));
    const done = await outcome('form-number-1');
    if (done?.state !== 'done') throw new Error('it was not raised');
    expect(await outcome('form-number-2')).toMatchObject({
      ...{ state: 'refused', refusal: { code: 'already-disputed', lineNo: 1, disputeId: done.disputeId } },
    });
    const asked = { disputeId: done.disputeId, customerId, language: 'hi' };
    const seen = await readAsPortal(portal, payer.scope, (read) => getOwnDispute(read, asked));
    // One that cannot be read keeps none behind it waiting.
    const owner = database.current.owner.pool;
    await owner.query(
      `insert into dispute_asks (customer_id, key, act, invoice_id, wish, asked_by_kind, asked_by_name, asked_at)
       values ($1, 'damaged-form', 'raise', $2, '{}', 'customer', 'Someone', '2020-01-01')`,
      [customerId, invoice.id],
    );
    must(await raise('form-number-3', 3));
    await takeWaitingAsks(worker);
    expect([await outcome('damaged-form'), await outcome('form-number-3')]).toMatchObject([
      ...[{ state: 'waiting', isLookedAt: false }, { state: 'done' }],
    ]);
    // It rests until its next try; after the fifth, colleagues are told and the customer reads so; it is never given up.
    const later = () => owner.query('update ask_faults set next_try_at = failed_at where ended_at is null');
    const tries = async () => (await toldAskFaults(db(), 10)).map((fault) => fault.tries);
    await takeWaitingAsks(worker);
    for (let nextTry = 2; nextTry <= 5; nextTry += 1) {
      expect(await tries()).toEqual([]);
      await later();
      await takeWaitingAsks(worker);
    }
    expect(await toldAskFaults(db(), 10)).toMatchObject([
      {
        customer: { id: customerId },
        act: 'raise',
        byName: 'Someone',
        tries: 5,
        reason: expect.stringMatching(/^What was sent cannot be read: kind: /),
      },
    ]);
    expect(await outcome('damaged-form')).toEqual({ state: 'waiting', isLookedAt: true });
    const late = () => readAsPortal(portal, payer.scope, (read) => lateDisputeAsks(read, { customerId }));
    expect(await late()).toMatchObject([{ words: '' }]);
    await later();
    await takeWaitingAsks(worker);
    expect(await tries()).toEqual([6]);
    // Once its cause is gone it is done by itself, and nobody is told of it any more.
    await mendForm({ ...wish, claim: { kind: 'lines', lines: [{ lineNo: 2, what: 'line' }] }, files: [] });
    await takeWaitingAsks(worker);
    expect(await outcome('damaged-form')).toEqual({ state: 'waiting', isLookedAt: true });
    await later();
    await takeWaitingAsks(worker);
    expect([await tries(), await late(), (await outcome('damaged-form'))?.state]).toEqual([[], [], 'done']);
    expect(seen).toMatchObject({ raisedByName: payer.actor.name, reasonLabel: 'कीमत वह नहीं जो तय हुई थी', queue: '' });
    expect(await heldNow(invoice)).toBe(30_000n);
  });
});

describe('the work', () => {
  it('is taken, asked of a department while our clock runs, and stands still while the customer is asked', async () => {
    const invoice = await billed();
    const { disputeId } = await raised(db(), of(invoice), at('2026-04-20T16:55:00Z'));
    const due = { answerDueAt: new Date('2026-04-21T10:55:00Z'), resolveDueAt: new Date('2026-04-27T16:55:00Z') };
    expect(await view(disputeId)).toMatchObject(due);
    const soon = at('2026-04-20T16:58:00Z');
    must(await work((tx) => takeDispute(tx, resolver, { disputeId }, soon)));
    must(await work((tx) => setPromisedDate(tx, resolver, { disputeId, promisedOn: plainDate('2026-04-24') }, soon)));
    const question = { disputeId, to: { queue: 'shipping' }, question: 'Was it five tonnes?' };
    const given = must(await work((tx) => handOverDispute(tx, resolver, question, soon)));
    expect(await view(disputeId)).toMatchObject({ ...due, state: 'waiting_department', ownerName: resolver.name });
    const answer = { handoverId: given.handoverId, answer: 'Four and a half.', byName: 'Omar of Shipping', files: [] };
    const late = at('2026-04-21T11:30:00Z');
    must(await work((tx) => answerHandover(tx, SYSTEM, answer, late)));
    expect(await work((tx) => answerHandover(tx, SYSTEM, answer, late))).toMatchObject({
      refusal: { code: 'handover-over' },
    });
    await inTransaction(db(), async (tx) => {
      expect(await noteBreach(tx, { disputeId, clock: 'answer' }, late)).toBe(true);
      expect(await noteBreach(tx, { disputeId, clock: 'answer' }, late)).toBe(false);
      const { id: breachId } = await tx.selectFrom('dispute_breaches').select('id').executeTakeFirstOrThrow();
      return explainBreach(tx, resolver, { breachId, cause: 'Shipping was shut.' }, late);
    });
    const reply = { disputeId, words: 'Which ticket do you mean?', files: [], asks: true };
    must(await work((tx) => replyToDispute(tx, resolver, reply, at('2026-04-21T12:00:00Z'))));
    expect(await view(disputeId)).toMatchObject({ waitsFor: 'customer', answerDueAt: null, resolveDueAt: null });
    const told = { disputeId, customerId: invoice.customerId, words: 'That of 3 April.', files: [] };
    must(await work((tx) => replyToDispute(tx, PAYER, told, at('2026-04-23T12:00:00Z'))));
    const seen = await view(disputeId);
    expect(seen).toMatchObject({
      ...{ answerDueAt: new Date('2026-04-23T16:00:00Z'), resolveDueAt: new Date('2026-04-29T16:55:00Z') },
      ...{ state: 'looked_at', lastWordBy: 'customer', breachedAt: late.now },
    });
    expect(seen.messages.map(({ visibility }) => visibility)).toEqual(['customer', 'internal', 'customer', 'customer']);
    const ages = seen.stages.map(
      (stage, index) => (seen.stages[index + 1]?.at ?? stage.at).getTime() - stage.at.getTime(),
    );
    expect(ages.reduce((sum, age) => sum + age, 0)).toBe(seen.stages.at(-1)!.at.getTime() - seen.raisedAt.getTime());
  });

  it('is split and joined with what is held divided alike, and each view counts what it lists', async () => {
    const invoice = await billed();
    const lines = ofLines({ lineNo: 1, what: 'line' }, { lineNo: 2, what: 'line' });
    const { disputeId } = await raised(db(), { ...of(invoice), ...lines }, DAY);
    const [part] = (await view(disputeId)).lines;
    const split = must(
      await work((tx) =>
        splitDispute(tx, resolver, { disputeId, partIds: [part!.id], reasonCode: 'not_received' }, DAY),
      ),
    );
    expect([await view(disputeId), await view(split.disputeId)]).toMatchObject([
      { amountMinor: 12_000n },
      { amountMinor: 12_000n, splitFrom: disputeId, queue: 'receivables' },
    ]);
    expect(await heldNow(invoice)).toBe(24_000n);
    // What was parted off is in question there alone; the customer hears of it in one mail about each, not two.
    for (const one of [await view(disputeId), await view(split.disputeId)])
      expect(partsNow(one.lines).map(({ amountMinor }) => amountMinor)).toEqual([one.amountMinor]);
    const orders = await database.current.owner.pool.query(
      `select count(*)::int as count from pgboss.job where name = 'tell-dispute' and data ->> 'disputeId' = $1`,
      [split.disputeId],
    );
    expect(orders.rows).toEqual([{ count: 1 }]);
    const { disputeId: questionId } = await raised(
      db(),
      { ...of(invoice), kind: 'question', claim: { kind: 'lines', lines: [{ lineNo: 3, what: 'about' }] } },
      DAY,
    );
    must(await work((tx) => mergeDisputes(tx, resolver, { intoId: disputeId, fromId: split.disputeId }, DAY)));
    expect(await view(split.disputeId)).toMatchObject({ outcome: 'merged', mergedInto: disputeId });
    expect(await view(disputeId)).toMatchObject({ amountMinor: 24_000n });
    expect(await heldNow(invoice)).toBe(24_000n);
    must(await work((tx) => assignDispute(tx, resolver, { disputeId, toUser: manager.id }, DAY)));
    must(
      await work((tx) => answerQuestion(tx, resolver, { disputeId: questionId, words: 'It is the surcharge.' }, DAY)),
    );
    expect(await view(questionId)).toMatchObject({ outcome: 'answered', amountMinor: null });
    const userId = manager.id!;
    const counts = await queueCounts(db(), { userId, moment: DAY });
    for (const [name, count] of Object.entries(counts)) {
      const listed = await listDisputes(db(), { view: name as 'all', userId, moment: DAY, limit: 500 });
      expect([name, listed.length]).toEqual([name, count]);
      // What is opened next is ours to answer, and the first whose time ends.
      const ends = ({ waitsFor, answerDueAt, resolveDueAt }: (typeof listed)[number]) =>
        waitsFor === 'customer'
          ? Number.MAX_VALUE
          : Math.min(...[answerDueAt, resolveDueAt].map((at) => at?.getTime() ?? 1e15));
      const next = await nextDispute(db(), { view: name as 'all', userId, moment: DAY });
      const first = listed.find(({ id }) => id === next?.id);
      expect(first && ends(first)).toBe(listed.length > 0 ? Math.min(...listed.map(ends)) : undefined);
    }
    const byAge = await reasonsByAge(db(), DAY);
    expect(byAge.flatMap(({ counts: ages }) => ages).reduce((sum, age) => sum + age, 0)).toBe(counts.all);
    expect(await db().selectFrom('dispute_faults').selectAll().execute()).toEqual([]);
  });
});
