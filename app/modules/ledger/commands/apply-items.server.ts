import { sql } from 'kysely';
import type { ApplicationId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { auditInsert } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor, AuditRow } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { periodClosedIn } from '../queries/periods.server.ts';
import type { ApplicationRefusal } from '../types.ts';

export type ApplicationInput = {
  readonly customerId: string;
  readonly creditItemId: string;
  readonly debitItemId: string;
  readonly amountMinor: bigint;
  readonly effectiveOn: PlainDate;
};

type Ready = ApplicationInput & { readonly id: ApplicationId };

const toAudit = (row: Ready): AuditRow => ({
  action: 'item.applied',
  subjectKind: 'open_item',
  subjectId: row.debitItemId,
  customerId: row.customerId,
  after: {
    applicationId: row.id,
    creditItemId: row.creditItemId,
    amountMinor: row.amountMinor,
    effectiveOn: row.effectiveOn,
  },
});

const applicationJson = (row: Ready) => ({
  id: row.id,
  customer_id: row.customerId,
  credit_item_id: row.creditItemId,
  debit_item_id: row.debitItemId,
  amount_minor: row.amountMinor.toString(),
  effective_on: row.effectiveOn,
});

/**
 * Sets credit items against debit items. Refuses `over-application` when any item would exceed its amount on any
 * effective date, `does-not-fit` for other customers, currencies, sides or dates before either item, and `period-closed`.
 * The database locks the items in id order and decides; after a refusal the transaction must roll back. In a foreign currency the
 * realised exchange difference of each part is posted in the same call.
 */
export async function applyItems(
  tx: Tx,
  actor: Actor,
  input: { readonly applications: readonly ApplicationInput[] },
): Promise<Result<ApplicationId[], ApplicationRefusal>> {
  const rows = input.applications.map((application) => ({ ...application, id: newId<ApplicationId>() }));
  if (rows.length === 0) return ok([]);
  try {
    await sql`/*prepared*/
      with audited as (${auditInsert(actor, rows.map(toAudit))})
      select apply_items(${JSON.stringify(rows.map(applicationJson))}::jsonb)`.execute(tx);
  } catch (error) {
    return refuseApplication(error);
  }
  return ok(rows.map((row) => row.id));
}

/** Maps the laws' names to refusals; anything else is weather or a bug and is thrown on. */
export function refuseApplication(error: unknown): { readonly ok: false; readonly refusal: ApplicationRefusal } {
  const closed = periodClosedIn(error);
  if (closed) return refuse(closed.refusal);
  switch (constraintOf(error)) {
    case 'over_application':
    case 'open_items_residual_check':
      return refuse({ code: 'over-application' });
    case 'application_fits':
    // Between two currencies there is no exchange difference to post; the row's own check may speak before the law does.
    case 'applications_exchange_check':
      return refuse({ code: 'does-not-fit' });
    case 'applications_reversed_once_unique':
      return refuse({ code: 'already-reversed' });
    default:
      throw error;
  }
}
