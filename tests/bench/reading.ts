import { plainDate } from '#app/kernel/plain-date.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { trialBalance } from '#app/modules/ledger/queries/trial-balance.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { getStatements } from '#app/modules/statements/queries/get-statements.server.ts';
import type { Statement } from '#app/modules/statements/types.ts';
import { differencesFromTruth } from '#scripts/seed/compare-ageing.ts';
import { AGED_ON } from '#scripts/seed/made-book.ts';
import { GBP } from '#tests/support/people.ts';
import { type FilledBook, filledBook, MID_PERIOD } from './book.ts';
import { bestOfThree, type Figure, mustEqual } from './figures.ts';
import type { BenchOptions } from './works.ts';

const SMALL = 100_000;
const LARGE = 1_000_000;
const AIM_MS = new Map([
  [SMALL, 100],
  [LARGE, 400],
]);

/** The scan as plain SQL: every item and application up to the day, buckets per customer, no names. */
const SCAN = `
  select i.customer_id, sum(m) filter (where late <= 0), sum(m) filter (where late between 1 and 30),
    sum(m) filter (where late between 31 and 60), sum(m) filter (where late between 61 and 90), sum(m) filter (where late > 90)
  from (select i.customer_id, $1::date - i.due_on as late, i.amount_minor - coalesce(a.applied, 0) as m
    from open_items i left join (select debit_item_id, sum(amount_minor) as applied from applications where effective_on <= $1 group by 1) a
      on a.debit_item_id = i.id
    where i.side = 'debit' and i.effective_on <= $1 and i.amount_minor > coalesce(a.applied, 0)) i
  group by i.customer_id`;

/** W4: aged receivables of all customers as of a past day, at a period's end and at the worst day for snapshots, also at a seal. */
export async function ageingWork(options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of options.isLarge ? [SMALL, LARGE] : [SMALL]) {
    const { bench, truths, data } = await filledBook(options, size);
    const knownAt = await sealLedger(bench.owner.db);
    for (const asOf of [AGED_ON, MID_PERIOD]) {
      const floor = await bestOfThree(() => bench.staff.pool.query(SCAN, [asOf]));
      const { ms, value: rows } = await bestOfThree(() => ageing(bench.staff.db, { asOf }));
      mustEqual(`ageing as of ${asOf}`, differencesFromTruth(rows, truths.get(asOf)!).slice(0, 3), []);
      mustEqual('customers the scan found', floor.value.rows.length, truths.get(asOf)!.size);
      const work = `W4 ageing as of ${asOf}${asOf === AGED_ON ? ', a period’s end' : ', 29 days after one'}`;
      const sealed = await bestOfThree(() => ageing(bench.staff.db, { asOf, knownAt }));
      mustEqual(
        `ageing as of ${asOf} at a seal`,
        differencesFromTruth(sealed.value, truths.get(asOf)!).slice(0, 3),
        [],
      );
      const common = {
        data,
        floor: floor.ms,
        unit: 'ms',
        aim: AIM_MS.get(size) ?? null,
        note: 'floor is the scan',
      } as const;
      figures.push(
        { ...common, work, value: ms },
        { ...common, work: `${work}, as known at a seal`, value: sealed.ms },
      );
    }
    figures.push(await trialBalanceFigure(bench, data));
  }
  return figures;
}

/** Every account as of a day, from all lines. */
const ACCOUNT_SCAN = `
  select l.account_code, l.currency, sum(greatest(l.amount_minor, 0))::bigint as debit, sum(greatest(-l.amount_minor, 0))::bigint as credit,
    sum(l.base_minor)::bigint as base
  from entry_lines l join entries e on e.id = l.entry_id where e.effective_on <= $1 group by 1, 2 order by 1, 2`;

/** The trial balance on the worst day for snapshots, beside the scan it must equal. */
async function trialBalanceFigure({ owner, staff }: FilledBook['bench'], data: string): Promise<Figure> {
  const floor = await bestOfThree(() => owner.pool.query(ACCOUNT_SCAN, [MID_PERIOD]));
  const { ms, value: rows } = await bestOfThree(() => trialBalance(staff.db, { asOf: MID_PERIOD }));
  mustEqual(
    'the trial balance',
    rows.map((row) => [row.accountCode, row.currency, row.debitMinor, row.creditMinor, row.baseMinor]),
    floor.value.rows.map((row) => [row.account_code, row.currency, row.debit, row.credit, row.base]),
  );
  const work = `W4 trial balance as of ${MID_PERIOD}, 29 days after a period’s end`;
  return { work, data, value: ms, floor: floor.ms, unit: 'ms', aim: null, note: 'floor is the scan' };
}

const FROM = plainDate('2023-01-01');
const TO = plainDate('2025-12-31');
const BALANCES = `
  select customer_id, effective_on, amount_minor, sum(case side when 'debit' then amount_minor else -amount_minor end)
    over (partition by customer_id order by effective_on, side desc, id) as balance
  from open_items where effective_on between $1 and $2`;

/** W5: the statement of the busy customer, and of everyone with a balance or a movement. */
export async function statementsWork(options: BenchOptions): Promise<Figure[]> {
  const filled = await filledBook(options, SMALL);
  const { bench, data } = filled;
  const truth = closingsOf(filled);
  const { rows: busy } = await bench.staff.pool.query(`select id from customers where number = 'C000001'`);
  const customerId = busy[0].id as string;
  const range = { currency: GBP, fromOn: FROM, toOn: TO };
  const oneFloor = await bestOfThree(() =>
    bench.staff.pool.query(`${BALANCES} and customer_id = $3`, [FROM, TO, customerId]),
  );
  const one = await bestOfThree(() => getStatement(bench.staff.db, { ...range, customerId }));
  mustEqual('movements of customer 1', one.value.rows.length, 1_000);
  mustEqual('closing balance of customer 1', one.value.closingMinor, truth.get('C000001'));
  const knownAt = await sealLedger(bench.owner.db);
  const sealed = await bestOfThree(() => getStatement(bench.staff.db, { ...range, customerId, knownAt }));
  mustEqual('the statement at a seal', { ...sealed.value, knownAt: undefined }, { ...one.value, knownAt: undefined });
  const allFloor = await bestOfThree(() => bench.staff.pool.query(BALANCES, [FROM, TO]));
  const all = await bestOfThree(() => getStatements(bench.staff.db, range));
  await checkStatements(filled, all.value, truth);
  mustEqual(
    'one of all is the one alone',
    all.value.find((found) => found.customerId === customerId),
    one.value,
  );
  return [
    { work: 'W5 statement of 1,000 movements', data, value: one.ms, floor: oneFloor.ms, unit: 'ms', aim: 20 },
    {
      work: 'W5 statement of 1,000 movements, at its seal',
      ...{ data, value: sealed.ms, floor: oneFloor.ms, unit: 'ms', aim: 20 },
    },
    {
      work: `W5 statements of all ${all.value.length.toLocaleString('en')} customers that have one`,
      ...{ data, value: all.ms, floor: allFloor.ms, unit: 'ms', aim: 2_000 },
    },
  ];
}

/** Closing balances by the made rows alone. */
function closingsOf({ book }: FilledBook): Map<string, bigint> {
  const closings = new Map<string, bigint>();
  for (const { customer, documentOn, totalCents, receipts } of book.invoices()) {
    if (documentOn > TO) continue;
    const received = receipts.reduce((sum, receipt) => sum + receipt.amountCents, 0);
    closings.set(customer.code, (closings.get(customer.code) ?? 0n) + BigInt(totalCents - received));
  }
  return closings;
}

async function checkStatements({ bench }: FilledBook, found: readonly Statement[], truth: ReadonlyMap<string, bigint>) {
  const { rows } = await bench.staff.pool.query('select id, number from customers');
  const numbers = new Map(rows.map((row) => [row.id as string, row.number as string]));
  mustEqual('statements', found.length, truth.size);
  for (const statement of found) {
    const number = numbers.get(statement.customerId)!;
    mustEqual(`closing balance of ${number}`, statement.closingMinor, truth.get(number));
    mustEqual(`ages of ${number}`, statement.ageing.totalMinor, statement.closingMinor);
  }
}
