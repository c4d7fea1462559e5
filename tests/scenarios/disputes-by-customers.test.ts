import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { MessageKind } from '#app/modules/delivery/types.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { getOwnDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { type PortalScope, readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { openDispute } from '#app/workflows/open-dispute.server.ts';
import { previewMail } from '#app/workflows/preview-mail.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, receive, setUpCompany } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';
import { actOnDispute } from '../../app/routes/portal/dispute-act.server.ts';
import type { Asker } from '../../app/routes/portal/dispute-asker.server.ts';
import { type AskAgain, raiseFromForm } from '../../app/routes/portal/dispute-raise.server.ts';
import { actOnDispute as actAtDesk } from '../../app/routes/staff/dispute-act.server.ts';

/** What customers send through the pages' own forms, files and all; the worker answers, and the mails leave. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const files = mkdtempSync(path.join(tmpdir(), 'tallystick-proofs-'));

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  vi.stubEnv('TALLYSTICK_DB_STAFF_URL', database.current.staffUrl);
  vi.stubEnv('TALLYSTICK_DB_PORTAL_URL', database.current.portalUrl);
  vi.stubEnv('TALLYSTICK_DB_WORKER_URL', database.current.workerUrl);
  vi.stubEnv('TALLYSTICK_FILES', files);
});
afterAll(async () => {
  const { closeDb } = await import('#app/platform/db/handles.server.ts');
  await closeDb();
  vi.unstubAllEnvs();
  rmSync(files, { recursive: true, force: true });
});

const LINES = [
  ['Ash collected', '100.00', 'Z'],
  ['Skip hire', '50.00', 'S20'],
  ['Sorting', '240.00', 'Z'],
] as const;

/** Three charges: 100.00, 60.00 with tax, 240.00. */
async function owing(email = `ap-${newId<never>() as string}@customer.example`) {
  const customerId = await aCustomer(db(), { email });
  const base = anInvoice(customerId, 100n);
  const lines = LINES.map(([description, unitPrice, taxCode]) => ({
    ...base.lines[0]!,
    ...{ description, unitPrice: decimal(unitPrice), taxCode },
  }));
  const invoice = await issue(db(), { ...base, lines });
  const { actor, scope } = payerOf(customerId);
  return { customerId, invoice, email, asker: await askerOf({ actor, scope, customerId, email }) };
}

async function askerOf(of: { actor: Actor; scope: PortalScope; customerId: string; email: string }): Promise<Asker> {
  const company = await getCompany(db());
  return { ...of, company, moment: nowInLondon(), root: '', mayPay: true, only: null };
}

type Fields = Record<string, string>;
const FORM: Fields = { reason: 'not_received', what: 'lines', 'lines[2].on': 'yes', text: 'No skip came to us.' };
const PDF = new File(['%PDF-1.7 a delivery note'], 'note.pdf');

function formOf(fields: Fields, sent: readonly File[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ key: newId<never>() as string, ...fields })) form.set(name, value);
  for (const file of sent) form.append('files', file);
  return form;
}

/** Sends a form as the page does, while the worker works. */
async function send<T>(work: (request: Request) => Promise<T>, form: FormData, address: string): Promise<T> {
  const doing = work(new Request(address, { method: 'POST', body: form }));
  let over = false;
  const end = () => {
    over = true;
  };
  doing.then(end, end);
  const waiting = () => db().selectFrom('dispute_asks').select('id').where('answered_at', 'is', null).execute();
  while (!over) {
    for (const { id } of await waiting()) await openDispute(world.current.outside, id);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return doing;
}

async function say(asker: Asker, invoiceId: string, fields: Fields, more: { files?: File[]; query?: string } = {}) {
  const address = `http://x.test/disputes/new?invoice=${invoiceId}${more.query ?? ''}`;
  const url = new URL(address);
  const raise = (request: Request) => raiseFromForm(asker, { request, url });
  return send(raise, formOf(fields, more.files), address);
}

const goneTo = (done: unknown) => (done instanceof Response ? (done.headers.get('Location') ?? '') : done);
const wrongIn = (done: unknown) => (done as AskAgain).refusal;
const idIn = (done: unknown) => /[0-9a-f-]{36}/.exec(String(goneTo(done)))?.[0] ?? '';

const seen = ({ scope, customerId }: Asker, disputeId: string) =>
  readAsPortal(database.current.portal.db, scope, (read) =>
    getOwnDispute(read, { disputeId, customerId, language: 'en' }),
  );

test('a charge is disputed with a note, the rest is paid in the same step, and each mail says what happened', async () => {
  const { asker, invoice, email } = await owing();
  const done = await say(asker, invoice.id, { ...FORM, next: 'pay', wish: 'Credit it' }, { files: [PDF] });
  expect(goneTo(done)).toBe(`/pay?i=${invoice.id}`);
  const { id: disputeId } = await db()
    .selectFrom('disputes')
    .select('id')
    .where('invoice_id', '=', invoice.id)
    .executeTakeFirstOrThrow();
  expect(await seen(asker, disputeId)).toMatchObject({
    ...{ kind: 'dispute', amountMinor: 6_000n, expects: 'Credit it', reasonLabel: 'We did not receive it' },
    lines: [{ lineNo: 2, what: 'line', amountMinor: 6_000n }],
    messages: [{ body: 'No skip came to us.', files: [{ name: 'note.pdf', mediaType: 'application/pdf' }] }],
  });
  const asks = { disputeId, words: 'Who was on the site that day?', files: [], asks: true };
  expect((await inTransaction(db(), (tx) => replyToDispute(tx, CLERK, asks, nowInLondon()))).ok).toBe(true);
  const note = { disputeId, words: 'They always say so.', files: [], visibility: 'internal' as const };
  expect((await inTransaction(db(), (tx) => replyToDispute(tx, CLERK, note, nowInLondon()))).ok).toBe(true);
  const act = (fields: Fields) =>
    send(
      (request) => actOnDispute(asker, { disputeId, currency: GBP as Currency, request }),
      formOf(fields),
      `http://x.test/disputes/${disputeId}`,
    );
  expect(goneTo(await act({ intent: 'reply', text: 'Nobody: the gate was shut.' }))).toContain('?just=reply');
  expect(goneTo(await act({ intent: 'withdraw' }))).toContain('?just=withdraw');
  const after = await seen(asker, disputeId);
  expect(after?.messages.map(({ body }) => body)).toEqual([
    'No skip came to us.',
    'Who was on the site that day?',
    'Nobody: the gate was shut.',
  ]);
  expect(after?.outcome).toBe('withdrawn');
  await world.current.settle();
  expect(goneTo(await act({ intent: 'reopen', text: 'We found the ticket after all.' }))).toContain('?just=reopen');
  await world.current.settle();
  const mails = world.current.mail.control.mails(email);
  const subjects = mails.map(({ subject }) => subject).filter((subject) => subject.startsWith('Your question D-'));
  expect(subjects).toHaveLength(4);
  const texts = mails.map((mail) => mail.text ?? '').join('\n');
  expect(texts).toContain('Until then £60.00 is not asked for');
  expect(texts).toContain('Priya Clerk wrote: Who was on the site that day?');
  expect(texts).toContain('needs an answer from you to go on.');
  expect(texts).toContain('You took back what you wrote.');
  expect(texts).not.toContain('They always say so');
  // A colleague looks at the same mails in another language, and at none there is nothing to look at for.
  const customer = await getCustomer(db(), asker.customerId as CustomerId);
  const looked = async (kind: MessageKind) =>
    previewMail(world.current.outside, { kind, customer: customer!, language: 'ms' }, nowInLondon());
  expect(await looked('dispute_needs_answer')).toMatchObject({
    value: { text: expect.stringContaining('memerlukan jawapan anda') },
  });
  expect((await looked('dispute_received')).ok).toBe(true);
  expect((await looked('dispute_decided')).ok).toBe(false);
});

test('what is too much, settled, somebody else’s or said twice is answered at its field, and no word is lost', async () => {
  const { asker, invoice, customerId } = await owing();
  const stranger = await owing();
  const wrong = async (fields: Fields, invoiceId: string = invoice.id) => {
    const done = await say(asker, invoiceId, { ...FORM, ...fields });
    const { fieldErrors, formErrors, values } = wrongIn(done);
    expect(values?.text).toBe(fields.text ?? FORM.text);
    return [...formErrors, ...Object.entries(fieldErrors).map(([name, [text]]) => `${name}: ${text}`)].join(' ');
  };
  expect(await wrong({ 'lines[2].amount': '50.01' })).toMatch(/^lines\[2\]\.amount: Charge 2 comes to £50\.00/);
  expect(await wrong({ 'lines[2].quantity': '3' })).toMatch(/^lines\[2\]\.on: .*would not be lower/);
  expect(await wrong({ what: 'part', 'lines[2].on': '', amount: '400.01' })).toMatch(/^amount: At most £400\.00/);
  expect(await wrong({ reason: 'no_such_reason' })).toMatch(/^reason: Choose what is wrong/);
  await expect(say(asker, stranger.invoice.id, FORM)).rejects.toMatchObject({ init: { status: 404 } });

  const key = newId<never>() as string;
  const twice = [await say(asker, invoice.id, { ...FORM, key }), await say(asker, invoice.id, { ...FORM, key })];
  expect(idIn(twice[0])).toBe(idIn(twice[1]));
  expect(await wrong({ key, text: 'Other words' })).toMatch(/sent before with other words/);
  expect(await wrong({})).toMatch(/^lines\[2\]\.on: You told us about charge 2 already: D-\d{4}-\d{6}/);

  const small = await issue(db(), anInvoice(customerId, 500n));
  const manager = await aColleague(db(), 'manager');
  const credit = { invoiceId: small.id, choice: { kind: 'whole' as const }, reasonCode: 'goodwill', note: '' };
  const dated = { documentOn: nowInLondon().today, apply: { kind: 'corrected-first' as const } };
  const credited = await inTransaction(db(), (tx) =>
    issueCreditNote(tx, manager, { ...credit, ...dated }, nowInLondon()),
  );
  if (!credited.ok) throw new Error(credited.refusal.code);
  expect(await wrong({ what: 'whole', 'lines[2].on': '' }, small.id)).toMatch(
    /^what: This invoice is credited already/,
  );

  const paid = await issue(db(), anInvoice(customerId, 4_000n));
  const payment = await receive(db(), customerId, 4_000n);
  const how = { kind: 'chosen' as const, allocations: [{ itemId: paid.openItemId, amountMinor: 4_000n }] };
  const applied = { creditItemId: payment.openItemId, how, effectiveOn: nowInLondon().today };
  const put = await inTransaction(db(), (tx) => applyPayment(tx, CLERK, applied));
  if (!put.ok) throw new Error(put.refusal.code);
  const claim = await say(asker, paid.id, { reason: 'billed_twice', what: 'whole', text: 'We paid this twice.' });
  expect(await seen(asker, idIn(claim))).toMatchObject({ kind: 'refund_claim', amountMinor: 4_000n });
});

test('files are looked into: type, ending, size and number; what was typed comes back', async () => {
  const { asker, invoice } = await owing();
  const wrong = async (...sent: File[]) => {
    const done = (await say(asker, invoice.id, FORM, { files: sent })) as AskAgain;
    expect(done.refusal.values?.text).toBe(FORM.text);
    return `${done.status} ${done.refusal.fieldErrors.files?.[0]}`;
  };
  const large = (megabytes: number, name: string) =>
    new File(['%PDF-1.7 ', new Uint8Array(megabytes * 1024 * 1024)], name);
  expect(await wrong(new File(['MZ a programme of sorts'], 'proof.pdf'))).toMatch(/^422 proof\.pdf is not a PDF/);
  expect(await wrong(new File(['%PDF-1.7 a delivery note'], 'photo.jpg'))).toMatch(/^422 photo\.jpg is a PDF, but/);
  expect(await wrong(large(11, 'scan.pdf'))).toMatch(/^413 scan\.pdf is larger than 10 MB/);
  expect(await wrong(large(20, 'film.pdf'))).toMatch(/^413 The files are larger than 16 MB together/);
  expect(await wrong(...Array.from({ length: 6 }, () => PDF))).toMatch(/^422 Send 5 files at most/);
  expect(await db().selectFrom('disputes').select('id').where('invoice_id', '=', invoice.id).execute()).toEqual([]);
});

test('who says it is paid is shown the receipts it may be; a plain question pauses nothing', async () => {
  const { asker, invoice, customerId } = await owing();
  await receive(db(), customerId, 40_000n);
  const { today } = nowInLondon();
  const said = { reason: 'already_paid', what: 'whole', text: 'Paid last week.', paidOn: today, paidAmount: '400' };
  const looked = (await say(asker, invoice.id, { ...said, paidOn: '2026-04-02' })) as AskAgain;
  expect(looked.status).toBe(200);
  expect(looked.found?.receipts.map(({ amountMinor }) => amountMinor)).toEqual([40_000n]);
  const sent = await say(asker, invoice.id, { ...said, looked: 'yes' });
  expect((await seen(asker, idIn(sent)))?.messages[0]?.body).toMatch(/^Paid last week\.\n\nPaid on .*: £400\.00\.$/);

  const other = await owing();
  const asked = await say(other.asker, other.invoice.id, { text: 'Which site?', line: '3' }, { query: '&ask=yes' });
  const question = await seen(other.asker, idIn(asked));
  expect(question).toMatchObject({ kind: 'question', amountMinor: null, lines: [{ lineNo: 3, what: 'about' }] });
  const held = await db().selectFrom('holds').select('id').where('customer_id', '=', other.customerId).execute();
  expect(held).toEqual([]);
});

test('who holds a link speaks of its invoice alone, and reads what was raised with this very link', async () => {
  const { customerId, invoice, email } = await owing();
  const other = await issue(db(), anInvoice(customerId, 5_000n));
  const linkId = newId<never>() as string;
  const scope: PortalScope = { kind: 'link', linkId, customerId, invoiceIds: [invoice.id] };
  const actor: Actor = { kind: 'link', id: linkId, name: email, requestId: 'test' };
  const asker = { ...(await askerOf({ actor, scope, customerId, email })), root: '/i/token', only: [invoice.id] };
  const done = await say(asker, invoice.id, FORM);
  expect(goneTo(done)).toMatch(/^\/i\/token\/disputes\/asked\//);
  // Another invoice of the address is not the link's: its own is meant.
  const again = wrongIn(await say(asker, other.id, FORM));
  expect(again.fieldErrors['lines[2].on']?.[0]).toContain('already');
  const { id } = await db()
    .selectFrom('disputes')
    .select('id')
    .where('invoice_id', '=', invoice.id)
    .executeTakeFirstOrThrow();
  const note = { disputeId: id, visibility: 'internal' as const, words: 'Between us.', files: [] };
  must(await inTransaction(db(), (tx) => replyToDispute(tx, CLERK, note, nowInLondon())));
  const own = await seen(asker, id);
  expect(own?.messages.map(({ body }) => body)).toEqual(['No skip came to us.']);
  expect(own?.lines).toMatchObject([{ lineNo: 2 }]);
  // Another link to the same invoice reads nothing of it, nor does this one of what a person raised who signed in.
  const another = { ...asker, scope: { ...scope, linkId: newId<never>() as string } };
  expect(await seen(another, id)).toBeNull();
});

test('what a decision does is looked at before there are words for it, and another one than was looked at is shown first', async () => {
  const { asker, invoice } = await owing();
  const disputeId = idIn(await say(asker, invoice.id, FORM));
  const who = { actor: await aColleague(db(), 'manager'), moment: asker.moment, company: asker.company };
  const act = async (fields: Fields) => {
    const body = formOf({ once: 'decided-once', ...fields });
    const done = await actAtDesk(new Request('http://x.test/', { method: 'POST', body }), disputeId, who as never);
    if (done.ok) return done.value;
    const { fieldErrors, effect, values } = done.refusal;
    const { seen: looked = '', isOther = '' } = values as Fields;
    return { wrong: Object.keys(fieldErrors ?? {}), effect: effect?.decision, seen: looked, isOther };
  };
  expect(await act({ intent: 'decide' })).toMatchObject({ wrong: ['decision', 'words'] });
  expect(await act({ intent: 'check', decision: 'part' })).toMatchObject({ wrong: ['amount'] });
  const looked = await act({ intent: 'check', decision: 'part', amount: '10.00' });
  expect(looked).toMatchObject({ wrong: [], effect: 'part', seen: 'part 10.00', isOther: '' });
  const words = 'It was delivered.';
  const other = { intent: 'decide', decision: 'refuse', words, seen: 'part 10.00' };
  expect(await act(other)).toMatchObject({ effect: 'refuse', seen: 'refuse ', isOther: 'yes' });
  expect((await seen(asker, disputeId))?.outcome).toBeNull();
  expect(await act({ ...other, seen: 'refuse ' })).toMatchObject({ told: 'Refused. The customer reads why.' });
  expect((await seen(asker, disputeId))?.outcome).toBe('refused');
});
