import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DisputeKind } from '../types.ts';

export type ReasonSetting = {
  readonly code: string;
  readonly label: string;
  /** What customers choose, by language; there is always English. */
  readonly customerWords: Readonly<Record<string, string>>;
  readonly kinds: readonly DisputeKind[];
  readonly queue: string;
  readonly department: string | null;
  readonly creditReason: string;
  readonly position: number;
  readonly isRetired: boolean;
};

/** Minutes of business hours. */
export type TargetSetting = {
  readonly kind: DisputeKind;
  readonly answerMinutes: number;
  readonly resolveMinutes: number;
};

export type QueueSetting = {
  readonly code: string;
  readonly name: string;
  readonly isDepartment: boolean;
  readonly email: string;
  /** Minutes after midnight where the company is. */
  readonly opensMinute: number;
  readonly closesMinute: number;
  readonly warnMinutes: number;
  readonly isRetired: boolean;
  readonly targets: readonly TargetSetting[];
};

export type RungSetting = {
  readonly position: number;
  readonly name: string;
  readonly role: string;
  readonly afterDays: number;
};

export type SavedAnswer = {
  readonly id: string;
  readonly title: string;
  readonly reasonCode: string | null;
  readonly language: string;
  readonly versionId: string;
  readonly versionNo: number;
  readonly body: string;
  readonly madeByName: string;
  readonly madeAt: Date;
};

/** Every reason a customer can give, those no longer offered last. */
export async function listReasons(db: ReadDb): Promise<ReasonSetting[]> {
  const { rows } = await sql<ReasonSetting>`
    select code, label, customer_words as "customerWords", kinds, queue, department, credit_reason as "creditReason", position,
      retired_at is not null as "isRetired"
    from dispute_reasons order by retired_at is not null, position, code`.execute(db as never);
  return rows;
}

/** Every queue with its hours and how soon it answers and resolves each kind. */
export async function listQueues(db: ReadDb): Promise<QueueSetting[]> {
  const { rows } = await sql<QueueSetting>`
    select q.code, q.name, q.is_department as "isDepartment", q.email, q.opens_minute as "opensMinute", q.closes_minute as "closesMinute",
      q.warn_minutes as "warnMinutes", q.retired_at is not null as "isRetired",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'answerMinutes', t.answer_minutes, 'resolveMinutes', t.resolve_minutes)
        order by t.kind), '[]') from dispute_targets t where t.queue = q.code) as targets
    from dispute_queues q order by q.retired_at is not null, q.is_department, q.name`.execute(db as never);
  return rows;
}

/** The ladder of complaints, from below. */
export async function listRungs(db: ReadDb): Promise<RungSetting[]> {
  const { rows } = await sql<RungSetting>`
    select position, name, role, after_days as "afterDays" from complaint_rungs order by position`.execute(db as never);
  return rows;
}

/** Answers to begin with, the newest version in each language; `reasonCode` only those for it and for any. */
export async function listSavedAnswers(
  db: ReadDb,
  of: { readonly reasonCode?: string; readonly language?: string } = {},
): Promise<SavedAnswer[]> {
  const { rows } = await sql<SavedAnswer>`
    select a.id, a.title, a.reason_code as "reasonCode", v.language, v.id as "versionId", v.version_no as "versionNo", v.body,
      v.made_by_name as "madeByName", v.made_at as "madeAt"
    from saved_answers a cross join lateral (select distinct on (v.language) v.* from saved_answer_versions v where v.answer_id = a.id
      order by v.language, v.version_no desc) v
    where a.retired_at is null ${of.reasonCode ? sql`and (a.reason_code is null or a.reason_code = ${of.reasonCode})` : sql``}
      ${of.language ? sql`and v.language = ${of.language}` : sql``}
    order by lower(a.title), v.language`.execute(db as never);
  return rows;
}
