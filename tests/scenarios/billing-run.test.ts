import { beforeAll, beforeEach, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { reviewRun } from '#app/modules/billing-runs/commands/review-run.server.ts';
import {
  leaveOutDraft,
  overrideFinding,
  putBackDraft,
} from '#app/modules/billing-runs/commands/settle-draft.server.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import { listRunDrafts, listRunFindings } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { pastInvoices } from '#app/modules/billing-runs/queries/past-invoices.server.ts';
import { runProgress } from '#app/modules/billing-runs/queries/run-progress.server.ts';
import { runTotals } from '#app/modules/billing-runs/queries/run-totals.server.ts';
import { checksThatFind } from '#app/modules/billing-runs/rules/preventive-rules.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import {
  issueBilling,
  issueChunks,
  makePreview,
  previewBilling,
  previewBillingAnew,
  resumeBilling,
  stopBilling,
} from '#app/workflows/run-billing.server.ts';
import {
  agree,
  billed,
  done,
  issued,
  linesOf,
  oneChunk,
  perUnit,
  previewed,
  runUpTo,
  use,
} from '#tests/support/billing.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
let customerId: string;
const owner = () => database.current.owner;
const db = () => database.current.staff.db;
/** Only the customer of this test. */
const mine = (cutOffOn: string, more = {}) => runUpTo(cutOffOn, { filter: { customerIds: [customerId] }, ...more });

beforeAll(() => setUpCompany(database.current.owner.db));
beforeEach(async () => {
  customerId = await aCustomer(db(), { email: 'accounts@customer.example' });
});

it('three lines give weekly, fly-ash and bottom-ash invoices; no delivery twice, none missing', async () => {
  const { lineIds } = await agree(
    owner(),
    customerId,
    [
      { product: 'FLY-ASH', description: 'Fly ash', cycle: 'weekly', anchorOn: '2026-11-02' },
      { product: 'FLY-ASH', description: 'Fly ash, silo', cycle: 'monthly', anchorOn: '2026-11-01' },
      {
        product: 'BOTTOM-ASH',
        description: 'Bottom ash',
        cycle: 'monthly',
        anchorOn: '2026-11-01',
        price: perUnit('17.5'),
      },
    ],
    { startsOn: '2026-11-01' },
  );
  const days = Array.from({ length: 30 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`);
  for (const lineId of lineIds)
    await use(
      owner(),
      lineId,
      days.map((day) => ({ on: day, quantity: '1.25' })),
    );
  await billed(db(), mine('2026-11-30'));
  const first = await linesOf(owner(), customerId);
  const weekly = first.filter(
    ({ description }) => description.startsWith('Fly ash,') && !description.startsWith('Fly ash, silo'),
  );
  // The first day alone ends a week; the last week is not over.
  expect(weekly.map(({ from, to }) => [from, to])).toEqual([
    ['2026-11-01', '2026-11-01'],
    ['2026-11-02', '2026-11-08'],
    ['2026-11-09', '2026-11-15'],
    ['2026-11-16', '2026-11-22'],
    ['2026-11-23', '2026-11-29'],
  ]);
  expect(new Set(first.map(({ invoice }) => invoice)).size).toBe(7);
  expect(
    first.filter(({ description }) => description.startsWith('Bottom')).map(({ quantity, net }) => [quantity, net]),
  ).toEqual([['37.5', '65625']]);
  await billed(db(), mine('2026-12-31'));
  const { rows } = await owner().pool.query(
    `select count(*)::int as used, count(b.usage_id)::int as billed from usage_records u left join billed_usage b on b.usage_id = u.id where u.customer_id = $1`,
    [customerId],
  );
  expect(rows).toEqual([{ used: 90, billed: 90 }]);
  expect((await linesOf(owner(), customerId)).length).toBe(8);
});

it('a price that changes on the 15th splits the line, each part citing its version', async () => {
  const { lineIds } = await agree(owner(), customerId, [
    {
      price: [
        ['2026-01-01', perUnit('42')],
        ['2026-11-15', perUnit('44')],
      ],
    },
    {
      description: 'Silo rent',
      product: 'RENT',
      unit: 'month',
      quantity: '1',
      price: [
        ['2026-01-01', { kind: 'fixed', amount: '300' }],
        ['2026-11-15', { kind: 'fixed', amount: '330' }],
      ],
      startsOn: '2026-11-01',
    },
  ]);
  await use(owner(), lineIds[0]!, [
    { on: '2026-11-03', quantity: '10' },
    { on: '2026-11-14', quantity: '5' },
    { on: '2026-11-15', quantity: '2' },
  ]);
  await billed(db(), mine('2026-11-30'));
  const lines = await linesOf(owner(), customerId);
  expect(lines.map(({ from, to, quantity, price, net }) => [from, to, quantity, price, net])).toEqual([
    ['2026-11-01', '2026-11-14', '15', '42', '63000'],
    ['2026-11-15', '2026-11-30', '2', '44', '8800'],
    ['2026-11-01', '2026-11-14', '1', '140', '14000'],
    ['2026-11-15', '2026-11-30', '1', '176', '17600'],
  ]);
  const { rows } = await owner().pool.query(
    `select (explanation #>> '{segments,0,price,versionNo}')::int as version from invoice_line_sources where customer_id = $1 order by invoice_id, line_no`,
    [customerId],
  );
  expect(rows.map(({ version }) => version)).toEqual([1, 2, 1, 2]);
});

it('what comes late and what is taken back is billed in the next run under its own days, and tiers come out exactly', async () => {
  const tiers = {
    kind: 'tiered',
    tiers: [
      { upTo: '10', unitPrice: '10' },
      { upTo: null, unitPrice: '8' },
    ],
  };
  const { lineIds } = await agree(owner(), customerId, [{ price: tiers }]);
  const [lineId] = lineIds as [string];
  const [early] = await use(owner(), lineId, [{ on: '2026-10-05', quantity: '9' }]);
  await billed(db(), mine('2026-10-31'));
  await use(owner(), lineId, [
    { on: '2026-10-28', quantity: '4' },
    { on: '2026-10-05', quantity: '-2', corrects: early! },
    { on: '2026-11-10', quantity: '12' },
  ]);
  await billed(db(), mine('2026-11-30'));
  const lines = await linesOf(owner(), customerId);
  // October as a whole is 11: 10 × 10 and 1 × 8, of which 90.00 were billed.
  expect(lines.map(({ from, quantity, net }) => [from, quantity, net])).toEqual([
    ['2026-10-01', '9', '9000'],
    ['2026-11-01', '12', '11600'],
    ['2026-10-01', '2', '1800'],
  ]);
  expect(lines[1]!.invoice).toBe(lines[2]!.invoice);
});

it('less than nothing is carried, and what costs nothing is settled', async () => {
  const { lineIds } = await agree(owner(), customerId, [{ price: perUnit('10', { included: '5' }) }]);
  const [lineId] = lineIds as [string];
  const [big] = await use(owner(), lineId, [{ on: '2026-09-05', quantity: '9' }]);
  await billed(db(), mine('2026-09-30'));
  await use(owner(), lineId, [{ on: '2026-09-05', quantity: '-3', corrects: big! }]);
  // October: -30.00. November: 30.00 less those 30.00. Neither is an invoice; December has enough to set it against.
  await expect(billed(db(), mine('2026-10-31'))).rejects.toThrow('nothing-to-issue');
  await use(owner(), lineId, [{ on: '2026-11-05', quantity: '8' }]);
  await expect(billed(db(), mine('2026-11-30'))).rejects.toThrow('nothing-to-issue');
  await use(owner(), lineId, [{ on: '2026-12-05', quantity: '12' }]);
  await billed(db(), mine('2026-12-31'));
  expect((await linesOf(owner(), customerId)).map(({ from, net }) => [from, net])).toEqual([
    ['2026-09-01', '4000'],
    ['2026-11-01', '3000'],
    ['2026-12-01', '7000'],
    ['2026-09-01', '-3000'],
  ]);
  await use(owner(), lineId, [{ on: '2027-01-05', quantity: '4' }]);
  const nothing = await billed(db(), mine('2027-01-31'));
  expect(await listRunDrafts(db(), { runId: nothing, limit: 5 })).toMatchObject([
    { leftOutWhy: 'zero', state: 'left_out' },
  ]);
  const { rows } = await owner().pool.query(
    `select count(*)::int as n from billed_usage where customer_id = $1 and invoice_id is null`,
    [customerId],
  );
  expect(rows).toEqual([{ n: 1 }]);
  expect(await listRunDrafts(db(), { runId: await previewed(db(), mine('2027-02-28')), limit: 5 })).toEqual([]);
});

it('two runs of one period never bill the same twice', async () => {
  const { lineIds } = await agree(owner(), customerId, [
    {},
    { product: 'RENT', unit: 'month', quantity: '1', price: { kind: 'fixed', amount: '30' }, startsOn: '2026-11-01' },
  ]);
  await use(owner(), lineIds[0]!, [{ on: '2026-11-03', quantity: '10' }]);
  const runs = [await previewed(db(), mine('2026-11-30')), await previewed(db(), mine('2026-11-30'))];
  for (const runId of runs) await done(db(), (tx) => issueBilling(tx, CLERK, { runId }, on('2026-11-30')));
  await Promise.all(runs.map((runId) => issueChunks({ db: db() }, runId)));
  expect((await linesOf(owner(), customerId)).map(({ net }) => net).sort()).toEqual(['3000', '42000']);
  const states = await Promise.all(
    runs.map(async (runId) =>
      (await listRunDrafts(db(), { runId, limit: 9 })).map(({ state, leftOutWhy }) => leftOutWhy ?? state),
    ),
  );
  expect(states.flat().sort()).toEqual(['billed_meanwhile', 'billed_meanwhile', 'issued', 'issued']);
});

it('a preview goes stale when something it used has changed, and is made anew', async () => {
  const { lineIds } = await agree(owner(), customerId, [{}]);
  await use(owner(), lineIds[0]!, [{ on: '2026-11-03', quantity: '10' }]);
  const runId = await previewed(db(), mine('2026-11-30'));
  await use(owner(), lineIds[0]!, [{ on: '2026-11-04', quantity: '1' }]);
  const tried = await inTransaction(db(), (tx) => issueBilling(tx, CLERK, { runId }, on('2026-11-30')));
  expect(tried).toMatchObject({ ok: false, refusal: { code: 'stale', changes: [{ what: 'customers', count: 1 }] } });
  await done(db(), (tx) => previewBillingAnew(tx, CLERK, { runId }, on('2026-11-30')));
  await makePreview({ db: db() }, runId);
  await issued(db(), runId, '2026-11-30');
  expect((await linesOf(owner(), customerId)).map(({ quantity }) => quantity)).toEqual(['11']);
  expect(await getRun(db(), { runId })).toMatchObject({ previewNo: 2, state: 'issued' });
});

it('a run is issued only with the review it needs, by a second person', async () => {
  const { lineIds } = await agree(owner(), customerId, [{}]);
  await use(owner(), lineIds[0]!, [{ on: '2026-11-03', quantity: '10' }]);
  const [clerk, manager] = [await aColleague(db(), 'billing_clerk'), await aColleague(db(), 'manager')];
  const input = mine('2026-11-30', { reviewNeeded: true });
  const { runId } = await done(db(), (tx) => previewBilling(tx, clerk, input, on('2026-11-30')));
  await makePreview({ db: db() }, runId);
  const issue = () => inTransaction(db(), (tx) => issueBilling(tx, clerk, { runId }, on('2026-11-30')));
  const review = (actor: typeof clerk, decision: 'approve' | 'send-back', note = '') =>
    inTransaction(db(), (tx) => reviewRun(tx, actor, { runId, decision, note }, on('2026-11-30')));
  expect(await issue()).toMatchObject({ refusal: { code: 'not-reviewed' } });
  await expect(
    owner().pool.query(`update billing_runs set state = 'issuing' where id = $1`, [runId]),
  ).rejects.toMatchObject({ constraint: 'run_reviewed' });
  expect(await review(clerk, 'approve')).toMatchObject({ refusal: { code: 'own-run' } });
  expect(await review(manager, 'send-back')).toMatchObject({ refusal: { code: 'note-missing' } });
  expect(await review(manager, 'send-back', 'Look at line 1')).toMatchObject({ ok: true });
  expect(await issue()).toMatchObject({ refusal: { code: 'not-reviewed' } });
  expect(await review(manager, 'approve')).toMatchObject({ ok: true });
  expect(await issue()).toMatchObject({ ok: true });
  await issueChunks({ db: db() }, runId);
  expect((await linesOf(owner(), customerId)).length).toBe(1);
});

it('a blocked draft is issued only when somebody lets it through with a reason; a draft left out comes again', async () => {
  await db().updateTable('customers').set({ po_required: true }).where('id', '=', customerId).execute();
  const { lineIds } = await agree(
    owner(),
    customerId,
    [{}, { product: 'BOTTOM-ASH', description: 'Bottom ash', poNumber: '' }],
    { poNumber: '' },
  );
  for (const lineId of lineIds) await use(owner(), lineId, [{ on: '2026-11-03', quantity: '10' }]);
  const runId = await previewed(db(), mine('2026-11-30'));
  const blocks = await listRunFindings(db(), { runId, severity: 'block' });
  expect(blocks.map(({ code }) => code)).toEqual(['po-missing', 'po-missing']);
  const settle = (findingId: string, reason: string) =>
    inTransaction(db(), (tx) => overrideFinding(tx, CLERK, { findingId, reason }, on('2026-11-30')));
  expect(await settle(blocks[0]!.id, ' ')).toMatchObject({ refusal: { code: 'reason-missing' } });
  expect(await settle(blocks[0]!.id, 'PO follows by mail')).toMatchObject({ ok: true, value: { draftState: 'ready' } });
  expect(await settle(blocks[0]!.id, 'again')).toMatchObject({ refusal: { code: 'already-let-through' } });
  await issued(db(), runId, '2026-11-30');
  expect((await linesOf(owner(), customerId)).length).toBe(1);
  const next = await previewed(db(), mine('2026-12-31'));
  const [again] = await listRunDrafts(db(), { runId: next, limit: 5 });
  expect(again).toMatchObject({ state: 'blocked', blocks: 1 });
  expect(
    await inTransaction(db(), (tx) =>
      leaveOutDraft(tx, CLERK, { draftId: again!.id, reason: 'disputed' }, on('2026-12-31')),
    ),
  ).toMatchObject({ ok: true });
  const putBack = () => inTransaction(db(), (tx) => putBackDraft(tx, CLERK, { draftId: again!.id }, on('2026-12-31')));
  expect(await putBack()).toEqual({ ok: true, value: { draftState: 'blocked' } });
  expect(await putBack()).toMatchObject({ refusal: { code: 'unknown-draft' } });
  const [still] = await listRunFindings(db(), { runId: next, severity: 'block' });
  expect(await settle(still!.id, 'PO came')).toMatchObject({ value: { draftState: 'ready' } });
  const leave = () =>
    inTransaction(db(), (tx) => leaveOutDraft(tx, CLERK, { draftId: again!.id, reason: 'wait' }, on('2026-12-31')));
  const digest = async () => (await getRun(db(), { runId: next }))?.digest;
  const whole = await digest();
  expect(await leave()).toMatchObject({ ok: true });
  expect(await digest()).not.toBe(whole);
  expect(await putBack()).toEqual({ ok: true, value: { draftState: 'ready' } });
  expect(await digest()).toBe(whole);
  await issued(db(), next, '2026-12-31');
  expect((await linesOf(owner(), customerId)).length).toBe(2);
  expect(await putBack()).toMatchObject({ refusal: { code: 'not-now' } });
});

it('a delivery without a number is found by the rule that asks for one, in a run and among past invoices', async () => {
  await owner().pool.query(
    `insert into issue_rules (code, severity, params, state, delivered, reason, changed_by_name, changed_at)
      values ('proof-missing', 'warn', '{}', 'on', true, 'for this test', '', now())`,
  );
  const { lineIds } = await agree(owner(), customerId, [{}]);
  const days = [{ on: '2026-11-03' }, { on: '2026-11-04', reference: '' }];
  const ids = await use(
    owner(),
    lineIds[0]!,
    days.map((day) => ({ ...day, quantity: '10' })),
  );
  const runId = await previewed(db(), mine('2026-11-30'));
  const [found] = (await listRunFindings(db(), { runId, severity: 'warn' })).filter(
    ({ code }) => code === 'proof-missing',
  );
  expect(found).toMatchObject({ facts: { deliveries: '1', first: ids[1] } });
  await issued(db(), runId, '2026-11-30');
  const wanted = { customerId, productId: null, limit: 5, einvoices: false };
  const window = { fromOn: plainDate('2026-11-01'), toOn: plainDate('2026-11-30') };
  const [past] = await pastInvoices(db(), { ...wanted, ...window });
  expect(checksThatFind(past!).map(({ code }) => code)).toContain('proof-missing');
});

it('pause and cancel say what stays, and a run goes on where it stood', async () => {
  for (let n = 0; n < 5; n += 1) {
    const { lineIds } = await agree(owner(), customerId, [{ description: `Silo ${n}`, product: `ASH-${n}` }]);
    await use(owner(), lineIds[0]!, [{ on: '2026-11-03', quantity: String(n + 1) }]);
  }
  const runId = await previewed(db(), mine('2026-11-30'));
  await done(db(), (tx) => issueBilling(tx, CLERK, { runId }, on('2026-11-30')));
  const stop = (how: 'pause' | 'cancel') =>
    done(db(), (tx) => stopBilling(tx, CLERK, { runId, how, reason: 'wait' }, on('2026-11-30')));
  const chunk = () => oneChunk(db(), runId, 2);
  await chunk();
  expect(await stop('pause')).toEqual({ issued: 2, notIssued: 3, state: 'paused' });
  expect(await chunk()).toEqual({ ok: false, refusal: 'paused' });
  expect(await runProgress(db(), { runId })).toMatchObject({ stage: 'issue', done: 2, of: 5 });
  await done(db(), (tx) => resumeBilling(tx, CLERK, { runId }, on('2026-11-30')));
  // What was issued before the pause says nothing about how fast it goes on.
  expect(await runProgress(db(), { runId })).toMatchObject({ done: 2, of: 5, rate: null, secondsLeft: null });
  await chunk();
  expect(await stop('cancel')).toEqual({ issued: 4, notIssued: 1, state: 'cancelled' });
  await issueChunks({ db: db() }, runId);
  expect((await linesOf(owner(), customerId)).length).toBe(4);
  await billed(db(), mine('2026-11-30'));
  expect((await linesOf(owner(), customerId)).map(({ quantity }) => quantity).sort()).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
});

it('totals stand beside the last run, and a closed month is refused with the first open day', async () => {
  const { lineIds } = await agree(owner(), customerId, [{}]);
  await use(owner(), lineIds[0]!, [
    { on: '2026-10-03', quantity: '10' },
    { on: '2026-11-03', quantity: '12' },
  ]);
  await billed(db(), mine('2026-10-31', { cycles: ['monthly'] }));
  const runId = await previewed(db(), mine('2026-11-30', { cycles: ['monthly'] }));
  expect(await runTotals(db(), { runId })).toMatchObject([
    { productCode: 'FLY-ASH', netMinor: 50_400n, taxMinor: 10_080n, lastNetMinor: 42_000n, drafts: 1, lastDrafts: 1 },
  ]);
  expect(await listRunDrafts(db(), { runId, limit: 2 })).toMatchObject([{ lastGrossMinor: 50_400n }]);
  const { rows } = await owner().pool.query(`select close_period('posting', '2020-01-01', null, 'A', now(), '') as n`);
  expect(rows.length).toBe(1);
  const refused = await inTransaction(db(), (tx) => previewBilling(tx, CLERK, mine('2020-01-31'), on('2026-11-30')));
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'period-closed', firstOpenOn: '2020-02-01' } });
});
