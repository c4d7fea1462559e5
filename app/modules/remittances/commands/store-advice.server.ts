import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { customerNamed } from '../queries/advice-items.server.ts';
import type { Advice, AdviceSource, RemittanceRefusal } from '../types.ts';

export type StoreAdviceInput = {
  readonly advice: Advice;
  readonly bytes: Uint8Array;
  readonly source: AdviceSource;
  readonly fileName?: string;
  readonly mailId?: string;
  /** Said by a person; else it is whose invoices the numbers are, where that is one customer or one group. */
  readonly customerId?: string | null;
  /** Take it though the same text or file was taken before. */
  readonly again?: boolean;
};

/** Keeps an advice with its rows and with the text or file it was read from. Refuses one that was taken before, unless told to. */
export async function storeAdvice(
  tx: Tx,
  actor: Actor,
  input: StoreAdviceInput,
  moment: Moment,
): Promise<Result<{ remittanceId: string }, RemittanceRefusal>> {
  const { advice, bytes, source } = input;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const before = await tx
    .selectFrom('remittances')
    .select('id')
    .where('sha256', '=', sha256)
    .where('dropped_at', 'is', null)
    .executeTakeFirst();
  if (before && !input.again) return refuse({ code: 'same-before', remittanceId: before.id });
  const id = newId<never>() as string;
  const numbers = advice.rows.map((row) => row.number);
  const customerId = input.customerId ?? (await customerNamed(tx, numbers));
  await tx
    .insertInto('remittances')
    .values({
      ...{ id, source, format: advice.format, file_name: (input.fileName ?? '').slice(0, 200), sha256 },
      ...{ mail_id: input.mailId ?? null, source_bytes: Buffer.from(bytes), customer_id: customerId },
      ...{ reference: advice.reference.slice(0, 80), currency: advice.currency, paid_on: advice.paidOn },
      ...{ stated_minor: advice.statedMinor, sum_minor: advice.sumMinor, row_count: advice.rows.length },
      ...{ problems: JSON.stringify(advice.problems.slice(0, 200)), made_by: actor.kind === 'staff' ? actor.id : null },
      ...{ made_by_name: actor.name, made_at: moment.now },
    })
    .execute();
  for (let from = 0; from < advice.rows.length; from += 500)
    await tx
      .insertInto('remittance_rows')
      .values(
        advice.rows.slice(from, from + 500).map((row, index) => ({
          ...{ remittance_id: id, row_no: from + index + 1, file_line: row.line, number: row.number },
          ...{ paid_minor: row.paidMinor, gross_minor: row.grossMinor, discount_minor: row.discountMinor },
          ...{ withheld_minor: row.withheldMinor, deducted_minor: row.deductedMinor, reason: row.reason },
        })),
      )
      .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'remittance.stored', subjectKind: 'remittance', subjectId: id, customerId },
    after: { source, format: advice.format, sumMinor: advice.sumMinor.toString(), currency: advice.currency },
  });
  return ok({ remittanceId: id });
}
