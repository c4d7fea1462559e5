import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DeliveryAbout, DeliveryChoice, DocumentKind } from '../types.ts';
import { noteStep } from './note-step.server.ts';

export type NewDelivery = {
  readonly customerId: string;
  readonly documentKind: DocumentKind;
  readonly about: DeliveryAbout;
  /** Names this sending of this document: a second one under the same name is not made. */
  readonly once: string;
  readonly choice: DeliveryChoice;
  readonly notBefore: Date | null;
  readonly route: { readonly route: string; readonly carriedBy: { readonly id: string; readonly name: string } | null };
};

/** Notes one intended sending with its order, in the transaction of what ordered it; null when it is ordered already. */
export async function createDelivery(
  tx: Tx,
  actor: Actor,
  input: NewDelivery,
  moment: Moment,
): Promise<{ deliveryId: string } | null> {
  const { about, choice, route } = input;
  const invoiceId = 'invoiceId' in about ? about.invoiceId : null;
  const documentId = 'documentId' in about ? about.documentId : null;
  const made = await tx
    .insertInto('deliveries')
    .values({
      ...{ id: newId<never>() as string, customer_id: input.customerId, document_kind: input.documentKind },
      ...{ invoice_id: invoiceId, document_id: documentId },
      once_key: `${input.documentKind}:${invoiceId ?? documentId}:${input.once}`,
      ...{ channel: choice.channel, attaches: choice.attaches, gathers: choice.gathers },
      ...{ einvoice_profile: choice.einvoiceProfile, not_before_at: input.notBefore },
      ...{ assigned_to: route.carriedBy?.id ?? null, assigned_name: route.carriedBy?.name ?? '', route: route.route },
      ...{ ordered_by_name: actor.name, ordered_at: moment.now, changed_at: moment.now },
    })
    .onConflict((conflict) => conflict.column('once_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return null;
  await noteStep(tx, actor, { deliveryId: made.id, customerId: input.customerId, kind: 'ordered' }, moment);
  if (choice.channel === 'portal')
    await noteStep(tx, actor, { deliveryId: made.id, customerId: input.customerId, kind: 'shown' }, moment);
  return { deliveryId: made.id };
}
