import { type Decimal, decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import {
  addDays,
  addMonthsClamped,
  endOfMonth,
  type PlainDate,
  startOfMonth,
  weekday,
} from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { addMeter } from '#app/modules/usage/commands/add-meter.server.ts';
import { recordReadings } from '#app/modules/usage/commands/record-readings.server.ts';
import { recordUsage } from '#app/modules/usage/commands/record-usage.server.ts';
import type { UsageRow } from '#app/modules/usage/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { issueBilling, issueChunks, makePreview, previewBilling } from '#app/workflows/run-billing.server.ts';
import { type Agreed, type Colleague, demoContracts, must, type Signers } from './contracts.ts';

const DAYS_OF_WEEK = 7;
const WEEKS = 6;
/** How the weeks of a steady customer differ, in per mille, the last one first. */
const SWING = [1000n, 985n, 1040n, 1010n, 960n, 1025n];
/** The last week of the customer that stands out. */
const LEAP = 5n;
const LEAPS = 'C-61004';

/**
 * What a run has to work on and to show: contracts with deliveries of the past weeks and a meter, the weeks before the last
 * one, a year in advance and the last month issued, and the last week previewed with what stands against it. Uses the commands and jobs of the
 * product; left alone where the two people a contract needs are not there.
 */
export async function demoBillingRuns(db: Db, moment: Moment): Promise<void> {
  const by = await signers(db);
  if (!by) return;
  const monday = addDays(moment.today, -(((weekday(moment.today) + 6) % DAYS_OF_WEEK) + WEEKS * DAYS_OF_WEEK));
  await must(
    inTransaction(db, async (tx) => {
      const agreed = await demoContracts(tx, by, monday, moment);
      await deliver(tx, by.clerk, agreed, moment);
      await readMeter(tx, by.clerk, agreed, moment);
      return ok();
    }),
  );
  const lastMonth = endOfMonth(addMonthsClamped(startOfMonth(moment.today), -1));
  await issueRun(db, by, { name: 'Ash, energy and hire, last month', cycle: 'monthly', cutOffOn: lastMonth }, moment);
  await issueRun(db, by, { name: 'Yearly plans', cycle: 'annual', cutOffOn: lastMonth }, moment);
  for (let week = 1; week < WEEKS; week += 1) {
    const cutOffOn = addDays(monday, week * DAYS_OF_WEEK - 1);
    await issueRun(db, by, { name: `Week ${isoWeek(cutOffOn)} deliveries`, cycle: 'weekly', cutOffOn }, moment);
  }
  const cutOffOn = addDays(monday, WEEKS * DAYS_OF_WEEK - 1);
  await previewOne(db, by, { name: `Week ${isoWeek(cutOffOn)} deliveries`, cycle: 'weekly', cutOffOn }, moment);
}

async function signers(db: Db): Promise<Signers | null> {
  const users = await db.selectFrom('users').select(['id', 'name', 'role']).where('kind', '=', 'staff').execute();
  const as = (role: string): Colleague | undefined => {
    const user = users.find((one) => one.role === role);
    return user && { kind: 'staff', id: user.id, name: user.name, requestId: null, role };
  };
  const [clerk, manager] = [as('billing_clerk'), as('manager')];
  return clerk && manager ? { clerk, manager } : null;
}

type Wanted = { name: string; cycle: 'weekly' | 'monthly' | 'annual'; cutOffOn: PlainDate };

async function previewOne(db: Db, by: Signers, { name, cycle, cutOffOn }: Wanted, moment: Moment): Promise<string> {
  const input = {
    name,
    cycles: [cycle],
    cutOffOn,
    documentOn: moment.today,
    filter: {},
    reviewNeeded: cycle === 'weekly',
  };
  const reviewed = { ...input, reviewNeeded: cutOffOn >= addDays(moment.today, -DAYS_OF_WEEK) };
  const { runId } = await must(inTransaction(db, (tx) => previewBilling(tx, by.clerk, reviewed, moment)));
  await makePreview({ db }, runId);
  return runId;
}

async function issueRun(db: Db, by: Signers, wanted: Wanted, moment: Moment): Promise<void> {
  const runId = await previewOne(db, by, wanted, moment);
  const begun = await inTransaction(db, (tx) => issueBilling(tx, by.clerk, { runId }, moment));
  if (begun.ok) await issueChunks({ db }, runId);
}

/** Three deliveries a week of what a customer takes, less or more from week to week. */
async function deliver(tx: Tx, by: Colleague, agreed: readonly Agreed[], moment: Moment): Promise<void> {
  const thisMonday = addDays(moment.today, -((weekday(moment.today) + 6) % DAYS_OF_WEEK));
  const rows = agreed.flatMap(({ of, contract }) =>
    of.lines.flatMap((line, at) => {
      if (line.quantity || line.product === 'SOLAR') return [];
      return Array.from({ length: of.weeks }, (_, back) => back).flatMap((back) =>
        [0, 2, 4].map((day) => ({
          ...{
            customer: of.number,
            contract,
            line: at + 1,
            occurredOn: addDays(thisMonday, day - DAYS_OF_WEEK * (back + 1)),
          },
          ...{
            quantity: partOf(of.weekly, back, of.number),
            product: line.product,
            ticket: line.product === 'WASTE-LIFT',
          },
        })),
      );
    }),
  );
  const parts = [{ rows: rows.map(asRow), problems: [] }];
  await must(recordUsage(tx, by, { parts }, moment));
}

function partOf(weekly: string, back: number, number: string): Decimal {
  const micros = (toMicros(decimal(weekly)) * SWING[back]!) / 3000n;
  const times = number === LEAPS && back === 0 ? LEAP : 1n;
  const isWhole = !weekly.includes('.');
  const step = isWhole ? 1_000_000n : 1000n;
  return fromMicros(((micros * times) / step) * step || step);
}

type Delivered = {
  customer: string;
  product: string;
  contract: string;
  line: number;
  occurredOn: PlainDate;
  quantity: Decimal;
  ticket: boolean;
};

const asRow = (
  { customer, product, contract, line, occurredOn, quantity, ticket }: Delivered,
  index: number,
): UsageRow => ({
  ...{ row: index + 1, key: `demo:${contract}:${line}:${occurredOn}`, kind: ticket ? 'ticket' : 'delivery' },
  ...{ customer, product, site: '', contract, line, occurredOn, quantity, unit: '' },
  ...{ reference: `${ticket ? 'T' : 'D'}-${40_000 + index}`, order: '', corrects: '' },
});

/** A meter that was read at the end of each month, the last time by estimate. */
async function readMeter(tx: Tx, by: Colleague, agreed: readonly Agreed[], moment: Moment): Promise<void> {
  const solar = agreed.find(({ of }) => of.lines.some(({ product }) => product === 'SOLAR'));
  if (!solar) return;
  const line = await tx
    .selectFrom('contract_lines')
    .select('id')
    .where('contract_id', '=', solar.contractId)
    .where('charge', '=', 'metered')
    .executeTakeFirstOrThrow();
  const first = addMonthsClamped(startOfMonth(moment.today), -2);
  const meter = {
    contractLineId: line.id,
    code: 'M-14',
    digits: 6,
    multiplier: decimal('1'),
    startsOn: first,
    firstValue: decimal('41200'),
  };
  await must(addMeter(tx, by, meter, moment));
  const readings = [
    { row: 1, meter: 'M-14', readOn: endOfMonth(first), value: decimal('47950'), kind: 'actual' as const },
    {
      row: 2,
      meter: 'M-14',
      readOn: endOfMonth(addMonthsClamped(first, 1)),
      value: decimal('54310'),
      kind: 'estimate' as const,
    },
  ];
  await must(recordReadings(tx, by, { parts: [{ rows: readings as never, problems: [] }] }, moment));
}

/** The week of a day by ISO 8601. */
function isoWeek(day: PlainDate): number {
  const thursday = addDays(day, 4 - (weekday(day) || DAYS_OF_WEEK));
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / 86_400_000;
  return Math.floor(dayOfYear / DAYS_OF_WEEK) + 1;
}
