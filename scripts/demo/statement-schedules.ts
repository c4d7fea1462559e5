import { sql } from 'kysely';
import { AssertionBroken } from '#app/kernel/assert.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { changeSchedule, changeStatementPreference } from '#app/modules/statements/commands/change-schedules.server.ts';
import { startStatementRun } from '#app/modules/statements/commands/start-statement-run.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { TIME_ZONE } from './company.ts';

const READERS = 6;

/**
 * A few customers who get statements by schedule, every second one of open items, and the run of the month that has just
 * ended; the worker makes its files and sends them. The others chose nothing, and nothing goes out by default.
 */
export async function scheduleDemoStatements(db: Db): Promise<void> {
  const moment = momentIn(TIME_ZONE);
  const seal = await sealLedger(db);
  const { rows } = await sql<{ id: string }>`
    select c.id from customers c where c.archived_at is null and exists (select from contacts t where t.customer_id = c.id and t.removed_at is null)
      and exists (select from open_items i where i.customer_id = c.id and i.residual_minor > 0)
    order by c.number limit ${READERS}`.execute(db);
  const done = await inTransaction(db, async (tx) => {
    await sql`update contacts set receives_statements = true where customer_id = any (${rows.map(({ id }) => id)}::uuid[])`.execute(
      tx,
    );
    for (const [index, { id }] of rows.entries()) {
      const form = index % 2 === 0 ? 'balance_forward' : 'open_item';
      const wanted = { every: 'monthly', form, sendsEmpty: null, asGroup: false } as const;
      await changeStatementPreference(tx, SYSTEM, { customerId: id, wanted }, moment);
    }
    for (const kind of ['weekly', 'monthly', 'portfolio'] as const) {
      // A day of its own first: the same day again would keep the day the table was made on.
      await changeSchedule(tx, SYSTEM, { kind, dayNo: 2, hourNo: 6, paused: false }, moment);
      await changeSchedule(tx, SYSTEM, { kind, dayNo: 1, hourNo: kind === 'portfolio' ? 7 : 6, paused: false }, moment);
    }
    return startStatementRun(tx, SYSTEM, { kind: 'monthly', how: 'now', seal }, moment);
  });
  if (!done.ok) throw new AssertionBroken(`the demo statements were refused: ${JSON.stringify(done.refusal)}`);
}
