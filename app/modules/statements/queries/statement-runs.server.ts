import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { StatementRun, StatementRunKind, StatementSend, StatementSendState } from '../types.ts';

const RUNS_MAX = 50;

type RunRow = Omit<StatementRun, 'counts'> & {
  waiting: number;
  sent: number;
  empty: number;
  failed: number;
  cancelled: number;
};

const counted = (state: StatementSendState) =>
  sql`(select count(*)::int from statement_sends s where s.run_id = r.id and s.state = ${state})`;

async function runsWhere(db: ReadDb, where: RawBuilder<unknown>): Promise<StatementRun[]> {
  const { rows } = await sql<RunRow>`
    select r.id, r.kind, r.from_on as "fromOn", r.to_on as "toOn", r.seal_no as "sealNo", r.state, r.state_reason as "stateReason",
      r.started_by_name as "startedByName", r.started_at as "startedAt", r.ended_at as "endedAt", ${counted('waiting')} as waiting,
      ${counted('sent')} as sent, ${counted('empty')} as empty, ${counted('failed')} as failed, ${counted('cancelled')} as cancelled
    from statement_runs r where ${where} order by r.id desc limit ${RUNS_MAX}`.execute(db as never);
  return rows.map(({ waiting, sent, empty, failed, cancelled, ...run }) => ({
    ...run,
    counts: { waiting, sent, empty, failed, cancelled },
  }));
}

/** The runs of statements, newest first, with how far each is. */
export const listStatementRuns = (db: ReadDb): Promise<StatementRun[]> => runsWhere(db, sql`true`);

export const getStatementRun = async (db: ReadDb, of: { readonly runId: string }): Promise<StatementRun | undefined> =>
  (await runsWhere(db, sql`r.id = ${of.runId}::uuid`))[0];

/** Up to which day the newest run of a kind told; null before the first. Cancelled ones count: their days are over. */
export async function lastTold(db: ReadDb, of: { readonly kind: StatementRunKind }): Promise<PlainDate | null> {
  const { rows } = await sql<{
    to_on: PlainDate | null;
  }>`select max(to_on) as to_on from statement_runs where kind = ${of.kind}`.execute(db as never);
  return rows[0]?.to_on ?? null;
}

type SendsAsked = {
  readonly runId: string;
  readonly states: readonly StatementSendState[];
  /** The last number seen. */
  readonly after?: number;
  readonly limit: number;
};

/** Statements of a run in some states, in their order. */
export async function statementSends(db: ReadDb, of: SendsAsked): Promise<StatementSend[]> {
  const { rows } = await sql<StatementSend>`
    select s.seq_no as "seqNo", s.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName", s.currency, s.form,
      s.sends_empty as "sendsEmpty", s.state, s.reason, s.document_id as "documentId"
    from statement_sends s join customers c on c.id = s.customer_id
    where s.run_id = ${of.runId}::uuid and s.state = any (${[...of.states]}::text[]) and s.seq_no > ${of.after ?? 0}
    order by s.seq_no limit ${of.limit}`.execute(db as never);
  return rows;
}
