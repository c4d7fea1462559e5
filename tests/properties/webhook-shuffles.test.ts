import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { assert } from '#app/kernel/assert.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { createStripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { takeStripeWebhook } from '#app/workflows/take-webhook.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import {
  asPortal,
  attemptById,
  nowInLondon,
  payByBacs,
  payByCard,
  payerOf,
  startAttempt,
} from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { useTwoSettlers } from '#tests/support/two-settlers.ts';
import { type StripeStandIn, startStripeStandIn } from '../../stand-ins/stripe/server.ts';

const ATTEMPTS = 10;
/** Each run shuffles ten attempts: 50 shuffles in the suite, 10,000 in the long run. */
const RUNS = process.env.TALLYSTICK_LONG ? 1_000 : 5;
const KEY = 'sk_test_shuffle';
const SECRET = 'whsec_shuffle';

const STORIES = {
  'card pays': { state: 'succeeded', payments: 1, reversals: 0, left: 0n, failedMails: 0 },
  'card is declined, another pays': { state: 'succeeded', payments: 1, reversals: 0, left: 0n, failedMails: 0 },
  'debit settles': { state: 'succeeded', payments: 1, reversals: 0, left: 0n, failedMails: 0 },
  'debit fails': { state: 'failed', payments: 0, reversals: 0, left: 7_000n, failedMails: 1 },
  'card pays, bank takes it back': { state: 'failed', payments: 1, reversals: 1, left: 7_000n, failedMails: 1 },
  'page is closed': { state: 'expired', payments: 0, reversals: 0, left: 7_000n, failedMails: 0 },
} as const;
type Story = keyof typeof STORIES;

const database = useDatabase();
const signer = new Stripe(KEY);
let delivered = 0;
const { gateway, outside, runJobs } = useTwoSettlers(database);

type Told = {
  readonly story: Story;
  readonly attemptId: string;
  readonly itemId: string;
  readonly steps: (() => Promise<unknown>)[];
};

async function begin(story: Story, standIn: StripeStandIn): Promise<Told> {
  const customerId = await aCustomer(database.current.staff.db);
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 7_000n));
  const payer = payerOf(customerId);
  const started = await startAttempt(database.current, payer, {
    items: [{ itemId: invoice.openItemId, amountMinor: 7_000n }],
  });
  assert(started.ok, 'started');
  const { attemptId } = started.value;
  const opened = await openCheckout(
    outside(),
    asPortal(database.current, payer),
    { attempt: await attemptById(database.current, attemptId) },
    nowInLondon(),
  );
  assert(opened.ok, 'opened');
  const { url } = opened.value;
  const sessionRef = (await attemptById(database.current, attemptId)).sessionRef!;
  const settleDebit = async () => {
    const session = await gateway.current!.retrieveSession(sessionRef);
    assert(session.ok && session.value.paymentIntentId, 'a debit is under way');
    standIn.control.settle(session.value.paymentIntentId);
  };
  const steps: Record<Story, (() => Promise<unknown>)[]> = {
    'card pays': [() => payByCard(url)],
    'card is declined, another pays': [() => payByCard(url, '4000000000009995'), () => payByCard(url)],
    'debit settles': [() => payByBacs(url), settleDebit],
    'debit fails': [() => payByBacs(url, 'fails'), settleDebit],
    'card pays, bank takes it back': [() => payByCard(url, '4000000000000259')],
    'page is closed': [() => gateway.current!.expireSession(sessionRef)],
  };
  return { story, attemptId, itemId: invoice.openItemId, steps: steps[story] };
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
  const taken = await takeStripeWebhook(
    { db: database.current.staff.db, stripe: gateway.current! },
    { rawBody: Buffer.from(body), signature },
  );
  expect(taken.ok).toBe(true);
  delivered += 1;
}

/** Delivers some of the events so far, in any order, some of them several times, and forgets others for good. */
async function deliverSome(
  bodies: readonly string[],
  lost: Set<string>,
  roll: (sides: number) => number,
): Promise<void> {
  for (const body of bodies) if (!lost.has(body) && roll(5) === 0) lost.add(body);
  const arriving = bodies
    .filter((body) => !lost.has(body))
    .flatMap((body) => Array.from({ length: roll(3) }, () => body));
  for (let last = arriving.length - 1; last > 0; last -= 1) {
    const other = roll(last + 1);
    [arriving[last], arriving[other]] = [arriving[other]!, arriving[last]!];
  }
  for (const body of arriving) await deliver(body);
}

async function play(stories: readonly Story[], seed: number, standIn: StripeStandIn): Promise<Told[]> {
  const roll = dice(seed);
  const told: Told[] = [];
  for (const story of stories) told.push(await begin(story, standIn));
  const lost = new Set<string>();
  const pending = told.map((one) => [...one.steps]);
  while (pending.some((steps) => steps.length > 0)) {
    const next = pending.filter((steps) => steps.length > 0)[roll(pending.filter((steps) => steps.length > 0).length)]!;
    await next.shift()!();
    if (roll(3) > 0) continue;
    await deliverSome(
      standIn.control.webhooks.deliveries().map((delivery) => delivery.body),
      lost,
      roll,
    );
    if (roll(2) === 0) await runJobs();
  }
  await deliverSome(
    standIn.control.webhooks.deliveries().map((delivery) => delivery.body),
    lost,
    roll,
  );
  await runJobs();
  moveClock(3 * 60_000);
  await sweepPayments(outside());
  await runJobs();
  moveClock(0);
  return told;
}

async function stateOf({ attemptId, itemId }: Told) {
  const attempt = await attemptById(database.current, attemptId);
  const count = async (text: string, value: string) =>
    Number((await database.current.owner.pool.query(text, [value])).rows[0].n);
  const payments = attempt.paymentId ? 1 : 0;
  expect(
    await count(
      `select count(*) as n from pgboss.job where name = 'send-receipt' and data ->> 'paymentId' = $1`,
      attempt.paymentId ?? '',
    ),
  ).toBe(payments);
  expect(
    await count(
      "select count(*) as n from payments p join open_items i on i.source_id = p.id join open_items d on d.customer_id = i.customer_id where d.id = $1 and i.kind = 'payment'",
      itemId,
    ),
  ).toBe(payments);
  expect(
    await count(
      'select count(*) as n from holds h left join hold_releases r on r.hold_id = h.id where h.item_id = $1 and r.hold_id is null',
      itemId,
    ),
  ).toBe(0);
  return {
    state: attempt.state,
    payments,
    reversals: await count(
      'select count(*) as n from payment_reversals r join payment_attempts a on a.payment_id = r.payment_id where a.id = $1',
      attemptId,
    ),
    left: await residual(database.current.staff.db, itemId),
    failedMails: await count(
      `select count(*) as n from messages where kind = 'payment_failed' and details ->> 'attemptId' = $1`,
      attemptId,
    ),
  };
}

test('events in any order, doubled, late or lost lead to one end, with the sweep', {
  timeout: timeAllowed(120_000),
}, async () => {
  const long = longRun('webhook-shuffles', 'attempts', RUNS * ATTEMPTS);
  const runs = fc.record({
    stories: fc.array(fc.constantFrom(...(Object.keys(STORIES) as Story[])), {
      minLength: ATTEMPTS,
      maxLength: ATTEMPTS,
    }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  });
  await fc.assert(
    fc.asyncProperty(runs, async ({ stories, seed }) => {
      const standIn = await startStripeStandIn({ apiKey: KEY, webhookSecret: SECRET });
      gateway.current = createStripeGateway({
        secretKey: KEY,
        webhookSecrets: [SECRET],
        apiHost: { host: '127.0.0.1', port: standIn.port, protocol: 'http' },
      });
      try {
        const told = await play(stories, seed, standIn);
        for (const one of told)
          expect({ story: one.story, ...(await stateOf(one)) }).toEqual({ story: one.story, ...STORIES[one.story] });
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
