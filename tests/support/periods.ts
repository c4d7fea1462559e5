import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { reopenPeriod } from '#app/modules/ledger/commands/reopen-period.server.ts';
import type { PeriodKind, PeriodRefusal } from '#app/modules/ledger/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from './database.ts';
import { aUser, CLERK, on } from './people.ts';

const firstOf = (month: string): PlainDate => plainDate(`${month}-01`);

/** Closes a month through the command, on a day after it unless told. */
export const close = (
  db: Db,
  kind: PeriodKind,
  month: string,
  today = '2026-07-03',
): Promise<Result<undefined, PeriodRefusal>> =>
  inTransaction(db, (tx) => closePeriod(tx, CLERK, { kind, monthOn: firstOf(month) }, on(today)));

let people: { url: string; asker: string; decider: string } | undefined;

/** An approved request to open a month again: asked by one person, decided by another. */
export async function approvedReopening(database: TestDatabase, kind: PeriodKind, month: string): Promise<string> {
  if (people?.url !== database.url) {
    const person = (name: string) =>
      aUser(database.owner.db, { email: `${name}@calder.example`, role: 'controller', name });
    people = { url: database.url, asker: await person('asker'), decider: await person('decider') };
  }
  const { rows } = await database.owner.pool.query(
    `with request as (
      insert into approval_requests (kind, subject_kind, subject_id, summary, reason, payload, requested_by, requested_by_name, requested_role, requested_at)
      values ('period_reopen', 'period', period_id($1, $2), 'Open it again', 'A bill came late', jsonb_build_object('kind', $1::text, 'monthOn', $2::date),
        $3, 'asker', 'controller', now()) returning id)
    select id from request`,
    [kind, firstOf(month), people.asker],
  );
  await database.owner.pool.query(
    `insert into approval_decisions (approval_id, outcome, requested_by, decided_by, decided_by_name, decided_role, decided_at)
      values ($1, 'approved', $2, $3, 'decider', 'controller', now())`,
    [rows[0].id, people.asker, people.decider],
  );
  await database.owner.pool.query(`insert into approval_effects (approval_id, effect) values ($1, '{}')`, [rows[0].id]);
  return rows[0].id;
}

/** Opens a month again with an approval of its own, or with the one given. */
export async function reopen(
  database: TestDatabase,
  kind: PeriodKind,
  month: string,
  approvalId?: string,
): Promise<Result<undefined, PeriodRefusal>> {
  const id = approvalId ?? (await approvedReopening(database, kind, month));
  const input = { kind, monthOn: firstOf(month), reason: 'A bill came late', approvalId: id };
  return inTransaction(database.staff.db, (tx) => reopenPeriod(tx, CLERK, input, on('2026-07-03')));
}
