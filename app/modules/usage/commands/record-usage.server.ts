import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { type Parts, Tally } from '../rules/tally.ts';
import type { Taken, UsageImportId, UsageRow } from '../types.ts';
import { takeCorrections, takeUsageRows } from './take-usage-rows.server.ts';

const TOGETHER = 'Somebody corrected the same usage at the same time. Try again.';

/**
 * Records usage of any number of rows, all of them or none, each under the contract line of its customer, product, site and
 * day. The natural key makes a row count once: the same again is known and adds nothing, the same key with other content
 * is refused by row. Late usage keeps its own day. Corrections come last, whatever their place, so that they may stand
 * before what they correct. Rows are numbered by the caller, no number twice.
 */
export async function recordUsage(
  tx: Tx,
  actor: Actor,
  input: { readonly parts: Parts<UsageRow>; readonly importId?: UsageImportId },
  moment: Moment,
): Promise<Result<Taken, Taken>> {
  const from = { actor, importId: input.importId ?? null, moment };
  const tally = new Tally();
  const corrections: UsageRow[] = [];
  for await (const { rows, problems } of input.parts) {
    for (const problem of problems) tally.problem(problem);
    const plain = rows.filter(({ kind }) => kind !== 'correction');
    for (const row of rows) if (row.kind === 'correction') corrections.push(row);
    tally.part(plain, await takeUsageRows(tx, plain, from), shown);
  }
  try {
    tally.part(corrections, await takeCorrections(tx, corrections, from), shown);
  } catch (error) {
    if (constraintOf(error) !== 'usage_over_correction') throw error;
    tally.problem({ row: 0, field: 'corrects', text: TOGETHER });
  }
  return tally.isClean ? ok(tally.taken()) : refuse(tally.taken());
}

const shown = ({ key, reference, customer, product, contract, quantity, unit, corrects }: UsageRow) => ({
  label: reference || key,
  about: [customer || `corrects ${corrects}`, product || contract, `${quantity} ${unit}`.trim()]
    .filter(Boolean)
    .join(' · '),
});
