import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { assert } from '#app/kernel/assert.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { finishSetupById } from '#app/workflows/settle-method.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { takeStripeWebhook } from '#app/workflows/take-webhook.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { attemptById, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual } from '#tests/support/people.ts';
import { useProcessor } from '#tests/support/processor.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { addMethod, charge, goToSetup, type Kept } from '#tests/support/saved-methods.ts';

const CHARGES = 10;
/** Each run shuffles the events of ten charges: 30 in the suite, 10,000 in the long run. */
const RUNS = process.env.TALLYSTICK_LONG ? 1_000 : 3;
const COPIES = 5;
const DAY_MS = 24 * 3_600_000;

const STORIES = {
  'card pays': { state: 'succeeded', payments: 1, reversals: 0, left: 0n },
  'card pays, the answer is lost': { state: 'succeeded', payments: 1, reversals: 0, left: 0n },
  'card is declined': { state: 'failed', payments: 0, reversals: 0, left: 7_000n },
  'debit settles': { state: 'succeeded', payments: 1, reversals: 0, left: 0n },
  'debit fails': { state: 'failed', payments: 0, reversals: 0, left: 7_000n },
  'card pays, bank takes it back': { state: 'failed', payments: 1, reversals: 1, left: 7_000n },
} as const;
type Story = keyof typeof STORIES;
const METHOD: Readonly<Record<Story, Kept | 'disputed card'>> = {
  'card pays': 'good card',
  'card pays, the answer is lost': 'good card',
  'card is declined': 'card that declines later',
  'debit settles': 'good account',
  'debit fails': 'account that fails',
  'card pays, bank takes it back': 'disputed card',
};

const database = useDatabase();
const processor = useProcessor(database);
const signer = new Stripe('sk_test_processor');
let delivered = 0;

type Told = { readonly story: Story; readonly attemptId: string; readonly itemId: string };

async function methodFor(customerId: string, what: Kept | 'disputed card'): Promise<string> {
  const payer = payerOf(customerId);
  if (what !== 'disputed card') return (await addMethod(database.current, processor.outside(), { payer, what })).id;
  const { url, setupId } = await goToSetup(database.current, processor.outside(), payer);
  await payByCard(url, '4000000000000259');
  await finishSetupById(processor.outside(), setupId);
  const [kept] = await listSavedMethods(database.current.staff.db, customerId);
  assert(kept, 'the card was kept');
  return kept.id;
}

async function begin(story: Story): Promise<Told> {
  const customerId = await aCustomer(database.current.staff.db);
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 7_000n));
  const methodId = await methodFor(customerId, METHOD[story]);
  if (story === 'card pays, the answer is lost') processor.control().failures.failNext('accept-then-drop', 2);
  const items = [{ itemId: invoice.openItemId, amountMinor: 7_000n }];
  const charged = await charge(processor.outside(), { customerId, methodId, items });
  assert(charged.ok, 'the charge was started');
  const { attemptId, state } = charged.value;
  if (state === 'processing') processor.control().settle((await attemptById(database.current, attemptId)).intentRef!);
  return { story, attemptId, itemId: invoice.openItemId };
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
  const signature = await signer.webhooks.generateTestHeaderStringAsync({ payload: body, secret: processor.secret });
  const taken = await takeStripeWebhook(
    { db: database.current.staff.db, stripe: processor.outside().stripe },
    { rawBody: Buffer.from(body), signature },
  );
  expect(taken.ok).toBe(true);
  delivered += 1;
}

/** The same event under a type that says the opposite of its object: the object is asked for, so nothing comes of it. */
function lying(body: string, copy: number): string {
  const event = JSON.parse(body) as { id: string; type: string };
  const type = event.type.endsWith('succeeded') ? 'payment_intent.payment_failed' : 'payment_intent.succeeded';
  return event.type.startsWith('payment_intent.')
    ? JSON.stringify({ ...event, id: `${event.id}_${copy}`, type })
    : body;
}

/** Five copies of what was not lost, in any order, three days late. */
async function deliverAll(roll: (sides: number) => number): Promise<void> {
  const bodies = processor
    .control()
    .webhooks.deliveries()
    .map(({ body }) => body)
    .filter(() => roll(10) > 0);
  const arriving = bodies.flatMap((body) =>
    Array.from({ length: COPIES }, (_, copy) => (roll(COPIES) === 0 ? lying(body, copy) : body)),
  );
  for (let last = arriving.length - 1; last > 0; last -= 1) {
    const other = roll(last + 1);
    [arriving[last], arriving[other]] = [arriving[other]!, arriving[last]!];
  }
  for (const body of arriving) await deliver(body);
}

async function play(stories: readonly Story[], seed: number): Promise<Told[]> {
  const roll = dice(seed);
  await processor.restart();
  // The run before was three days ahead: this one's sweep begins as a new system's does.
  await database.current.owner.pool.query('delete from sweep_cursors');
  const told: Told[] = [];
  for (const story of stories) told.push(await begin(story));
  moveClock(3 * DAY_MS);
  await deliverAll(roll);
  await processor.runJobs();
  moveClock(3 * DAY_MS + 3 * 60_000);
  await sweepPayments(processor.outside());
  await processor.runJobs();
  moveClock(0);
  return told;
}

async function stateOf({ attemptId, itemId }: Told) {
  const attempt = await attemptById(database.current, attemptId);
  const { rows } = await database.current.owner.pool.query(
    `select count(distinct p.id)::int as payments, count(distinct r.payment_id)::int as reversals,
       (select count(*)::int from holds h left join hold_releases x on x.hold_id = h.id where h.item_id = $1 and x.hold_id is null) as holds
     from payments p left join payment_reversals r on r.payment_id = p.id where p.customer_id = (select customer_id from open_items where id = $1)`,
    [itemId],
  );
  const { payments, reversals, holds } = rows[0];
  expect(holds).toBe(0);
  return { state: attempt.state, payments, reversals, left: await residual(database.current.staff.db, itemId) };
}

test('events of charges in any order, five times, days late, lost or lying lead to one end, with the sweep', {
  timeout: timeAllowed(120_000),
}, async () => {
  const long = longRun('charge-shuffles', 'charges', RUNS * CHARGES);
  const names = Object.keys(STORIES) as Story[];
  const runs = fc.record({
    stories: fc.array(fc.constantFrom(...names), { minLength: CHARGES, maxLength: CHARGES }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  });
  await fc.assert(
    fc.asyncProperty(runs, async ({ stories, seed }) => {
      const told = await play(stories, seed);
      for (const one of told)
        expect({ story: one.story, ...(await stateOf(one)) }).toEqual({ story: one.story, ...STORIES[one.story] });
      long.done(told.length);
    }),
    { numRuns: RUNS, endOnFailure: true, seed: runSeed() },
  );
  expect(delivered).toBeGreaterThan(RUNS * CHARGES);
  long.finish({ delivered });
});
