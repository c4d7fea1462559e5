import { beforeAll, describe, expect, it } from 'vitest';
import { billingPeriods } from '#app/kernel/billing-periods.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { priceSegments } from '#app/kernel/pricing/price-segments.ts';
import { decideVersion } from '#app/modules/contracts/commands/decide-version.server.ts';
import { endContract } from '#app/modules/contracts/commands/end-contract.server.ts';
import { proposeContract, proposeVersion } from '#app/modules/contracts/commands/propose-version.server.ts';
import { withdrawVersion } from '#app/modules/contracts/commands/withdraw-version.server.ts';
import { currentTerms, versionsOf } from '#app/modules/contracts/queries/current-terms.server.ts';
import { linesToBill } from '#app/modules/contracts/queries/lines-to-bill.server.ts';
import { billedDaysOf } from '#app/modules/contracts/queries/version-differences.server.ts';
import { compareTerms } from '#app/modules/contracts/rules/compare-terms.ts';
import type { ContractId, ContractTerms, PriceTerm, WantedLine, WantedTerms } from '#app/modules/contracts/types.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { billed, runUpTo, use } from '#tests/support/billing.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { aProduct } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, GBP, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const day = plainDate;
let priya: Awaited<ReturnType<typeof aColleague>>;
let marcus: Awaited<ReturnType<typeof aColleague>>;
let flyAsh: string;
let bottomAsh: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  priya = await aColleague(staff.db, 'billing_clerk', 'Priya');
  marcus = await aColleague(staff.db, 'manager', 'Marcus');
  flyAsh = await aProduct(owner, 'FLY-ASH');
  bottomAsh = await aProduct(owner, 'BOTTOM-ASH');
});

const price = (from: string, unitPrice: string, to: string | null = null): PriceTerm => ({
  validFromOn: day(from),
  validToOn: to === null ? null : day(to),
  scheme: { kind: 'per_unit', unitPrice: decimal(unitPrice) },
});
const line = (fields: Partial<WantedLine> = {}): WantedLine => ({
  ...{ lineNo: null, productId: flyAsh, description: 'Fly ash', cycle: 'monthly', anchorOn: day('2026-06-01') },
  ...{ startsOn: day('2026-06-01'), endsOn: null, timing: 'arrears', charge: 'metered', quantity: null, siteId: null },
  ...{ poNumber: '', priceListId: null, deferred: false, taxCode: null, accountCode: null },
  ...{ prices: [price('2026-06-01', '42')] },
  ...fields,
});
/** Fly ash by the week and by the month, bottom ash by the month. */
const ash = (): WantedTerms => ({
  ...{ title: 'Ash 2026', currency: GBP, poNumber: 'PO 881', invoicePer: null, termsDays: null },
  ...{ startsOn: day('2026-06-01'), endsOn: null },
  lines: [
    line({ description: 'Fly ash, weekly', cycle: 'weekly' }),
    line({ description: 'Fly ash, monthly' }),
    line({ description: 'Bottom ash', productId: bottomAsh, prices: [price('2026-06-01', '31')] }),
  ],
});

const work = <Value, Refusal>(run: (tx: Tx) => Promise<{ ok: true; value: Value } | { ok: false; refusal: Refusal }>) =>
  inTransaction(database.current.staff.db, run);

async function proposed(wanted: WantedTerms = ash(), customerId?: string) {
  const forWhom = customerId ?? (await aCustomer(database.current.staff.db));
  const input = { customerId: forWhom, wanted, reason: '' };
  const made = await work((tx) => proposeContract(tx, priya, input, on('2026-05-20')));
  return { customerId: forWhom, made };
}

async function agreed(wanted: WantedTerms = ash()) {
  const { customerId, made } = await proposed(wanted);
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const { contractId } = made.value;
  await approve(contractId, 1);
  return { customerId, contractId };
}

async function approve(contractId: ContractId, versionNo: number, who = marcus) {
  const input = { contractId, versionNo, decision: 'approve' as const, note: '' };
  const decided = await work((tx) => decideVersion(tx, who, input, on('2026-05-21')));
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
}

const change = (contractId: ContractId, wanted: WantedTerms, from: string, reason = '') =>
  work((tx) => proposeVersion(tx, priya, { contractId, wanted, holdsFromOn: day(from), reason }, on('2026-06-20')));
const termsNow = async (contractId: ContractId): Promise<ContractTerms> =>
  (await currentTerms(database.current.staff.db, contractId))!;
const toBill = (customerId: string, cutOffOn: string) =>
  linesToBill(database.current.staff.db, { customerIds: [customerId], cutOffOn: day(cutOffOn) });

describe('one customer with three lines', () => {
  it('is billed by each line in its own cycle: five weeks, one month of fly ash, one of bottom ash', async () => {
    const { customerId } = await agreed();
    const lines = await toBill(customerId, '2026-07-05');
    const through = { fromOn: day('2026-06-01'), throughOn: day('2026-07-05') };
    const ended = lines.map((each) => [
      each.description,
      billingPeriods(each, through).filter((period) => period.toOn <= through.throughOn).length,
    ]);
    expect(ended).toEqual([
      ['Fly ash, weekly', 5],
      ['Fly ash, monthly', 1],
      ['Bottom ash', 1],
    ]);
    expect(lines[0]).toMatchObject({
      poNumber: 'PO 881',
      invoicePer: 'cycle',
      termsDays: 30,
      unitCode: 't',
      taxCode: 'S20',
    });
  });

  it('holds nothing until a second person has approved it', async () => {
    const { customerId, made } = await proposed();
    if (!made.ok) throw new Error('not proposed');
    const { contractId, versionNo } = made.value;
    expect(await toBill(customerId, '2026-12-31')).toEqual([]);
    const own = { contractId, versionNo, decision: 'approve' as const, note: '' };
    const alone = await work((tx) => decideVersion(tx, priya, own, on('2026-05-21')));
    expect(alone).toEqual({ ok: false, refusal: { code: 'own-proposal' } });
    await approve(contractId, versionNo);
    expect(await toBill(customerId, '2026-12-31')).toHaveLength(3);
    const again = await work((tx) => decideVersion(tx, marcus, own, on('2026-05-22')));
    expect(again).toMatchObject({ ok: false, refusal: { code: 'already-decided', byName: 'Marcus' } });
  });
});

describe('a price that changes on the 15th', () => {
  it('is proposed by one, approved by another, and splits the month between two versions of the price', async () => {
    const { customerId, contractId } = await agreed();
    const was = await termsNow(contractId);
    const prices = [...was.lines[1]!.prices, price('2026-07-15', '44')];
    const wanted = { ...was, lines: was.lines.map((each, at) => (at === 1 ? { ...each, prices } : each)) };
    const made = await change(contractId, wanted, '2026-07-15', 'Index 2026');
    expect(made).toMatchObject({ ok: true, value: { versionNo: 2 } });
    expect((await toBill(customerId, '2026-07-31'))[1]?.prices).toHaveLength(1);
    await approve(contractId, 2);
    const now = await termsNow(contractId);
    expect(compareTerms(was, now).map(({ lineNo, priceFromOn, what }) => [lineNo, priceFromOn, what])).toEqual([
      [2, '2026-06-01', 'changed'],
      [2, '2026-07-15', 'added'],
    ]);
    const monthly = (await toBill(customerId, '2026-07-31'))[1]!;
    const segments = priceSegments(monthly.prices, day('2026-07-01'), day('2026-07-31'));
    expect(segments.map((part) => [part.fromOn, part.toOn, part.version?.versionNo])).toEqual([
      ['2026-07-01', '2026-07-14', 1],
      ['2026-07-15', '2026-07-31', 2],
    ]);
    const versions = await versionsOf(database.current.staff.db, contractId);
    expect(versions.map((each) => [each.versionNo, each.proposedByName, each.decidedByName])).toEqual([
      [2, 'Priya', 'Marcus'],
      [1, 'Priya', 'Marcus'],
    ]);
  });

  it('is taken back before it was billed: the version withdraws it, and its number is not used again', async () => {
    const { customerId, contractId } = await agreed();
    const was = await termsNow(contractId);
    const with44 = (unitPrice: string) => ({
      ...was,
      lines: was.lines.map((each) => ({ ...each, prices: [...each.prices, price('2026-07-15', unitPrice)] })),
    });
    await change(contractId, with44('44'), '2026-07-15');
    await approve(contractId, 2);
    await change(contractId, with44('43'), '2026-07-15');
    await approve(contractId, 3);
    const [weekly] = await toBill(customerId, '2026-07-31');
    expect(weekly?.prices.map((each) => [each.versionNo, each.validToOn])).toEqual([
      [1, '2026-07-14'],
      [3, null],
    ]);
    await change(contractId, was, '2026-07-15');
    await approve(contractId, 4);
    const [back] = await toBill(customerId, '2026-07-31');
    expect(back?.prices.map((each) => [each.versionNo, each.validToOn])).toEqual([[1, null]]);
  });
});

describe('a change', () => {
  it('of the cycle ends the line with its period and begins another', async () => {
    const { customerId, contractId } = await agreed();
    const was = await termsNow(contractId);
    const wanted = {
      ...was,
      lines: was.lines.map((each, at) => (at === 0 ? { ...each, cycle: 'monthly' as const } : each)),
    };
    const early = await change(contractId, wanted, '2026-07-01');
    const fault = { code: 'cycle-mid-period', fromOn: '2026-06-29', toOn: '2026-07-05', nextOn: '2026-07-06' };
    expect(early).toMatchObject({ ok: false, refusal: { code: 'faults', faults: [{ line: 1, problem: fault }] } });
    expect(await change(contractId, wanted, '2026-07-06')).toMatchObject({ ok: true });
    await approve(contractId, 2);
    const lines = await toBill(customerId, '2026-12-31');
    expect(lines.map((each) => [each.lineNo, each.cycle, each.startsOn, each.endsOn])).toEqual([
      [1, 'weekly', '2026-06-01', '2026-07-05'],
      [2, 'monthly', '2026-06-01', null],
      [3, 'monthly', '2026-06-01', null],
      [4, 'monthly', '2026-07-06', null],
    ]);
  });

  it('waits alone: a second proposal says whose waits, and one that changes nothing is refused', async () => {
    const { contractId } = await agreed();
    const was = await termsNow(contractId);
    expect(await change(contractId, was, '2026-07-01')).toEqual({ ok: false, refusal: { code: 'nothing-changed' } });
    await change(contractId, { ...was, title: 'Ash' }, '2026-07-01');
    const second = await change(contractId, { ...was, title: 'More ash' }, '2026-07-01');
    expect(second).toMatchObject({ ok: false, refusal: { code: 'version-waiting', versionNo: 2, byName: 'Priya' } });
  });

  it('is withdrawn by who proposed it and by nobody else, while it waits; another can be proposed then', async () => {
    const { contractId } = await agreed();
    const wanted = { ...ash(), poNumber: 'PO 900', lines: (await termsNow(contractId)).lines };
    expect(await change(contractId, wanted, '2026-07-01')).toMatchObject({ ok: true });
    const withdraw = (who: typeof priya) =>
      work((tx) => withdrawVersion(tx, who, { contractId, versionNo: 2 }, on('2026-06-21')));
    expect(await withdraw(marcus)).toEqual({ ok: false, refusal: { code: 'not-yours' } });
    expect(await withdraw(priya)).toMatchObject({ ok: true });
    const decided = { code: 'already-decided', state: 'withdrawn', byName: 'Priya' };
    expect(await withdraw(priya)).toEqual({ ok: false, refusal: decided });
    const decision = { contractId, versionNo: 2, decision: 'approve' as const, note: '' };
    expect(await work((tx) => decideVersion(tx, marcus, decision, on('2026-06-21')))).toEqual({
      ok: false,
      refusal: decided,
    });
    expect((await termsNow(contractId)).poNumber).toBe('PO 881');
    expect(await change(contractId, wanted, '2026-07-01')).toMatchObject({ ok: true, value: { versionNo: 3 } });
  });

  it('that makes a line something else than the usage recorded under it is refused when it is approved', async () => {
    const { contractId } = await agreed();
    const now = await termsNow(contractId);
    const line = now.lines[1]!;
    const lines = now.lines.map((each) =>
      each === line ? { ...each, charge: 'recurring' as const, quantity: decimal('1') } : each,
    );
    expect(await change(contractId, { ...now, lines }, '2026-06-01')).toMatchObject({ ok: true });
    const { rows } = await database.current.owner.pool.query<{ id: string }>(
      'select id from contract_lines where contract_id = $1 and line_no = $2',
      [contractId, line.lineNo],
    );
    await use(database.current.owner, rows[0]!.id, [{ on: '2026-06-03', quantity: '1' }]);
    const decision = { contractId, versionNo: 2, decision: 'approve' as const, note: '' };
    expect(await work((tx) => decideVersion(tx, marcus, decision, on('2026-06-21')))).toEqual({
      ok: false,
      refusal: { code: 'usage-recorded' },
    });
    expect((await termsNow(contractId)).lines[1]?.charge).toBe('metered');
  });

  it('of days that were billed is refused where no run could settle it, and else said with its days', async () => {
    const { customerId, contractId } = await agreed();
    const { rows } = await database.current.owner.pool.query<{ id: string; line_no: number }>(
      'select id, line_no from contract_lines where contract_id = $1 order by line_no',
      [contractId],
    );
    for (const { id } of rows) await use(database.current.owner, id, [{ on: '2026-06-03', quantity: '5' }]);
    await database.current.owner.pool.query(
      `insert into contacts (customer_id, name, email) values ($1, 'Accounts', 'ap@customer.example')`,
      [customerId],
    );
    await billed(database.current.staff.db, runUpTo('2026-06-30', { filter: { customerIds: [customerId] } }));
    const now = await termsNow(contractId);
    const sooner = { ...now, lines: now.lines.map((each) => ({ ...each, endsOn: day('2026-06-10') })) };
    const refused = await change(contractId, sooner, '2026-07-01');
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'faults' } });
    const faults = !refused.ok && refused.refusal.code === 'faults' ? refused.refusal.faults : [];
    // Of the weekly line the first week was billed, which stays; the months were billed whole.
    expect(faults.map(({ lineNo, problem }) => [lineNo, problem])).toEqual([
      [2, { code: 'reaches-billed-days', fromOn: '2026-06-11', billedThroughOn: '2026-06-30' }],
      [3, { code: 'reaches-billed-days', fromOn: '2026-06-11', billedThroughOn: '2026-06-30' }],
    ]);
    const prices = [price('2026-06-01', '42'), price('2026-06-15', '44')];
    const dearer = { ...now, lines: now.lines.map((each, n) => (n === 1 ? { ...each, prices } : each)) };
    expect(await change(contractId, dearer, '2026-06-15')).toMatchObject({ ok: true });
    const terms = (await versionsOf(database.current.staff.db, contractId))[0]!.terms;
    expect(await billedDaysOf(database.current.staff.db, contractId, terms)).toEqual({
      fromOn: '2026-06-15',
      throughOn: '2026-06-30',
    });
  });

  it('is sent back only with a reason, and then nothing of it holds', async () => {
    const { contractId } = await agreed();
    const was = await termsNow(contractId);
    await change(contractId, { ...was, title: 'Ash' }, '2026-07-01');
    const back = { contractId, versionNo: 2, decision: 'send-back' as const };
    const bare = await work((tx) => decideVersion(tx, marcus, { ...back, note: ' ' }, on('2026-06-21')));
    expect(bare).toEqual({ ok: false, refusal: { code: 'reason-missing' } });
    await work((tx) => decideVersion(tx, marcus, { ...back, note: 'Wrong title' }, on('2026-06-21')));
    expect((await termsNow(contractId)).title).toBe('Ash 2026');
    expect(await change(contractId, { ...was, title: 'Ash, dry' }, '2026-07-01')).toMatchObject({
      value: { versionNo: 3 },
    });
  });

  it('ends the contract with all its lines, approved like any other', async () => {
    const { customerId, contractId } = await agreed();
    const input = { contractId, endsOn: day('2026-09-30'), reason: 'Plant closes' };
    expect(await work((tx) => endContract(tx, priya, input, on('2026-06-20')))).toMatchObject({ ok: true });
    await approve(contractId, 2);
    const lines = await toBill(customerId, '2026-12-31');
    expect(lines.map((each) => each.endsOn)).toEqual(['2026-09-30', '2026-09-30', '2026-09-30']);
    const before = await work((tx) =>
      endContract(tx, priya, { ...input, endsOn: day('2026-05-01') }, on('2026-06-20')),
    );
    expect(before).toMatchObject({ refusal: { faults: [{ problem: { code: 'ends-before-start' } }] } });
  });
});

describe('what is wrong is named where it is', () => {
  const faultsOf = async (wanted: WantedTerms) => {
    const { made } = await proposed(wanted);
    if (made.ok || made.refusal.code !== 'faults') throw new Error(JSON.stringify(made));
    return made.refusal.faults.map(({ line: at, price: nth, problem }) => [at, nth, problem.code]);
  };

  it('prices that hold on the same day, both of them', async () => {
    const prices = [price('2026-06-01', '42', '2026-12-31'), price('2026-10-01', '44')];
    const { made } = await proposed({ ...ash(), lines: [line({ prices })] });
    const one = { fromOn: '2026-06-01', toOn: '2026-12-31' };
    const problem = { code: 'prices-overlap', one, other: { fromOn: '2026-10-01', toOn: null } };
    expect(made).toMatchObject({ refusal: { faults: [{ line: 1, price: 2, problem }] } });
  });

  it('ends before starts, lines outside, products and sites that are not there, no price at all', async () => {
    expect(await faultsOf({ ...ash(), endsOn: day('2026-05-01'), lines: [line()] })).toContainEqual([
      ...[null, null, 'ends-before-start'],
    ]);
    expect(await faultsOf({ ...ash(), lines: [line({ startsOn: day('2026-05-01') })] })).toEqual([
      [1, null, 'outside-contract'],
    ]);
    const nowhere = '01234567-89ab-7cde-8f01-23456789abcd';
    const wrong = line({ productId: nowhere, siteId: nowhere as never, taxCode: 'none', accountCode: '1100' });
    expect(await faultsOf({ ...ash(), lines: [line(), { ...wrong, prices: [] }] })).toEqual([
      [2, null, 'product-unknown'],
      [2, null, 'site-unknown'],
      [2, null, 'tax-unknown'],
      [2, null, 'account-unknown'],
      [2, null, 'price-missing'],
    ]);
  });

  it('a price list in another currency, a customer that is not there, no line', async () => {
    const { rows } = await database.current.owner.pool.query<{ id: string }>(
      `insert into price_lists (code, name, currency) values ('US', 'Dollar list', 'USD') returning id`,
    );
    const listed = line({ priceListId: rows[0]?.id ?? '' });
    expect(await faultsOf({ ...ash(), lines: [listed] })).toEqual([[1, null, 'price-list-currency']]);
    expect(await faultsOf({ ...ash(), lines: [] })).toEqual([[null, null, 'no-lines']]);
    const { made } = await proposed(ash(), '01234567-89ab-7cde-8f01-23456789abcd');
    expect(made).toEqual({ ok: false, refusal: { code: 'customer-unknown' } });
  });
});
