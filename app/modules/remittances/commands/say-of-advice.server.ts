import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { RemittanceRefusal, RowChoice } from '../types.ts';
import { lockRemittance } from './lock-remittance.server.ts';

type Said = Promise<Result<void, RemittanceRefusal>>;

/** A person says whose advice it is, while it stands with no line. Locks the advice; writes `remittance.customer`. */
export async function sayWhose(
  tx: Tx,
  actor: Actor,
  { remittanceId, customerId }: { readonly remittanceId: string; readonly customerId: string },
): Said {
  const locked = await lockRemittance(tx, remittanceId);
  if (!locked.ok) return locked;
  if (locked.value.lineId) return refuse({ code: 'attached' });
  await tx.updateTable('remittances').set({ customer_id: customerId }).where('id', '=', remittanceId).execute();
  const subject = { subjectKind: 'remittance', subjectId: remittanceId, customerId };
  await writeAudit(tx, actor, { action: 'remittance.customer', ...subject });
  return ok();
}

/** A person says what rows are taken for; the newest choice of a row counts. Locks the advice. */
export async function chooseRows(
  tx: Tx,
  actor: Actor,
  input: { readonly remittanceId: string; readonly choices: readonly (RowChoice & { readonly rowNo: number })[] },
  moment: Moment,
): Said {
  const locked = await lockRemittance(tx, input.remittanceId);
  if (!locked.ok) return locked;
  if (input.choices.length === 0) return ok();
  await tx
    .insertInto('remittance_choices')
    .values(
      input.choices.map((choice) => ({
        ...{ remittance_id: input.remittanceId, row_no: choice.rowNo, number: choice.number, rest: choice.rest },
        ...{ code: choice.code, discount_as: choice.discountAs, chosen_by: actor.kind === 'staff' ? actor.id : null },
        ...{ chosen_by_name: actor.name, chosen_at: moment.now },
      })),
    )
    .execute();
  return ok();
}

/** A person says that an advice is of no use, and why; it stands with no line. Locks the advice; writes `remittance.dropped`. */
export async function dropAdvice(
  tx: Tx,
  actor: Actor,
  { remittanceId, reason }: { readonly remittanceId: string; readonly reason: string },
  moment: Moment,
): Said {
  if (reason.trim() === '') return refuse({ code: 'reason-missing' });
  const locked = await lockRemittance(tx, remittanceId);
  if (!locked.ok) return locked;
  if (locked.value.lineId) return refuse({ code: 'attached' });
  await tx
    .updateTable('remittances')
    .set({ dropped_at: moment.now, dropped_by_name: actor.name, drop_reason: reason.trim() })
    .where('id', '=', remittanceId)
    .execute();
  const subject = { subjectKind: 'remittance', subjectId: remittanceId, reason: reason.trim() };
  await writeAudit(tx, actor, { action: 'remittance.dropped', ...subject });
  return ok();
}
