import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { type Steering, steerAutopayRule } from '#app/modules/autopay/commands/steer-rule.server.ts';
import { autopayChargesOf } from '#app/modules/autopay/queries/charges.server.ts';
import { autopayRulesOf } from '#app/modules/autopay/queries/rules.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { collectOne } from '#app/workflows/collect-autopay.server.ts';
import { addMethod, dueOn, itIs, runOn, story, turnOn, withMethod } from '#tests/support/autopay.ts';
import { billedAlone, runUpTo, use } from '#tests/support/billing.ts';
import { plantContract } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { Killed, mortalPorts } from '#tests/support/mortal-worker.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { asPortal, payerOf } from '#tests/support/paying.ts';
import { receive, residual, setUpCompany } from '#tests/support/people.ts';

/** Months of autopay on the movable clock: announced, taken, paid another way, declined, tried again, paused, over its limit. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(() => setUpCompany(database.current.owner.db));
afterAll(() => moveClock(0));

/** Oldest first. */
const mails = (email: string) => [...world.current.mail.control.mails(email)].reverse();
const subjects = (email: string) => mails(email).map(({ subject }) => subject);
const steer = async (customerId: string, steering: Steering) => {
  const [rule] = await autopayRulesOf(db(), customerId);
  const payer = payerOf(customerId);
  const of = { customerId, ruleId: rule!.id, steering };
  const done = await asPortal(
    database.current,
    payer,
  )((tx) => steerAutopayRule(tx, payer.actor, of, itIs('2026-05-01')));
  expect(done.ok).toBe(true);
};
const refOf = async (methodId: string): Promise<string> => {
  const { rows } = await database.current.owner.pool.query('select processor_ref from saved_methods where id = $1', [
    methodId,
  ]);
  return rows[0].processor_ref;
};

const customerRefOf = async (customerId: string): Promise<string> => {
  const sql = 'select ref from processor_customers where customer_id = $1';
  return (await database.current.owner.pool.query(sql, [customerId])).rows[0].ref;
};

/** A customer with autopay on since March. */
async function ready(card: Parameters<typeof withMethod>[2] = {}, wish: Parameters<typeof turnOn>[2] = {}) {
  itIs('2026-03-02');
  const who = await withMethod(database.current, world.current, card);
  expect(await turnOn(database.current, who, wish)).toMatchObject({ ok: true });
  return who;
}
const left = (invoice: { openItemId: string }) => residual(db(), invoice.openItemId);

describe('a debit by autopay', () => {
  test('is announced three days before, taken on the working day on which it is due, and receipted', async () => {
    itIs('2026-04-20');
    const who = await withMethod(database.current, world.current);
    // Sat 2 May is no working day; the Monday after is taken.
    const invoice = await dueOn(database.current, who.customerId, 20_400n, '2026-05-02');
    expect(await turnOn(database.current, who)).toMatchObject({ ok: true });
    await runOn(world.current, '2026-04-28');
    expect(await story(database.current, who.customerId)).toEqual([]);
    await runOn(world.current, '2026-04-30');
    await runOn(world.current, '2026-05-01');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 noticed 20400']);
    await runOn(world.current, '2026-05-03');
    expect(await left(invoice)).toBe(20_400n);
    await runOn(world.current, '2026-05-04');
    await runOn(world.current, '2026-05-04');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 collected 20400']);
    expect(await left(invoice)).toBe(0n);
    expect(subjects(who.email)).toEqual([
      'Calder Test will take £204.00 on 4 May 2026',
      expect.stringContaining('£204.00'),
    ]);
    const [told] = mails(who.email);
    for (const said of ['Visa card ending in 4242', 'not earlier', '/autopay']) expect(told?.text).toContain(said);
  });

  test('takes only what is left when part was paid another way, and nothing when all of it was', async () => {
    const who = await ready();
    const invoice = await dueOn(database.current, who.customerId, 20_400n, '2026-05-11');
    await runOn(world.current, '2026-05-07');
    await receive(db(), who.customerId, 10_000n, '2026-05-08');
    await runOn(world.current, '2026-05-11');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-11 collected 10400']);
    expect(await left(invoice)).toBe(10_000n);

    const other = await ready();
    await dueOn(database.current, other.customerId, 5_000n, '2026-05-18');
    await runOn(world.current, '2026-05-14');
    await receive(db(), other.customerId, 5_000n, '2026-05-15');
    await runOn(world.current, '2026-05-18');
    await runOn(world.current, '2026-05-19');
    expect(await story(database.current, other.customerId)).toEqual(['2026-05-18 skipped nothing-left 5000']);
  });

  test('that is declined is tried again by the policy, from a card chosen meanwhile, and told in plain words each time', async () => {
    const who = await ready({ number: '4000000000000341' });
    const invoice = await dueOn(database.current, who.customerId, 20_000n, '2026-05-04');
    await runOn(world.current, '2026-04-30');
    await runOn(world.current, '2026-05-04');
    await runOn(world.current, '2026-05-06');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 retrying 2026-05-07 20000']);
    const [, told] = mails(who.email);
    expect(told?.text).toContain('You have not been charged.');
    expect(told?.text).toContain('We will try again on Thu 7 May 2026.');
    await runOn(world.current, '2026-05-07');
    await runOn(world.current, '2026-05-11');
    const [rule] = await autopayRulesOf(db(), who.customerId);
    expect(rule?.state).toBe('on');
    const methodId = await addMethod(database.current, world.current, who.customerId);
    await turnOn(database.current, { ...who, methodId });
    await runOn(world.current, '2026-05-12');
    expect(await left(invoice)).toBe(0n);
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 collected 20000']);

    const never = await ready({ number: '4000000000000341' });
    const open = await dueOn(database.current, never.customerId, 20_000n, '2026-05-18');
    for (const day of [
      '2026-05-14',
      '2026-05-18',
      '2026-05-21',
      '2026-05-25',
      '2026-05-26',
      '2026-06-01',
      '2026-06-30',
    ])
      await runOn(world.current, day);
    expect(await story(database.current, never.customerId)).toEqual(['2026-05-18 failed generic_decline 20000']);
    expect(await left(open)).toBe(20_000n);
    expect(subjects(never.email).filter((subject) => subject.startsWith('We could not take'))).toHaveLength(4);
  });

  test('rests for good where the method is gone, and is never tried with it again', async () => {
    const who = await ready();
    await dueOn(database.current, who.customerId, 20_000n, '2026-05-04');
    await runOn(world.current, '2026-04-30');
    const ref = await refOf(who.methodId);
    world.current.line.cut = true;
    world.current.stripe.control.giveUpMethod(ref);
    await world.current.settle();
    world.current.line.cut = false;
    await runOn(world.current, '2026-05-04');
    await runOn(world.current, '2026-05-15');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 failed method-gone 20000']);
    expect(await autopayRulesOf(db(), who.customerId)).toMatchObject([{ state: 'paused', pausedBecause: 'method' }]);
    expect(mails(who.email).at(-1)?.text).toContain('Autopay rests until you choose');
  });

  test('is not taken once it is turned off or rests, and again after the rest with a notice of its own', async () => {
    const off = await ready();
    const rests = await ready();
    for (const who of [off, rests]) await dueOn(database.current, who.customerId, 1_000n, '2026-05-04');
    await runOn(world.current, '2026-04-30');
    await steer(off.customerId, { to: 'off' });
    await steer(rests.customerId, { to: 'paused', because: 'asked', untilOn: plainDate('2026-05-20') });
    await runOn(world.current, '2026-05-04');
    expect(await story(database.current, off.customerId)).toEqual(['2026-05-04 skipped rule-off 1000']);
    for (const day of ['2026-05-15', '2026-05-16', '2026-05-20']) await runOn(world.current, day);
    expect(await story(database.current, rests.customerId)).toEqual([
      '2026-05-04 skipped paused 1000',
      '2026-05-20 collected 1000',
    ]);
    expect(await story(database.current, off.customerId)).toHaveLength(1);
  });

  test('is never more than its limit: the oldest whole invoices that fit, and the rest is named', async () => {
    const who = await ready({}, { ceilingMinor: 30_000n });
    const sizes = [20_000n, 15_000n, 9_000n];
    const invoices = [];
    for (const size of sizes) invoices.push(await dueOn(database.current, who.customerId, size, '2026-05-04'));
    await runOn(world.current, '2026-04-30');
    expect(mails(who.email).at(-1)?.text).toContain('over your limit of £300.00');
    await runOn(world.current, '2026-05-04');
    await runOn(world.current, '2026-05-06');
    expect(await Promise.all(invoices.map(left))).toEqual([0n, 15_000n, 0n]);
    const alone = await ready({}, { ceilingMinor: 30_000n });
    await dueOn(database.current, alone.customerId, 30_001n, '2026-05-11');
    await runOn(world.current, '2026-05-07');
    await runOn(world.current, '2026-05-08');
    expect(await story(database.current, alone.customerId)).toEqual(['2026-05-11 skipped over-ceiling 0']);
    expect(subjects(alone.email)).toEqual(['Calder Test will not take a payment this time']);
  });

  test('does not ask a card after its last day, whose end is told 60, 30 and 7 days before, once each', async () => {
    const who = await ready({ exp: [4, 2026] });
    await dueOn(database.current, who.customerId, 1_000n, '2026-05-04');
    for (const day of [
      '2026-03-20',
      '2026-04-01',
      '2026-04-02',
      '2026-04-24',
      '2026-04-25',
      '2026-04-30',
      '2026-05-04',
    ])
      await runOn(world.current, day);
    expect(subjects(who.email).filter((subject) => subject.startsWith('Your card ending'))).toHaveLength(3);
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 skipped method 1000']);
    expect(await autopayRulesOf(db(), who.customerId)).toMatchObject([{ state: 'paused', pausedBecause: 'method' }]);
  });

  test('by day of the month takes what is due by then, and a contract’s rule goes before the customer’s', async () => {
    const who = await ready({}, { dayNo: 15 });
    const { customerId } = who;
    const { contractId, lineId } = await plantContract(database.current.owner, customerId);
    await turnOn(database.current, who, { contractId });
    const wide = await dueOn(database.current, customerId, 1_000n, '2026-05-13');
    const later = await dueOn(database.current, customerId, 2_000n, '2026-06-01');
    await use(database.current.owner, lineId, [{ on: '2026-04-15', quantity: '1' }]);
    // 42.00 and 20 % tax, due on Sat 30 May.
    await billedAlone(db(), runUpTo('2026-04-30', { filter: { customerIds: [customerId] } }));
    for (const day of ['2026-05-12', '2026-05-15', '2026-05-28', '2026-06-01']) await runOn(world.current, day);
    expect(await story(database.current, customerId)).toEqual([
      '2026-05-15 collected 1000',
      '2026-06-01 collected 5040',
    ]);
    expect([await left(wide), await left(later)]).toEqual([0n, 2_000n]);
  });

  test('from a bank account is with the bank for days; when it fails then it is tried again', async () => {
    const who = await ready({ account: 'fails' });
    await dueOn(database.current, who.customerId, 1_000n, '2026-05-04');
    await runOn(world.current, '2026-04-30');
    await runOn(world.current, '2026-05-04');
    await runOn(world.current, '2026-05-05');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 collecting 1000']);
    const [intent] = world.current.stripe.control.processing();
    itIs('2026-05-06');
    world.current.stripe.control.settle(intent!, 'fail');
    await world.current.settle();
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 retrying 2026-05-07 1000']);
    expect(subjects(who.email).filter((subject) => /could not take|did not go through/.test(subject))).toHaveLength(1);
  });

  test('whose answer was lost is asked for again under the same key, and is one charge', async () => {
    const who = await ready();
    const invoice = await dueOn(database.current, who.customerId, 1_000n, '2026-05-04');
    await runOn(world.current, '2026-04-30');
    world.current.stripe.control.failures.failNext('accept-then-drop', 1);
    await runOn(world.current, '2026-05-04');
    await runOn(world.current, '2026-05-04');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 collected 1000']);
    expect(await left(invoice)).toBe(0n);
    const paid = await db().selectFrom('payments').select('id').where('customer_id', '=', who.customerId).execute();
    expect(paid).toHaveLength(1);
  });

  test('whose worker is killed at any point between beginning and settling it is taken once by the next', async () => {
    const POINTS = 8;
    const killed = [];
    for (let at = 0; at < POINTS; at += 1) {
      const who = await ready();
      killed.push({ at, who, invoice: await dueOn(database.current, who.customerId, 1_000n, '2026-05-04') });
    }
    await runOn(world.current, '2026-04-30');
    const moment = itIs('2026-05-04');
    // No event comes to the rescue.
    world.current.line.cut = true;
    const died: string[] = [];
    for (const { at, who } of killed) {
      const [charge] = await autopayChargesOf(db(), who.customerId);
      const run = collectOne(mortalPorts(world.current.outside, at), charge!.id, moment);
      died.push(
        await run.then(
          () => 'lived',
          (error: Error) => (error instanceof Killed ? error.message : String(error)),
        ),
      );
    }
    await world.current.settle();
    world.current.line.cut = false;
    await runOn(world.current, '2026-05-04');
    await runOn(world.current, '2026-05-05');
    for (const { at, who, invoice } of killed) {
      const paid = await db().selectFrom('payments').select('id').where('customer_id', '=', who.customerId).execute();
      const asked = { customerId: await customerRefOf(who.customerId), since: new Date('2026-05-01') };
      const charged = await world.current.outside.stripe.listPaymentsOf(asked);
      const came = { story: await story(database.current, who.customerId), left: await left(invoice) };
      expect({ at, died: died[at], ...came }).toMatchObject({ story: ['2026-05-04 collected 1000'], left: 0n });
      expect({ at, died: died[at], paid: paid.length, charged: charged.ok && charged.value.length }).toMatchObject({
        ...{ paid: 1, charged: 1 },
      });
    }
    expect(died).toContain('before createOffSessionPayment');
    expect(died).toContain('after createOffSessionPayment');
    expect(died.filter((where) => where === 'after a commit').length).toBeGreaterThan(2);
  });

  test('does not leave when its notice came back, and rests until the customer looks at it', async () => {
    const who = await ready();
    await turnOn(database.current, who, { notifyEmail: `bounce-${who.email}` });
    await dueOn(database.current, who.customerId, 1_000n, '2026-05-04');
    await runOn(world.current, '2026-04-30');
    await runOn(world.current, '2026-05-04');
    expect(await story(database.current, who.customerId)).toEqual(['2026-05-04 skipped notice 1000']);
    expect(await autopayRulesOf(db(), who.customerId)).toMatchObject([{ state: 'paused', pausedBecause: 'notice' }]);
  });
});
