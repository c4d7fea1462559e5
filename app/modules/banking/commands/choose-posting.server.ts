import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { COMPANY_ID } from '#app/modules/company/commands/set-company-bank.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { postingChoice } from '../queries/own-evidence.server.ts';

/** Parts in a million that may be chosen: never below 99 %. */
const PRECISION_LEAST_PPM = 990_000;
const PRECISION_MOST_PPM = 999_990;

export type PostingRefusal = { readonly code: 'out-of-range' | 'nothing-changed' | 'reason-missing' };

/** Chooses from now on whether lines are posted without a person, and how many of a million must be right at least. */
export async function choosePosting(
  tx: Tx,
  actor: Actor,
  choice: { readonly postsAlone: boolean; readonly precisionPpm: number; readonly reason: string },
  { now }: Moment,
): Promise<Result<undefined, PostingRefusal>> {
  const { postsAlone, precisionPpm } = choice;
  const reason = choice.reason.trim();
  if (precisionPpm < PRECISION_LEAST_PPM || precisionPpm > PRECISION_MOST_PPM) return refuse({ code: 'out-of-range' });
  if (reason === '') return refuse({ code: 'reason-missing' });
  const before = await postingChoice(tx);
  if (before.postsAlone === postsAlone && before.precisionPpm === precisionPpm)
    return refuse({ code: 'nothing-changed' });
  await sql`insert into bank_posting_choices (posts_alone, precision_ppm, reason, made_by, made_by_name, made_at)
    values (${postsAlone}, ${precisionPpm}, ${reason}, ${actor.id}, ${actor.name}, ${now})`.execute(tx);
  await writeAudit(tx, actor, {
    ...{ action: 'bank-posting.chosen', subjectKind: 'company', subjectId: COMPANY_ID, reason },
    before: { postsAlone: before.postsAlone, precisionPpm: before.precisionPpm },
    after: { postsAlone, precisionPpm },
  });
  return ok();
}
