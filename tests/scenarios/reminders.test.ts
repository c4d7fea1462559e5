import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import { makePromise } from '#app/modules/collections/commands/make-promise.server.ts';
import { sayPaid } from '#app/modules/collections/commands/say-paid.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { checkPromises } from '#app/workflows/check-promises.server.ts';
import { holdTheReminder } from '#app/workflows/hold-reminder.server.ts';
import { receivePayment } from '#app/workflows/receive-payment.server.ts';
import { runReminders } from '#app/workflows/run-reminders.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { contested } from '#tests/support/disputes.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, issue, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const GBP = currency('GBP');
const DUE = plainDate('2026-11-01');
let people = 0;

beforeAll(() => setUpCompany(database.current.owner.db));
// Each test has its customer alone: what others still owe is not reminded of.
afterEach(async () => {
  moveClock(0);
  await database.current.owner.pool.query(`insert into customer_reminder_groups (customer_id, group_code, changed_by_name, changed_at)
    select id, 'none', 'test', now() from customers on conflict (customer_id) do update set group_code = 'none'`);
  await database.current.owner.pool.query('delete from reminder_runs');
});

/** London stands at UTC in November. */
const stand = (at: string) => moveClock(Date.parse(`${at}:00Z`) - Date.now());

async function owing(dues: readonly (readonly [PlainDate, bigint])[] = [[DUE, 30_000n]]) {
  people += 1;
  const email = `remind-${people}@customer.example`;
  const customerId = await aCustomer(db(), { email, name: `Reminded ${people}` });
  const invoices = [];
  for (const [dueOn, minor] of dues)
    invoices.push(await issue(db(), anInvoice(customerId, minor, { documentOn: plainDate('2026-10-02'), dueOn })));
  return { customerId, email, invoices };
}

/** The morning's run, then everything that is due by the clock. */
const morning = () => runReminders(world.current.outside);
async function workOff() {
  await database.current.owner.pool.query('update pgboss.job set start_after = now()');
  await world.current.settle();
}

const rows = async <Row extends object>(text: string, ...values: unknown[]) =>
  (await database.current.owner.pool.query<Row>(text, values)).rows;
const messagesOf = (customerId: string) =>
  rows<{ state: string; state_reason: string }>(
    `select state, state_reason from messages where customer_id = $1 and kind = 'reminder' order by id`,
    customerId,
  );
const remindersOf = (customerId: string) =>
  rows<{ id: string; tone: string; asked: string; on: string; state: string }>(
    `select id, tone, asked_minor::text as asked, reminded_on::text as on, state from reminders where customer_id = $1 order by reminded_on`,
    customerId,
  );
/** Oldest first. */
const mailTo = (email: string) => world.current.mail.control.mails(email).toReversed();

async function pays(customerId: string, amountMinor: bigint, on: string) {
  const payment = {
    ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor, receivedOn: plainDate(on) },
    ...{ reference: '', payerName: '', note: '', acceptSuspicion: true },
  };
  const got = await inTransaction(db(), (tx) =>
    receivePayment(tx, CLERK, { payment, apply: { kind: 'oldest-first' }, sendReceipt: false }, nowInLondon()),
  );
  if (!got.ok) throw new Error(JSON.stringify(got.refusal));
}

async function promises(customerId: string, amountMinor: bigint, promisedOn: string) {
  const wanted = {
    customerId,
    currency: 'GBP',
    amountMinor,
    promisedOn: plainDate(promisedOn),
    source: 'phone' as const,
  };
  const made = await inTransaction(db(), (tx) => makePromise(tx, CLERK, { ...wanted, note: '' }, nowInLondon()));
  if (!made.ok) throw new Error(made.refusal.code);
}

describe('a reminder due at nine', () => {
  test('leaves at nine: with its letter, and a link that opens exactly the invoices it names', async () => {
    const { customerId, email, invoices } = await owing([
      [DUE, 30_000n],
      [plainDate('2026-10-30'), 20_000n],
      [plainDate('2026-12-20'), 70_000n],
    ]);
    stand('2026-11-04T07:50');
    await morning();
    expect(await remindersOf(customerId)).toEqual([]);
    stand('2026-11-04T08:05');
    await morning();
    await morning();
    await workOff();
    expect(await messagesOf(customerId)).toMatchObject([{ state: 'queued' }]);
    stand('2026-11-04T09:01');
    await workOff();
    expect(await messagesOf(customerId)).toMatchObject([{ state: 'delivered' }]);
    const [mail] = mailTo(email);
    expect(mail?.subject).toBe('About your account with Calder Test');
    expect(mail?.text).toContain('We have not yet received £500.00, due since 30 Oct 2026.');
    expect(mail?.attachments).toMatchObject([{ filename: expect.stringMatching(/^reminder_.*\.pdf$/) }]);
    const token = /\/i\/([^/\s]+)\/pay\s/.exec(mail?.text ?? '')?.[1] ?? '';
    const link = await openScopedLink(db(), token, new Date());
    expect(link.ok && [...link.value.invoiceIds].sort()).toEqual([invoices[0]!.id, invoices[1]!.id].sort());
  });

  test('is paid at 08:59: it does not leave, and the log says why', async () => {
    const { customerId, email } = await owing();
    stand('2026-11-04T08:05');
    await morning();
    stand('2026-11-04T08:59');
    await pays(customerId, 30_000n, '2026-11-04');
    stand('2026-11-04T09:01');
    await workOff();
    expect(await messagesOf(customerId)).toEqual([
      { state: 'suppressed', state_reason: 'It was settled before the message left.' },
    ]);
    expect(mailTo(email)).toEqual([]);
  });

  test('is paid in part: it does not leave with a wrong sum, and the next morning asks for what is left', async () => {
    const { customerId, email } = await owing();
    stand('2026-11-04T08:05');
    await morning();
    await pays(customerId, 10_000n, '2026-11-04');
    stand('2026-11-04T09:01');
    await workOff();
    expect(await messagesOf(customerId)).toMatchObject([
      { state: 'suppressed', state_reason: expect.stringContaining('changed before the message left') },
    ]);
    stand('2026-11-05T09:10');
    await morning();
    await workOff();
    expect(mailTo(email)[0]?.text).toContain('£200.00');
    expect(await remindersOf(customerId)).toMatchObject([{ state: 'kept_back' }, { state: 'ordered', asked: '20000' }]);
  });

  test('is promised at half past eight: it waits for the promise, and goes out when that is broken', async () => {
    const { customerId, email } = await owing();
    stand('2026-11-04T08:05');
    await morning();
    stand('2026-11-04T08:30');
    await promises(customerId, 30_000n, '2026-11-06');
    stand('2026-11-04T09:01');
    await workOff();
    expect(await messagesOf(customerId)).toMatchObject([
      { state: 'suppressed', state_reason: expect.stringContaining('promised') },
    ]);
    for (const day of ['2026-11-05', '2026-11-06']) {
      stand(`${day}T09:01`);
      await morning();
    }
    expect(await remindersOf(customerId)).toHaveLength(1);
    stand('2026-11-09T09:01');
    await checkPromises(world.current.outside);
    await morning();
    await workOff();
    expect(mailTo(email)).toHaveLength(1);
  });

  test('is said to be paid, by the link of an earlier mail: it waits, somebody looks', async () => {
    const { customerId, invoices } = await owing();
    stand('2026-11-04T08:05');
    await morning();
    const payer = payerOf(customerId);
    const said = { customerId, invoiceId: invoices[0]!.id, amountMinor: 30_000n, reference: 'BACS 4711' };
    const saying = (paidOn: string) =>
      writeAsPortal(database.current.portal.db, payer.scope, (tx) =>
        sayPaid(tx, payer.actor, { ...said, paidOn: plainDate(paidOn) }, nowInLondon()),
      );
    expect((await saying('2026-11-03')).ok).toBe(true);
    expect(await saying('2026-11-03')).toEqual({ ok: false, refusal: { code: 'said-already' } });
    stand('2026-11-04T09:01');
    await workOff();
    expect(await messagesOf(customerId)).toMatchObject([
      { state: 'suppressed', state_reason: expect.stringContaining('says that it is paid') },
    ]);
    // Five days by the policy; the tenth is a Tuesday.
    stand('2026-11-09T09:01');
    await morning();
    expect(await remindersOf(customerId)).toHaveLength(1);
    stand('2026-11-10T09:01');
    await morning();
    expect(await remindersOf(customerId)).toHaveLength(2);
  });

  test('is held by a colleague: it is taken back with its reason', async () => {
    const { customerId } = await owing();
    stand('2026-11-04T08:05');
    await morning();
    const [reminder] = await remindersOf(customerId);
    const hold = { reminderId: reminder!.id, reason: 'Ana calls today' };
    expect((await inTransaction(db(), (tx) => holdTheReminder(tx, CLERK, hold, nowInLondon()))).ok).toBe(true);
    stand('2026-11-04T09:01');
    await workOff();
    expect(await messagesOf(customerId)).toMatchObject([{ state: 'suppressed' }]);
    expect(await remindersOf(customerId)).toMatchObject([{ state: 'held' }]);
    expect(await inTransaction(db(), (tx) => holdTheReminder(tx, CLERK, hold, nowInLondon()))).toMatchObject({
      refusal: { code: 'not-ordered' },
    });
  });
});

test('month by month: coming, friendly, firm, last, each once, none on a Sunday, and the disputed part never', async () => {
  const { customerId, email, invoices } = await owing([[plainDate('2026-11-06'), 30_000n]]);
  stand('2026-11-02T09:01');
  await contested(db(), { customerId, itemId: invoices[0]!.openItemId!, amountMinor: 4_000n }, nowInLondon());
  for (let day = 0; day < 40; day += 1) {
    moveClock(Date.parse('2026-11-02T09:01:00Z') + day * 86_400_000 - Date.now());
    await morning();
    await workOff();
  }
  expect(await remindersOf(customerId)).toMatchObject([
    { tone: 'coming', on: '2026-11-03', asked: '26000' },
    { tone: 'friendly', on: '2026-11-09', asked: '26000' },
    { tone: 'firm', on: '2026-11-20', asked: '26000' },
    // The 6th of December is a Sunday.
    { tone: 'last', on: '2026-12-07', asked: '26000' },
  ]);
  const mails = mailTo(email);
  expect(mails.map((mail) => mail.text?.includes('£260.00'))).toEqual([true, true, true, true]);
  expect(mails.some((mail) => mail.text?.includes('£300.00'))).toBe(false);
  expect(mails.at(-1)?.text).toContain('Mon 14 Dec 2026');
});
