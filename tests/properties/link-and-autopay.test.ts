import { expect, test } from 'vitest';
import { assert } from '#app/kernel/assert.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import {
  asPortal,
  attemptById,
  nowInLondon,
  type Payer,
  payByCard,
  payerOf,
  startAttempt,
} from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual } from '#tests/support/people.ts';
import { useProcessor } from '#tests/support/processor.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { addMethod, charge } from '#tests/support/saved-methods.ts';

/** Somebody pays by the link in their mail while autopay collects: 5,000 crossings in the long run. */
const CROSSINGS = process.env.TALLYSTICK_LONG ? 5_000 : 40;
const AT_ONCE = 20;
/** Then the processor starts anew and forgets. */
const WITH_ONE_PROCESSOR = 60;
const OWED = 20_000n;
const MINUTE_MS = 60_000;

const database = useDatabase();
const processor = useProcessor(database);

/** A small generator with a seed, so that a failure can be played again. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

type Keeper = { readonly customerId: string; readonly methodId: string };
type Crossing = Keeper & { readonly itemId: string; readonly payer: Payer };

async function keepers(): Promise<Keeper[]> {
  const made: Keeper[] = [];
  for (let one = 0; one < AT_ONCE; one += 1) {
    const customerId = await aCustomer(database.current.staff.db);
    const payer = payerOf(customerId);
    const method = await addMethod(database.current, processor.outside(), { payer, what: 'good card' });
    made.push({ customerId, methodId: method.id });
  }
  return made;
}

async function begin(keeper: Keeper, viaLink: boolean): Promise<Crossing> {
  const { customerId } = keeper;
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, OWED));
  const linkId = newId<never>() as string;
  const byLink: Payer = {
    actor: { kind: 'link', id: linkId, name: 'Ann Payable', requestId: 'test' },
    scope: { kind: 'link', linkId, customerId, invoiceIds: [invoice.id] },
    customerId,
  };
  return { ...keeper, itemId: invoice.openItemId, payer: viaLink ? byLink : payerOf(customerId) };
}

const itemsOf = ({ itemId }: Crossing) => [{ itemId, amountMinor: OWED }];

/** The person's steps: prepare, go to the page, pay there. Whatever is refused ends their way. */
function person(of: Crossing): (() => Promise<void>)[] {
  const way: { attemptId?: string; url?: string } = {};
  return [
    async () => {
      const started = await startAttempt(database.current, of.payer, { items: itemsOf(of) });
      if (started.ok) way.attemptId = started.value.attemptId;
    },
    async () => {
      if (!way.attemptId) return;
      const attempt = await attemptById(database.current, way.attemptId);
      const linkPath = of.payer.scope.kind === 'link' ? { linkPath: '/i/token' } : {};
      const opened = await openCheckout(
        processor.outside(),
        asPortal(database.current, of.payer),
        { attempt, ...linkPath },
        nowInLondon(),
      );
      if (opened.ok) way.url = opened.value.url;
    },
    async () => {
      if (way.url) await payByCard(way.url);
    },
  ];
}

const collect = (of: Crossing, once: string) =>
  charge(processor.outside(), { customerId: of.customerId, methodId: of.methodId, items: itemsOf(of), once });

/** Both ways at once: autopay starts before, between or after the person's steps, and runs beside those that follow. */
async function cross(of: Crossing, roll: (sides: number) => number): Promise<void> {
  const steps = person(of);
  const at = roll(steps.length + 1);
  const together: Promise<unknown>[] = [];
  for (let position = 0; position <= steps.length; position += 1) {
    if (position === at) {
      const collected = collect(of, `collect:${of.itemId}`);
      if (roll(3) === 0) await collected;
      else together.push(collected);
    }
    await steps[position]?.();
  }
  await Promise.all(together);
}

/** An hour later every page is closed and all that got lost is found. */
async function later(): Promise<void> {
  processor.control().failures.clear();
  processor.control().clock.move(80 * MINUTE_MS);
  for (const minutes of [80, 83]) {
    moveClock(minutes * MINUTE_MS);
    await sweepPayments(processor.outside());
    await processor.runJobs();
  }
}

/** What was paid on an item, payment by payment. */
async function paidOn(itemId: string): Promise<string[]> {
  const { rows } = await database.current.owner.pool.query(
    `select p.amount_minor from payments p join applications a on a.credit_item_id = p.open_item_id where a.debit_item_id = $1`,
    [itemId],
  );
  return rows.map((row) => String(row.amount_minor));
}

async function crossAll(keepersOfRound: readonly Keeper[], roll: (sides: number) => number): Promise<Crossing[]> {
  const batch: Crossing[] = [];
  for (const keeper of keepersOfRound) batch.push(await begin(keeper, roll(2) === 0));
  if (roll(3) === 0) processor.control().failures.failNext('accept-then-drop', 1 + roll(3));
  await Promise.all(batch.map((of) => cross(of, roll)));
  await later();
  for (const of of batch) {
    // Refused because a page stood in the way that nobody finished: the next day's try collects.
    if ((await residual(database.current.staff.db, of.itemId)) > 0n) await collect(of, `again:${of.itemId}`);
    expect(await paidOn(of.itemId)).toEqual([String(OWED)]);
  }
  moveClock(0);
  processor.control().clock.move(0);
  return batch;
}

test('whoever comes first, an invoice is paid once', { timeout: timeAllowed(120_000) }, async () => {
  const long = longRun('link-and-autopay', 'crossings', CROSSINGS);
  const roll = dice(runSeed());
  const won = { page: 0, autopay: 0 };
  let round = await keepers();
  let since = 0;
  for (let done = 0; done < CROSSINGS; done += AT_ONCE) {
    if (since === WITH_ONE_PROCESSOR) {
      await processor.restart();
      round = await keepers();
      since = 0;
    }
    for (const { itemId } of await crossAll(round, roll))
      won[(await wayOf(itemId)) === 'automatic' ? 'autopay' : 'page'] += 1;
    since += AT_ONCE;
    expect(await takenInAll()).toBe(OWED * BigInt(since));
    long.done(AT_ONCE);
  }
  expect(Math.min(won.page, won.autopay), JSON.stringify(won)).toBeGreaterThan(0);
  long.finish(won);
});

async function wayOf(itemId: string): Promise<string> {
  const { rows } = await database.current.owner.pool.query(
    `select a.kind from payment_attempts a join payment_attempt_items i on i.attempt_id = a.id where i.item_id = $1 and a.state = 'succeeded'`,
    [itemId],
  );
  expect(rows).toHaveLength(1);
  return rows[0].kind;
}

/** What the processor's own books say it took since it started. */
async function takenInAll(): Promise<bigint> {
  const page = await processor.outside().stripe.listBalance({ since: new Date(0) });
  assert(page.ok && page.value.complete, 'the balance is read');
  return page.value.rows.filter((row) => row.amountMinor > 0n).reduce((total, row) => total + row.amountMinor, 0n);
}
