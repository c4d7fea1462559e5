import { beforeAll, expect, test } from 'vitest';
import { money } from '#app/kernel/money.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { showMoney } from '#app/kernel/show-money.ts';
import { makePromise } from '#app/modules/collections/commands/make-promise.server.ts';
import { sayPaid } from '#app/modules/collections/commands/say-paid.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { receivePayment } from '#app/workflows/receive-payment.server.ts';
import { runReminders } from '#app/workflows/run-reminders.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { contested } from '#tests/support/disputes.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const CUSTOMERS = process.env.TALLYSTICK_LONG ? 1_500 : 18;
const TODAY = plainDate('2026-11-04');

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(() => setUpCompany(database.current.owner.db));

/** A small repeatable chance (mulberry32). */
function chance(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { below: (n: number) => Math.floor(next() * n) };
}
type Chance = ReturnType<typeof chance>;

/** What the test did, kept by the test itself: the oracle asks nobody else. */
type Debt = {
  readonly invoiceId: string;
  readonly itemId: string;
  readonly daysLate: number;
  left: bigint;
  held: bigint;
  isStopped: boolean;
  isSaidPaid: boolean;
  isContested: boolean;
};
type Account = {
  readonly customerId: string;
  readonly email: string;
  readonly debts: Debt[];
  promised: bigint[];
  isGone: boolean;
};

/** What may be asked for, debt by debt: left less held; nothing where it is stopped or said to be paid; less promises, oldest first. */
function oracle({ debts, promised }: Account): Map<string, bigint> {
  const free = debts
    .toSorted((a, b) => b.daysLate - a.daysLate || (a.itemId < b.itemId ? -1 : 1))
    .map((debt) => ({ debt, free: debt.isStopped || debt.isSaidPaid ? 0n : debt.left - debt.held }));
  for (const amount of promised) {
    let open = amount;
    for (const one of free) {
      const part = one.free < open ? one.free : open;
      one.free -= part;
      open -= part;
    }
  }
  return new Map(free.map(({ debt, free: may }) => [debt.itemId, may]));
}

/** The sum a reminder of what is late may name; a debt is due for one from its third day. */
function asks(account: Account): { sum: bigint; isDue: boolean } {
  const may = oracle(account);
  const late = account.debts.filter((debt) => debt.daysLate > 0 && may.get(debt.itemId)! > 0n);
  return {
    sum: late.reduce((sum, debt) => sum + may.get(debt.itemId)!, 0n),
    isDue: late.some((debt) => debt.daysLate >= 3),
  };
}

async function opened(draw: Chance, no: number): Promise<Account> {
  const email = `ask-${no}@customer.example`;
  const customerId = await aCustomer(db(), { email });
  const debts: Debt[] = [];
  for (let count = 1 + draw.below(3); count > 0; count -= 1) {
    const [daysLate, left] = [draw.below(40) - 5, BigInt(1_000 + draw.below(90_000))];
    const dueOn = addDays(TODAY, -daysLate);
    const invoice = await issue(db(), anInvoice(customerId, left, { documentOn: addDays(dueOn, -30), dueOn }));
    const ids = { invoiceId: invoice.id, itemId: invoice.openItemId! };
    debts.push({ ...ids, daysLate, left, held: 0n, isStopped: false, isSaidPaid: false, isContested: false });
  }
  return { customerId, email, debts, promised: [], isGone: false };
}

const must = async (work: Promise<{ ok: boolean; refusal?: unknown }>) => {
  const done = await work;
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};

async function hold(account: Account, debt: Debt, kind: 'disputed' | 'legal', amountMinor: bigint) {
  if (kind === 'disputed') {
    const { customerId } = account;
    await contested(db(), { customerId, itemId: debt.itemId, amountMinor }, { ...nowInLondon(), today: TODAY });
    debt.held += amountMinor;
    debt.isContested = true;
    return;
  }
  const one = {
    customerId: account.customerId,
    itemId: debt.itemId,
    kind,
    amountMinor,
    reason: 'test',
    effectiveOn: TODAY,
  };
  await must(inTransaction(db(), (tx) => placeHolds(tx, CLERK, { holds: [one] })));
  debt.held += amountMinor;
  if (kind === 'legal') debt.isStopped = true;
}

/** One thing that happens to an account, and the same in the test's own books. */
async function happens(draw: Chance, account: Account): Promise<void> {
  const { customerId, debts } = account;
  const debt = debts[draw.below(debts.length)]!;
  const free = debt.left - debt.held;
  const part = free > 1n ? 1n + BigInt(draw.below(Number(free - 1n))) : free;
  switch (draw.below(8)) {
    case 0:
      return free > 0n && !debt.isContested
        ? hold(account, debt, 'disputed', draw.below(2) === 0 ? free : part)
        : undefined;
    case 1:
      return free > 0n && draw.below(3) === 0 ? hold(account, debt, 'legal', part) : undefined;
    case 2: {
      const owed = debts.reduce((sum, one) => sum + one.left, 0n);
      if (owed === 0n || account.promised.length > 0) return;
      const amountMinor = draw.below(2) === 0 ? owed : 1n + BigInt(draw.below(Number(owed)));
      const wanted = {
        customerId,
        currency: 'GBP',
        amountMinor,
        promisedOn: addDays(TODAY, 3),
        source: 'phone' as const,
      };
      await must(inTransaction(db(), (tx) => makePromise(tx, CLERK, { ...wanted, note: '' }, nowInLondon())));
      account.promised.push(amountMinor);
      return;
    }
    case 3: {
      if (debt.isSaidPaid || debt.left === 0n) return;
      const payer = payerOf(customerId);
      const said = { customerId, invoiceId: debt.invoiceId, amountMinor: debt.left, paidOn: TODAY, reference: '' };
      await must(
        writeAsPortal(database.current.portal.db, payer.scope, (tx) => sayPaid(tx, payer.actor, said, nowInLondon())),
      );
      debt.isSaidPaid = true;
      return;
    }
    case 4:
    case 5: {
      if (free <= 0n) return;
      const amountMinor = draw.below(2) === 0 ? free : part;
      const payment = {
        ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor, receivedOn: TODAY },
        ...{ reference: '', payerName: '', note: '', acceptSuspicion: true },
      };
      const apply = { kind: 'chosen' as const, allocations: [{ itemId: debt.itemId, amountMinor }] };
      await must(
        inTransaction(db(), (tx) => receivePayment(tx, CLERK, { payment, apply, sendReceipt: false }, nowInLondon())),
      );
      debt.left -= amountMinor;
      // Money that comes counts for the promise that stands.
      account.promised = account.promised.map((open) => (open > amountMinor ? open - amountMinor : 0n));
      return;
    }
    case 6: {
      if (draw.below(4) > 0) return;
      await db()
        .updateTable('contacts')
        .set({ removed_at: new Date() })
        .where('customer_id', '=', customerId)
        .execute();
      account.isGone = true;
      return;
    }
    case 7:
      return;
  }
}

test(
  'no reminder leaves that names a penny of what is paid, disputed, promised, stopped or said to be paid; each that stays says why',
  async () => {
    const draw = chance(runSeed());
    const run = longRun('reminders-ask', 'customers', CUSTOMERS);
    moveClock(Date.parse(`${TODAY}T08:05:00Z`) - Date.now());
    const accounts: Account[] = [];
    for (let no = 0; no < CUSTOMERS; no += 1) {
      const account = await opened(draw, no);
      for (let events = draw.below(3); events > 0; events -= 1) await happens(draw, account);
      accounts.push(account);
    }
    await runReminders(world.current.outside);
    const planned = accounts.map(asks);
    for (const account of accounts)
      for (let events = draw.below(2); events > 0; events -= 1) await happens(draw, account);
    moveClock(Date.parse(`${TODAY}T09:01:00Z`) - Date.now());
    await database.current.owner.pool.query('update pgboss.job set start_after = now()');
    await world.current.settle();
    let [left, stayed] = [0, 0];
    for (const [no, account] of accounts.entries()) {
      const mails = world.current.mail.control.mails(account.email).filter((mail) => !mail.text?.includes('Coming up'));
      const now = asks(account);
      const wanted = planned[no]!.isDue && now.sum === planned[no]!.sum && now.sum > 0n && !account.isGone;
      const { rows } = await database.current.owner.pool.query<{ state: string; state_reason: string }>(
        `select m.state, m.state_reason from messages m where m.customer_id = $1 and m.kind = 'reminder'`,
        [account.customerId],
      );
      const story = () =>
        JSON.stringify({ account, rows }, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
      expect(mails.length, story()).toBe(wanted ? 1 : 0);
      if (wanted) expect(mails[0]?.text).toContain(`To pay now: ${showMoney(money(now.sum, GBP), 'en-GB', 'ltr')}`);
      for (const message of rows.filter(({ state }) => state === 'suppressed')) {
        expect(message.state_reason).toMatch(/\w+.*\./);
        stayed += 1;
      }
      left += mails.length;
      run.done();
    }
    moveClock(0);
    expect(left).toBeGreaterThan(0);
    expect(stayed).toBeGreaterThan(0);
    run.finish({ left, stayed });
  },
  timeAllowed(30_000),
);
