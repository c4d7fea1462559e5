import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { clearCheques } from '#app/modules/instruments/commands/clear-cheques.server.ts';
import { ensureProvisionalReceipt, ensureReceiptPdf, readDocument } from '#app/workflows/produce-document.server.ts';
import { returnCheque } from '#app/workflows/return-cheque.server.ts';
import { aCheque, bank, done, setUpBank, take } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await setUpBank(database.current.owner.db);
});

const subjects = (email: string) => world.current.mail.control.mails(email).map((mail) => mail.subject);
const about = (email: string, subject: string) =>
  world.current.mail.control.mails(email).find((mail) => mail.subject === subject)?.text ?? '';

test('the customer gets a provisional receipt when it is handed over, and a letter when it comes back', async () => {
  const email = `letters-${crypto.randomUUID()}@customer.example`;
  const customerId = await aCustomer(db(), { email });
  await issue(db(), anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-09-01') }));
  const { id, number, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'));
  await world.current.settle();
  const provisional = `Provisional receipt ${number} from Calder Test, £100.00`;
  expect(subjects(email)).toEqual([provisional]);
  expect(about(email, provisional)).toContain('Your bank has not cleared the cheque yet.');

  await bank(db(), [paymentId], '2026-10-02');
  const came = { instrumentId: id, returnedOn: plainDate('2026-10-07'), reason: 'Refer to drawer' };
  await done(db(), (tx) => returnCheque(tx, CLERK, { ...came, chargeMinor: null, chargeOn: false }, on('2026-10-07')));
  await world.current.settle();
  const letter = about(email, 'Your cheque of £100.00 to Calder Test was not paid');
  expect(letter).toContain('The reason given: Refer to drawer.');
  expect(letter).toMatch(/INV-\d+ is open again/);
  expect(subjects(email)).toHaveLength(2);
});

test('a customer without an address is told by nobody, and staff see that', async () => {
  const customerId = await aCustomer(db());
  const { id, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'), { sendReceipt: false });
  await bank(db(), [paymentId], '2026-10-02');
  const came = { instrumentId: id, returnedOn: plainDate('2026-10-07'), reason: 'Refer to drawer' };
  await done(db(), (tx) => returnCheque(tx, CLERK, { ...came, chargeMinor: null, chargeOn: false }, on('2026-10-07')));
  const message = await db()
    .selectFrom('messages')
    .select(['kind', 'state', 'state_reason'])
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  expect(message).toMatchObject({
    kind: 'cheque_returned',
    state: 'suppressed',
    state_reason: expect.stringMatching(/\w/),
  });
});

test('the receipt is provisional until the cheque clears; a post-dated one has only that', async () => {
  const { outside } = world.current;
  const customerId = await aCustomer(db());
  const { id, number, paymentId } = await take(db(), aCheque(customerId, 10_000n, '2026-10-01'), {
    sendReceipt: false,
  });
  const first = await ensureReceiptPdf(outside, paymentId!);
  expect(first).toMatchObject({ value: { kind: 'provisional_receipt', instrumentId: id, fileName: `${number}.pdf` } });
  await bank(db(), [paymentId], '2026-10-02');
  const clearing = { instrumentIds: [id], clearedOn: plainDate('2026-10-06') };
  await done(db(), (tx) => clearCheques(tx, CLERK, clearing, on('2026-10-06')));
  const final = await ensureReceiptPdf(outside, paymentId!);
  expect(final).toMatchObject({ value: { kind: 'receipt', paymentId } });

  const dated = aCheque(customerId, 5_000n, '2026-10-01', { datedOn: plainDate('2026-12-01') });
  const waiting = await take(db(), dated);
  const kept = await ensureProvisionalReceipt(outside, waiting.id);
  if (!kept.ok) throw new Error(kept.refusal.code);
  const bytes = await readDocument(outside, kept.value);
  expect(bytes.ok && Buffer.from(bytes.value.slice(0, 5)).toString()).toBe('%PDF-');
});
