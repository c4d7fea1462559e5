import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerId } from '#app/kernel/ids.ts';
import { addDays, dateInZone } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { setChoices } from '#app/modules/delivery/commands/set-choices.server.ts';
import { setSupplierPortal } from '#app/modules/delivery/commands/set-supplier-portal.server.ts';
import { takeStep } from '#app/modules/delivery/commands/take-step.server.ts';
import { withdrawDelivery } from '#app/modules/delivery/commands/withdraw-delivery.server.ts';
import { addressTasks, countTasks, findTask, openTasks } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { documentTimeline } from '#app/modules/delivery/queries/document-timeline.server.ts';
import { deliveriesOfInvoice } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Channel, DeliveryChoice } from '#app/modules/delivery/types.ts';
import { saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { changeAddressAndTask, sendAgainAfterFix } from '#app/workflows/change-contact-address.server.ts';
import { gatherDeliveries } from '#app/workflows/gather-deliveries.server.ts';
import { issueAndDeliver } from '#app/workflows/issue-and-deliver.server.ts';
import { makePrintBatch } from '#app/workflows/make-print-batch.server.ts';
import { orderDelivery } from '#app/workflows/order-delivery.server.ts';
import { agree, billed, runUpTo } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, issue, setUpCompany } from '#tests/support/people.ts';
import { endUndoSeconds } from '#tests/support/waiting-mails.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const inbox = (address: string) => world.current.mail.control.mails(address);

beforeAll(() => setUpCompany(database.current.owner.db));
beforeEach(() => world.current.mail.control.failures.clear());

let people = 0;
const newAddress = (about: string): string => {
  people += 1;
  return `${about}-${people}@customer.example`;
};
const BY_MAIL: DeliveryChoice = { channel: 'email', toRoles: [], attaches: true, gathers: 'each', einvoiceProfile: '' };

async function must<Value>(run: (tx: Tx) => Promise<{ ok: true; value: Value } | { ok: false; refusal: unknown }>) {
  const done = await inTransaction(db(), run);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value;
}

/** A customer who wants invoices this way, and one of them. */
async function anInvoiceBy(choice: Partial<DeliveryChoice>, email = newAddress('way')) {
  const customerId = await aCustomer(db(), { email });
  const chosen = [{ kind: 'invoice' as const, choice: { ...BY_MAIL, ...choice } }];
  await must((tx) => setChoices(tx, CLERK, { customerId, chosen }, nowInLondon()));
  return { customerId, email, invoice: await issue(db(), anInvoice(customerId, 20_000n)) };
}

const order = (customerId: string, invoiceId: string, once = 'issued', channel?: Channel) =>
  must(async (tx) =>
    ok(
      await orderDelivery(
        tx,
        CLERK,
        { customerId, documentKind: 'invoice', about: { invoiceId }, once, ...(channel ? { channel } : {}) },
        nowInLondon(),
      ),
    ),
  );
const step = (deliveryId: string, kind: Parameters<typeof takeStep>[2]['kind'], more: object = {}) =>
  inTransaction(db(), (tx) => takeStep(tx, CLERK, { deliveryId, kind, ...more }, nowInLondon()));
const kindsOf = async (invoiceId: string) =>
  (await documentTimeline(db(), { invoiceId })).map((entry) => entry.kind).reverse();

describe('to the customer’s supplier portal', () => {
  test('an invoice is not delivered until the reference is entered; a rejection opens the task again with its reason', async () => {
    const { customerId, email, invoice } = await anInvoiceBy({ channel: 'supplier_portal' });
    const portal = { name: 'Ariba of Northwind', address: 'https://supplier.northwind.example/', notes: '' };
    await must((tx) =>
      setSupplierPortal(
        tx,
        CLERK,
        { customerId, portal: { ...portal, requiredFields: ['PO'], format: 'pdf', loginOwnerId: null } },
        nowInLondon(),
      ),
    );
    const sending = (await order(customerId, invoice.id))!;
    await world.current.settle();
    expect(inbox(email)).toHaveLength(0);
    expect(await openTasks(db(), 'supplier_portal')).toMatchObject([
      { id: sending.deliveryId, number: invoice.number, state: 'waiting' },
    ]);

    expect(await step(sending.deliveryId, 'accepted')).toEqual({ ok: false, refusal: { code: 'step' } });
    await expect(step(sending.deliveryId, 'submitted', { reference: '  ' })).rejects.toThrow(
      'delivery_events_submitted_check',
    );
    expect((await findTask(db(), sending.deliveryId))?.state).toBe('waiting');

    expect(await step(sending.deliveryId, 'submitted', { reference: 'SUP-77' })).toMatchObject({ ok: true });
    expect((await findTask(db(), sending.deliveryId))?.state).toBe('submitted');
    expect(await step(sending.deliveryId, 'rejected', { reason: 'The PO is closed.' })).toMatchObject({ ok: true });
    expect(await findTask(db(), sending.deliveryId)).toMatchObject({ state: 'rejected', reason: 'The PO is closed.' });
    expect(await openTasks(db(), 'supplier_portal')).toHaveLength(1);

    await step(sending.deliveryId, 'submitted', { reference: 'SUP-78' });
    await step(sending.deliveryId, 'accepted');
    await step(sending.deliveryId, 'paid_on', { paidOn: '2026-12-24' });
    expect(await findTask(db(), sending.deliveryId)).toMatchObject({ state: 'delivered', reference: 'SUP-78' });
    expect(await openTasks(db(), 'supplier_portal')).toHaveLength(0);
    expect(await kindsOf(invoice.id)).toEqual(['ordered', 'submitted', 'rejected', 'submitted', 'accepted', 'paid_on']);
  });
});

describe('by hand and post', () => {
  test('an invoice is handed over to somebody at a time; a first try that failed stays on the list', async () => {
    const { customerId, invoice } = await anInvoiceBy({ channel: 'hand' });
    const { deliveryId } = (await order(customerId, invoice.id))!;
    await step(deliveryId, 'assigned', { person: 'Omar Driver' });
    await step(deliveryId, 'not_handed_over', { reason: 'The gate was shut.' });
    expect(await openTasks(db(), 'hand')).toMatchObject([
      { id: deliveryId, assignedName: 'Omar Driver', reason: 'The gate was shut.' },
    ]);
    // It was ordered yesterday, and what was carried then is noted the morning after.
    const yesterday = addDays(nowInLondon().today, -1);
    const ordered = new Date(nowInLondon().now.getTime() - 48 * 3_600_000);
    await database.current.owner.pool.query('update deliveries set ordered_at = $2 where id = $1', [
      deliveryId,
      ordered,
    ]);
    const evidence = { mediaType: 'image/png', sha256: 'b'.repeat(64), sizeBytes: 12, ending: '.png' };
    expect(
      await step(deliveryId, 'handed_over', {
        person: 'R. Shah',
        evidence,
        clock: { on: yesterday, time: '16:40', zone: 'Europe/London' },
      }),
    ).toMatchObject({ ok: true });
    const [newest] = await documentTimeline(db(), { invoiceId: invoice.id });
    // The hour of the hand-over is before the steps that were noted as they happened.
    const handed = (await documentTimeline(db(), { invoiceId: invoice.id })).find(
      (entry) => entry.kind === 'handed_over',
    );
    expect(newest).toBeDefined();
    expect(dateInZone(handed!.at, 'Europe/London')).toBe(yesterday);
    expect(handed).toMatchObject({ person: 'R. Shah', evidence: { fileName: 'evidence-bbbbbbbb.png' } });
    expect(await step(deliveryId, 'handed_over', { person: 'Twice' })).toEqual({
      ok: false,
      refusal: { code: 'step' },
    });
  });

  test('a time that has not come is refused, and nothing is noted', async () => {
    const { customerId, invoice } = await anInvoiceBy({ channel: 'hand' });
    const { deliveryId } = (await order(customerId, invoice.id))!;
    const yesterday = addDays(nowInLondon().today, -1);
    const early = { person: 'R. Shah', clock: { on: yesterday, time: '14:02', zone: 'Europe/London' } };
    expect(await step(deliveryId, 'handed_over', early)).toMatchObject({ refusal: { code: 'before-ordered' } });
    const late = { ...nowInLondon(), now: new Date(`${nowInLondon().today}T06:00:00Z`) };
    const taken = await inTransaction(db(), (tx) =>
      takeStep(
        tx,
        CLERK,
        { deliveryId, kind: 'handed_over', person: 'R. Shah', clock: { time: '14:02', zone: 'UTC' } },
        late,
      ),
    );
    expect(taken).toEqual({ ok: false, refusal: { code: 'not-yet' } });
    expect(await kindsOf(invoice.id)).toEqual(['ordered']);
  });

  test('papers are printed once in the order of their rounds, again as reprints, and then posted', async () => {
    const made = await Promise.all([anInvoiceBy({ channel: 'post' }), anInvoiceBy({ channel: 'post' })]);
    await db().insertInto('delivery_routes').values({ customer_id: made[1].customerId, route: 'A north' }).execute();
    const ids = [];
    for (const { customerId, invoice } of made) ids.push((await order(customerId, invoice.id))!.deliveryId);
    const print = (deliveryIds: string[]) =>
      makePrintBatch({ ...world.current.outside, db: db() }, CLERK, { channel: 'post', deliveryIds }, nowInLondon());
    expect(await step(ids[0]!, 'posted')).toEqual({ ok: false, refusal: { code: 'step' } });
    expect(await print(ids)).toMatchObject({ ok: true, value: { reprints: 0 } });
    expect(await print([ids[0]!])).toMatchObject({ ok: true, value: { reprints: 1 } });
    const items = await db()
      .selectFrom('print_batch_items')
      .select(['position', 'delivery_id', 'is_reprint'])
      .orderBy('batch_id')
      .orderBy('position')
      .execute();
    expect(items).toEqual([
      { position: 1, delivery_id: ids[1], is_reprint: false },
      { position: 2, delivery_id: ids[0], is_reprint: false },
      { position: 1, delivery_id: ids[0], is_reprint: true },
    ]);
    for (const id of ids) expect(await step(id, 'posted')).toMatchObject({ ok: true });
    expect(await print(ids)).toEqual({ ok: false, refusal: { code: 'moved' } });
    expect(await kindsOf(made[0].invoice.id)).toEqual(['ordered', 'printed', 'reprinted', 'posted']);
  });

  test('on the portal only, nothing is mailed and it counts as shown', async () => {
    const { customerId, email, invoice } = await anInvoiceBy({ channel: 'portal' });
    await order(customerId, invoice.id);
    await world.current.settle();
    expect(inbox(email)).toHaveLength(0);
    expect(await kindsOf(invoice.id)).toEqual(['ordered', 'shown']);
  });
});

describe('by e-mail', () => {
  test('to everyone with a role instead of those who are ticked, and with the link alone', async () => {
    const { customerId, email, invoice } = await anInvoiceBy({ toRoles: ['site'], attaches: false });
    const site = newAddress('site');
    await db()
      .insertInto('contacts')
      .values({ customer_id: customerId, name: 'Site', email: site, receives_invoices: false, roles: ['site'] })
      .execute();
    await order(customerId, invoice.id);
    await world.current.settle();
    expect(inbox(email)).toHaveLength(0);
    expect(inbox(site)).toMatchObject([{ attachments: [] }]);
    expect(inbox(site)[0]!.text).not.toContain('attached');
  });

  test('what was issued on a day comes in one mail with all its files and one link, once', async () => {
    const { customerId, email, invoice } = await anInvoiceBy({ gathers: 'day' });
    const second = await issue(db(), anInvoice(customerId, 5_000n));
    await order(customerId, invoice.id);
    await order(customerId, second.id);
    await world.current.settle();
    expect(inbox(email)).toHaveLength(0);
    await db()
      .updateTable('deliveries')
      .set({ not_before_at: new Date(Date.parse('2020-01-01T17:00:00Z')) })
      .where('customer_id', '=', customerId)
      .execute();
    await gatherDeliveries(world.current.outside);
    await gatherDeliveries(world.current.outside);
    await world.current.settle();
    const [mail] = inbox(email);
    expect(inbox(email)).toHaveLength(1);
    expect(mail!.subject).toBe('2 documents from Calder Test');
    expect(mail!.attachments.map((file) => file.filename)).toEqual([`${invoice.number}.pdf`, `${second.number}.pdf`]);
    expect(mail!.text).toContain(second.number);
    for (const one of [invoice, second]) {
      expect(await kindsOf(one.id)).toEqual(['ordered', 'sent', 'delivered']);
      expect(await deliveriesOfInvoice(db(), one.id)).toMatchObject([{ state: 'delivered' }]);
    }
  });

  test('what a billing run issued comes in one mail when the run has ended, and not at the end of the day', async () => {
    const email = newAddress('run');
    const customerId = await aCustomer(db(), { email });
    const chosen = [{ kind: 'invoice' as const, choice: { ...BY_MAIL, gathers: 'day' as const } }];
    await must((tx) => setChoices(tx, CLERK, { customerId, chosen }, nowInLondon()));
    const lines = ['FLY-ASH', 'BOTTOM-ASH'].map((product) => ({ product, description: product, quantity: '1' }));
    await agree(database.current.owner, customerId, lines, { startsOn: '2026-10-01' });
    await billed(db(), runUpTo('2026-10-31', { filter: { customerIds: [customerId] } }));
    const { rows } = await database.current.owner.pool.query<{ id: string }>(
      'select id from invoices where customer_id = $1 order by number',
      [customerId],
    );
    expect(rows).toHaveLength(2);
    const gathered = async () => {
      await gatherDeliveries(world.current.outside);
      await world.current.settle();
      return inbox(email).length;
    };
    await order(customerId, rows[0]!.id);
    expect(await gathered()).toBe(0);
    await order(customerId, rows[1]!.id);
    expect(await gathered()).toBe(1);
    expect(inbox(email)[0]!.attachments).toHaveLength(2);
    expect(await gathered()).toBe(1);
  });

  test('an invoice that was just issued can be taken back for ten seconds, and not after it left', async () => {
    const email = newAddress('undo');
    const customerId = await aCustomer(db(), { email });
    const issued = async () => {
      const draft = await must((tx) => saveDraft(tx, CLERK, { invoice: anInvoice(customerId, 3_000n) }, nowInLondon()));
      return must((tx) => issueAndDeliver(tx, CLERK, { draftId: draft.draftId }, nowInLondon()));
    };
    const wrong = await issued();
    const right = await issued();
    await world.current.settle();
    expect(inbox(email)).toHaveLength(0);
    const [sending] = await deliveriesOfInvoice(db(), wrong.id);
    expect(
      await inTransaction(db(), (tx) => withdrawDelivery(tx, CLERK, { deliveryId: sending!.id }, nowInLondon())),
    ).toMatchObject({ ok: true });
    await endUndoSeconds(database.current.owner);
    await world.current.settle();
    expect(inbox(email).map((mail) => mail.subject)).toEqual([expect.stringContaining(right.number)]);
    expect(await kindsOf(wrong.id)).toEqual(['ordered', 'withdrawn']);
    const [left] = await deliveriesOfInvoice(db(), right.id);
    expect(
      await inTransaction(db(), (tx) => withdrawDelivery(tx, CLERK, { deliveryId: left!.id }, nowInLondon())),
    ).toEqual({
      ok: false,
      refusal: { code: 'left-already' },
    });
  });

  test('50 invoices with one address that does not exist: one task, which closes when the address is changed and sends again once', async () => {
    const before = (await countTasks(db())).addresses;
    const good = [];
    for (let at = 0; at < 49; at += 1) good.push(await anInvoiceBy({}));
    const lost = await anInvoiceBy({}, 'bounced@customer.example');
    for (const { customerId, invoice } of [...good, lost]) await order(customerId, invoice.id);
    await world.current.settle();
    for (const { email } of good) expect(inbox(email)).toHaveLength(1);
    expect((await countTasks(db())).addresses).toBe(before + 1);
    const [task] = await addressTasks(db(), { customerId: lost.customerId });
    expect(task).toMatchObject({ address: lost.email, contactName: 'Accounts', reason: expect.stringMatching(/\w/) });
    const again = () => inTransaction(db(), (tx) => sendAgainAfterFix(tx, CLERK, { taskId: task!.id }, nowInLondon()));
    expect(await again()).toEqual({ ok: false, refusal: { code: 'nowhere' } });

    const mended = newAddress('mended');
    const fixing = { customerId: lost.customerId as CustomerId, contactId: task!.contactId as never, email: mended };
    expect(await must((tx) => changeAddressAndTask(tx, CLERK, fixing, nowInLondon()))).toEqual({ taskId: task!.id });
    expect((await countTasks(db())).addresses).toBe(before);
    expect(await again()).toMatchObject({ ok: true, value: { count: 1, to: mended } });
    expect(await again()).toEqual({ ok: false, refusal: { code: 'again' } });
    await world.current.settle();
    expect(inbox(mended)).toHaveLength(1);
    expect(await addressTasks(db(), { customerId: lost.customerId })).toEqual([]);
    // What the mail service tells may be quicker than our own note that it took the mail: "sent" is then left out.
    const told = (await kindsOf(lost.invoice.id)).filter((kind) => kind !== 'sent');
    expect(told).toEqual(['ordered', 'bounced', 'retried', 'delivered']);
    expect(await deliveriesOfInvoice(db(), lost.invoice.id)).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('as an e-invoice file', () => {
  test('it is attached in the customer’s format; what is missing for it is named instead', async () => {
    const { customerId, email, invoice } = await anInvoiceBy({ channel: 'einvoice', einvoiceProfile: 'ubl' });
    await order(customerId, invoice.id);
    await world.current.settle();
    const [sending] = await deliveriesOfInvoice(db(), invoice.id);
    const [newest] = await documentTimeline(db(), { invoiceId: invoice.id });
    expect(inbox(email)).toHaveLength(0);
    expect(sending).toMatchObject({ channel: 'einvoice', state: 'failed' });
    expect(newest).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/tax|number|country|reference|address/i),
    });
  });
});
