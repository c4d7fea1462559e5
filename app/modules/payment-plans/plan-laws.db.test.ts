import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, setUpCompany } from '#tests/support/people.ts';
import { agreed, aPolicy, ask, must, POLICY, wishOf } from '#tests/support/plans.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';
import { answerPlanRequest } from './commands/answer-plan-request.server.ts';
import { cancelPlan } from './commands/cancel-plan.server.ts';
import { getPlan } from './queries/get-plan.server.ts';
import { chargeOf } from './rules/charge-of.ts';
import { insideEnvelope } from './rules/inside-envelope.ts';
import { canSplit, scheduleOf } from './rules/schedule-of.ts';
import type { PlanFacts, PlanPolicy, PlanPolicyInput, PlanWish } from './types.ts';
import { RHYTHMS } from './types.ts';

/** Every point of the sliders is judged alike by the rule of the pages and by the database; each law refuses what breaks it. */
const database = useDatabase();
const DAY = on('2026-03-02');
const { today } = DAY;
const owner = () => database.current.owner;
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(owner().db);
});

async function owing(...amounts: bigint[]): Promise<string> {
  const customerId = await aCustomer(db());
  for (const minor of amounts) await issue(db(), anInvoice(customerId, minor, { documentOn: plainDate('2026-01-20') }));
  return customerId;
}

/** The points of the grid: what the sliders can be moved to, a little past each end of the envelope. */
function* points(items: PlanWish['items']): Generator<PlanWish> {
  for (const rhythm of RHYTHMS)
    for (let count = 2; count <= 8; count += 1)
      for (const first of [0, 7, 14, 15, 31])
        for (const firstMinor of [null, 4_999n, 5_000n, 10_150n, 50_000n, 98_000n])
          for (const next of [null, 3, 7, 31, 45]) {
            const firstOn = addDays(today, first);
            const nextOn = next === null ? null : addDays(firstOn, next);
            const wish = { currency: GBP, items, rhythm, count, firstOn, firstMinor, nextOn };
            if (canSplit(wish)) yield wish;
          }
}

it('accepts a point of the grid if and only if it lies inside the envelope, by the rule and by the database', async () => {
  const customerId = await owing(100_000n);
  const narrow = { ...POLICY, mostCount: 6, rhythms: ['weekly', 'monthly'] as const, minInstalmentMinor: 10_000n };
  const fields = {
    ...narrow,
    firstShareBp: 1_000,
    firstWithinDays: 14,
    longestDays: 150,
    feeMinor: 1_500n,
    chargeTaxCode: 'Z',
  };
  const versionNo = await aPolicy(db(), DAY, fields);
  const policy: PlanPolicy = { ...fields, versionNo, fromOn: today };
  const wish = await wishOf(db(), customerId, DAY);
  const facts: PlanFacts = {
    ...{ today, agedOn: today, riskAllowed: true, defaultForgotten: true, hasMethod: false, chargeTaxBp: 0 },
    items: [{ itemId: wish.items[0]!.itemId, kind: 'invoice', dueOn: plainDate('2026-02-19') }],
  };
  const grid = [...points(wish.items)].map((point) => {
    const charge = chargeOf(policy, point, { today, taxBp: 0 });
    const judged = insideEnvelope(policy, point, facts, undefined, charge);
    const byRule = judged.inside ? [] : judged.breaks.map(({ code }) => code).sort();
    return { id: randomUUID(), point, charge, byRule, schedule: scheduleOf(point, charge) };
  });
  const byDatabase = await judgedByDatabase(customerId, versionNo, grid);
  for (const { id, byRule, point } of grid)
    expect({ point, breaks: byDatabase.get(id) }).toEqual({ point, breaks: byRule });
  const inside = grid.filter(({ byRule }) => byRule.length === 0).length;
  expect(grid.length).toBeGreaterThan(2_500);
  expect(inside).toBeGreaterThan(100);
  // Each way of lying outside that the sliders have occurs.
  expect([...new Set(grid.flatMap(({ byRule }) => byRule))].sort()).toEqual([
    ...['first-too-late', 'first-too-small', 'gap-too-long', 'payment-too-small', 'rhythm-not-offered'],
    ...['too-long', 'too-many-payments'],
  ]);
});

type Point = { id: string; point: PlanWish; schedule: ReturnType<typeof scheduleOf>; charge: { totalMinor: bigint } };

/** The database's own judgement of the same agreements, written without its triggers in a transaction that is rolled back. */
async function judgedByDatabase(customerId: string, policyVersion: bigint, grid: readonly Point[]) {
  const client = await owner().pool.connect();
  try {
    await client.query(`begin; set local session_replication_role = 'replica'`);
    const column = <Value>(of: (point: Point) => Value) => grid.map(of);
    await client.query(
      `insert into plan_versions (id, plan_id, version_no, customer_id, policy_version, agreed_on, principal_minor, charge_minor, total_minor,
         instalments, rhythm, first_on, next_on, risk_class, aged_on, breaks, base_minor, agreed_by_kind, agreed_by_name, agreed_at, charge_item_id)
       select g.id, g.id, 1, $1, $2, $3, 100000, g.charge, 100000 + g.charge, g.count, g.rhythm, g.first_on, g.next_on, 'normal', $3, '{}', 0,
         'customer', 'P', now(), case when g.charge > 0 then g.id end
       from unnest($4::uuid[], $5::bigint[], $6::int[], $7::text[], $8::date[], $9::date[]) as g (id, charge, count, rhythm, first_on, next_on)`,
      [
        ...[customerId, policyVersion, today, column(({ id }) => id), column(({ charge }) => charge.totalMinor)],
        ...[column(({ point }) => point.count), column(({ point }) => point.rhythm)],
        ...[column(({ point }) => point.firstOn), column(({ point }) => point.nextOn)],
      ],
    );
    const parts = grid.flatMap(({ id, schedule }) => schedule.map((one) => ({ id, ...one })));
    await client.query(
      `insert into plan_instalments (version_id, instalment_no, customer_id, due_on, amount_minor)
       select p.id, p.no, $1, p.due_on, p.minor from unnest($2::uuid[], $3::int[], $4::date[], $5::bigint[]) as p (id, no, due_on, minor)`,
      [
        ...[customerId, parts.map(({ id }) => id), parts.map(({ no }) => no), parts.map(({ dueOn }) => dueOn)],
        parts.map(({ amountMinor }) => amountMinor),
      ],
    );
    const { rows } = await client.query<{ id: string; breaks: string[] }>(
      'select v.id, plan_breaks(v.id) as breaks from plan_versions v where v.id = any ($1::uuid[])',
      [column(({ id }) => id)],
    );
    return new Map(rows.map((row) => [row.id, row.breaks]));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** What lies outside without a slider being moved: each alone, agreed by a manager within their limit, as the database wants it named. */
const OUTSIDE: readonly [code: string, policy: Partial<PlanPolicyInput>, ...prepare: string[]][] = [
  ['not-open', { isOpen: false }],
  ['total-too-small', { minTotalMinor: 100_001n }],
  ['total-too-large', { maxTotalMinor: 99_999n }],
  ['too-old', { oldestDays: 10 }],
  ['kind-excluded', { excludedKinds: ['invoice'] }],
  ['method-needed', { needsMethod: true }],
  ['risk-class', {}, `update customers set risk_class = 'high' where id = $1`],
];

it('asks a colleague for what lies outside, whose limit or approval the database wants to see', async () => {
  const manager = await aColleague(db(), 'manager');
  for (const [code, policy, prepare] of OUTSIDE) {
    await aPolicy(db(), DAY, policy);
    const customerId = await owing(60_000n, 40_000n);
    if (prepare) await owner().pool.query(prepare, [customerId]);
    const wish = await everything(customerId);
    const asked = must(await ask(db(), customerId, { wish }, DAY));
    expect({ code, state: asked.state }).toEqual({ code, state: 'requested' });
    const answer = { planId: asked.planId, answer: 'approve' as const, note: '' };
    must(await inTransaction(db(), (tx) => answerPlanRequest(tx, manager, answer, DAY)));
    expect(await getPlan(db(), { planId: asked.planId }, today)).toMatchObject({ state: 'active', breaks: [code] });
  }
  await aPolicy(db(), DAY);
});

/** All open items of a customer, eligible or not, in four months. */
async function everything(customerId: string): Promise<PlanWish> {
  const rows = await db()
    .selectFrom('open_items')
    .select(['id', 'residual_minor'])
    .where('customer_id', '=', customerId)
    .where('residual_minor', '>', 0n)
    .execute();
  const items = rows.map((row) => ({ itemId: row.id, amountMinor: row.residual_minor }));
  const shape = { count: 4, rhythm: 'monthly' as const, firstOn: addDays(today, 7), firstMinor: null, nextOn: null };
  return { ...shape, currency: GBP, items };
}

it('refuses what breaks an agreement, at once or at the commit', async () => {
  const customerId = await owing(50_000n);
  const planId = await agreed(db(), customerId, DAY);
  const other = await owing(30_000n);
  const otherItem = (await everything(other)).items[0]!.itemId;
  const version = `(select id from plan_versions where plan_id = '${planId}')`;
  const plan = (row: string): Statement => [row, [customerId]];
  await aColleague(db(), 'billing_clerk');
  const copied = (change: Record<string, string>, id: string): Statement[] => copyOf({ planId, change, id });
  const refuses = async (name: string, ...statements: Statement[]) =>
    expect(await plantIn(owner(), ...statements), `${name}: ${statements[0]?.[0]}`).toBe(name);

  await refuses('plan_policy_not_dated_back', [
    `insert into plan_policies select (jsonb_populate_record(null::plan_policies, to_jsonb(p) || '{"from_on": "2026-03-01", "version_no": 9999}')).*
       from plan_policies p limit 1`.replace(
      'insert into plan_policies',
      'insert into plan_policies overriding system value',
    ),
    [],
  ]);
  // Nothing is added to what was agreed.
  await refuses(
    'plan_agreed_at_once',
    plan(`insert into plan_instalments values (${version}, 5, $1, '2026-12-01', 100)`),
  );
  await refuses('append_only', plan(`update plan_instalments set amount_minor = 1 where customer_id = $1`));
  // Another agreement of the same plan that does not add up, keeps no rhythm, or says it lies inside where it does not.
  await refuses(
    'plan_adds_up',
    ...copied({ total_minor: 'total_minor + 1', principal_minor: 'principal_minor + 1' }, 'a'),
  );
  await refuses('plan_adds_up', ...copied({ first_on: `first_on - 1` }, 'b'));
  await refuses('plan_adds_up', ...copied({ risk_class: `'low'` }, 'c'));
  await refuses('plan_inside_envelope', ...copied({ breaks: `array['too-long']`, exception_by: MANAGER }, 'd'));
  await refuses('plan_version_follows', ...copied({ version_no: '3' }, 'e'));
  await refuses('approval_needed', ...copied({ breaks: `array['too-long']`, exception_by: CLERK_ID }, 'f'));
  await refuses('accepted', ...copied({}, 'g'));
  // Items and holds.
  const hold = `insert into holds (id, customer_id, item_id, kind, amount_minor, reason, effective_on)
    select uuidv7(), customer_id, id, 'in_plan', residual_minor, 'x', '2026-03-02' from open_items where id = '${otherItem}'`;
  await refuses('plan_hold_is_the_plans', [hold, []]);
  await refuses(
    'plan_hold_is_the_plans',
    plan(
      `insert into hold_releases (hold_id, customer_id, reason, effective_on)
       select id, $1, 'x', '2026-03-02' from holds where customer_id = $1`,
    ),
  );
  // Its dates.
  const move = (no: number, to: string) =>
    plan(
      `insert into plan_moves (version_id, instalment_no, customer_id, to_on, moved_by_name, moved_at) values (${version}, ${no}, $1, '${to}', 'P', now())`,
    );
  await refuses('plan_move_fits', move(1, '2026-03-09'));
  await refuses('plan_move_fits', move(1, '2026-03-20'));
  await refuses('accepted', move(1, '2026-03-19'));
  await refuses('plan_moves_once_unique', move(1, '2026-03-18'), move(1, '2026-03-19'));
  // Its end.
  const event = (kind: string, no: number | null = 1) =>
    plan(
      `insert into plan_events (plan_id, customer_id, kind, version_no, note, happened_on, happened_at, by_kind, by_name)
       values ('${planId}', $1, '${kind}', ${no}, 'x', '2026-03-02', now(), 'system', 'T')`,
    );
  await refuses('plan_not_paid', event('ended'));
  await refuses('plan_step_follows', event('declined', null));
  await refuses('plan_step_follows', event('renegotiated', 2));
  await refuses('plan_hold_is_the_plans', event('defaulted'));
  await refuses('plan_closed', [`delete from plans where id = '${planId}'`, []]);
  must(
    await inTransaction(db(), (tx) =>
      cancelPlan(tx, { ...CLERK, id: null }, { planId, note: 'Agreed on the phone' }, DAY),
    ),
  );
  await refuses('plan_closed', event('help', null));
  await refuses('plan_closed', [`update plans set state = 'active' where id = '${planId}'`, []]);
  await refuses('plan_closed', move(2, '2026-04-10'));
  await refuses('plan_closed', ...copied({}, 'h').slice(2));
});

const COLUMNS = [
  ...[
    'plan_id',
    'version_no',
    'customer_id',
    'policy_version',
    'agreed_on',
    'principal_minor',
    'charge_minor',
    'total_minor',
  ],
  ...[
    'instalments',
    'rhythm',
    'first_on',
    'next_on',
    'risk_class',
    'aged_on',
    'last_default_on',
    'breaks',
    'base_minor',
  ],
  ...['exception_by', 'agreed_by_kind', 'agreed_by_name', 'agreed_at'],
];
const MANAGER = `(select id from users where role = 'manager' limit 1)`;
const CLERK_ID = `(select id from users where role = 'billing_clerk' limit 1)`;

/** The same agreement once more as version 2 of its plan, with some columns otherwise: released, held, written and put in force. */
function copyOf({ planId, change, id }: { planId: string; change: Record<string, string>; id: string }): Statement[] {
  const version = `md5('${id}')::uuid`;
  const of = `(select id from plan_versions where plan_id = '${planId}' and version_no = 1)`;
  const column = (name: string) => change[name] ?? (name === 'version_no' ? '2' : name);
  const hold = `md5('${id}' || i.item_id)::uuid`;
  return [
    `insert into hold_releases (hold_id, customer_id, reason, effective_on)
       select i.hold_id, i.customer_id, 'x', '2026-03-02' from plan_items i where i.version_id = ${of}`,
    `insert into holds (id, customer_id, item_id, kind, amount_minor, reason, effective_on)
       select ${hold}, i.customer_id, i.item_id, 'in_plan', i.amount_minor, 'x', '2026-03-02' from plan_items i where i.version_id = ${of}`,
    `insert into plan_versions (id, ${COLUMNS.join(', ')}) select ${version}, ${COLUMNS.map(column).join(', ')} from plan_versions where id = ${of}`,
    `insert into plan_items (version_id, item_id, customer_id, amount_minor, hold_id)
       select ${version}, i.item_id, i.customer_id, i.amount_minor, ${hold} from plan_items i where i.version_id = ${of}`,
    `insert into plan_instalments (version_id, instalment_no, customer_id, due_on, amount_minor)
       select ${version}, instalment_no, customer_id, due_on, amount_minor from plan_instalments where version_id = ${of}`,
    `insert into plan_events (plan_id, customer_id, kind, version_no, happened_on, happened_at, by_kind, by_name)
       select plan_id, customer_id, 'renegotiated', version_no, '2026-03-02', now(), 'staff', 'C' from plan_versions where id = ${version}`,
  ].map((text) => [text, []]);
}
