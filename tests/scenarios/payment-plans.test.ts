import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { finishTask } from '#app/modules/collections/commands/finish-task.server.ts';
import { chaseableItems } from '#app/modules/collections/queries/chaseable-items.server.ts';
import { openTasks } from '#app/modules/collections/queries/collection-tasks.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { getMessage } from '#app/modules/delivery/queries/get-message.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { acceptCounter } from '#app/modules/payment-plans/commands/accept-counter.server.ts';
import { agreeOrRequest } from '#app/modules/payment-plans/commands/agree-or-request.server.ts';
import { answerPlanRequest } from '#app/modules/payment-plans/commands/answer-plan-request.server.ts';
import { askAboutPlan, askForPlan } from '#app/modules/payment-plans/commands/ask-for-plan.server.ts';
import { moveInstalment } from '#app/modules/payment-plans/commands/move-instalment.server.ts';
import { renegotiate } from '#app/modules/payment-plans/commands/renegotiate.server.ts';
import { withdrawRequest } from '#app/modules/payment-plans/commands/withdraw-request.server.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { listPlans } from '#app/modules/payment-plans/queries/list-plans.server.ts';
import { planAskOutcome } from '#app/modules/payment-plans/queries/plan-ask.server.ts';
import { planChoices } from '#app/modules/payment-plans/queries/plan-choices.server.ts';
import { offersOf } from '#app/modules/payment-plans/rules/offers-of.ts';
import type { ChoiceItem, PlanChoices } from '#app/modules/payment-plans/types.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { type Moment, momentIn, moveClock } from '#app/platform/clock/clock.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction, type ReadDb } from '#app/platform/db/transaction.server.ts';
import { answerAsk } from '#app/workflows/answer-plan-ask.server.ts';
import { askPlanException } from '#app/workflows/ask-plan-exception.server.ts';
import { checkPlans } from '#app/workflows/check-plans.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { receiveAndName } from '#app/workflows/receive-and-name.server.ts';
import { sendMessage } from '#app/workflows/send-message.server.ts';
import { itIs, withMethod } from '#tests/support/autopay.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { contested } from '#tests/support/disputes.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { asPortal, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, receive, setUpCompany } from '#tests/support/people.ts';
import { agreed, aPolicy, ask, must, standing, story, wishOf } from '#tests/support/plans.ts';

/** Payment plans over twelve months on the movable clock: kept, missed and made good, bounced, declined, renegotiated, settled, given up. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await aPolicy(db(), itIs('2026-01-05'), { reason: 'first' });
});
afterAll(() => moveClock(0));

/** The hourly look on a day, twice: the second one finds nothing new. */
async function lookOn(...days: string[]): Promise<Moment> {
  let moment = itIs(days[0]!);
  for (const day of days) {
    moment = itIs(day);
    await checkPlans(world.current.outside);
    await checkPlans(world.current.outside);
  }
  return moment;
}

async function owing(...amounts: bigint[]): Promise<string> {
  const customerId = await aCustomer(db());
  for (const minor of amounts) await issue(db(), anInvoice(customerId, minor, { documentOn: plainDate('2025-12-15') }));
  return customerId;
}

/** Money by transfer, set against the oldest first, as the cash poster does. */
async function pays(customerId: string, minor: bigint, day: string): Promise<string> {
  const payment = await receive(db(), customerId, minor, day);
  must(
    await inTransaction(db(), (tx) =>
      applyPayment(tx, CLERK, {
        ...{ creditItemId: payment.openItemId, how: { kind: 'oldest-first' } },
        effectiveOn: plainDate(day),
      }),
    ),
  );
  return payment.id;
}

const run = <Value>(work: Parameters<typeof inTransaction<Value, unknown>>[1]) =>
  inTransaction<Value, unknown>(db(), work);
const held = async (customerId: string) =>
  (await openItemsOf(db(), { customerId })).map((item) => [item.residualMinor, item.heldMinor]);

/** A reminder of an invoice, as far as the gate lets it. */
async function remind(toAddress: string, of: { customerId: string; invoiceId: string }) {
  const message = { ...of, kind: 'reminder' as const, toAddress, sendKey: `reminder:${of.invoiceId}` };
  const queued = await inTransaction(db(), async (tx) =>
    ok(await queueMessage(tx, message, momentIn('Europe/London'))),
  );
  const { messageId } = must(queued) ?? { messageId: '' };
  await sendMessage(world.current.outside, messageId);
  return getMessage(db(), messageId);
}

const toPlanItem = (item: ChoiceItem) => ({ itemId: item.itemId, amountMinor: item.residualMinor });
const calendarOf = ({ calendar }: PlanChoices) => ({ ...calendar, holidays: new Set(calendar.holidays) });

describe('twelve months', () => {
  test('a plan is met, missed and made good, paid by a cheque that comes back, moved, renegotiated and settled early', async () => {
    const customerId = await owing(60_000n, 60_000n);
    const today = itIs('2026-01-12');
    const planId = await agreed(db(), customerId, today, { count: 6, firstOn: plainDate('2026-02-02') });
    expect(await held(customerId)).toEqual([
      [60_000n, 60_000n],
      [60_000n, 60_000n],
    ]);
    // Sun 2 Aug is shut; so is Sat 2 May.
    expect(await standing(db(), planId, '2026-01-12')).toEqual([
      ...['active', '2026-02-02 later 0/20000', '2026-03-02 later 0/20000', '2026-04-02 later 0/20000'],
      ...['2026-05-04 later 0/20000', '2026-06-02 later 0/20000', '2026-07-02 later 0/20000'],
    ]);
    await pays(customerId, 20_000n, '2026-02-01');
    await lookOn('2026-02-02');
    expect(await held(customerId)).toContainEqual([40_000n, 40_000n]);

    // March: part of it by the day, the rest only after the grace: missed, and made good within the days to do so.
    await pays(customerId, 5_000n, '2026-03-02');
    await lookOn('2026-03-03', '2026-03-09');
    expect((await standing(db(), planId, '2026-03-09'))[2]).toBe('2026-03-02 part-paid 5000/20000');
    await lookOn('2026-03-10');
    expect(await listPlans(db(), { view: 'late' }, plainDate('2026-03-10'))).toMatchObject([
      { id: planId, isLate: true },
    ]);
    await pays(customerId, 15_000n, '2026-03-15');
    await lookOn('2026-03-16');
    expect(await listPlans(db(), { view: 'late' }, plainDate('2026-03-16'))).toEqual([]);

    // April: a payment that comes back in May opens it again, and gives it its days of grace again.
    const bounced = await pays(customerId, 20_000n, '2026-04-02');
    await lookOn('2026-04-02');
    const back = itIs('2026-04-20');
    const returned = { paymentId: bounced, reason: 'Refer to drawer', effectiveOn: back.today };
    must(await run((tx) => reversePayment(tx, CLERK, returned, back)));
    await lookOn('2026-04-20');
    expect((await standing(db(), planId, '2026-04-20'))[3]).toBe('2026-04-02 due 0/20000');
    await pays(customerId, 20_000n, '2026-04-27');
    await lookOn('2026-04-27');

    // May is moved once, by no more than the policy says, and paid on the new day.
    const asked = itIs('2026-05-04');
    const move = (toOn: string) =>
      run((tx) =>
        moveInstalment(tx, payerOf(customerId).actor, { planId, instalmentNo: 4, toOn: plainDate(toOn) }, asked),
      );
    expect(await move('2026-05-15')).toMatchObject({ refusal: { code: 'cannot-move', because: 'too-far' } });
    expect(await move('2026-05-14')).toMatchObject({ ok: true });
    expect(await move('2026-05-13')).toMatchObject({ refusal: { code: 'cannot-move', because: 'moved-before' } });
    await lookOn('2026-05-13');
    expect((await standing(db(), planId, '2026-05-13'))[4]).toBe('2026-05-14 later 0/20000');
    await pays(customerId, 20_000n, '2026-05-14');
    await lookOn('2026-05-14');

    // What is left, in four smaller parts; then all of it at once.
    const clerk = await aColleague(db(), 'collector');
    const june = itIs('2026-06-01');
    const shape = {
      ...{ count: 4, rhythm: 'monthly' as const, firstOn: plainDate('2026-06-15') },
      ...{ firstMinor: null, nextOn: null },
    };
    const again = must(
      await run((tx) => renegotiate(tx, clerk, { planId, shape, note: 'Fewer orders in June' }, june)),
    );
    expect(again).toMatchObject({ versionNo: 2 });
    expect(await standing(db(), planId, '2026-06-01')).toEqual([
      ...['active', '2026-06-15 later 0/10000', '2026-07-15 later 0/10000', '2026-08-17 later 0/10000'],
      '2026-09-15 later 0/10000',
    ]);
    expect(await getPlan(db(), { planId }, june.today)).toMatchObject({ paidBeforeMinor: 80_000n, leftMinor: 40_000n });
    await pays(customerId, 40_000n, '2026-06-20');
    await lookOn('2026-06-20');
    expect(await story(db(), planId)).toEqual([
      ...['asked', 'agreed', 'met 1', 'late 2', 'missed 2', 'cured 2', 'met 3', 'reopened 3', 'late 3', 'met 3'],
      ...[
        'moved 4',
        'coming 4',
        'met 4',

        'renegotiated',
        'met 1',
        'met 2',
        'met 3',
        'met 4',
        'settled_early',
      ],
    ]);
    expect(await held(customerId)).toEqual([]);
  }, 60_000);

  test('a plan collects from a saved card each month to its end, and the hold shrinks with what is left', async () => {
    const start = itIs('2026-01-20');
    const who = await withMethod(database.current, world.current);
    await issue(db(), anInvoice(who.customerId, 120_001n, { documentOn: plainDate('2025-12-15') }));
    const shape = { count: 12, firstOn: plainDate('2026-01-31') };
    const planId = await agreed(db(), who.customerId, start, shape, who.methodId);
    const days = (await getPlan(db(), { planId }, start.today))!.schedule.map((one) => one.dueOn);
    // Months cut at their end, then moved over weekends.
    expect(days.slice(0, 4)).toEqual(['2026-01-31', '2026-03-02', '2026-03-31', '2026-04-30']);
    await lookOn('2026-01-30');
    for (const day of days) await lookOn(day);
    expect((await getPlan(db(), { planId }, plainDate('2027-01-05')))?.state).toBe('ended');
    const kinds = await story(db(), planId);
    expect(kinds.filter((kind) => kind.startsWith('charged'))).toHaveLength(12);
    expect(kinds.filter((kind) => /late|missed/.test(kind))).toEqual([]);
    const { rows } = await database.current.owner.pool.query(
      `select count(*)::int as n, sum(amount_minor)::text as sum from payments where customer_id = $1`,
      [who.customerId],
    );
    expect(rows).toEqual([{ n: 12, sum: '120001' }]);
  }, 60_000);

  test('money that a colleague enters is noticed by the plan at once, and by that of another account of the group', async () => {
    const [lead, customerId] = [await owing(), await owing(40_000n)];
    await database.current.owner.pool.query('update customers set parent_id = $1 where id = $2', [lead, customerId]);
    const day = itIs('2026-02-02');
    const planId = await agreed(db(), customerId, day, { count: 4, firstOn: plainDate('2026-02-09') });
    const arrives = async (from: string, amountMinor: bigint, how: HowToApply) => {
      const money = { method: 'transfer' as const, currency: GBP, amountMinor, receivedOn: day.today, payerName: '' };
      const payment = { ...money, customerId: from, reference: `by hand ${amountMinor}`, note: '' };
      const input = { payment, apply: how, rests: [], leftOver: 'account' as const, sendReceipt: false };
      must(await inTransaction(db(), (tx) => receiveAndName(tx, CLERK, input, day)));
      expect((await world.current.settle()).failed).toEqual([]);
    };
    await arrives(customerId, 10_000n, { kind: 'oldest-first' });
    expect(await story(db(), planId)).toEqual(['asked', 'agreed', 'met 1']);
    const [item] = await openItemsOf(db(), { customerId });
    await arrives(lead, 30_000n, { kind: 'chosen', allocations: [{ itemId: item!.id, amountMinor: 30_000n }] });
    const after = ['asked', 'agreed', 'met 1', 'met 2', 'met 3', 'met 4', 'settled_early'];
    expect(await story(db(), planId)).toEqual(after);
  });

  test('a card that declines is not asked again; after its second missed payment the plan is in default and chased again', async () => {
    const start = itIs('2026-02-02');
    const who = await withMethod(database.current, world.current, { number: '4000000000000341' });
    const invoice = await issue(db(), anInvoice(who.customerId, 40_000n, { documentOn: plainDate('2025-12-15') }));
    const planId = await agreed(
      db(),
      who.customerId,
      start,
      { count: 4, firstOn: plainDate('2026-02-09') },
      who.methodId,
    );
    // While the plan stands nothing of it is chased, late or not: the gate says why.
    const chased = async (on: string) =>
      (await chaseableItems(db(), { customerIds: [who.customerId], on: plainDate(on) })).map(
        (one) => one.chaseableMinor,
      );
    await lookOn('2026-02-09', '2026-02-10', '2026-02-17');
    expect(await remind(who.email, { customerId: who.customerId, invoiceId: invoice.id })).toMatchObject({
      ...{ state: 'suppressed', stateReason: expect.stringContaining('in a payment plan') },
    });
    expect(await chased('2026-02-17')).toEqual([0n]);
    await lookOn('2026-03-09', '2026-03-16');
    expect(await standing(db(), planId, '2026-03-16')).toEqual([
      ...['active', '2026-02-09 missed 0/10000', '2026-03-09 due 0/10000', '2026-04-09 later 0/10000'],
      '2026-05-11 later 0/10000',
    ]);
    await lookOn('2026-03-17');
    expect(await story(db(), planId)).toEqual([
      ...[
        'asked',
        'agreed',
        'charged 1',
        'coming 1',
        'late 1',
        'missed 1',
        'coming 2',
        'late 2',
        'missed 2',
        'defaulted',
      ],
    ]);
    expect(await held(who.customerId)).toEqual([[40_000n, 0n]]);
    expect(await chased('2026-03-17')).toEqual([40_000n]);
    // Somebody calls, once, whatever becomes of it after.
    const task = { kind: 'plan_defaulted', customerId: who.customerId, plan: { id: planId }, amountMinor: 40_000n };
    expect(await openTasks(db())).toMatchObject([{ ...task, countedMinor: 0n, promisedOn: '2026-03-17' }]);
    await lookOn('2026-03-17');
    const [open] = await openTasks(db());
    const closed = { taskId: open!.id, outcome: 'They pay by hand from now on.' };
    must(await inTransaction(db(), (tx) => finishTask(tx, CLERK, closed, itIs('2026-03-17'))));
    expect(await openTasks(db())).toEqual([]);
    // Another one is for a colleague to agree, for a year.
    const next = itIs('2026-03-18');
    const wish = await wishOf(db(), who.customerId, next);
    expect(must(await ask(db(), who.customerId, { wish }, next)).state).toBe('requested');
  }, 60_000);

  test('a debit that is with the bank for days is not called late; when it fails then it is', async () => {
    const start = itIs('2026-02-02');
    const who = await withMethod(database.current, world.current, { account: 'fails' });
    await issue(db(), anInvoice(who.customerId, 40_000n, { documentOn: plainDate('2025-12-15') }));
    const shape = { count: 4, firstOn: plainDate('2026-02-09') };
    const planId = await agreed(db(), who.customerId, start, shape, who.methodId);
    await lookOn('2026-02-09', '2026-02-10', '2026-02-18');
    expect(await story(db(), planId)).toEqual(['asked', 'agreed', 'charged 1', 'coming 1']);
    // The mails and papers of everything so far are another story's.
    await database.current.owner.pool.query(`delete from pgboss.job where state = 'created'`);
    const [intent] = world.current.stripe.control.processing();
    world.current.stripe.control.settle(intent!, 'fail');
    await world.current.settle();
    // Heard of at once, without waiting for the next hour.
    expect((await story(db(), planId)).slice(4)).toEqual(['late 1', 'missed 1']);
  }, 60_000);
});

describe('a request', () => {
  test('is answered with another offer, within the colleague’s limit or by a second person, and accepted', async () => {
    const today = itIs('2026-01-12');
    const collector = await aColleague(db(), 'collector');
    const manager = await aColleague(db(), 'manager');
    const customerId = await owing(300_000n);
    const wish = await wishOf(db(), customerId, today, { count: 20, rhythm: 'weekly' });
    const { planId, state } = must(await ask(db(), customerId, { wish }, today));
    expect(state).toBe('requested');
    expect(await held(customerId)).toEqual([[300_000n, 0n]]);
    const answer = (counter: typeof wish) =>
      run((tx) => answerPlanRequest(tx, collector, { planId, answer: 'counter', counter, note: 'In fifteen?' }, today));
    // Fifteen payments are outside the policy too, and £3,000 is above what a collector agrees alone.
    const fifteen = { ...wish, count: 15 };
    expect(await answer(fifteen)).toMatchObject({ refusal: { code: 'needs-approval', baseMinor: 300_000n } });
    const exception = { what: 'counter' as const, counter: fifteen, note: 'In fifteen?' };
    const approval = must(
      await run((tx) => askPlanException(tx, collector, { planId, exception, reason: 'Old customer' }, today)),
    );
    const decide = (by: typeof manager) =>
      run((tx) => decideAndDo(tx, by, { approvalId: approval.approvalId, decision: 'approve', note: '' }, today));
    expect(await decide(collector)).toMatchObject({ ok: false });
    expect(await decide(manager)).toMatchObject({ ok: true });
    expect(await getPlan(db(), { planId }, today.today)).toMatchObject({ state: 'countered', wish: { count: 15 } });
    const accept = () => run((tx) => acceptCounter(tx, payerOf(customerId).actor, { planId, customerId }, today));
    expect(await accept()).toMatchObject({ ok: true });
    expect(await accept()).toMatchObject({ refusal: { code: 'wrong-state', state: 'active' } });
    expect(await getPlan(db(), { planId }, today.today)).toMatchObject({
      state: 'active',
      breaks: ['too-many-payments'],
    });
  });

  test('is refused over items that are disputed, planned, being changed, or somebody else’s; a colleague never answers their own', async () => {
    const today = itIs('2026-01-12');
    const customerId = await owing(20_000n, 30_000n);
    const wish = await wishOf(db(), customerId, today);
    const [first, second] = wish.items;
    await contested(db(), { customerId, itemId: first!.itemId, amountMinor: 1_000n }, today);
    const tried = async (items: typeof wish.items) => {
      const done = await ask(db(), customerId, { wish: { ...wish, items } }, today);
      return done.ok ? done.value.state : done.refusal;
    };
    const changed = (because: string) => ({ code: 'items-changed', items: [expect.objectContaining({ because })] });
    expect(await tried(wish.items)).toEqual(changed('disputed'));
    expect(await tried([{ ...second!, amountMinor: 29_999n }])).toEqual(changed('amount'));
    const other = await wishOf(db(), await owing(20_000n), today);
    expect(await tried(other.items)).toEqual(changed('settled'));
    expect(await tried([])).toEqual({ code: 'nothing-chosen' });
    // Two tabs at once: one plan.
    const both = await Promise.all([tried([second!]), tried([second!])]);
    expect(both).toContain('active');
    expect(both).toContainEqual(changed('in-plan'));
    // Asked for by a colleague, answered by another.
    const clerk = await aColleague(db(), 'manager');
    const third = await owing(40_000n);
    const long = await wishOf(db(), third, today, { count: 13 });
    const asked = must(
      await run((tx) => agreeOrRequest(tx, clerk, { customerId: third, wish: long, methodId: null, note: '' }, today)),
    );
    const { planId } = asked as { planId: string };
    const own = await run((tx) => answerPlanRequest(tx, clerk, { planId, answer: 'approve', note: '' }, today));
    expect(own).toMatchObject({ refusal: { code: 'own-request' } });
    expect(
      await run((tx) => withdrawRequest(tx, payerOf(third).actor, { planId, customerId: third }, today)),
    ).toMatchObject({
      ok: true,
    });
  });

  test('is written down by the portal once a form, done by the worker, and read by its customer alone', async () => {
    const today = itIs('2026-01-12');
    const customerId = await owing(60_000n, 20_000n);
    const payer = payerOf(customerId);
    const read = <Value>(query: (db: ReadDb) => Promise<Value>, scope = payer.scope) =>
      readAsPortal(database.current.portal.db, scope, query);
    const [choices] = await read((portal) => planChoices(portal, customerId, today.today));
    const offers = offersOf(choices!.policy!, choices!.items.map(toPlanItem), choices!.facts, calendarOf(choices!));
    expect(offers.map(({ wish }) => wish.count)).toEqual([3, 7, 12]);
    const { wish } = offers[0]!;
    const form = { customerId, wish, methodId: null, note: '', key: 'form-00001' };
    const asPayer = asPortal(database.current, payer);
    const send = (input: typeof form) => asPayer((tx) => askForPlan(tx, payer.actor, input, today));
    const { askId } = must(await send(form));
    expect(must(await send(form))).toEqual({ askId });
    expect(await send({ ...form, wish: offers[1]!.wish })).toMatchObject({ refusal: { code: 'form-changed' } });
    const outcome = (key: string) => read((portal) => planAskOutcome(portal, { customerId, key }));
    expect(await outcome('form-00001')).toEqual({ state: 'waiting', isLookedAt: false });
    await answerAsk(world.current.outside, askId);
    await answerAsk(world.current.outside, askId);
    const agreedTo = await outcome('form-00001');
    expect(agreedTo).toMatchObject({ state: 'agreed' });
    const planId = agreedTo && 'planId' in agreedTo ? agreedTo.planId : '';
    expect(await read((portal) => getPlan(portal, { planId, customerId }, today.today))).toMatchObject({
      ...{ state: 'active', totalMinor: 80_000n, next: { no: 1, amountMinor: 26_667n } },
    });
    // The form again under another key: everything is in a plan by now, and the page says so.
    const second = must(await send({ ...form, key: 'form-00002' }));
    await answerAsk(world.current.outside, second.askId);
    expect(await outcome('form-00002')).toMatchObject({ state: 'refused', refusal: { code: 'items-changed' } });
    // Another customer neither sees the plan nor asks anything of it.
    const other = payerOf(await owing(10_000n));
    expect(await read((portal) => listPlans(portal, {}, today.today), other.scope)).toEqual([]);
    const foreign = { customerId: other.customerId, planId, act: 'withdraw' as const, key: 'form-00003' };
    expect(
      await asPortal(database.current, other)((tx) => askAboutPlan(tx, other.actor, foreign, today)),
    ).toMatchObject({ refusal: { code: 'unknown-plan' } });
  });

  test('costs what the policy says: its interest and fee are a debit note in the plan', async () => {
    const today = itIs('2027-02-01');
    await aPolicy(db(), today, { interestBp: 1_200, feeMinor: 1_000n, chargeTaxCode: 'S20' });
    const customerId = await aCustomer(db());
    await issue(db(), anInvoice(customerId, 36_500n, { documentOn: plainDate('2027-01-10') }));
    const shape = { count: 2, rhythm: 'monthly' as const, firstOn: today.today, nextOn: plainDate('2027-03-01') };
    const planId = await agreed(db(), customerId, today, { ...shape, firstMinor: 6_500n });
    // 300.00 over 28 days at 12 % a year is 2.76; with the fee of 10.00 and 20 % tax on both 15.31.
    expect(await getPlan(db(), { planId }, today.today)).toMatchObject({ chargeMinor: 1_531n, totalMinor: 38_031n });
    expect(await standing(db(), planId, '2027-02-01')).toEqual([
      ...['active', '2027-02-01 due 0/6500', '2027-03-01 later 0/31531'],
    ]);
    expect(
      (await openItemsOf(db(), { customerId })).map((item) => [item.kind, item.residualMinor, item.heldMinor]),
    ).toEqual([
      ['debit_note', 1_531n, 1_531n],
      ['invoice', 36_500n, 36_500n],
    ]);
  });
});
