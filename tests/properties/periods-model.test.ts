import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { addDays, addMonthsClamped, type PlainDate, plainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { listPeriods } from '#app/modules/ledger/queries/periods.server.ts';
import type { PeriodKind } from '#app/modules/ledger/types.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, on, setUpCompany } from '#tests/support/people.ts';
import { close, reopen } from '#tests/support/periods.ts';
import { SQL_DIR } from '#tests/support/template.ts';

const RUNS = process.env.TALLYSTICK_LONG ? 400 : 8;
const COMMANDS_MAX = 25;
const TODAY = '2026-12-31';
const START = plainDate('2026-01-01');
const MONTHS = 10;

/** What a kind of period is, in two facts: closed up to a month, except those opened again. */
type Kind = { upTo: PlainDate | null; opened: Set<PlainDate> };
type World = { database: TestDatabase; customerId: string; kinds: Record<PeriodKind, Kind>; count: number };

const isClosed = ({ upTo, opened }: Kind, day: PlainDate): boolean =>
  upTo !== null && startOfMonth(day) <= upTo && !opened.has(startOfMonth(day));

function firstOpen(world: World, kinds: PeriodKind[], from: PlainDate): PlainDate {
  let day = from;
  while (kinds.some((kind) => isClosed(world.kinds[kind], day))) day = addMonthsClamped(startOfMonth(day), 1);
  return day;
}

const refusalOf = (world: World, kinds: PeriodKind[], day: PlainDate) => {
  const kind = kinds.find((one) => isClosed(world.kinds[one], day));
  if (!kind) return null;
  const firstOpenOn = firstOpen(world, kinds, day);
  return { ok: false, refusal: { code: 'period-closed', kind, periodOn: startOfMonth(day), firstOpenOn, index: 0 } };
};

type Step = (world: World) => Promise<void>;

const closeStep =
  (kind: PeriodKind, monthOn: PlainDate): Step =>
  async ({ database, kinds }) => {
    const model = kinds[kind];
    const earlier = [...model.opened].sort().find((month) => month < monthOn);
    const result = await close(database.staff.db, kind, monthOn.slice(0, 7), TODAY);
    if (isClosed(model, monthOn)) expect(result).toEqual({ ok: false, refusal: { code: 'already' } });
    else if (earlier) expect(result).toEqual({ ok: false, refusal: { code: 'earlier-open', periodOn: earlier } });
    else {
      expect(result).toEqual({ ok: true, value: undefined });
      model.opened.delete(monthOn);
      if (model.upTo === null || model.upTo < monthOn) model.upTo = monthOn;
    }
  };

const reopenStep =
  (kind: PeriodKind, monthOn: PlainDate): Step =>
  async ({ database, kinds }) => {
    const result = await reopen(database, kind, monthOn.slice(0, 7));
    if (!isClosed(kinds[kind], monthOn)) {
      expect(result).toEqual({ ok: false, refusal: { code: 'already' } });
      return;
    }
    expect(result).toEqual({ ok: true, value: undefined });
    kinds[kind].opened.add(monthOn);
  };

const payStep =
  (day: PlainDate, whenClosed?: 'move'): Step =>
  async (world) => {
    world.count += 1;
    const input = {
      ...{
        customerId: world.customerId,
        method: 'transfer' as const,
        currency: GBP,
        amountMinor: 100n,
        receivedOn: day,
      },
      ...{ reference: `model ${world.count}`, payerName: '', note: '', acceptSuspicion: true },
      ...(whenClosed ? { whenClosed } : {}),
    };
    const result = await inTransaction(world.database.staff.db, (tx) => recordPayment(tx, CLERK, input, on(TODAY)));
    const refused = whenClosed ? null : refusalOf(world, ['posting'], day);
    if (refused) expect(result).toEqual(refused);
    if (refused || !result.ok) return expect(result.ok).toBe(refused === null);
    const { rows } = await world.database.owner.pool.query(
      `select e.effective_on, e.value_on, p.received_on from payments p join entries e on e.id = p.entry_id where p.id = $1`,
      [result.value.id],
    );
    const countsOn = whenClosed ? firstOpen(world, ['posting'], day) : day;
    expect(rows).toEqual([{ effective_on: countsOn, value_on: day, received_on: countsOn }]);
  };

const issueStep =
  (day: PlainDate): Step =>
  async (world) => {
    const result = await inTransaction(world.database.staff.db, (tx) =>
      issueInvoices(
        tx,
        CLERK,
        { seriesCode: 'INV', invoices: [anInvoice(world.customerId, 500n, { documentOn: day })] },
        on(TODAY),
      ),
    );
    const refused = refusalOf(world, ['posting', 'tax'], day);
    if (refused) expect(result).toEqual(refused);
    else expect(result.ok).toBe(true);
  };

const kind = fc.constantFrom<PeriodKind>('posting', 'tax');
const month = fc.integer({ min: 0, max: MONTHS - 1 }).map((n) => addMonthsClamped(START, n));
const day = fc.integer({ min: -40, max: 330 }).map((n) => addDays(START, n));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(kind, month).map(([k, m]) => closeStep(k, m)) },
  { weight: 2, arbitrary: fc.tuple(kind, month).map(([k, m]) => reopenStep(k, m)) },
  { weight: 3, arbitrary: day.map((d) => payStep(d)) },
  { weight: 3, arbitrary: day.map((d) => payStep(d, 'move')) },
  { weight: 3, arbitrary: day.map(issueStep) },
);

async function compare(world: World): Promise<void> {
  const toOn = addMonthsClamped(START, MONTHS);
  for (const period of await listPeriods(world.database.staff.db, { fromOn: START, toOn }))
    expect([period.kind, period.monthOn, period.isClosed]).toEqual([
      period.kind,
      period.monthOn,
      isClosed(world.kinds[period.kind], period.monthOn),
    ]);
}

it('any history of closing, reopening and posting does what two facts a kind say', {
  timeout: process.env.TALLYSTICK_LONG ? 3_600_000 : 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: COMMANDS_MAX }), async (steps) => {
      // Months close for good, so each history has a database of its own.
      const database = await createTestDatabase(inject('superuserUrl'));
      try {
        await setUpCompany(database.owner.db);
        const kinds = {
          posting: { upTo: null, opened: new Set<PlainDate>() },
          tax: { upTo: null, opened: new Set<PlainDate>() },
        };
        const world: World = { database, customerId: await aCustomer(database.staff.db), kinds, count: 0 };
        for (const run of steps) await run(world);
        await compare(world);
        expect(await brokenInvariants(database.owner.pool, SQL_DIR)).toEqual([]);
      } finally {
        await database.drop();
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});
