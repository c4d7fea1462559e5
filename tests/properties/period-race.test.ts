import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, GBP, on, setUpCompany } from '#tests/support/people.ts';
import { close, reopen } from '#tests/support/periods.ts';
import { SQL_DIR } from '#tests/support/template.ts';

const database = useDatabase();
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
  return recordPayment(tx, CLERK, input, on('2027-01-31'));
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

const closed = (month: string) => close(database.current.staff.db, 'posting', month, '2027-01-31');

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
    closePeriod(tx, CLERK, { kind: 'posting', monthOn: plainDate('2026-02-01') }, on('2027-01-31')),
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

it('sixteen clients posting while months close: each posting is in before its month closed, or refused', async () => {
  const months = ['2026-04', '2026-05', '2026-06', '2026-07'];
  const posters = Array.from({ length: 16 }, async (_, client) => {
    let accepted = 0;
    let refused = 0;
    for (let turn = 0; turn < 12; turn += 1) {
      const day = `${months[(client + turn) % months.length]}-${String(10 + turn)}`;
      const posted = await inTransaction(database.current.staff.db, (tx) => post(tx, day));
      if (posted.ok) accepted += 1;
      else if (posted.refusal.code === 'period-closed') refused += 1;
    }
    return { accepted, refused };
  });
  const closer = (async () => {
    for (const month of months) expect((await closed(month)).ok).toBe(true);
  })();
  const [counts] = await Promise.all([Promise.all(posters), closer]);
  const accepted = counts.reduce((sum, one) => sum + one.accepted, 0);
  const refused = counts.reduce((sum, one) => sum + one.refused, 0);
  expect(accepted + refused).toBe(16 * 12);
  const { rows } = await database.current.owner.pool.query<{ n: bigint }>(
    `select count(*) as n from entries where effective_on >= '2026-04-01'`,
  );
  expect(rows[0]!.n).toBe(BigInt(accepted));
  expect(await inTransaction(database.current.staff.db, (tx) => post(tx, '2026-07-31'))).toMatchObject({ ok: false });
  expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
});
