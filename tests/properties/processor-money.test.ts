import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { assert } from '#app/kernel/assert.ts';
import { processorBalances } from '#app/modules/payments/queries/processor-balances.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { createStripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { takeStripeWebhook } from '#app/workflows/take-webhook.server.ts';
import { accountBalance } from '#tests/support/adjusting.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { asPortal, attemptById, nowInLondon, payByCard, payerOf, startAttempt } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { useTwoSettlers } from '#tests/support/two-settlers.ts';
import { type StripeStandIn, startStripeStandIn } from '../../stand-ins/stripe/server.ts';

const ATTEMPTS = 10;
/** Each run shuffles ten payments and three payouts: 30 in the suite, 10,000 in the long run. */
const RUNS = process.env.TALLYSTICK_LONG ? 1_000 : 3;
const KEY = 'sk_test_money';
const SECRET = 'whsec_money';

/** What is owed at the end, the payments there are, and what the payer's bank took for good of 70.00. */
const STORIES = {
  pays: { owed: [], payments: 1, taken: 0 },
  'contested whole': { owed: ['invoice 7000'], payments: 1, taken: 7_000 },
  'contested whole, lost': { owed: ['invoice 7000'], payments: 1, taken: 7_000 },
  'contested whole, won': { owed: [], payments: 2, taken: 0 },
  'contested in part': { owed: ['chargeback 2500'], payments: 1, taken: 2_500 },
  'contested in part, won': { owed: [], payments: 2, taken: 0 },
  'asked about': { owed: [], payments: 1, taken: 0 },
  'asked about, then contested': { owed: ['invoice 7000'], payments: 1, taken: 7_000 },
} as const;
type Story = keyof typeof STORIES;

const database = useDatabase();
const signer = new Stripe(KEY);
let delivered = 0;
const { gateway, outside, runJobs } = useTwoSettlers(database);

type Step = () => Promise<unknown> | unknown;
type Told = { readonly story: Story; readonly customerId: string; readonly steps: Step[] };

async function begin(story: Story, { control }: StripeStandIn): Promise<Told> {
  const customerId = await aCustomer(database.current.staff.db);
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 7_000n));
  const payer = payerOf(customerId);
  const items = [{ itemId: invoice.openItemId, amountMinor: 7_000n }];
  const started = await startAttempt(database.current, payer, { items });
  assert(started.ok, 'started');
  const { attemptId } = started.value;
  const attempt = await attemptById(database.current, attemptId);
  const opened = await openCheckout(outside(), asPortal(database.current, payer), { attempt }, nowInLondon());
  assert(opened.ok, 'opened');
  const { sessionRef } = await attemptById(database.current, attemptId);
  let dispute = '';
  const contest = async (wish: Parameters<typeof control.dispute>[1]) => {
    const session = await gateway.current!.retrieveSession(sessionRef!);
    assert(session.ok, 'a page');
    const intent = await gateway.current!.retrievePaymentIntent(session.value.paymentIntentId!);
    assert(intent.ok, 'a payment');
    dispute = control.dispute(intent.value.latestChargeId!, wish);
  };
  const pay: Step = () => payByCard(opened.value.url);
  const whole: Step = () => contest({});
  const part: Step = () => contest({ amount: 2_500 });
  const ask: Step = () => contest({ inquiry: true });
  const close = (outcome: 'won' | 'lost') => () => control.closeDispute(dispute, outcome);
  const steps: Record<Story, Step[]> = {
    pays: [pay],
    'contested whole': [pay, whole],
    'contested whole, lost': [pay, whole, close('lost')],
    'contested whole, won': [pay, whole, close('won')],
    'contested in part': [pay, part],
    'contested in part, won': [pay, part, close('won')],
    'asked about': [pay, ask],
    'asked about, then contested': [pay, ask, () => control.escalateDispute(dispute)],
  };
  return { story, customerId, steps: steps[story] };
}

/** Payouts that arrive, come back at once, and come back after they had arrived; with what has reached the bank in the end. */
function payouts({ control }: StripeStandIn): { steps: Step[][]; atTheBank: () => Promise<bigint> } {
  const made: { ref: string; fates: readonly string[] }[] = [];
  const payOut = (...fates: ('paid' | 'failed')[]): Step[] => {
    let ref: string | null = null;
    const make = () => {
      // There may be nothing to pay out yet.
      if (!control.canPayOut('gbp')) return;
      ref = control.payout('gbp');
      made.push({ ref, fates });
    };
    return [make, ...fates.map((fate) => () => void (ref && control.concludePayout(ref, fate)))];
  };
  const atTheBank = async () => {
    let total = 0n;
    for (const { ref, fates } of made) {
      const payout = await gateway.current!.retrievePayout(ref);
      assert(payout.ok, 'a payout');
      if (fates.at(-1) === 'paid') total += payout.value.amountMinor;
      // The bank's statement shows money that came and went: so do the books.
      expect({ ref, posted: await postingsOf(ref) }).toEqual({ ref, posted: POSTED[fates.join(', ')] });
    }
    return total;
  };
  return { steps: [payOut('paid'), payOut('failed'), payOut('paid', 'failed')], atTheBank };
}

const POSTED: Readonly<Record<string, readonly string[]>> = {
  paid: ['paid'],
  failed: [],
  'paid, failed': ['paid', 'returned'],
};

async function postingsOf(ref: string): Promise<readonly string[]> {
  const rows = await database.current.staff.db
    .selectFrom('payout_postings as s')
    .innerJoin('payouts as p', 'p.id', 's.payout_id')
    .select('s.kind')
    .where('p.ref', '=', ref)
    .orderBy('s.kind')
    .execute();
  return rows.map((row) => row.kind);
}

/** A small generator with a seed, so that a failure can be played again. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

async function deliver(body: string): Promise<void> {
  const signature = await signer.webhooks.generateTestHeaderStringAsync({ payload: body, secret: SECRET });
  const ports = { db: database.current.staff.db, stripe: gateway.current! };
  const taken = await takeStripeWebhook(ports, { rawBody: Buffer.from(body), signature });
  expect(taken.ok).toBe(true);
  delivered += 1;
}

/** Delivers some of the events so far, in any order, some of them several times, and forgets a tenth for good. */
async function deliverSome(standIn: StripeStandIn, lost: Set<string>, roll: (sides: number) => number): Promise<void> {
  const bodies = standIn.control.webhooks.deliveries().map((delivery) => delivery.body);
  for (const body of bodies) if (!lost.has(body) && roll(10) === 0) lost.add(body);
  const arriving = bodies
    .filter((body) => !lost.has(body))
    .flatMap((body) => Array.from({ length: roll(3) }, () => body));
  for (let last = arriving.length - 1; last > 0; last -= 1) {
    const other = roll(last + 1);
    [arriving[last], arriving[other]] = [arriving[other]!, arriving[last]!];
  }
  for (const body of arriving) await deliver(body);
}

async function play(stories: readonly Story[], seed: number, standIn: StripeStandIn) {
  const roll = dice(seed);
  const told: Told[] = [];
  for (const story of stories) told.push(await begin(story, standIn));
  const sent = payouts(standIn);
  const lost = new Set<string>();
  const threads = [...told.map((one) => [...one.steps]), ...sent.steps];
  for (;;) {
    const pending = threads.filter((steps) => steps.length > 0);
    if (pending.length === 0) break;
    await pending[roll(pending.length)]!.shift()!();
    if (roll(4) === 0) await deliverSome(standIn, lost, roll);
    if (roll(4) === 0) await runJobs();
    if (roll(10) === 0) await sweepPayments(outside());
  }
  if (roll(2) === 0) await deliverSome(standIn, lost, roll);
  await runJobs();
  // What was lost is listed by the sweep; what only arrived late comes after it.
  moveClock(3 * 60_000);
  await sweepPayments(outside());
  await runJobs();
  await sweepPayments(outside());
  await deliverSome(standIn, lost, roll);
  await runJobs();
  moveClock(0);
  return { told, atTheBank: await sent.atTheBank() };
}

async function endOf({ customerId }: Told) {
  const { pool } = database.current.owner;
  const owed = await pool.query<{ what: string }>(
    `select kind || ' ' || residual_minor as what from open_items where customer_id = $1 and residual_minor > 0 order by 1`,
    [customerId],
  );
  const payments = await pool.query('select from payments where customer_id = $1', [customerId]);
  const taken = await pool.query<{ minor: number }>(
    `select coalesce(sum(case s.kind when 'withdrawn' then s.amount_minor else -s.amount_minor end), 0)::int as minor
     from chargeback_steps s where s.customer_id = $1`,
    [customerId],
  );
  return { owed: owed.rows.map((row) => row.what), payments: payments.rowCount, taken: taken.rows[0]?.minor };
}

test('movements, payouts and chargebacks told in any order, doubled, late or lost lead to one end', {
  timeout: timeAllowed(240_000),
}, async () => {
  const long = longRun('processor-money', 'payments', RUNS * ATTEMPTS);
  const names = Object.keys(STORIES) as Story[];
  const runs = fc.record({
    stories: fc.array(fc.constantFrom(...names), { minLength: ATTEMPTS, maxLength: ATTEMPTS }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  });
  let bank = 0n;
  await fc.assert(
    fc.asyncProperty(runs, async ({ stories, seed }) => {
      const standIn = await startStripeStandIn({ apiKey: KEY, webhookSecret: SECRET });
      const apiHost = { host: '127.0.0.1', port: standIn.port, protocol: 'http' as const };
      gateway.current = createStripeGateway({ secretKey: KEY, webhookSecrets: [SECRET], apiHost });
      try {
        const { told, atTheBank } = await play(stories, seed, standIn);
        for (const one of told)
          expect({ story: one.story, ...(await endOf(one)) }).toEqual({ story: one.story, ...STORIES[one.story] });
        bank += atTheBank;
        expect(await accountBalance(database.current.staff.db, '1010')).toBe(bank);
        // Whatever the processor still holds is what clearing says, to the penny.
        for (const { heldMinor, bookedMinor } of await processorBalances(database.current.staff.db))
          expect(bookedMinor).toBe(heldMinor);
        long.done(told.length);
      } finally {
        await standIn.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: true, seed: runSeed() },
  );
  expect(delivered).toBeGreaterThan(RUNS * ATTEMPTS);
  long.finish({ delivered });
});
