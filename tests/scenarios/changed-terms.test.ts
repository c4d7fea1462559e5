import { beforeAll, beforeEach, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { listRunDrafts } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { addPrice } from '#app/modules/catalog/commands/add-price.server.ts';
import { addPriceList } from '#app/modules/catalog/commands/add-price-list.server.ts';
import { decideVersion } from '#app/modules/contracts/commands/decide-version.server.ts';
import { endContract } from '#app/modules/contracts/commands/end-contract.server.ts';
import { proposeContract, proposeVersion } from '#app/modules/contracts/commands/propose-version.server.ts';
import { currentTerms } from '#app/modules/contracts/queries/current-terms.server.ts';
import type { ContractId, WantedLine, WantedTerms } from '#app/modules/contracts/types.ts';
import { billed, done, linesOf, previewed, runUpTo, use } from '#tests/support/billing.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { aProduct } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { creditOn, creditsWithoutLimit, releasedThrough } from '#tests/support/deferring.ts';
import { aCustomer, CLERK, GBP, on, setUpCompany } from '#tests/support/people.ts';

/** Days that were billed and whose terms changed afterwards: the next run bills or gives back exactly the difference. */
const database = useDatabase();
const db = () => database.current.staff.db;
const owner = () => database.current.owner;
const day = plainDate;
let clerk: Awaited<ReturnType<typeof aColleague>>;
let manager: Awaited<ReturnType<typeof aColleague>>;
let rent: string;
let ash: string;
let customerId: CustomerId;

beforeAll(async () => {
  await setUpCompany(owner().db);
  [clerk, manager] = [await aColleague(db(), 'billing_clerk'), await aColleague(db(), 'manager')];
  [rent, ash] = [await aProduct(owner(), 'RENT', 'pcs'), await aProduct(owner(), 'FLY-ASH')];
});
beforeEach(async () => {
  customerId = (await aCustomer(db(), { email: 'ap@customer.example' })) as CustomerId;
});

const FROM = day('2026-01-01');
const fixed = (amount: string, from = '2026-01-01') => ({
  ...{ validFromOn: day(from), validToOn: null, scheme: { kind: 'fixed' as const, amount: decimal(amount) } },
});
const line = (fields: Partial<WantedLine> = {}): WantedLine => ({
  ...{ lineNo: null, productId: rent, description: 'Silo rent', cycle: 'annual', anchorOn: FROM, startsOn: FROM },
  ...{ endsOn: null, timing: 'advance', charge: 'recurring', quantity: decimal('1'), siteId: null, poNumber: '' },
  ...{ priceListId: null, deferred: false, taxCode: null, accountCode: null, prices: [fixed('3650')] },
  ...fields,
});
const terms = (...lines: WantedLine[]): WantedTerms => ({
  ...{ title: 'Silo', currency: GBP, poNumber: '', invoicePer: null, termsDays: null, startsOn: FROM, endsOn: null },
  lines,
});

async function agreed(wanted: WantedTerms): Promise<ContractId> {
  const made = await done(db(), (tx) =>
    proposeContract(tx, clerk, { customerId, wanted, reason: '' }, on('2026-01-01')),
  );
  await approve(made.contractId, 1);
  return made.contractId;
}
const approve = (contractId: ContractId, versionNo: number) =>
  done(db(), (tx) =>
    decideVersion(tx, manager, { contractId, versionNo, decision: 'approve', note: '' }, on('2026-01-01')),
  );
async function change(contractId: ContractId, from: string, to: (line: WantedLine) => WantedLine): Promise<void> {
  const now = (await currentTerms(db(), contractId))!;
  const wanted = { ...now, lines: now.lines.map(to) };
  const asked = { contractId, wanted, holdsFromOn: day(from), reason: '' };
  const { versionNo } = await done(db(), (tx) => proposeVersion(tx, clerk, asked, on('2026-07-01')));
  await approve(contractId, versionNo);
}
async function end(contractId: ContractId, endsOn: string): Promise<void> {
  const asked = { contractId, endsOn: day(endsOn), reason: '' };
  const { versionNo } = await done(db(), (tx) => endContract(tx, clerk, asked, on('2026-07-01')));
  await approve(contractId, versionNo);
}
const upTo = (cutOffOn: string) => runUpTo(cutOffOn, { filter: { customerIds: [customerId] } });
const shown = async (from = 0) =>
  (await linesOf(owner(), customerId)).slice(from).map((each) => [each.from, each.to, each.net]);

const invoiceOf = async (): Promise<string> => {
  const { rows } = await owner().pool.query<{ id: string }>('select id from invoices where customer_id = $1', [
    customerId,
  ]);
  return rows[0]!.id;
};

/** Minor units on an account, of what was billed to the customer and released of it; credit below zero. */
async function booked(account: string): Promise<bigint> {
  const { rows } = await owner().pool.query<{ minor: bigint }>(
    `select coalesce(sum(l.amount_minor), 0)::bigint as minor from entry_lines l where l.account_code = $2 and l.entry_id in (
      select entry_id from invoices where customer_id = $1 union all select entry_id from deferral_releases where customer_id = $1)`,
    [customerId, account],
  );
  return rows[0]!.minor;
}

/** What a run would make: state and net of each draft. */
async function drafted(cutOffOn: string) {
  const runId = await previewed(db(), upTo(cutOffOn));
  const drafts = await listRunDrafts(db(), { runId, limit: 9 });
  return drafts.map(({ state, leftOutWhy, netMinor }) => [leftOutWhy ?? state, netMinor]);
}

it('a line billed in advance and ended sooner is given back by its days, beside what is billed then', async () => {
  const contractId = await agreed(
    terms(line(), line({ productId: ash, description: 'Ash tank', cycle: 'monthly', prices: [fixed('900')] })),
  );
  await billed(db(), { ...upTo('2026-01-31') });
  expect(await shown()).toEqual([
    ['2026-01-01', '2026-01-31', '90000'],
    ['2026-01-01', '2026-12-31', '365000'],
  ]);
  await change(contractId, '2026-07-01', (each) =>
    each.productId === rent ? { ...each, endsOn: day('2026-06-30') } : each,
  );
  // 184 of 365 days at 10.00 a day; with an invoice for each kind of charge it has nothing to be taken off.
  expect((await drafted('2026-02-28')).sort()).toEqual([
    ['negative', -184_000n],
    ['ready', 90_000n],
  ]);
});

it('on an invoice for everything the days given back are taken off what is due, once, with their tax', async () => {
  const all = {
    ...terms(
      line({ deferred: true }),
      line({ productId: ash, description: 'Ash tank', cycle: 'quarterly', prices: [fixed('9000')] }),
    ),
    invoicePer: 'together' as const,
  };
  const contractId = await agreed(all);
  await billed(db(), upTo('2026-01-31'));
  await change(contractId, '2026-07-01', (each) =>
    each.productId === rent ? { ...each, endsOn: day('2026-06-30') } : each,
  );
  await billed(db(), upTo('2026-04-30'));
  expect(await shown(2)).toEqual([
    ['2026-07-01', '2026-12-31', '-184000'],
    ['2026-04-01', '2026-06-30', '900000'],
  ]);
  const gross = (await linesOf(owner(), customerId)).at(-1)?.gross;
  expect(gross).toBe('859200');
  await billed(db(), upTo('2026-07-31'));
  expect(await shown(4)).toEqual([['2026-07-01', '2026-09-30', '900000']]);
  // What was deferred for the days given back is taken off as it would have been earned: half the year was, and nothing is left.
  await releasedThrough(db(), '2026-12-31');
  expect(await booked('2400')).toBe(0n);
  expect(await booked('4010')).toBe(-(365_000n - 184_000n) - 3n * 900_000n);
});

it('a line that changes in the middle of a billed year is given back from there and billed anew as it then is', async () => {
  const contractId = await agreed(terms(line()));
  await billed(db(), upTo('2026-01-31'));
  await change(contractId, '2026-07-01', (each) => ({
    ...each,
    quantity: decimal('2'),
    prices: [{ ...fixed('0'), scheme: { kind: 'per_unit', unitPrice: decimal('3650') } }],
  }));
  await billed(db(), upTo('2026-07-01'));
  // The second half year: 1,840.00 given back, two at 3,650.00 a year for 184 of 365 days billed.
  expect((await shown(1)).sort()).toEqual([
    ['2026-07-01', '2026-12-31', '-184000'],
    ['2026-07-01', '2026-12-31', '368000'],
  ]);
});

it('a price that holds from a past day bills the difference of days billed before, both kinds of prices', async () => {
  const listId = (
    await done(db(), (tx) =>
      addPriceList(
        tx,
        CLERK,
        { code: `L-${customerId.slice(-6)}`, name: 'List', currency: GBP, note: '', standard: false },
        on('2026-01-01'),
      ),
    )
  ).priceListId;
  const put = (unitPrice: string, from: string) =>
    done(db(), (tx) =>
      addPrice(
        tx,
        CLERK,
        {
          priceListId: listId,
          productId: ash as never,
          validFromOn: day(from),
          validToOn: null,
          scheme: { kind: 'per_unit', unitPrice: decimal(unitPrice) },
        },
        on('2026-01-01'),
      ),
    );
  await put('40', '2026-01-01');
  const metered = line({
    ...{
      productId: ash,
      description: 'Fly ash',
      cycle: 'monthly',
      timing: 'arrears',
      charge: 'metered',
      quantity: null,
    },
    ...{ priceListId: listId, prices: [] },
  });
  const contractId = await agreed(terms(metered));
  const { rows } = await owner().pool.query<{ id: string }>('select id from contract_lines where contract_id = $1', [
    contractId,
  ]);
  await use(owner(), rows[0]!.id, [
    { on: '2026-01-10', quantity: '10' },
    { on: '2026-01-20', quantity: '10' },
  ]);
  await billed(db(), upTo('2026-01-31'));
  await put('44', '2026-01-15');
  await use(owner(), rows[0]!.id, [{ on: '2026-02-10', quantity: '10' }]);
  await billed(db(), upTo('2026-02-28'));
  expect(await shown(1)).toEqual([
    ['2026-02-01', '2026-02-28', '44000'],
    ['2026-01-01', '2026-01-31', '4000'],
  ]);
  expect(await drafted('2026-02-28')).toEqual([]);
});

it('what a credit note gave back by hand is not given back again', async () => {
  const contractId = await agreed(terms(line()));
  await billed(db(), upTo('2026-01-31'));
  await end(contractId, '2026-06-30');
  expect(await drafted('2026-07-31')).toEqual([['negative', -184_000n]]);
  await creditsWithoutLimit(owner().db);
  const invoiceId = await invoiceOf();
  const lines = (net: bigint) => ({ choice: { kind: 'lines' as const, lines: [{ lineNo: 1, netMinor: net }] } });
  expect(await creditOn(db(), manager, invoiceId, '2026-07-02', lines(100_000n))).toMatchObject({ ok: true });
  expect(await drafted('2026-07-31')).toEqual([['negative', -84_000n]]);
  expect(await creditOn(db(), manager, invoiceId, '2026-07-03', lines(84_000n))).toMatchObject({ ok: true });
  expect(await drafted('2026-07-31')).toEqual([]);
  // Goodwill on top is no reason to ask for anything again.
  expect(await creditOn(db(), manager, invoiceId, '2026-07-04', lines(10_000n))).toMatchObject({ ok: true });
  expect(await drafted('2026-07-31')).toEqual([]);
});
