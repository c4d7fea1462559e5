import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { agree, billed, linesOf, previewed, runUpTo, use } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
let customerId: string;
let runId: string;
let openRunId: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  customerId = await aCustomer(staff.db, { email: 'accounts@customer.example' });
  const { lineIds } = await agree(owner, customerId, [{}]);
  await use(owner, lineIds[0]!, [
    { on: '2026-10-03', quantity: '10' },
    { on: '2026-11-03', quantity: '12' },
  ]);
  const filter = { customerIds: [customerId] };
  runId = await billed(staff.db, runUpTo('2026-10-31', { filter }));
  openRunId = await previewed(staff.db, runUpTo('2026-11-30', { filter }));
});

/** Plants rows as the superuser, below every command, in a transaction that is always rolled back; answers the law's name. */
async function plant(...statements: readonly (readonly [string, readonly unknown[]])[]): Promise<string> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    for (const [text, values] of statements) await client.query(text, [...values]);
    await client.query('set constraints all immediate');
    return 'accepted';
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const toIssuing = ["update billing_runs set state = 'issuing' where id = $1", [] as unknown[]] as const;

it('what was billed is billed once, and never changes', async () => {
  const again = `insert into billed_usage (usage_id, customer_id, run_id) select usage_id, customer_id, run_id from billed_usage where customer_id = $1`;
  expect(await plant([again, [customerId]])).toBe('billed_usage_pkey');
  const period = `insert into billed_periods (contract_line_id, period_from_on, part_no, customer_id, period_to_on, run_id, amount_minor)
    select contract_line_id, period_from_on, part_no, customer_id, period_to_on, run_id, 0 from billed_periods where customer_id = $1`;
  expect(await plant([period, [customerId]])).toBe('billed_periods_pkey');
  for (const table of ['billed_usage', 'billed_periods', 'invoice_line_sources'])
    expect(await plant([`delete from ${table} where customer_id = $1`, [customerId]]), table).toBe('append_only');
});

it('a run goes forward only, and a second person reviews it', async () => {
  expect(await plant(["update billing_runs set state = 'previewed' where id = $1", [runId]])).toBe('run_moves_forward');
  expect(await plant(["update billing_runs set cut_off_on = '2026-12-31' where id = $1", [openRunId]])).toBe(
    'run_moves_forward',
  );
  expect(
    await plant(["update billing_runs set state = 'issued', finished_at = now() where id = $1", [openRunId]]),
  ).toBe('run_moves_forward');
  const person = randomUUID();
  const hired = [
    `insert into users (id, kind, email, name, role) values ($1, 'staff', 'one@calder.example', 'One', 'manager')`,
    [person],
  ] as const;
  const own = `update billing_runs set state = 'reviewed', reviewed_by = prepared_by, reviewed_digest = digest where id = $1`;
  // Set up once and for all: who prepared it cannot be changed either, so a run of this person's own is made.
  const made = `insert into billing_runs (id, name, cut_off_on, document_on, cycles, review_needed, prepared_by, prepared_by_name, prepared_at)
    values ($1, 'Own', '2026-11-30', '2026-11-30', '{monthly}', true, $2, 'One', now())`;
  const previewedNow = ["update billing_runs set state = 'previewed', digest = 'x' where id = $1", [person]] as const;
  const steps = [hired, [made, [person, person]], previewedNow] as const;
  expect(await plant(...steps, [own, [person]])).toBe('billing_runs_second_person_check');
  expect(await plant(...steps, [toIssuing[0], [person]])).toBe('run_reviewed');
});

it('a draft is issued as it was previewed, not past a block, and stays issued', async () => {
  const draft = 'select id from run_drafts where run_id = $1';
  expect(await plant([`update run_drafts set title = 'Another' where run_id = $1`, [openRunId]])).toBe(
    'draft_as_previewed',
  );
  expect(
    await plant([
      `update run_drafts set state = 'left_out', left_out_why = 'by_hand', invoice_id = null where run_id = $1`,
      [runId],
    ]),
  ).toBe('draft_as_previewed');
  const number = `select post_run_chunk($1, '{"kind": "system", "name": "A"}', 0, 10)`;
  const chunk = (ids: string) => `select number_run_chunk($1, array(${ids}), '{"kind": "system", "name": "A"}', now())`;
  const tampered = [`update run_draft_lines set description = 'Another' where run_id = $1`, [openRunId]] as const;
  const issuing = [toIssuing[0], [openRunId]] as const;
  expect(await plant(tampered, issuing, [number, [openRunId]], [chunk(draft), [openRunId]])).toBe('draft_as_previewed');
  const block = [
    `insert into run_findings (run_id, draft_id, customer_id, code, severity) select run_id, id, customer_id, 'po-missing', 'block' from run_drafts where run_id = $1`,
    [openRunId],
  ] as const;
  expect(await plant(issuing, [number, [openRunId]], block, [chunk(draft), [openRunId]])).toBe('draft_not_blocked');
  expect(await plant(issuing, [number, [openRunId]], [chunk(draft), [openRunId]])).toBe('accepted');
  expect((await linesOf(database.current.owner, customerId)).length).toBe(1);
});
