import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { listMessages } from '#app/modules/delivery/queries/get-message.server.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { ensureInvoicePdf, readDocument } from '#app/workflows/produce-document.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);

beforeAll(() => setUpCompany(database.current.owner.db));
beforeEach(() => world.current.mail.control.failures.clear());

let people = 0;

async function anIssuedInvoice(email?: string) {
  people += 1;
  const address = email ?? `ap-${people}@customer.example`;
  const customerId = await aCustomer(database.current.staff.db, { email: address });
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 20_000n));
  return { customerId, invoice, address };
}

/** What issuing promises: the PDF and its delivery. */
const orderDelivery = (invoiceId: string) =>
  inTransaction(database.current.staff.db, async (tx) =>
    ok(await enqueue(tx, 'produce-invoice', { invoiceId, deliver: 'yes' })),
  );

const inbox = (address: string) => world.current.mail.control.mails(address);
const messagesOf = (invoiceId: string) => listMessages(database.current.staff.db, { invoiceId });

describe('an issued invoice', () => {
  test('leaves once, with its stored PDF attached and a link that opens that invoice only', async () => {
    const { invoice, address } = await anIssuedInvoice();
    await orderDelivery(invoice.id);
    await orderDelivery(invoice.id);
    await world.current.settle();
    const mails = inbox(address);
    expect(mails).toHaveLength(1);
    const document = await getDocument(database.current.staff.db, { invoiceId: invoice.id });
    expect(mails[0]).toMatchObject({ attachments: [{ filename: `${invoice.number}.pdf`, sha256: document!.sha256 }] });
    expect(await messagesOf(invoice.id)).toMatchObject([{ state: 'delivered', sealedMail: null }]);
    const token = /\/i\/([\w-]+)/.exec(mails[0]!.text ?? '')![1]!;
    const link = await openScopedLink(database.current.staff.db, token, nowInLondon().now);
    expect(link.ok && link.value.invoiceIds).toEqual([invoice.id]);
    const everything = await database.current.owner.pool.query(
      'select (select jsonb_agg(m) from messages m)::text || (select jsonb_agg(l) from scoped_links l)::text as text',
    );
    expect(everything.rows[0].text).not.toContain(token);
  });

  test.each([
    ['is asked to wait', 'rate-limit', 3],
    ['fails', 'server-error', 2],
    ['hangs', 'hang', 1],
  ] as const)('arrives once when the mail service %s', async (_, mode, count) => {
    const { invoice, address } = await anIssuedInvoice();
    await ensureInvoicePdf(world.current.outside, invoice.id);
    world.current.mail.control.failures.failNext(mode, count);
    await orderDelivery(invoice.id);
    const ran = await world.current.settle();
    expect(ran.failed).toHaveLength(count);
    expect(inbox(address)).toHaveLength(1);
    const [message] = await messagesOf(invoice.id);
    expect(message).toMatchObject({ state: 'delivered', providerRef: inbox(address)[0]!.id });
  });

  test('arrives once when the mail service takes the mail, drops the line, and no webhook comes: the same words are sent again', async () => {
    const { invoice, address } = await anIssuedInvoice();
    await ensureInvoicePdf(world.current.outside, invoice.id);
    world.current.mail.control.failures.failNext('accept-then-drop', 2);
    world.current.mail.control.webhooks.dropNext(2);
    await orderDelivery(invoice.id);
    const ran = await world.current.settle();
    expect(ran.failed).toHaveLength(2);
    expect(inbox(address)).toHaveLength(1);
    expect(await messagesOf(invoice.id)).toMatchObject([
      { state: 'sent', providerRef: inbox(address)[0]!.id, sealedMail: null },
    ]);
  });

  test('whose hand-over got no answer counts as delivered when the mail service says so', async () => {
    const { invoice, address } = await anIssuedInvoice();
    world.current.mail.control.failures.failNext('accept-then-drop', 1);
    await orderDelivery(invoice.id);
    await world.current.settle();
    const [mail] = inbox(address);
    expect(inbox(address)).toHaveLength(1);
    expect(await messagesOf(invoice.id)).toMatchObject([
      { state: 'delivered', providerRef: mail!.id, subject: mail!.subject, sealedMail: null },
    ]);
  });

  test('whose address does not exist is shown as not delivered, with the reason', async () => {
    const { invoice } = await anIssuedInvoice('bounced@customer.example');
    await orderDelivery(invoice.id);
    await world.current.settle();
    const [message] = await messagesOf(invoice.id);
    expect(message!.state).toBe('bounced');
    expect(message!.stateReason).not.toBe('');
  });

  test('is kept back, with the reason, when nobody receives invoices', async () => {
    const customerId = await aCustomer(database.current.staff.db);
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 100n));
    await orderDelivery(invoice.id);
    await world.current.settle();
    expect(await messagesOf(invoice.id)).toMatchObject([
      { state: 'suppressed', stateReason: expect.stringContaining('nobody') },
    ]);
  });

  test('is kept back when the customer was archived after it was ordered', async () => {
    const { customerId, invoice, address } = await anIssuedInvoice();
    world.current.mail.control.failures.failNext('server-error', 1);
    await orderDelivery(invoice.id);
    // The first try fails before the archiving, the next one asks the gate again.
    await database.current.staff.db
      .updateTable('customers')
      .set({ archived_at: nowInLondon().now })
      .where('id', '=', customerId)
      .execute();
    await world.current.settle();
    expect(inbox(address)).toHaveLength(0);
    expect(await messagesOf(invoice.id)).toMatchObject([
      { state: 'suppressed', stateReason: 'The customer is archived.' },
    ]);
    expect((await getCustomer(database.current.staff.db, customerId))?.archivedAt).not.toBeNull();
  });
});

describe('the stored PDF', () => {
  test('is made once, also when two ask at the same time, and its bytes have the hash that is noted', async () => {
    const { invoice } = await anIssuedInvoice();
    const both = await Promise.all([
      ensureInvoicePdf(world.current.outside, invoice.id),
      ensureInvoicePdf(world.current.outside, invoice.id),
    ]);
    const documents = both.map((result) => (result.ok ? result.value : null));
    expect(documents[0]!.id).toBe(documents[1]!.id);
    const bytes = await readDocument(world.current.outside, documents[0]!);
    expect(bytes.ok && createHash('sha256').update(bytes.value).digest('hex')).toBe(documents[0]!.sha256);
    expect(bytes.ok && bytes.value.byteLength).toBe(documents[0]!.sizeBytes);
    const { rows } = await database.current.owner.pool.query(
      'select count(*)::int as n from documents where invoice_id = $1',
      [invoice.id],
    );
    expect(rows[0].n).toBe(1);
  });

  test('of an invoice that does not exist is refused', async () => {
    expect(await ensureInvoicePdf(world.current.outside, '00000000-0000-7000-8000-00000000abcd')).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    });
  });
});
