import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { EinvoiceStep } from '../types.ts';

export type EinvoiceStepInput = {
  readonly documentId: string;
  readonly step: Exclude<EinvoiceStep, 'made'>;
  readonly network: string;
  readonly reference: string;
  /** Of a rejection or cancellation: why, in the words of whoever did it. */
  readonly reason: string;
  /** The network's own name for the event; the same event told twice is one. Null: somebody here did it. */
  readonly outsideId: string | null;
  readonly happenedAt: Date;
};

/**
 * `unknown`: no such e-invoice. `out-of-order`: the step that leads there was not taken, or another was taken in its place.
 * `too-late`: the window in which it may be cancelled has passed, or the format has none. `no-reason`: say why.
 */
export type EinvoiceStepRefusal = { readonly code: 'unknown' | 'out-of-order' | 'too-late' | 'no-reason' };

/**
 * Notes one step of an e-invoice: sent, accepted, rejected, cancelled. States never move back, which the table holds by
 * itself. An event the network tells again changes nothing and answers `noted: false`.
 */
export async function takeEinvoiceStep(
  tx: Tx,
  actor: Actor,
  input: EinvoiceStepInput,
  moment: Moment,
): Promise<Result<{ noted: boolean }, EinvoiceStepRefusal>> {
  const reason = input.reason.trim();
  if ((input.step === 'rejected' || input.step === 'cancelled') && reason === '') return refuse({ code: 'no-reason' });
  const file = await tx
    .selectFrom('documents')
    .select(['invoice_id', 'customer_id'])
    .where('id', '=', input.documentId)
    .where('kind', '=', 'einvoice')
    .executeTakeFirst();
  if (!file?.invoice_id) return refuse({ code: 'unknown' });
  if (input.outsideId !== null && (await wasTold(tx, input.network, input.outsideId))) return ok({ noted: false });
  const ids = { customer_id: file.customer_id, invoice_id: file.invoice_id, document_id: input.documentId };
  try {
    await tx
      .insertInto('einvoice_events')
      .values({
        ...{ ...ids, id: newId<never>(), step: input.step, network: input.network, reference: input.reference, reason },
        ...{ outside_id: input.outsideId, happened_at: input.happenedAt, recorded_at: moment.now },
        ...{ recorded_by: actor.kind === 'staff' ? actor.id : null, recorded_by_name: actor.name },
      })
      .execute();
  } catch (error) {
    const law = constraintOf(error);
    if (law === 'einvoice_step_order' || law === 'einvoice_events_stage_unique')
      return refuse({ code: 'out-of-order' });
    if (law === 'einvoice_cancel_window') return refuse({ code: 'too-late' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: `einvoice.${input.step}`, subjectKind: 'invoice', subjectId: file.invoice_id },
    ...{ customerId: file.customer_id, after: { network: input.network, reference: input.reference }, reason },
  });
  return ok({ noted: true });
}

async function wasTold(tx: Tx, network: string, outsideId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('einvoice_events')
    .select('id')
    .where('network', '=', network)
    .where('outside_id', '=', outsideId)
    .executeTakeFirst();
  return row !== undefined;
}
