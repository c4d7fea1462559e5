import { sql } from 'kysely';
import { type EvidenceHistory, PRECISION_CHOSEN_PPM } from '#app/kernel/matching/auto-gate.ts';
import { SHIPPED_EVIDENCE } from '#app/kernel/matching/shipped-evidence.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { classStandings } from '../rules/class-standing.ts';

/**
 * Exact suggestions of each class that a person confirmed here, and how many were right. Counted by lines: a line once undone,
 * or explained otherwise than was suggested, is wrong for good. What was posted without a person is never counted as right.
 */
export async function ownEvidence(db: ReadDb): Promise<EvidenceHistory> {
  const { rows } = await sql<{ evidenceClass: string; right: number; total: number }>`
    select evidence_class as "evidenceClass", (count(*) filter (where was_right))::integer as right, count(*)::integer as total
    from bank_evidence where evidence_class !~ '^rule/' group by evidence_class`.execute(db);
  return Object.fromEntries(rows.map(({ evidenceClass, right, total }) => [evidenceClass, { right, total }]));
}

export type PostingChoice = {
  /** Null as long as nobody chose: then nothing is posted without a person. */
  readonly version: bigint | null;
  readonly postsAlone: boolean;
  readonly precisionPpm: number;
  readonly reason: string;
  readonly madeByName: string;
  readonly madeAt: Date | null;
};

const NOT_CHOSEN: PostingChoice = {
  ...{ version: null, postsAlone: false, precisionPpm: PRECISION_CHOSEN_PPM },
  ...{ reason: '', madeByName: '', madeAt: null },
};

/** Whether lines are posted without a person now, and how sure that must be. */
export async function postingChoice(db: ReadDb): Promise<PostingChoice> {
  const { rows } = await sql<Omit<PostingChoice, 'version'> & { version: string | bigint }>`
    select version, posts_alone as "postsAlone", precision_ppm as "precisionPpm", reason, made_by_name as "madeByName", made_at as "madeAt"
    from bank_posting_choices order by version desc limit 1`.execute(db);
  const [newest] = rows;
  return newest ? { ...newest, version: BigInt(newest.version) } : NOT_CHOSEN;
}

/** Where every class stands by the precision chosen: confirmed here, on the shipped set, and what is missing. */
export const standingsOf = async (db: ReadDb, chosenPpm: number) =>
  classStandings(await ownEvidence(db), SHIPPED_EVIDENCE, chosenPpm);

export type ClassRow = Awaited<ReturnType<typeof standingsOf>>[number];
