import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { optIn, optOut } from '#app/modules/delivery/commands/opt-out.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { setContactRules } from '#app/modules/delivery/commands/set-contact-rules.server.ts';
import { documentTimeline } from '#app/modules/delivery/queries/document-timeline.server.ts';
import { getMessage } from '#app/modules/delivery/queries/get-message.server.ts';
import type { ContactRules, MessageKind } from '#app/modules/delivery/types.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { orderDelivery } from '#app/workflows/order-delivery.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { contested } from '#tests/support/disputes.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, issue, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const ALWAYS: ContactRules = { quietUntil: 0, quietFrom: 24, restDays: false, capCount: 3, capDays: 7 };
/** What a reminder says that nothing stopped: the words themselves come later. */
const LET_THROUGH = 'The reminder does not exist.';

let people = 0;

async function owing() {
  people += 1;
  const email = `gate-${people}@customer.example`;
  const customerId = await aCustomer(db(), { email });
  return { customerId, email, invoice: await issue(db(), anInvoice(customerId, 10_000n)) };
}
type Owing = Awaited<ReturnType<typeof owing>>;

const rules = (chosen: ContactRules) => inTransaction(db(), (tx) => setContactRules(tx, CLERK, chosen, nowInLondon()));

async function sent(to: Owing, kind: MessageKind = 'reminder') {
  const { customerId, email, invoice } = to;
  const message = {
    kind,
    customerId,
    invoiceId: invoice.id,
    toAddress: email,
    sendKey: `${kind}:${crypto.randomUUID()}`,
  };
  const queued = await inTransaction(db(), async (tx) => ok(await queueMessage(tx, message, nowInLondon())));
  if (!queued.ok || !queued.value) throw new Error('not queued');
  await world.current.settle();
  return (await getMessage(db(), queued.value.messageId))!;
}

async function hold(to: Owing, kind: 'disputed' | 'in_flight' | 'legal', amountMinor: bigint) {
  const { customerId, invoice } = to;
  if (kind === 'disputed') {
    await contested(db(), { customerId, itemId: invoice.openItemId, amountMinor }, nowInLondon());
    return;
  }
  const one = {
    customerId,
    itemId: invoice.openItemId,
    amountMinor,
    reason: 'asked',
    kind,
    effectiveOn: plainDate('2026-04-06'),
  };
  const held = await inTransaction(db(), (tx) => placeHolds(tx, CLERK, { holds: [one] }));
  if (!held.ok) throw new Error(JSON.stringify(held.refusal));
}

beforeAll(() => setUpCompany(database.current.owner.db));
beforeEach(() => rules(ALWAYS));

describe('a reminder', () => {
  test('goes through when nothing stands in its way', async () => {
    expect(await sent(await owing())).toMatchObject({ stateReason: LET_THROUGH });
  });

  test('is kept back when the invoice is settled by the time it leaves, and an invoice’s own mail is not', async () => {
    const to = await owing();
    const payment = await receive(db(), to.customerId, 10_000n);
    const allocations = [{ itemId: to.invoice.openItemId, amountMinor: 10_000n }];
    const how = { kind: 'chosen' as const, allocations };
    const paid = { creditItemId: payment.openItemId, how, effectiveOn: plainDate('2026-04-06') };
    expect((await inTransaction(db(), (tx) => applyPayment(tx, CLERK, paid))).ok).toBe(true);
    expect(await sent(to)).toMatchObject({ state: 'suppressed', stateReason: expect.stringContaining('settled') });
    expect(await sent(to, 'invoice')).toMatchObject({ state: 'delivered' });
  });

  test.each([
    ['disputed', 10_000n, 'disputed'],
    ['legal', 1n, 'lawyers'],
    ['in_flight', 10_000n, 'under way'],
  ] as const)('is kept back while all of it is %s', async (kind, amountMinor, words) => {
    const to = await owing();
    await hold(to, kind, amountMinor);
    expect(await sent(to)).toMatchObject({ state: 'suppressed', stateReason: expect.stringContaining(words) });
    expect(await sent(to, 'invoice')).toMatchObject({ state: 'delivered' });
  });

  test('goes through for what is left beside a disputed part', async () => {
    const to = await owing();
    await hold(to, 'disputed', 4_000n);
    expect(await sent(to)).toMatchObject({ stateReason: LET_THROUGH });
  });

  test('is kept back after as many as are allowed in a week', async () => {
    const to = await owing();
    await db()
      .insertInto('messages')
      .values(
        [1, 2, 3].map((n) => ({
          ...{ send_key: `cap:${people}:${n}`, kind: 'reminder', customer_id: to.customerId, to_address: to.email },
          ...{ state: 'delivered', provider_ref: `p-${people}-${n}`, queued_at: new Date(), changed_at: new Date() },
        })),
      )
      .execute();
    expect(await sent(to)).toMatchObject({
      state: 'suppressed',
      stateReason: expect.stringContaining('3 times in 7 days'),
    });
    await rules({ ...ALWAYS, capCount: 4 });
    expect(await sent(to)).toMatchObject({ stateReason: LET_THROUGH });
  });

  test('waits for the hours in which customers are reminded, and says so on the timeline', async () => {
    const to = await owing();
    const hour = Number(
      new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' }).format(
        new Date(),
      ),
    );
    // An hour of the day that is not this one.
    await rules({ ...ALWAYS, ...(hour < 12 ? { quietUntil: 22, quietFrom: 23 } : { quietUntil: 1, quietFrom: 2 }) });
    const { customerId, invoice } = to;
    const order = { customerId, documentKind: 'reminder' as const, about: { invoiceId: invoice.id }, once: 'first' };
    await inTransaction(db(), async (tx) => ok(await orderDelivery(tx, CLERK, order, nowInLondon())));
    await world.current.settle();
    const waiting = (await documentTimeline(db(), { invoiceId: invoice.id })).map((entry) => entry.kind);
    expect(waiting).toEqual(['held', 'ordered']);
    const [message] = await db()
      .selectFrom('messages')
      .select(['state', 'not_before_at'])
      .where('customer_id', '=', customerId)
      .execute();
    expect(message).toMatchObject({ state: 'queued' });
    expect(message!.not_before_at!.getTime()).toBeGreaterThan(Date.now());
    // Its hour comes, and it is asked again.
    await rules(ALWAYS);
    await database.current.owner.pool.query(`update messages set not_before_at = null where customer_id = $1`, [
      customerId,
    ]);
    await database.current.owner.pool.query(`update pgboss.job set start_after = now() where name = 'send-message'`);
    await world.current.settle();
    expect((await documentTimeline(db(), { invoiceId: invoice.id })).map((entry) => entry.kind)).toEqual([
      'suppressed',
      'held',
      'ordered',
    ]);
  });
});

describe('what can be declined', () => {
  test('is only what is optional: a statement, never an invoice or a reminder', async () => {
    const to = await owing();
    const decline = (messageKind: MessageKind) => ({
      ...{ customerId: to.customerId, address: to.email, messageKind, how: 'staff' as const },
    });
    for (const kind of ['invoice', 'reminder', 'receipt', 'sign_in'] as const)
      expect(await inTransaction(db(), (tx) => optOut(tx, CLERK, decline(kind), nowInLondon()))).toMatchObject({
        refusal: { code: 'not-optional' },
      });
    expect(await inTransaction(db(), (tx) => optOut(tx, CLERK, decline('statement'), nowInLondon()))).toMatchObject({
      value: { isNew: true },
    });
    expect(await sent(to, 'statement')).toMatchObject({
      state: 'suppressed',
      stateReason: expect.stringContaining('does not want'),
    });
    expect(await sent(to, 'invoice')).toMatchObject({ state: 'delivered' });
    await inTransaction(db(), (tx) => optIn(tx, CLERK, decline('statement'), nowInLondon()));
    expect((await sent(to, 'statement')).stateReason).not.toContain('does not want');
  });
});
