import { sql } from 'kysely';
import { AssertionBroken } from '#app/kernel/assert.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import {
  addDays,
  addMonthsClamped,
  endOfMonth,
  type PlainDate,
  startOfMonth,
  weekday,
} from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser, type PortalUserInput } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { addStaffUser } from '#app/modules/auth/commands/add-staff-user.server.ts';
import { addContact } from '#app/modules/customers/commands/add-contact.server.ts';
import { createCustomers } from '#app/modules/customers/commands/create-customer.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import type { InvoiceInput } from '#app/modules/invoicing/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { PERIOD_KINDS } from '#app/modules/ledger/types.ts';
import { recordPayments } from '#app/modules/payments/commands/record-payments.server.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { type Db, openDb } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { closeJobs, enqueue, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { demoAdjustments } from './demo/adjustments.ts';
import { demoApprovals } from './demo/approvals.ts';
import { demoAutopay } from './demo/autopay.ts';
import { demoBankStatement } from './demo/bank-statement.ts';
import { demoInvoices } from './demo/billing.ts';
import { demoBillingRuns } from './demo/billing-runs.ts';
import { demoCheques } from './demo/cheques.ts';
import { demoCollections } from './demo/collections.ts';
import { setUpDemoCompany, TIME_ZONE } from './demo/company.ts';
import { demoCorrections } from './demo/corrections.ts';
import { type DemoCustomer, demoCustomers } from './demo/customers.ts';
import { demoDisputes } from './demo/disputes.ts';
import { keepDemoStatements } from './demo/kept-statements.ts';
import { demoPaymentPlans } from './demo/payment-plans.ts';
import { random } from './demo/random.ts';
import { type DemoPayment, demoPayments, type Issued } from './demo/settling.ts';
import { scheduleDemoStatements } from './demo/statement-schedules.ts';
import { demoTimeline } from './demo/timeline.ts';
import type { DemoSignIn } from './local-secrets.ts';

const CUSTOMERS = 60;
const MONTHS = 14;
const SEED = 2026;
/** So many months back from today are open; the ones before were closed month by month, a week after each ended. */
const MONTHS_OPEN = 4;
const MONTHS_CLOSED_APART = 3;
const CLOSED_AFTER_DAYS = 7;
const BOOKKEEPER = { ...SYSTEM, name: 'Ana Ruiz' };
/** The newest invoices go through the real mail, so that the inbox of the demo is not empty. */
const MAILED = 12;

type Placed = DemoCustomer & { id: CustomerId };

export type SeedDemo = {
  ownerUrl: string;
  staffUrl: string;
  signIns: readonly DemoSignIn[];
  /** False makes the company and its staff only, to be filled by hand or by an import. */
  history: boolean;
  log: (message: string) => void;
};

/**
 * Makes the demo company and its staff once and, where asked and nobody has opened a customer yet, its sixty customers
 * with fourteen months of invoices up to today and what was paid of them. All of it goes through the commands the screens
 * use, in one transaction: a start killed half-way begins again from nothing. Answers who may sign in to the portal.
 */
export async function seedDemo({
  ownerUrl,
  staffUrl,
  signIns,
  history,
  log,
}: SeedDemo): Promise<{ portalEmails: string[] }> {
  const owner = openDb({ url: ownerUrl, name: 'seed', statementTimeoutMs: 120_000 });
  await openJobs(staffUrl);
  try {
    const company = await owner.db.selectFrom('company').select('name').executeTakeFirst();
    const customer = await owner.db.selectFrom('customers').select('id').limit(1).executeTakeFirst();
    const isWanted = history && !customer;
    if (isWanted) log('Making the demo company…');
    await must(
      inTransaction(owner.db, async (tx) => {
        if (!company) await setUpStaff(tx, signIns);
        return isWanted ? makeHistory(tx) : ok();
      }),
    );
    if (isWanted) await demoBillingRuns(owner.db, momentIn(TIME_ZONE));
    if (isWanted) await keepDemoStatements(owner.db);
    if (isWanted) await scheduleDemoStatements(owner.db);
    if (isWanted) await demoAutopay(owner.db, { butOf: await firstCustomer(owner.db), log }, momentIn(TIME_ZONE));
    return { portalEmails: await portalEmails(owner.db) };
  } finally {
    await closeJobs();
    await owner.close();
  }
}

/** The one whose account stays as billed and paid. */
const firstCustomer = async (db: Db): Promise<string> =>
  (await db.selectFrom('customers').select('id').orderBy('number').limit(1).executeTakeFirstOrThrow()).id;

async function setUpStaff(tx: Tx, signIns: readonly DemoSignIn[]): Promise<void> {
  const moment = momentIn(TIME_ZONE);
  await setUpDemoCompany(tx, moment.today);
  for (const person of signIns) {
    const added = await must(addStaffUser(tx, SYSTEM, person, moment));
    await tx
      .updateTable('users')
      .set({ totp_secret: person.totpSecret, totp_confirmed_at: moment.now })
      .where('id', '=', added.userId)
      .execute();
  }
}

async function makeHistory(tx: Tx): Promise<Result<undefined, never>> {
  const moment = momentIn(TIME_ZONE);
  const draw = random(SEED);
  const placed = await placeCustomers(tx, demoCustomers(CUSTOMERS, draw), moment);
  const from = mondayBefore(addMonthsClamped(moment.today, -MONTHS));
  const byCustomer = placed.map((customer) => ({
    customer,
    invoices: demoInvoices(customer, from, moment.today, draw),
  }));
  const issued = await issueAll(
    tx,
    byCustomer.flatMap(({ invoices }) => invoices),
  );
  const payments = byCustomer.flatMap(({ customer, invoices }) =>
    demoPayments(
      customer,
      invoices.map((invoice) => issued.get(invoice)!),
      moment.today,
      draw,
    ),
  );
  await payAll(tx, payments);
  await closeOldMonths(tx, moment);
  await deliverAll(tx, placed, moment);
  await demoCorrections(tx, { butOf: placed[0]!.id }, moment);
  await demoApprovals(tx, placed, moment);
  await demoAdjustments(tx, { butOf: placed[0]!.id }, moment);
  await demoCheques(tx, { butOf: placed[0]!.id }, moment);
  await demoCollections(tx, { butOf: placed[0]!.id }, moment);
  await demoTimeline(tx, moment);
  await demoPaymentPlans(tx, { butOf: placed[0]!.id, baseCurrency: 'GBP' }, moment);
  await demoDisputes(tx, { butOf: placed[0]!.id }, moment);
  await demoBankStatement(tx, { butOf: placed[0]!.id }, moment);
  return ok();
}

/** The old months of the demo are closed, far enough back for everything that is tried today. */
async function closeOldMonths(tx: Tx, moment: Moment): Promise<void> {
  const last = addMonthsClamped(startOfMonth(moment.today), -MONTHS_OPEN);
  for (
    let monthOn = addMonthsClamped(last, 1 - MONTHS_CLOSED_APART);
    monthOn <= last;
    monthOn = addMonthsClamped(monthOn, 1)
  )
    for (const kind of PERIOD_KINDS) {
      const closedOn = noonOf(addDays(endOfMonth(monthOn), CLOSED_AFTER_DAYS));
      await must(closePeriod(tx, BOOKKEEPER, { kind, monthOn }, closedOn));
    }
}

const mondayBefore = (date: PlainDate): PlainDate => addDays(date, -((weekday(date) + 6) % 7));
const noonOf = (date: PlainDate): Moment => ({ now: new Date(`${date}T12:00:00Z`), today: date });

async function must<Value, Refusal>(result: Promise<Result<Value, Refusal>>): Promise<Value> {
  const answer = await result;
  if (answer.ok) return answer.value;
  throw new AssertionBroken(`the demo data was refused: ${JSON.stringify(answer.refusal)}`);
}

async function placeCustomers(tx: Tx, customers: readonly DemoCustomer[], moment: Moment): Promise<Placed[]> {
  const ids = await must(
    createCustomers(
      tx,
      SYSTEM,
      customers.map(({ products: _products, habit: _habit, contact: _contact, ...customer }) => ({
        ...customer,
        currency: currency(customer.currency),
      })),
    ),
  );
  const placed = customers.map((customer, index) => ({ ...customer, id: ids[index]! }));
  for (const { id, contact } of placed) {
    await must(
      addContact(tx, SYSTEM, {
        customerId: id,
        ...contact,
        phone: '',
        receivesInvoices: true,
        receivesStatements: true,
      }),
    );
    await must(addPortalUser(tx, SYSTEM, { customerId: id, ...contact, role: 'payer' }, moment));
  }
  // One colleague who may look and not pay, one who pays up to a limit, an owner, and a bookkeeper who acts for two customers.
  const grant = (customer: Placed, person: Omit<PortalUserInput, 'customerId'>) =>
    must(addPortalUser(tx, SYSTEM, { customerId: customer.id, ...person }, moment));
  await grant(placed[0]!, { email: 'viewer@lindenbrook.example', name: 'Ines Hall', role: 'viewer' });
  await grant(placed[0]!, { email: 'wendy.obi@lindenbrook.example', name: 'Wendy Obi', role: 'owner' });
  const limit = { minor: 50_000n, currency: currency('GBP') };
  await grant(placed[0]!, { email: 'zoe.park@lindenbrook.example', name: 'Zoe Park', role: 'payer', limit });
  for (const customer of placed.slice(4, 6))
    await grant(customer, { email: 'olga@bookkeepers.example', name: 'Olga Reyes', role: 'payer' });
  return placed;
}

/** Issues day by day, as it would have happened, so that numbers rise with dates. */
async function issueAll(tx: Tx, invoices: readonly InvoiceInput[]): Promise<Map<InvoiceInput, Issued>> {
  const issued = new Map<InvoiceInput, Issued>();
  for (const [day, ofDay] of byDay(invoices, (invoice) => invoice.documentOn)) {
    const done = await must(issueInvoices(tx, SYSTEM, { seriesCode: 'INV', invoices: ofDay }, noonOf(day)));
    for (const [index, invoice] of ofDay.entries())
      issued.set(invoice, { ...done[index]!, dueOn: invoice.dueOn, documentOn: invoice.documentOn });
  }
  return issued;
}

async function payAll(tx: Tx, payments: readonly DemoPayment[]): Promise<void> {
  for (const [day, ofDay] of byDay(payments, (payment) => payment.receivedOn)) {
    const recorded = await must(recordPayments(tx, SYSTEM, { payments: ofDay }, noonOf(day)));
    const applications = ofDay.flatMap((payment, index) =>
      payment.allocations.map((part) => ({
        customerId: payment.customerId,
        creditItemId: recorded[index]!.openItemId,
        debitItemId: part.itemId,
        amountMinor: part.amountMinor,
        effectiveOn: payment.receivedOn,
      })),
    );
    await must(applyItems(tx, SYSTEM, { applications }));
  }
}

function byDay<T>(rows: readonly T[], dayOf: (row: T) => PlainDate): [PlainDate, T[]][] {
  const days = new Map<PlainDate, T[]>();
  for (const row of rows) days.set(dayOf(row), [...(days.get(dayOf(row)) ?? []), row]);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Older invoices count as delivered long ago; one bounced; the newest dozen are mailed for real by the worker. */
async function deliverAll(tx: Tx, placed: readonly Placed[], moment: Moment): Promise<void> {
  const newest = await tx
    .selectFrom('invoices')
    .select(['id', 'customer_id'])
    .orderBy('series_no', 'desc')
    .limit(MAILED)
    .execute();
  const ids = newest.map((row) => row.id);
  await sql`insert into messages (send_key, customer_id, kind, invoice_id, to_address, subject, state, provider_ref, queued_at, changed_at)
    select 'invoice:' || i.id || ':' || c.email, i.customer_id, 'invoice', i.id, c.email, 'Invoice ' || i.number, 'delivered', 'demo-' || i.id, i.issued_at, i.issued_at
    from invoices i join contacts c on c.customer_id = i.customer_id and c.receives_invoices and c.removed_at is null
    where i.id <> all (${ids}::uuid[])`.execute(tx);
  await sql`update messages set state = 'bounced', state_reason = 'The mailbox is full.' where id = (
    select id from messages where customer_id = ${placed[9]!.id} order by queued_at desc limit 1)`.execute(tx);
  for (const id of ids) await enqueue(tx, 'produce-invoice', { invoiceId: id, deliver: 'yes' });
  await tx
    .insertInto('audit_records')
    .values({
      actor_kind: 'system',
      actor_name: SYSTEM.name,
      action: 'demo.made',
      subject_kind: 'company',
      subject_id: placed[0]!.id,
      recorded_at: moment.now,
    })
    .execute();
}

async function portalEmails(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('portal_memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .innerJoin('customers as c', 'c.id', 'm.customer_id')
    .select(['u.email'])
    .where((eb) =>
      eb.or([
        eb('c.number', 'in', ['C-20418', 'C-30077', 'C-40012', 'C-50023']),
        eb('u.email', '=', 'olga@bookkeepers.example'),
      ]),
    )
    .groupBy(['u.email'])
    .orderBy((eb) => eb.fn.min('c.number'))
    .orderBy('u.email')
    .execute();
  return rows.map((row) => row.email);
}
