import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { getDraft } from '#app/modules/invoicing/queries/get-draft.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { creditAndRebill } from '#app/workflows/cancel-and-rebill.server.ts';
import { releaseRevenue } from '#app/workflows/release-revenue.server.ts';
import { agree, billed, runUpTo } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import {
  billedOn,
  creditOn,
  creditsWithoutLimit,
  inAdvance,
  onAccount,
  releasedThrough,
  releasesOf,
  YEAR,
} from '#tests/support/deferring.ts';
import { aCustomer, aUser, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { close } from '#tests/support/periods.ts';
import { takeIn } from '#tests/support/usage.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
let customerId: string;
let controller: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db(), { name: 'Ashfield Works' });
  await creditsWithoutLimit(database.current.owner.db);
  const id = await aUser(db(), { email: 'controller@calder.example', role: 'manager' });
  controller = { kind: 'staff', id, name: 'Controller', requestId: 'test', role: 'manager' };
});

const left = async (invoiceId: string, asOf?: string) => -(await onAccount(db(), invoiceId, '2400', asOf)).minor;
const earned = async (invoiceId: string, asOf?: string) => -(await onAccount(db(), invoiceId, '4040', asOf)).minor;

describe('a year of service billed in advance at 12,000.00', () => {
  let invoiceId: string;

  it('is owed at once and earned not at all: 1100 debit, 2400 credit', async () => {
    invoiceId = (await issue(db(), billedOn(customerId, '2026-01-01', [inAdvance('12000', YEAR)]))).id;
    expect((await onAccount(db(), invoiceId, '1100')).minor).toBe(1_200_000n);
    expect([await left(invoiceId), await earned(invoiceId)]).toEqual([1_200_000n, 0n]);
  });

  it('earns 1,000.00 a month out of 2400, each at the end of its month', async () => {
    expect(await releasedThrough(db(), '2026-01-30')).toEqual({ releases: 0, lines: 0 });
    await releasedThrough(db(), '2026-01-31');
    await releasedThrough(db(), '2026-06-30');
    expect(await releasesOf(db(), invoiceId)).toEqual([
      ['2026-01', 100_000n, '2026-01-31'],
      ['2026-02', 100_000n, '2026-02-28'],
      ['2026-03', 100_000n, '2026-03-31'],
      ['2026-04', 100_000n, '2026-04-30'],
      ['2026-05', 100_000n, '2026-05-31'],
      ['2026-06', 100_000n, '2026-06-30'],
    ]);
    expect(await left(invoiceId, '2026-03-31')).toBe(900_000n);
  });

  it('earns nothing twice when the work is done again', async () => {
    expect(await releasedThrough(db(), '2026-06-30')).toEqual({ releases: 0, lines: 0 });
  });

  it('credited after month 6 for what is not served yet: 2400 debit 6,000.00, revenue untouched, nothing earned later', async () => {
    const lines = [{ lineNo: 1, netMinor: 600_000n }];
    const note = await creditOn(db(), controller, invoiceId, '2026-07-01', { choice: { kind: 'lines', lines } });
    if (!note.ok) throw new Error(note.refusal.code);
    expect(note.value.plan.amounts.postings).toEqual([{ account: '2400', amountMinor: 600_000n, baseMinor: 600_000n }]);
    expect([await left(invoiceId), await earned(invoiceId)]).toEqual([0n, 600_000n]);
    expect(await releasedThrough(db(), '2027-03-31')).toEqual({ releases: 0, lines: 0 });
  });

  it('and credited in full later: the rest comes out of the revenue that was earned', async () => {
    const note = await creditOn(db(), controller, invoiceId, '2026-07-02');
    if (!note.ok) throw new Error(note.refusal.code);
    expect(note.value.plan.amounts.postings).toEqual([{ account: '4040', amountMinor: 600_000n, baseMinor: 600_000n }]);
    expect([await left(invoiceId), await earned(invoiceId)]).toEqual([0n, 0n]);
  });
});

describe('what a credit takes first', () => {
  it('credited whole after month 6: 6,000.00 out of 2400 and 6,000.00 out of revenue', async () => {
    const { id } = await issue(
      db(),
      billedOn(customerId, '2026-01-01', [inAdvance('12000', YEAR, { taxCode: 'S20' })]),
    );
    const note = await creditOn(db(), controller, id, '2026-06-30');
    if (!note.ok) throw new Error(note.refusal.code);
    const by = Object.fromEntries(note.value.plan.amounts.postings.map((one) => [one.account, one.amountMinor]));
    expect(by).toEqual({ '2400': 600_000n, '4040': 600_000n, '2200': 240_000n });
  });

  it('months that ended by then and were not released yet are earned first', async () => {
    const { id } = await issue(db(), billedOn(customerId, '2026-01-01', [inAdvance('12000', YEAR)]));
    const lines = [{ lineNo: 1, netMinor: 300_000n }];
    expect((await creditOn(db(), controller, id, '2026-07-15', { choice: { kind: 'lines', lines } })).ok).toBe(true);
    expect((await releasesOf(db(), id)).map(([, minor]) => minor)).toEqual(Array(6).fill(100_000n));
    expect(await left(id)).toBe(300_000n);
  });

  it('a part of what is left lowers every month that remains alike', async () => {
    const { id } = await issue(db(), billedOn(customerId, '2026-01-01', [inAdvance('12000', YEAR)]));
    const lines = [{ lineNo: 1, netMinor: 300_000n }];
    await creditOn(db(), controller, id, '2026-06-30', { choice: { kind: 'lines', lines } });
    await releasedThrough(db(), '2026-12-31');
    const months = await releasesOf(db(), id);
    expect(months.slice(6).map(([, minor]) => minor)).toEqual(Array(6).fill(50_000n));
    expect([await left(id), await earned(id)]).toEqual([0n, 900_000n]);
  });

  it('a line that is not deferred is credited out of revenue as ever, beside one that is', async () => {
    const now = { deferFromOn: undefined, deferToOn: undefined, accountCode: '4010' };
    const lines = [inAdvance('1200', YEAR), inAdvance('300', YEAR, now)];
    const { id } = await issue(db(), billedOn(customerId, '2026-01-01', lines));
    expect([await left(id), -(await onAccount(db(), id, '4010')).minor]).toEqual([120_000n, 30_000n]);
    const choice = { kind: 'lines' as const, lines: [{ lineNo: 2 }] };
    expect((await creditOn(db(), controller, id, '2026-01-02', { choice })).ok).toBe(true);
    expect([await left(id), -(await onAccount(db(), id, '4010')).minor]).toEqual([120_000n, 0n]);
  });

  it('a discount for the same year is deferred and earned with its line', async () => {
    const lines = [inAdvance('12000', YEAR), inAdvance('-1200', YEAR, { description: 'Loyal customer' })];
    const { id } = await issue(db(), billedOn(customerId, '2026-01-01', lines));
    expect(await left(id)).toBe(1_080_000n);
    await releasedThrough(db(), '2026-03-31');
    expect([await left(id), await earned(id)]).toEqual([810_000n, 270_000n]);
    expect((await creditOn(db(), controller, id, '2026-04-01')).ok).toBe(true);
    expect([await left(id), await earned(id)]).toEqual([0n, 0n]);
  });

  it('a debit note for the rest of the year is earned from its day on, and credited like an invoice', async () => {
    const input = {
      ...billedOn(customerId, '2026-07-01', [inAdvance('600', ['2026-07-01', '2026-12-31'])]),
      ...{ reasonCode: 'other', correctsId: null },
    };
    const noted = await inTransaction(db(), (tx) => issueDebitNote(tx, controller, input, on('2026-07-01')));
    if (!noted.ok) throw new Error(JSON.stringify(noted.refusal));
    const { id } = noted.value;
    expect([await left(id), await earned(id)]).toEqual([60_000n, 0n]);
    await releasedThrough(db(), '2026-08-31');
    expect(await releasesOf(db(), id)).toEqual([
      ['2026-07', 10_000n, '2026-07-31'],
      ['2026-08', 10_000n, '2026-08-31'],
    ]);
    const half = { choice: { kind: 'amount' as const, grossMinor: 20_000n } };
    expect(await creditOn(db(), controller, id, '2026-09-01', half)).toMatchObject({ ok: true });
    expect(await left(id)).toBe(20_000n);
    await releasedThrough(db(), '2026-12-31');
    expect([await left(id), await earned(id)]).toEqual([0n, 40_000n]);
  });

  it('cancelled and billed again: the draft is earned over the same days', async () => {
    const { id } = await issue(db(), billedOn(customerId, '2026-01-01', [inAdvance('12000', YEAR)]));
    const input = {
      ...{ invoiceId: id, choice: { kind: 'whole' as const }, reasonCode: 'cancellation', note: '' },
      ...{ documentOn: plainDate('2026-02-10'), apply: { kind: 'corrected-first' as const } },
    };
    const done = await inTransaction(db(), (tx) =>
      creditAndRebill(tx, controller, { input, rebill: { customerId: null } }, on('2026-02-10')),
    );
    if (!done.ok) throw new Error(done.refusal.code);
    expect([await left(id), await earned(id)]).toEqual([0n, 0n]);
    const draft = await getDraft(db(), done.value.draftId!);
    expect(draft?.invoice.lines[0]).toMatchObject({ deferFromOn: '2026-01-01', deferToOn: '2026-12-31' });
  });
});

describe('days that are not whole months, and days that have passed', () => {
  it('a year from the 17th: 15 of 31 days in January, 16 of 31 a year later', async () => {
    const { id } = await issue(
      db(),
      billedOn(customerId, '2026-01-17', [inAdvance('12000', ['2026-01-17', '2027-01-16'])]),
    );
    await releasedThrough(db(), '2027-01-31');
    const months = await releasesOf(db(), id);
    expect(months.map(([, minor]) => minor)).toEqual([48_387n, ...Array(11).fill(100_000n), 51_613n]);
    expect(await left(id)).toBe(0n);
  });

  it('billed on 10 March for the whole year: January and February are earned on 10 March, never before the document', async () => {
    const { id } = await issue(db(), billedOn(customerId, '2026-03-10', [inAdvance('12000', YEAR)]));
    await releasedThrough(db(), '2026-03-09');
    expect(await releasesOf(db(), id)).toEqual([]);
    await releasedThrough(db(), '2026-03-10');
    expect(await releasesOf(db(), id)).toEqual([
      ['2026-01', 100_000n, '2026-03-10'],
      ['2026-02', 100_000n, '2026-03-10'],
    ]);
  });

  it('a line that ends before it begins, or lasts 21 years, is not issued', async () => {
    const wrong = async (days: [string, string]) =>
      inTransaction(db(), (tx) =>
        issueInvoices(
          tx,
          CLERK,
          { seriesCode: 'INV', invoices: [billedOn(customerId, '2026-01-01', [inAdvance('10', days)])] },
          on('2026-01-01'),
        ),
      );
    const refusal = { code: 'deferral-does-not-fit', index: 0, line: 1 };
    expect(await wrong(['2026-02-01', '2026-01-31'])).toEqual({ ok: false, refusal });
    expect(await wrong(['2026-01-01', '2047-01-01'])).toEqual({ ok: false, refusal });
  });
});

describe('in dollars, at the rate of the invoice', () => {
  it('releases and credits take base in proportion, and all of it is gone with the last cent', async () => {
    const USD = currency('USD');
    const { id } = await issue(db(), billedOn(customerId, '2026-01-01', [inAdvance('1000.01', YEAR)], USD));
    expect(await onAccount(db(), id, '2400')).toEqual({ minor: -100_001n, base: -79_001n });
    await releasedThrough(db(), '2026-02-28');
    expect(await onAccount(db(), id, '2400')).toEqual({ minor: -83_335n, base: -65_835n });
    const note = await creditOn(db(), controller, id, '2026-03-01', {
      choice: { kind: 'amount', grossMinor: 33_333n },
    });
    expect(note.ok).toBe(true);
    expect((await onAccount(db(), id, '2400')).minor).toBe(-50_002n);
    await releasedThrough(db(), '2026-12-31');
    expect(await onAccount(db(), id, '2400')).toEqual({ minor: 0n, base: 0n });
    expect((await creditOn(db(), controller, id, '2027-01-01')).ok).toBe(true);
    for (const account of ['1100', '4040', '2400'])
      expect([account, account === '1100' ? 0n : (await onAccount(db(), id, account)).base]).toEqual([account, 0n]);
  });
});

describe('the nightly work', () => {
  it('makes up for months on which it did not run; a closed month counts on the first open day', async () => {
    const { id } = await issue(
      db(),
      billedOn(customerId, '2026-04-01', [inAdvance('1200', ['2026-04-01', '2027-03-31'])]),
    );
    await releasedThrough(db(), '2026-05-31');
    for (const kind of ['posting', 'tax'] as const)
      expect(await close(db(), kind, '2026-07', '2026-10-02')).toMatchObject({ ok: true });
    await releasedThrough(db(), '2026-09-30');
    expect(await releasesOf(db(), id)).toEqual([
      ['2026-04', 10_000n, '2026-04-30'],
      ['2026-05', 10_000n, '2026-05-31'],
      ['2026-06', 10_000n, '2026-08-01'],
      ['2026-07', 10_000n, '2026-08-01'],
      ['2026-08', 10_000n, '2026-08-31'],
      ['2026-09', 10_000n, '2026-09-30'],
    ]);
  });

  it('is a job of the worker, run any number of times', async () => {
    await releaseRevenue({ db: database.current.worker.db });
    const count = async () => (await db().selectFrom('deferral_releases').select('entry_id').execute()).length;
    const before = await count();
    await releaseRevenue({ db: database.current.worker.db });
    expect(await count()).toBe(before);
  });
});

it('on a run’s invoice the plan billed in advance is deferred, the usage of a file beside it earned at once', async () => {
  const { owner } = database.current;
  const number = 'DEFER-1';
  const mine = await aCustomer(db(), { number, email: 'ap@customer.example' });
  const plan = { product: 'PLAN', unit: 'year', description: 'Care plan', quantity: '1', deferred: true } as const;
  await agree(
    owner,
    mine,
    [
      { product: 'ASH-TO-GO', description: 'Ash', cycle: 'monthly', anchorOn: '2026-11-01' },
      { ...plan, cycle: 'annual', anchorOn: '2026-11-01', timing: 'advance', price: { kind: 'fixed', amount: '1200' } },
    ],
    { startsOn: '2026-11-01', invoicePer: 'together' },
  );
  const file = `reference,customer,product,date,quantity\nDT-1,${number},ASH-TO-GO,2026-11-05,10`;
  expect(await takeIn(db(), 'usage', file)).toMatchObject({ ok: true, added: 1 });
  await billed(db(), runUpTo('2026-11-30', { filter: { customerIds: [mine] } }));
  const { rows } = await owner.pool.query<{ id: string; lines: string[] }>(
    `select l.invoice_id as id, array_agg(concat_ws(' ', l.net_minor, l.defer_from_on, l.defer_to_on) order by l.line_no) as lines
     from invoice_lines l where l.customer_id = $1 group by l.invoice_id`,
    [mine],
  );
  expect(rows.map(({ lines }) => lines)).toEqual([['42000', '120000 2026-11-01 2027-10-31']]);
  expect(await left(rows[0]!.id)).toBe(120_000n);
  expect((await onAccount(db(), rows[0]!.id, '4010')).minor).toBe(-42_000n);
});
