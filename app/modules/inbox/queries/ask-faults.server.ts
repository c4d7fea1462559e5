import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Ask, AskFault, AskKind } from '../types.ts';

const WORDS_MAX = 500;

/** Askings of customers that wait and are to be done now, oldest first; those that failed wait for their next try. */
export async function dueAsks(db: ReadDb, { now }: Moment, limit: number): Promise<Ask[]> {
  const { rows } = await sql<{ kind: AskKind; subject_id: string }>`
    select w.kind, w.subject_id from waiting_asks w
    where not exists (select from ask_faults f where f.kind = w.kind and f.subject_id = w.subject_id and f.next_try_at > ${now})
    order by w.asked_at, w.subject_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ kind: row.kind, subjectId: row.subject_id }));
}

/** What could not be done although it was tried often, longest waiting first. */
export async function toldAskFaults(db: ReadDb, limit: number): Promise<AskFault[]> {
  const { rows } = await sql<Row>`
    select f.kind, f.subject_id, f.customer_id, c.name as customer_name, f.reason, f.tries, f.failed_at, f.next_try_at,
      coalesce(d.act, p.act, 'use') as act, coalesce(d.asked_by_name, p.asked_by_name, u.asked_by_name) as by_name,
      coalesce(d.asked_at, p.asked_at, u.asked_at) as asked_at,
      left(coalesce(d.wish ->> 'words', p.note, ''), ${WORDS_MAX}) as words
    from ask_faults f join customers c on c.id = f.customer_id
      left join dispute_asks d on f.kind = 'dispute' and d.id = f.subject_id
      left join plan_asks p on f.kind = 'plan' and p.id = f.subject_id
      left join credit_uses u on f.kind = 'credit' and u.id = f.subject_id
    where f.ended_at is null and f.told_at is not null order by f.told_at, f.subject_id limit ${limit}`.execute(db);
  return rows.map((row) => ({
    ...{ kind: row.kind, subjectId: row.subject_id, customer: { id: row.customer_id, name: row.customer_name } },
    ...{ act: row.act, byName: row.by_name, askedAt: row.asked_at, words: row.words, reason: row.reason },
    ...{ tries: row.tries, failedAt: row.failed_at, nextTryAt: row.next_try_at },
  }));
}

type Row = {
  kind: AskKind;
  subject_id: string;
  customer_id: string;
  customer_name: string;
  reason: string;
  tries: number;
  failed_at: Date;
  next_try_at: Date;
  act: string;
  by_name: string;
  asked_at: Date;
  words: string;
};

/** Whether somebody looks at this asking, because it could not be done by itself. For the page of who asked. */
export async function isAskTold(db: ReadDb, { kind, subjectId }: Ask): Promise<boolean> {
  const row = await db
    .selectFrom('ask_faults')
    .select('told_at')
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.told_at != null;
}
