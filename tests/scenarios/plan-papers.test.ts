import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { getMessage } from '#app/modules/delivery/queries/get-message.server.ts';
import { askAboutPlan } from '#app/modules/payment-plans/commands/ask-for-plan.server.ts';
import { cancelPlan } from '#app/modules/payment-plans/commands/cancel-plan.server.ts';
import { renegotiate } from '#app/modules/payment-plans/commands/renegotiate.server.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { planHoldIds } from '#app/modules/payment-plans/queries/plan-holds.server.ts';
import { planPayment } from '#app/modules/payment-plans/queries/to-collect.server.ts';
import { startAttemptOnce } from '#app/modules/payments/commands/start-attempt-once.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { answerAsk } from '#app/workflows/answer-plan-ask.server.ts';
import { composeMessage } from '#app/workflows/compose-message.server.ts';
import { filesOfPlan } from '#app/workflows/files-of-plan.server.ts';
import { momentFor } from '#app/workflows/outside.server.ts';
import { ensurePlanAgreement } from '#app/workflows/produce-plan-agreement.server.ts';
import { tellPlan } from '#app/workflows/tell-plan.server.ts';
import { itIs } from '#tests/support/autopay.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { asPortal, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, GBP, issue, setUpCompany } from '#tests/support/people.ts';
import { agreed, aPolicy, must } from '#tests/support/plans.ts';

/** What a customer holds in hand of a plan: one agreement a version, dates that a calendar follows, one mail an event. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await aPolicy(db(), itIs('2026-01-02'));
});
afterAll(() => moveClock(0));

const planOf = async (planId: string) => (await getPlan(db(), { planId }, plainDate('2026-01-05')))!;

/** The mail of the newest event of a kind, ordered twice and written as it would leave. */
async function mailOf(planId: string, kind: string) {
  const event = (await planOf(planId)).events.findLast((one) => one.kind === kind)!;
  await tellPlan(world.current.outside, event.id);
  await tellPlan(world.current.outside, event.id);
  const { rows } = await database.current.owner.pool.query<{ id: string }>(
    'select id from messages where send_key = $1',
    [`plan:${event.id}`],
  );
  expect(rows).toHaveLength(1);
  const message = (await getMessage(db(), rows[0]!.id))!;
  const written = await composeMessage(world.current.outside, message, await momentFor(world.current.outside));
  if (!written.ok) throw new Error(written.refusal.reason);
  return { message, text: written.value.text, files: await filesOfPlan(world.current.outside, message) };
}

const textOf = (file: { content: Uint8Array } | undefined) => new TextDecoder().decode(file?.content);
const linesOf = (calendar: string, name: string) =>
  [...calendar.matchAll(new RegExp(`^${name}[:;](.*)\r$`, 'gm'))].map((found) => found[1]);

test('an agreement is kept once a version, and its dates keep their ids when they change', async () => {
  const moment = itIs('2026-01-05');
  const customerId = await aCustomer(db());
  await issue(db(), anInvoice(customerId, 40_000n, { documentOn: plainDate('2025-12-15') }));
  const planId = await agreed(db(), customerId, moment);

  const first = await mailOf(planId, 'agreed');
  expect(first.message.kind).toBe('plan_agreed');
  expect(first.text).toContain('£100.00');
  const [paper, dates] = first.files;
  expect(textOf(paper).slice(0, 5)).toBe('%PDF-');
  const again = must(await ensurePlanAgreement(world.current.outside, planId));
  expect(must(await ensurePlanAgreement(world.current.outside, planId)).id).toBe(again.id);
  expect(linesOf(textOf(dates), 'DTSTART')).toEqual([
    'VALUE=DATE:20260112',
    'VALUE=DATE:20260212',
    'VALUE=DATE:20260312',
    // The 12th is a Sunday.
    'VALUE=DATE:20260413',
  ]);
  const uids = linesOf(textOf(dates), 'UID');

  const shape = {
    count: 3,
    rhythm: 'monthly',
    firstOn: addDays(moment.today, 20),
    firstMinor: null,
    nextOn: null,
  } as const;
  const colleague = await aColleague(db(), 'manager');
  must(await inTransaction(db(), (tx) => renegotiate(tx, colleague, { planId, shape, note: 'As we said' }, moment)));
  const second = await mailOf(planId, 'renegotiated');
  expect(second.text).toContain('As we said');
  const moved = textOf(second.files[1]);
  expect(linesOf(moved, 'UID')).toEqual(uids);
  expect(new Set(linesOf(moved, 'SEQUENCE'))).toEqual(new Set(['1']));
  expect(linesOf(moved, 'STATUS')).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED']);
  const kept = must(await ensurePlanAgreement(world.current.outside, planId));
  expect([kept.id === again.id, kept.fileName]).toEqual([false, again.fileName.replace('_1.pdf', '_2.pdf')]);

  must(await inTransaction(db(), (tx) => cancelPlan(tx, colleague, { planId, note: 'Paid another way' }, moment)));
  expect((await mailOf(planId, 'cancelled')).message.kind).toBe('plan_over');
});

test('a moved date comes as a mail with the dates alone', async () => {
  const moment = itIs('2026-01-05');
  const customerId = await aCustomer(db());
  await issue(db(), anInvoice(customerId, 40_000n, { documentOn: plainDate('2025-12-15') }));
  const planId = await agreed(db(), customerId, moment);
  const payer = payerOf(customerId);
  const move = {
    customerId,
    planId,
    act: 'move',
    key: 'move-one-date',
    instalmentNo: 1,
    toOn: plainDate('2026-01-16'),
  } as const;
  const { askId } = must(await asPortal(database.current, payer)((tx) => askAboutPlan(tx, payer.actor, move, moment)));
  await answerAsk(world.current.outside, askId);
  const { files, text } = await mailOf(planId, 'moved');
  expect(files.map((file) => file.filename)).toEqual([expect.stringMatching(/^PLAN-\d+\.ics$/)]);
  expect(linesOf(textOf(files[0]), 'DTSTART')[0]).toBe('VALUE=DATE:20260116');
  expect(text).toContain('16 Jan 2026');
});

test('a payment of a plan is begun by hand on the portal: its own holds do not stand against it, others would', async () => {
  const moment = itIs('2026-01-05');
  const customerId = await aCustomer(db());
  await issue(db(), anInvoice(customerId, 40_000n, { documentOn: plainDate('2025-12-15') }));
  const planId = await agreed(db(), customerId, moment);
  const payer = payerOf(customerId);
  const items = await planPayment(db(), { planId, customerId, amountMinor: 10_000n }, moment.today);
  const input = {
    ...{ customerId, currency: GBP, amountMinor: 10_000n, items, notifyEmail: 'ann@customer.example' },
    ...{ key: 'pay-the-first', keyOwnerId: customerId },
  };
  const begin = (more: object) =>
    asPortal(database.current, payer)((tx) => startAttemptOnce(tx, payer.actor, { ...input, ...more }, moment));
  expect(await begin({ key: 'not-by-the-plan' })).toMatchObject({ ok: false });
  const plan = { planId, ownHoldIds: await planHoldIds(db(), planId) };
  expect(await begin({ plan })).toMatchObject({ ok: true });
});
