import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { closedPeriodOf } from '#app/modules/ledger/queries/periods.server.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { standingRevaluation } from '../queries/standing-revaluation.server.ts';
import type { Revaluation, RevaluationRefusal } from '../types.ts';

/**
 * Revalues receivables in foreign currencies as of a day: the difference goes to 1195 against 7010 and is taken back the
 * next day; 1100 is never touched. Every currency or none. Refuses a day ahead of today, a closed month, a missing or old rate,
 * and a currency revalued for that day before. Takes no row locks: the day's figures are sums of what is posted.
 */
export async function revalue(
  tx: Tx,
  actor: Actor,
  input: { readonly asOfOn: PlainDate },
  moment: Moment,
): Promise<Result<Revaluation[], RevaluationRefusal>> {
  if (input.asOfOn > moment.today) return refuse({ code: 'in-the-future' });
  const closed = await closedPeriodOf(tx, ['posting'], input.asOfOn);
  if (closed) return refuse(closed);
  const found = await standingRevaluation(tx, input.asOfOn);
  if (!found.ok) return found;
  for (const one of found.value) {
    const stored = await store(tx, actor, one, moment);
    if (!stored.ok) return stored;
  }
  return found;
}

async function store(
  tx: Tx,
  actor: Actor,
  one: Revaluation,
  moment: Moment,
): Promise<Result<null, RevaluationRefusal>> {
  const [id, entryId, reversalId] = [newId<never>() as string, newId<never>() as string, newId<never>() as string];
  const moved = one.differenceMinor !== 0n;
  if (moved)
    await postEntries(tx, [
      entryOf(one, { id: entryId, sourceId: id, kind: 'revaluation', on: one.asOfOn, minor: one.differenceMinor }),
      entryOf(one, {
        id: reversalId,
        sourceId: id,
        kind: 'revaluation_reversal',
        on: addDays(one.asOfOn, 1),
        minor: -one.differenceMinor,
      }),
    ]);
  try {
    await tx
      .insertInto('revaluations')
      .values({
        id,
        as_of_on: one.asOfOn,
        currency: one.currency,
        rate: one.rate,
        rate_on: one.rateOn,
        amount_minor: one.amountMinor,
        base_minor: one.baseMinor,
        revalued_minor: one.revaluedMinor,
        entry_id: moved ? entryId : null,
        reversal_entry_id: moved ? reversalId : null,
        made_at: moment.now,
        made_by_name: actor.name,
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) !== 'revaluations_once_unique') throw error;
    return refuse({ code: 'already-revalued', currency: one.currency, on: one.asOfOn });
  }
  await writeAudit(tx, actor, {
    action: 'receivables.revalued',
    subjectKind: 'revaluation',
    subjectId: id,
    after: { asOfOn: one.asOfOn, currency: one.currency, rate: one.rate, differenceMinor: one.differenceMinor },
  });
  return ok(null);
}

type Posting = {
  id: string;
  sourceId: string;
  kind: 'revaluation' | 'revaluation_reversal';
  on: PlainDate;
  minor: bigint;
};

const entryOf = (one: Revaluation, of: Posting): EntryInput => ({
  id: of.id,
  kind: of.kind,
  sourceId: of.sourceId,
  effectiveOn: of.on,
  memo: `${one.currency} as of ${one.asOfOn} at ${one.rate}`,
  lines: [
    { account: '1195', currency: one.currency, amountMinor: 0n, baseMinor: of.minor },
    { account: '7010', currency: one.currency, amountMinor: 0n, baseMinor: -of.minor },
  ],
});
