import { type ChildProcess, fork } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { billingPeriods } from '#app/kernel/billing-periods.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { pricePeriod } from '#app/modules/billing-runs/rules/price-period.ts';
import { linesToBill } from '#app/modules/contracts/queries/lines-to-bill.server.ts';
import { issueBilling, previewBilling } from '#app/workflows/run-billing.server.ts';
import { random } from '#scripts/demo/random.ts';
import { type AgreedLine, agree, done, issued, previewed, runUpTo, type Used, use } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { aCustomer, CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const isLong = Boolean(process.env.TALLYSTICK_LONG);
const RUNS = isLong ? 1_000 : 20;
const KILLS = isLong ? 60 : 4;
/** About as many statements a step sends. */
const STATEMENTS = 60;
const CHUNK = 3;
const CUSTOMERS = 12;

const database = useDatabase();
const seed = runSeed();
const rng = random(seed);
const owner = () => database.current.owner;
const db = () => database.current.staff.db;
const children = new Set<ChildProcess>();

beforeAll(() => setUpCompany(database.current.owner.db));
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const figure = (from: number, to: number) => String(rng.int(from, to) / 100);

function aScheme(): Record<string, unknown> {
  const minimum = rng.chance(0.2) ? { minimum: figure(100, 9_000) } : {};
  const included = rng.chance(0.2) ? { included: String(rng.int(1, 20)) } : {};
  const tiers = [
    { upTo: String(rng.int(5, 40)), unitPrice: figure(1, 900) },
    { upTo: null, unitPrice: figure(1, 900) },
  ];
  const kind = rng.pick(['per_unit', 'tiered', 'volume', 'fixed']);
  if (kind === 'fixed') return { kind, amount: figure(100, 90_000) };
  return kind === 'per_unit'
    ? { kind, unitPrice: figure(1, 9_000), ...minimum, ...included }
    : { kind, tiers, ...minimum, ...included };
}

function aLine(at: number): AgreedLine {
  const changesOn = addDays(plainDate('2026-01-01'), rng.int(1, 120));
  const isRecurring = rng.chance(0.3);
  return {
    ...{
      product: `ASH-${rng.int(1, 4)}`,
      description: `Line ${at}`,
      cycle: rng.pick(['weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly'] as const),
    },
    ...{
      anchorOn: addDays(plainDate('2025-12-01'), rng.int(0, 45)),
      timing: isRecurring && rng.chance(0.5) ? 'advance' : 'arrears',
    },
    ...(isRecurring ? { quantity: figure(1, 900) } : {}),
    price: rng.chance(0.3)
      ? [
          ['2026-01-01', aScheme()],
          [changesOn, aScheme()],
        ]
      : aScheme(),
  };
}

const someUsage = (through: number): Used[] =>
  Array.from({ length: rng.int(0, 9) }, () => ({
    on: addDays(plainDate('2026-01-01'), rng.int(0, through)),
    quantity: figure(1, 4_000),
  }));

/** What was issued says exactly what was previewed, in the order of the drafts, numbered without a gap. */
async function expectAsPreviewed(runId: string, what: string): Promise<void> {
  const { rows } = await owner().pool.query(
    `select r.state, r.digest, encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', d.seq_no, g.digest), E'\\n' order by d.seq_no), ''), 'UTF8')), 'hex') as issued,
      coalesce(bool_and(i.series_no = first.no + place.n), true) as "inOrder", count(d.id)::int as invoices, max(j.n)::int as jobs
    from billing_runs r left join run_drafts d on d.run_id = r.id and d.state = 'issued' left join invoices i on i.id = d.id
      left join lateral (select m.digest from invoice_digests(array[d.id]) m) g on true
      left join lateral (select count(*)::int as n from run_drafts e where e.run_id = r.id and e.state = 'issued' and e.seq_no < d.seq_no) place on true
      left join lateral (select min(k.series_no) as no from invoices k join run_drafts e on e.id = k.id where e.run_id = r.id) first on true
      left join lateral (select count(*) as n from pgboss.job b where b.name = 'produce-invoice' and b.data ->> 'invoiceId' = d.id::text) j on true
    where r.id = $1 group by r.id`,
    [runId],
  );
  const { state, digest, issued: made, inOrder, invoices, jobs } = rows[0];
  expect({ state, made, inOrder, jobs }, `${what}, seed ${seed}`).toEqual({
    state: 'issued',
    made: digest,
    inOrder: true,
    jobs: invoices > 0 ? 1 : 0,
  });
}

/** Every period is billed in all what it costs with everything known, unless it waits in a draft that is carried. */
async function expectExact(customerId: string, cutOffOn: string): Promise<void> {
  const lines = await linesToBill(db(), { customerIds: [customerId], cutOffOn: plainDate(cutOffOn) });
  const { rows } = await owner().pool.query(
    `select contract_line_id, period_from_on::text as "fromOn", sum(amount_minor)::bigint::text as minor from billed_periods where customer_id = $1 group by 1, 2`,
    [customerId],
  );
  const used = await owner().pool.query(
    `select u.contract_line_id, u.occurred_on::text as "on", trim_scale(sum(u.quantity))::text as quantity from usage_records u join billed_usage b on b.usage_id = u.id
     where u.customer_id = $1 group by 1, 2`,
    [customerId],
  );
  for (const line of lines) {
    const days = used.rows
      .filter((row) => row.contract_line_id === line.contractLineId)
      .map((row) => ({ on: row.on, quantity: decimal(row.quantity), unbilled: [] }));
    const periods = billingPeriods(line, { fromOn: line.startsOn, throughOn: plainDate(cutOffOn) });
    for (const { fromOn, minor } of rows.filter((row) => row.contract_line_id === line.contractLineId)) {
      const period = periods.find((one) => one.fromOn === fromOn)!;
      const whole = pricePeriod(line, period, days).reduce((sum, segment) => sum + segment.netMinor, 0n);
      expect({ line: line.description, fromOn, minor }, `seed ${seed}`).toEqual({
        line: line.description,
        fromOn,
        minor: whole.toString(),
      });
    }
  }
}

const issueIfAny = async (runId: string, day: string) =>
  issued(db(), runId, day).catch((error: Error) => {
    if (!error.message.includes('nothing-to-issue')) throw error;
    return 'nothing';
  });

it(`${RUNS} random runs are issued exactly as previewed, and every period comes out exactly`, {
  timeout: timeAllowed(120_000),
}, async () => {
  const long = longRun('billing-runs', 'runs', RUNS);
  let invoices = 0;
  for (let n = 0; n < RUNS; n += 3) {
    const customerId = await aCustomer(db(), { email: 'accounts@customer.example' });
    await owner().pool.query('update customers set invoice_per = $2 where id = $1', [
      customerId,
      rng.pick(['cycle', 'po', 'site', 'together']),
    ]);
    const { lineIds } = await agree(
      owner(),
      customerId,
      Array.from({ length: rng.int(1, 4) }, (_, at) => aLine(at)),
    );
    let cutOffOn = plainDate('2026-01-20');
    for (let round = 0; round < 3; round += 1) {
      const { rows } = await owner().pool.query(
        `select id from contract_lines where customer_id = $1 and charge = 'metered' and id = any($2)`,
        [customerId, lineIds],
      );
      for (const { id } of rows) await use(owner(), id, someUsage(40 * (round + 1)));
      const runId = await previewed(db(), runUpTo(cutOffOn, { filter: { customerIds: [customerId] } }));
      if ((await issueIfAny(runId, cutOffOn)) !== 'nothing') await expectAsPreviewed(runId, `run ${n + round}`);
      await expectExact(customerId, cutOffOn);
      long.done();
      cutOffOn = addDays(cutOffOn, rng.int(10, 50));
    }
    const { rows } = await owner().pool.query('select count(*)::int as n from invoices where customer_id = $1', [
      customerId,
    ]);
    invoices += rows[0].n;
  }
  expect(invoices).toBeGreaterThan(RUNS / 4);
  long.finish({ invoices });
});

/** Runs a step in a process of its own, which dies at that statement; answers whether it had come to its end before. */
async function step(what: 'preview' | 'issue', runId: string, dieAt: number | null): Promise<boolean> {
  const args = [database.current.workerUrl, what, runId, String(CHUNK), ...(dieAt === null ? [] : [String(dieAt)])];
  const child = fork('tests/kills/billing-step.ts', args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.add(child);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  children.delete(child);
  return code === 0;
}

it(`killed at ${KILLS} random moments a run ends as if nothing had happened`, {
  timeout: timeAllowed(180_000),
}, async () => {
  const long = longRun('billing-run-kills', 'kills', KILLS);
  let killed = 0;
  while (killed < KILLS) {
    const customerIds: string[] = [];
    for (let n = 0; n < CUSTOMERS; n += 1) {
      const customerId = await aCustomer(db(), { email: 'accounts@customer.example' });
      customerIds.push(customerId);
      const { lineIds } = await agree(owner(), customerId, [
        { description: 'Silo 1', product: 'ASH-1' },
        { description: 'Silo 2', product: 'ASH-2' },
      ]);
      for (const lineId of lineIds) await use(owner(), lineId, [{ on: '2026-01-05', quantity: figure(100, 4_000) }]);
    }
    const input = runUpTo('2026-01-31', { filter: { customerIds } });
    const undisturbed = await previewed(db(), input);
    const { runId } = await done(db(), (tx) => previewBilling(tx, CLERK, input, on('2026-01-31')));
    for (const what of ['preview', 'issue'] as const) {
      if (what === 'issue') await done(db(), (tx) => issueBilling(tx, CLERK, { runId }, on('2026-01-31')));
      const isOver = await step(what, runId, rng.int(1, STATEMENTS));
      if (!isOver) {
        killed += 1;
        long.done();
      }
      expect(await step(what, runId, null), `seed ${seed}`).toBe(true);
      const { rows } = await owner().pool.query(
        'select state, digest from billing_runs where id = any($1) order by run_no',
        [[undisturbed, runId]],
      );
      expect(rows[1], `seed ${seed}`).toEqual({
        state: what === 'preview' ? 'previewed' : 'issued',
        digest: rows[0].digest,
      });
    }
    await expectAsPreviewed(runId, 'killed');
    const { rows } = await owner().pool.query('select count(*)::int as n from invoices where customer_id = any($1)', [
      customerIds,
    ]);
    expect(rows[0].n).toBe(2 * CUSTOMERS);
  }
  long.finish({ killed });
});
