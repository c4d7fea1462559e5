import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import type { HoldKind } from '#app/modules/ledger/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { agree, billedAlone, perUnit, runUpTo } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, receive, setUpCompany } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';
import { anyStep, DAYS, dayOf, type History, newHistory } from '#tests/support/random-ledger.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { chargeDays, minorDaysOf } from '../rules/charge-days.ts';
import { type DayWindow, DELAY_CAUSES, type DelayCause } from '../types.ts';
import { debtDays, debtHistory, dollarDays } from './dollar-days.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const asOwner = (text: string, ...values: unknown[]) => database.current.owner.pool.query(text, values);
beforeAll(() => setUpCompany(database.current.owner.db));

const YEAR = { fromOn: plainDate('2026-01-01'), toOn: plainDate('2026-06-30') };
const ALL_ROWS = 100_000;

/** Due on 31 January: 1,000 pounds, billed on 1 January. */
async function aDebt(customerId: string, minor = 100_000n) {
  return issue(db(), anInvoice(customerId, minor, { documentOn: plainDate('2026-01-01') }));
}

/** A part on hold for some days that are over. */
async function hold(customerId: string, itemId: string, kind: HoldKind, minor: bigint, from: string, to: string) {
  const held = { customerId, itemId, kind, amountMinor: minor, reason: 'test', effectiveOn: plainDate(from) };
  const ended = await inTransaction(db(), async (tx) => {
    const holdIds = must(await placeHolds(tx, CLERK, { holds: [held] }));
    return ok(await releaseHolds(tx, CLERK, { holdIds, reason: 'test', effectiveOn: plainDate(to) }));
  });
  must(ended);
}

const apply = async (customerId: string, creditItemId: string, debitItemId: string, minor: bigint, day: string) =>
  must(
    await inTransaction(db(), (tx) =>
      applyItems(tx, CLERK, {
        applications: [{ customerId, creditItemId, debitItemId, amountMinor: minor, effectiveOn: plainDate(day) }],
      }),
    ),
  );

/** A promise that nobody kept, as its commands and the check would have left it. */
async function brokenPromise(customerId: string, minor: bigint, madeOn: string, promisedOn: string): Promise<void> {
  const client = await database.current.owner.pool.connect();
  const id = newId();
  const rows = [id, customerId, minor, madeOn, promisedOn];
  await client.query('begin');
  await client.query(
    `insert into promises (id, customer_id, currency, amount_minor, made_on, promised_on, grace_days, pauses, made_by_kind, source, made_by_name, made_at)
      values ($1, $2, 'GBP', $3, $4, $5, 0, 'covered', 'staff', 'phone', 'Priya', $4::date)`,
    rows,
  );
  await client.query(
    `insert into promise_events (promise_id, customer_id, position, kind, amount_minor, promised_on, by_kind, by_name, happened_at)
      select $1, $2, n, kind, $3, $5, 'staff', 'Priya', $4::date from (values (1, 'made'), (2, 'broken')) e (n, kind)`,
    rows,
  );
  await client.query(`update promises set state = 'broken' where id = $1`, [id]);
  await client.query('commit');
  client.release();
}

const causes = async (customerId: string, window: DayWindow = YEAR) =>
  Object.fromEntries((await dollarDays(db(), { ...window, customerId })).map((row) => [row.cause, row.minorDays]));

/** A debt of 1,000 pounds of which every cause that people make had its days; its id. */
async function aDebtOfEachCause(customerId: string): Promise<string> {
  const { openItemId } = await aDebt(customerId);
  await hold(customerId, openItemId, 'disputed', 20_000n, '2026-02-02', '2026-02-12');
  await hold(customerId, openItemId, 'in_plan', 50_000n, '2026-02-12', '2026-02-20');
  await brokenPromise(customerId, 30_000n, '2026-02-20', '2026-02-25');
  // Here on the first of March, set against the debt ten days later: until then it was theirs, from then on ours.
  const paid = await receive(db(), customerId, 100_000n, '2026-03-01');
  await apply(customerId, paid.openItemId, openItemId, 100_000n, '2026-03-11');
  return openItemId;
}

describe('what a debt’s days are charged to', () => {
  it('cash that lay here is ours, a dispute its department’s, a plan is agreed, a promise and the rest theirs', async () => {
    const customerId = await aCustomer(db());
    await aDebtOfEachCause(customerId);
    const days = { disputed: 20_000n * 10n, in_plan: 50_000n * 8n, promise_broken: 30_000n * 4n };
    const claimed = days.disputed + days.in_plan + days.promise_broken;
    expect(await causes(customerId)).toEqual({ ...days, unapplied: 100_000n * 10n, slow: 100_000n * 29n - claimed });

    const half = { fromOn: plainDate('2026-02-01'), toOn: plainDate('2026-02-10') };
    expect(await causes(customerId, half)).toEqual({ disputed: 20_000n * 8n, slow: 100_000n * 10n - 160_000n });
  });

  it('days after a bill that came late, or late into their hands, are ours before anything else', async () => {
    const customerId = await aCustomer(db(), { email: 'ap@ashby.example' });
    await agree(database.current.owner, customerId, [{ quantity: '1', price: perUnit('1000') }], {
      ...{ startsOn: '2025-12-01', termsDays: 30 },
    });
    // December could be billed from the 31st and until 5 January; it is dated a week later.
    const run = { documentOn: plainDate('2026-01-12'), filter: { customerIds: [customerId] } };
    await billedAlone(db(), runUpTo('2025-12-31', run as never));
    const item = await asOwner(
      'select id, source_id, due_on::text, amount_minor from open_items where customer_id = $1',
      customerId,
    );
    const { id: itemId, source_id: invoiceId, due_on: dueOn } = item.rows[0];
    expect(item.rows).toMatchObject([{ due_on: '2026-02-11' }]);
    const amount = BigInt(item.rows[0].amount_minor);
    // Ordered to be sent, and never seen to arrive.
    await asOwner(
      `with sent as (insert into deliveries (customer_id, document_kind, invoice_id, channel, once_key, attaches, gathers, ordered_by_name, ordered_at, changed_at)
          values ($1, 'invoice', $2, 'email', $2::uuid::text, true, 'each', 'Priya', '2026-01-12', '2026-01-12') returning id)
        insert into delivery_events (delivery_id, customer_id, kind, happened_at, by_name, noted_at) select id, $1, 'ordered', '2026-01-12', 'Priya', '2026-01-12' from sent`,
      ...[customerId, invoiceId],
    );
    const until = { fromOn: plainDate('2026-02-01'), toOn: addDays(dueOn, 30) };
    expect(await causes(customerId, until)).toEqual({ billed_late: amount * 7n, delivered_late: amount * 23n });
    await asOwner(
      `insert into invoice_views (invoice_id, customer_id, viewer_name, viewed_on, viewed_at) values ($1, $2, 'Jo', '2026-01-24', '2026-01-24T09:00:00Z')`,
      ...[invoiceId, customerId],
    );
    // Seen after twelve days, eleven more than it may take.
    const late = { billed_late: amount * 7n, delivered_late: amount * 11n };
    expect(await causes(customerId, until)).toEqual({ ...late, slow: amount * 12n });
    await hold(customerId, itemId, 'disputed', amount, dueOn, until.toOn);
    expect(await causes(customerId, until)).toEqual({ ...late, disputed: amount * 12n });
    // The days allowed are those that hold on the invoice's date: ten to bill and three to deliver, on that day alone.
    for (const [fromOn, billedDays, deliveredDays] of [
      ['2026-01-12', 10, 3],
      ['2026-01-13', 5, 1],
    ] as const)
      await asOwner(
        `insert into company_versions (what, from_on, value, reason, made_by_name, made_at) values ('days_allowed', $1, $2, '', 'Priya', '2025-11-01')`,
        ...[fromOn, JSON.stringify({ billedDays, deliveredDays })],
      );
    const allowed = { billed_late: amount * 2n, delivered_late: amount * 9n };
    expect(await causes(customerId, until)).toEqual({ ...allowed, disputed: amount * 19n });
  });

  it('money nobody has applied yet stands for the oldest debts, and another customer’s figures do not move', async () => {
    const [customerId, other] = [await aCustomer(db()), await aCustomer(db())];
    const first = await aDebt(customerId);
    const second = await aDebt(customerId);
    await aDebt(other);
    const before = await causes(other);
    await receive(db(), customerId, 130_000n, '2026-06-20');
    expect(await causes(customerId)).toEqual({ unapplied: 130_000n * 10n, slow: 200_000n * 150n - 130_000n * 10n });
    const rows = await debtDays(db(), { ...YEAR, customerId, cause: 'unapplied', limit: 10 });
    expect(rows.map((row) => [row.itemId, row.minorDays])).toEqual([
      [first.openItemId, 100_000n * 10n],
      [second.openItemId, 30_000n * 10n],
    ]);
    expect(await causes(other)).toEqual(before);
  });
});

/** Counted a day at a time from the ledger's rows alone. */
async function dayByDay(customerId: string, { fromOn, toOn }: DayWindow): Promise<bigint> {
  const { rows } = await asOwner(
    `select coalesce(sum(i.amount_minor - coalesce(a.minor, 0)), 0)::text as minor_days
    from generate_series($2::date, $3::date, '1 day') day join open_items i on i.side = 'debit' and i.due_on < day::date and i.effective_on < day::date
    left join lateral (select sum(amount_minor) as minor from applications where debit_item_id = i.id and effective_on < day::date) a on true
    where i.customer_id = $1`,
    ...[customerId, fromOn, toOn],
  );
  return BigInt(rows[0].minor_days);
}

/** What people did about these debts: contested, spread, promised; on any days, of any part. */
async function disturb({ customers, debits }: History): Promise<void> {
  const random = fc.sample(fc.nat({ max: 1_000_000 }), { numRuns: debits.length * 6, seed: runSeed() });
  for (const [at, debit] of debits.entries()) {
    const [what, start, lasts, share] = random.slice(at * 6) as [number, number, number, number];
    const item = (await asOwner('select amount_minor from open_items where id = $1', debit.id)).rows[0];
    const part = 1n + (BigInt(item.amount_minor) * BigInt(share % 100)) / 100n;
    const minor = part > BigInt(item.amount_minor) ? BigInt(item.amount_minor) : part;
    const [from, to] = [dayOf(start % DAYS), dayOf((start % DAYS) + (lasts % 40))];
    if (what % 3 < 2) await hold(debit.customerId, debit.id, what % 3 ? 'disputed' : 'in_plan', minor, from, to);
  }
  for (const [at, customerId] of customers.entries()) {
    await brokenPromise(customerId, 20_000n, dayOf(80 + at), dayOf(90 + at));
    await brokenPromise(customerId, 15_000n, dayOf(100 + at), dayOf(106 + at));
  }
}

describe('on any account', () => {
  it('the causes sum to the days counted one at a time, and each debt is charged as the rule charges it', async () => {
    const history = await newHistory(db());
    for (const step of fc.sample(anyStep, { numRuns: 50, seed: runSeed() })) await step(history);
    await disturb(history);
    // What chance left out is met on an account of its own, whatever the seed.
    const customerId = await aCustomer(db());
    history.debits.push({ id: await aDebtOfEachCause(customerId), customerId, day: 0 });
    history.customers.push(customerId);
    const windows: DayWindow[] = [
      { fromOn: dayOf(0), toOn: dayOf(DAYS + 30) },
      { fromOn: dayOf(45), toOn: dayOf(75) },
    ];
    const met = new Set<DelayCause>();
    for (const window of windows) {
      for (const customerId of history.customers) {
        const sums = await dollarDays(db(), { ...window, customerId });
        expect(sums.reduce((sum, row) => sum + row.minorDays, 0n)).toBe(await dayByDay(customerId, window));
        for (const { cause } of sums) met.add(cause);
        if (window !== windows[0]) continue;
        const rows = await debtDays(db(), { ...window, customerId, limit: ALL_ROWS });
        for (const { id } of history.debits.filter((debit) => debit.customerId === customerId)) {
          const charged = chargeDays((await debtHistory(db(), id, { ...window, customerId })) ?? NOTHING, window);
          for (const cause of DELAY_CAUSES) {
            const byRule = charged
              .filter((part) => part.cause === cause)
              .reduce((sum, part) => sum + minorDaysOf(part), 0n);
            const shown = rows.filter((row) => row.itemId === id && row.cause === cause);
            expect(shown.reduce((sum, row) => sum + row.minorDays, 0n)).toBe(byRule);
          }
        }
      }
    }
    expect([...met].sort()).toEqual(['disputed', 'in_plan', 'promise_broken', 'slow', 'unapplied']);
  });
});

const NOTHING = { dueOn: '2999-12-31' as PlainDate, changes: [], claims: [] };
