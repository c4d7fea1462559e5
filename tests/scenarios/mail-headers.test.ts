import { beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { getMessage } from '#app/modules/delivery/queries/get-message.server.ts';
import { MESSAGE_KINDS, type MessageKind } from '#app/modules/delivery/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { isMailbox } from '#app/platform/mail/mail-address.ts';
import { gatherDeliveries } from '#app/workflows/gather-deliveries.server.ts';
import { orderDelivery } from '#app/workflows/order-delivery.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';

/** A name that would begin headers and an address of its own, if it could. */
const NASTY = 'Ash\r\nBcc: victim@elsewhere.example\n\nHello "x" <evil@elsewhere.example>,\u2028Subject: y';
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
});

/** What every mail must be, whatever was in the names: one sender, one reader, one line of subject, nothing added. */
function expectClean(to: string): void {
  const mails = world.current.mail.control.mails(to);
  expect(mails.length).toBeGreaterThan(0);
  for (const mail of mails) {
    expect(isMailbox(mail.from), mail.from).toBe(true);
    expect(mail.to).toEqual([to]);
    expect([...mail.cc, ...mail.bcc]).toEqual([]);
    expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    for (const [name, value] of Object.entries(mail.headers)) {
      expect(name).toMatch(/^List-Unsubscribe(-Post)?$/);
      expect(value).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }
  }
  expect(world.current.mail.control.mails('victim@elsewhere.example')).toEqual([]);
  expect(world.current.mail.control.mails('evil@elsewhere.example')).toEqual([]);
}

async function nastyCustomer(email: string): Promise<string> {
  const customerId = await aCustomer(db(), { name: NASTY, email });
  await db().updateTable('contacts').set({ name: NASTY }).where('customer_id', '=', customerId).execute();
  return customerId;
}

const order = (customerId: string, invoiceId: string) =>
  inTransaction(db(), async (tx) =>
    ok(
      await orderDelivery(
        tx,
        SYSTEM,
        { customerId, documentKind: 'invoice', about: { invoiceId }, once: 'issued' },
        nowInLondon(),
      ),
    ),
  );

describe('names and titles that hold line breaks and addresses', () => {
  test('make no header of an invoice’s mail', async () => {
    const email = 'nasty-one@customer.example';
    const customerId = await nastyCustomer(email);
    const invoice = await issue(db(), anInvoice(customerId, 100n, { title: NASTY, poNumber: 'PO\r\nX: y' }));
    await order(customerId, invoice.id);
    await world.current.settle();
    expectClean(email);
  });

  test('make no header of a gathered mail', async () => {
    const email = 'nasty-day@customer.example';
    const customerId = await nastyCustomer(email);
    await db()
      .insertInto('delivery_choices')
      .values({
        customer_id: customerId,
        document_kind: 'invoice',
        channel: 'email',
        gathers: 'day',
        changed_at: new Date(),
      })
      .execute();
    for (let at = 0; at < 2; at += 1)
      await order(customerId, (await issue(db(), anInvoice(customerId, 100n, { title: NASTY }))).id);
    await db()
      .updateTable('deliveries')
      .set({ not_before_at: new Date(0) })
      .where('customer_id', '=', customerId)
      .execute();
    await gatherDeliveries(world.current.outside);
    await world.current.settle();
    expectClean(email);
  });
});

/** Ids of nothing. */
const NOBODY = '00000000-0000-7000-8000-00000000abcd';
const NOTHING = {
  ...{ attemptId: NOBODY, refundId: NOBODY, instrumentId: NOBODY, signInLinkId: NOBODY },
  ...{ documentId: NOBODY, packId: NOBODY, handoverId: NOBODY },
};

describe('an address that is more than one', () => {
  const addresses = [
    'a@b.example\r\nBcc: victim@elsewhere.example',
    'a@b.example, victim@elsewhere.example',
    'x <victim@elsewhere.example>',
  ];
  test.each(MESSAGE_KINDS)('reaches nobody by a mail of the kind %s', async (kind: MessageKind) => {
    for (const toAddress of addresses) {
      const customerId = await nastyCustomer(`fine-${kind}@customer.example`).catch(() => null);
      const queued = await inTransaction(db(), async (tx) =>
        ok(
          await queueMessage(
            tx,
            { kind, customerId, toAddress, sendKey: `${kind}:${toAddress}`, details: NOTHING },
            nowInLondon(),
          ),
        ),
      );
      await world.current.settle();
      const messageId = queued.ok ? queued.value?.messageId : undefined;
      expect((await getMessage(db(), messageId ?? ''))?.state).toMatch(/^(suppressed|failed)$/);
    }
    expect(world.current.mail.control.mails('victim@elsewhere.example')).toEqual([]);
    expect(world.current.mail.control.mails('a@b.example')).toEqual([]);
  });
});
