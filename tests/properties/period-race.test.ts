import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { addDays, addMonthsClamped, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { aCustomer, CLERK, GBP, on, setUpCompany } from '#tests/support/people.ts';
import { close, reopen } from '#tests/support/periods.ts';
import { SQL_DIR } from '#tests/support/template.ts';

const database = useDatabase();
const CLIENTS = 16;
const TURNS = 12;
/** Each round closes four months of its own under so many posters. */
const ROUNDS = process.env.TALLYSTICK_LONG ? 150 : 1;
const TODAY = '2099-12-31';
let customerId: string;
let references = 0;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(database.current.staff.db);
});

const post = (tx: Tx, day: string, amountMinor = 100n) => {
  references += 1;
  const input = {
    ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor, reference: `race ${references}` },
    ...{ payerName: '', note: '', receivedOn: plainDate(day), acceptSuspicion: true },
  };
  return recordPayment(tx, CLERK, input, on(TODAY));
};

/** A transaction that does its work and then stays open until it is let go. */
function held<Value, Refusal>(work: (tx: Tx) => Promise<Result<Value, Refusal>>) {
  const reached = Promise.withResolvers<number>();
  const gate = Promise.withResolvers<void>();
  const done = inTransaction(database.current.staff.db, async (tx) => {
    const result = await work(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    reached.resolve(rows[0]!.pid);
    await gate.promise;
    return result;
  });
  return { reached: reached.promise, letGo: () => gate.resolve(), done };
}

const LOOKS_MAX = 100_000;

/** Comes back once somebody waits for a lock that this backend holds: seen, not guessed. */
async function somebodyWaitsFor(pid: number): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const { rows } = await database.current.owner.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and $1 = any (pg_blocking_pids(pid))`,
      [pid],
    );
    if (rows.length > 0) return;
  }
  throw new Error('nobody ever waited');
}

const closed = (month: string) => close(database.current.staff.db, 'posting', month, TODAY);

it('a posting that commits late stands before the close, which waits for it', async () => {
  const posting = held((tx) => post(tx, '2026-01-15'));
  const pid = await posting.reached;
  const closing = closed('2026-01');
  await somebodyWaitsFor(pid);
  posting.letGo();
  expect((await posting.done).ok).toBe(true);
  expect(await closing).toEqual({ ok: true, value: undefined });
});

it('a posting that waits for the close is refused, also when its transaction began to write before', async () => {
  const closing = held((tx) =>
    closePeriod(tx, CLERK, { kind: 'posting', monthOn: plainDate('2026-02-01') }, on(TODAY)),
  );
  const pid = await closing.reached;
  const posting = inTransaction(database.current.staff.db, async (tx) => {
    // Has its transaction id before the close has: comparing ids would call it earlier.
    await tx
      .insertInto('audit_records')
      .values({ ...AUDIT, subject_id: customerId })
      .execute();
    return post(tx, '2026-02-15');
  });
  await somebodyWaitsFor(pid);
  closing.letGo();
  expect(await closing.done).toEqual({ ok: true, value: undefined });
  expect(await posting).toMatchObject({ ok: false, refusal: { code: 'period-closed', firstOpenOn: '2026-03-01' } });
});

const AUDIT = { actor_kind: 'staff', actor_name: 'race', action: 'test.began', subject_kind: 'customer' };

it('a transaction older than a reopening may post into the month once it is open', async () => {
  await closed('2026-03');
  const older = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const posting = inTransaction(database.current.staff.db, async (tx) => {
    await tx
      .insertInto('audit_records')
      .values({ ...AUDIT, subject_id: customerId })
      .execute();
    older.resolve();
    await opened.promise;
    return post(tx, '2026-03-15');
  });
  await older.promise;
  expect((await reopen(database.current, 'posting', '2026-03')).ok).toBe(true);
  opened.resolve();
  expect((await posting).ok).toBe(true);
  expect((await closed('2026-03')).ok).toBe(true);
  expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
});

/** Four months close one after the other while all clients post into them; answers how many postings were taken. */
async function closeUnderPosters(firstOn: PlainDate): Promise<number> {
  const months = [0, 1, 2, 3].map((n) => addMonthsClamped(firstOn, n));
  // A month closes each time another fifth of the postings was tried, so that closing is always in the thick of them.
  const gates = months.map(() => Promise.withResolvers<void>());
  let tried = 0;
  const posters = Array.from({ length: CLIENTS }, async (_, client) => {
    let accepted = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const day = addDays(months[(client + turn) % months.length]!, 9 + turn);
      tried += 1;
      gates[Math.ceil((tried / (CLIENTS * TURNS)) * (months.length + 1)) - 2]?.resolve();
      const posted = await inTransaction(database.current.staff.db, (tx) => post(tx, day));
      if (posted.ok) accepted += 1;
      else expect(posted.refusal.code).toBe('period-closed');
    }
    return accepted;
  });
  const closer = async () => {
    for (const [at, month] of months.entries()) {
      await gates[at]!.promise;
      expect((await closed(month.slice(0, 7))).ok).toBe(true);
    }
  };
  const [counts] = await Promise.all([Promise.all(posters), closer()]);
  return counts.reduce((sum, one) => sum + one, 0);
}

it('sixteen clients posting while months close: each posting is in before its month closed, or refused', {
  timeout: timeAllowed(30_000),
}, async () => {
  const long = longRun('period-race', 'postings', ROUNDS * CLIENTS * TURNS);
  let accepted = 0;
  const firstOn = plainDate('2026-04-01');
  for (let round = 0; round < ROUNDS; round += 1) {
    accepted += await closeUnderPosters(addMonthsClamped(firstOn, round * 4));
    const { rows } = await database.current.owner.pool.query<{ n: bigint }>(
      'select count(*) as n from entries where effective_on >= $1',
      [firstOn],
    );
    expect(rows[0]!.n).toBe(BigInt(accepted));
    const last = addMonthsClamped(firstOn, round * 4 + 3);
    expect(await inTransaction(database.current.staff.db, (tx) => post(tx, last))).toMatchObject({ ok: false });
    long.done(CLIENTS * TURNS);
  }
  expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
  expect(accepted, 'both happen').toBeGreaterThan(0);
  expect(accepted).toBeLessThan(ROUNDS * CLIENTS * TURNS);
  long.finish({ accepted, refused: ROUNDS * CLIENTS * TURNS - accepted, months: ROUNDS * 4 });
});
