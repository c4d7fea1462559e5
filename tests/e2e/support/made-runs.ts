import { decimal } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { numberRunChunk, postRunChunk } from '#app/modules/billing-runs/commands/issue-run.server.ts';
import { decideVersion } from '#app/modules/contracts/commands/decide-version.server.ts';
import { proposeContract } from '#app/modules/contracts/commands/propose-version.server.ts';
import type { WantedLine } from '#app/modules/contracts/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { aProduct } from '#tests/support/contracts.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { aNewCustomer, done, type MadeCustomer } from './made-things.ts';

const A_WHILE_DAYS = 40;

/** Customers with a contact, who each owe 100.00 a year in advance since last month, and nothing else. In order of their making. */
export async function customersToBill(count: number, about: string): Promise<MadeCustomer[]> {
  const moment = momentIn('Europe/London');
  const { db, pool } = demoDatabase();
  const [clerk, manager] = [await aColleague(db, 'billing_clerk'), await aColleague(db, 'manager')];
  const from = startOfMonth(addDays(moment.today, -A_WHILE_DAYS));
  const productId = await aProduct({ db, pool } as never, `RENT-${process.pid}`, 'pcs');
  const made: MadeCustomer[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const customer = await aNewCustomer(about);
    await pool.query('insert into contacts (customer_id, name, email) values ($1, $2, $3)', [
      customer.customerId,
      'Accounts',
      customer.payer,
    ]);
    const wanted = { ...terms(from), lines: [rent(from, productId)] };
    const asked = { customerId: customer.customerId as CustomerId, wanted, reason: '' };
    const { contractId } = await done((tx) => proposeContract(tx, clerk, asked, moment));
    const decision = { contractId, versionNo: 1, decision: 'approve', note: '' } as const;
    await done((tx) => decideVersion(tx, manager, decision, moment));
    made.push(customer);
  }
  return made;
}

const terms = (from: PlainDate) => ({
  ...{ title: 'Silo rent', currency: currency('GBP'), poNumber: '', invoicePer: null, termsDays: null },
  ...{ startsOn: from, endsOn: null },
});

const rent = (from: PlainDate, productId: string): WantedLine => ({
  ...{ lineNo: null, productId, description: 'Silo rent', cycle: 'annual', anchorOn: from },
  ...{ startsOn: from, endsOn: null, timing: 'advance', charge: 'recurring', quantity: decimal('1'), siteId: null },
  ...{ poNumber: '', priceListId: null, deferred: false, taxCode: null, accountCode: null },
  prices: [{ validFromOn: from, validToOn: null, scheme: { kind: 'fixed', amount: decimal('100') } }],
});

/** Keeps whoever wants to bill this customer waiting, until the function it answers is called. */
export async function holdCustomer(customerId: string): Promise<() => Promise<void>> {
  const client = await demoDatabase().pool.connect();
  await client.query('begin');
  await client.query('select from customers where id = $1 for no key update', [customerId]);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

/** Issues the next draft of a run that is not for this customer, alone: what one worker does while another is held up. */
export async function issueNextDraft(runId: string, held: string): Promise<string> {
  const afterSeq = await oneValue<number>(
    `select min(seq_no) - 1 from run_drafts where run_id = $1 and state = 'ready' and customer_id <> $2`,
    [runId, held],
  );
  return done(async (tx) => {
    const { ready } = await postRunChunk(tx, { runId, afterSeq, size: 1 });
    return ok(await numberRunChunk(tx, { runId, ready }, momentIn('Europe/London')));
  });
}

/** Jobs that issue this run and have not ended. */
export const issuingJobs = (runId: string): Promise<number> =>
  oneValue<number>(
    `select count(*)::int from pgboss.job where name = 'issue-run' and data ->> 'runId' = $1 and state in ('created', 'retry', 'active')`,
    [runId],
  );
