import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createJobHandlers } from '#app/workflows/job-handlers.server.ts';
import { orderDelivery } from '#app/workflows/order-delivery.server.ts';
import type { Outside } from '#app/workflows/outside.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, setUpCompany } from '#tests/support/people.ts';
import { type JobRunner, startJobRunner } from '#tests/support/run-jobs.ts';
import { runSeed } from '#tests/support/run-seed.ts';

/** 100 intended sendings in the suite, 2,000 at full counts, in batches that each meet their own faults. */
const SENDINGS = process.env.TALLYSTICK_LONG ? 2_000 : 100;
const BATCH = 50;
const ROUNDS_MAX = 40;

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const random = mulberry32(runSeed() + 1_117);
const chance = (share: number): boolean => random() < share;
const died = { times: 0 };
const runner = {} as { current: JobRunner };

/** The seeded generator used for what is not a property of fast-check's own. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a worker leaves behind when it is killed at this point: everything committed before, and nothing after. */
function mayDie(where: string): void {
  if (!chance(0.06)) return;
  died.times += 1;
  throw new Error(`killed ${where}`);
}

/** The same worker, which may be killed before the hand-over, after it, and after the fate was noted. */
function mortalHandlers(outside: Outside) {
  const mortal: Outside = {
    ...outside,
    mail: {
      ...outside.mail,
      async send(mail) {
        mayDie('before the hand-over');
        const answer = await outside.mail.send(mail);
        mayDie('after the hand-over, before its fate was noted');
        return answer;
      },
    },
  };
  const handlers = createJobHandlers(() => mortal);
  return {
    ...handlers,
    async 'send-message'(data: unknown) {
      mayDie('before anything was read');
      await handlers['send-message'](data);
      mayDie('after the fate was noted, before the job was done');
    },
  };
}

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  runner.current = await startJobRunner(database.current, mortalHandlers(world.current.outside));
});
afterAll(() => runner.current.close());

/** Invoices of one customer with two addresses, each ordered twice by two at once. */
async function intended(count: number): Promise<string[]> {
  const at = `${runSeed()}-${died.times}-${Math.floor(random() * 1e9)}`;
  const customerId = await aCustomer(db(), { email: `first-${at}@customer.example` });
  await db()
    .insertInto('contacts')
    .values({ customer_id: customerId, name: 'Second', email: `second-${at}@customer.example` })
    .execute();
  // The link alone: what is tested is the hand-over, and files have tests of their own.
  await db()
    .insertInto('delivery_choices')
    .values({
      customer_id: customerId,
      document_kind: 'invoice',
      channel: 'email',
      attaches: false,
      changed_at: new Date(),
    })
    .execute();
  const issued = await inTransaction(db(), (tx) =>
    issueInvoices(
      tx,
      CLERK,
      { seriesCode: 'INV', invoices: Array.from({ length: count }, () => anInvoice(customerId, 100n)) },
      nowInLondon(),
    ),
  );
  if (!issued.ok) throw new Error(JSON.stringify(issued.refusal));
  const order = (invoiceId: string) =>
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
  for (const { id } of issued.value) await Promise.all([order(id), order(id)]);
  return issued.value.map(({ id }) => id);
}

const MODES = ['rate-limit', 'server-error', 'accept-then-drop', 'accept-then-drop', 'server-error'] as const;

/** Faults of the mail service for the next requests, in a random order; few of those that cost a whole timeout. */
function plantFaults(): void {
  const { failures, webhooks } = world.current.mail.control;
  for (let at = 0; at < BATCH / 2; at += 1) failures.failNext(MODES[Math.floor(random() * MODES.length)]!, 1);
  failures.failNext('hang', 2);
  webhooks.duplicateNext(5);
  webhooks.dropNext(Math.floor(random() * 20));
}

/** Works until nothing waits any more: retries, and what gave up is found by the sweep. */
async function workOff(): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    await runner.current.run();
    await world.current.mail.control.webhooks.idle();
    const { n } = await db()
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('state', '=', 'queued')
      .executeTakeFirstOrThrow();
    if (Number(n) === 0) return;
    // Two hours later: jobs that used up their tries are ordered again.
    await sql`update messages set changed_at = changed_at - interval '2 hours' where state = 'queued'`.execute(db());
    await sweepPayments(world.current.outside);
  }
  throw new Error('messages wait for ever');
}

test('every intended sending reaches each of its addresses once, whatever the mail service and the kills do', {
  timeout: timeAllowed(240_000),
}, async () => {
  const long = longRun('mail-faults', 'sendings', SENDINGS);
  const invoiceIds: string[] = [];
  for (let sent = 0; sent < SENDINGS; sent += BATCH) {
    plantFaults();
    invoiceIds.push(...(await intended(BATCH)));
    await workOff();
    long.done(BATCH);
  }
  const messages = await db()
    .selectFrom('messages as m')
    .innerJoin('delivery_messages as l', 'l.message_id', 'm.id')
    .innerJoin('deliveries as d', 'd.id', 'l.delivery_id')
    .select(['m.id', 'm.state', 'm.to_address', 'd.invoice_id', 'd.state as delivery'])
    .execute();
  const arrived = world.current.mail.control
    .mails()
    .map((mail) => mail.tags.find((tag) => tag.name === 'message')?.value);
  expect(messages).toHaveLength(SENDINGS * 2);
  expect(new Set(messages.map((message) => message.invoice_id))).toEqual(new Set(invoiceIds));
  // None lost, none doubled: the inbox holds exactly the messages, each once.
  expect([...arrived].sort()).toEqual(messages.map((message) => message.id).sort());
  expect(messages.filter(({ state }) => state !== 'sent' && state !== 'delivered')).toEqual([]);
  // As far as the furthest of its two mails; which of the service's words got lost is chance.
  expect(messages.filter(({ delivery }) => delivery !== 'sent' && delivery !== 'delivered')).toEqual([]);
  expect(died.times).toBeGreaterThan(SENDINGS / 20);
  long.finish({ mails: arrived.length, kills: died.times });
});
