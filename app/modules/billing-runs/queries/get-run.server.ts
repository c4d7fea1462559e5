import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BillingRun } from '../types.ts';

const COLUMNS = sql`r.id, r.number, r.name, r.cut_off_on as "cutOffOn", r.document_on as "documentOn", r.cycles, r.filter, r.state,
  r.review_needed as "reviewNeeded", r.preview_no as "previewNo", r.last_run_id as "lastRunId", l.number as "lastRunNumber", r.digest,
  r.draft_count as "draftCount", r.issued_count as "issuedCount", r.prepared_by as "preparedById", r.prepared_by_name as "preparedByName",
  r.prepared_at as "preparedAt", r.previewed_at as "previewedAt", r.reviewed_by_name as "reviewedByName", r.reviewed_at as "reviewedAt",
  r.review_note as "reviewNote", r.issued_by_name as "issuedByName", r.issue_started_at as "issueStartedAt", r.stopped_by_name as "stoppedByName",
  r.stopped_at as "stoppedAt", r.stop_reason as "stopReason", r.finished_at as "finishedAt"`;

/** A billing run by its id, or undefined. */
export async function getRun(db: ReadDb, { runId }: { runId: string }): Promise<BillingRun | undefined> {
  const { rows } =
    await sql<BillingRun>`select ${COLUMNS} from billing_runs r left join billing_runs l on l.id = r.last_run_id
    where r.id = ${runId}::uuid`.execute(db);
  return rows[0];
}

/** Runs, newest first; `after` is the number of the last one on the page before. */
export async function listRuns(
  db: ReadDb,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<BillingRun[]> {
  const older = after ? sql`where r.run_no < (select a.run_no from billing_runs a where a.number = ${after})` : sql``;
  const { rows } =
    await sql<BillingRun>`select ${COLUMNS} from billing_runs r left join billing_runs l on l.id = r.last_run_id
    ${older} order by r.run_no desc limit ${limit}`.execute(db);
  return rows;
}
