import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { COMPANY_ID } from '#app/modules/company/commands/set-company-bank.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { deliveryChoices } from '../queries/delivery-choice.server.ts';
import type { DeliveryChoice, DocumentKind } from '../types.ts';

export type ChosenInput = {
  readonly kind: DocumentKind;
  /** Null: as the company's default. */
  readonly choice: DeliveryChoice | null;
};

/**
 * Sets how kinds of documents go out to a customer; null takes the customer's own choice away. What is under way already
 * goes as it was ordered. Locks the customer; refuses one that is not there. Writes `customer.delivery-changed` when
 * something changed.
 */
export async function setChoices(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: string; readonly chosen: readonly ChosenInput[] },
  moment: Moment,
): Promise<Result<{ changed: boolean }, { readonly code: 'not-found' }>> {
  const { customerId } = input;
  const customer = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', customerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!customer) return refuse({ code: 'not-found' });
  const before = ownChoices(await deliveryChoices(tx, customerId));
  for (const { kind, choice } of input.chosen) {
    if (!choice)
      await tx
        .deleteFrom('delivery_choices')
        .where('customer_id', '=', customerId)
        .where('document_kind', '=', kind)
        .execute();
    else if (JSON.stringify(before[kind]) !== JSON.stringify(choice))
      await tx
        .insertInto('delivery_choices')
        .values({ customer_id: customerId, document_kind: kind, ...columnsOf(choice, actor, moment) })
        .onConflict((conflict) =>
          conflict.columns(['customer_id', 'document_kind']).doUpdateSet(columnsOf(choice, actor, moment)),
        )
        .execute();
  }
  const after = ownChoices(await deliveryChoices(tx, customerId));
  if (JSON.stringify(before) === JSON.stringify(after)) return ok({ changed: false });
  await writeAudit(tx, actor, {
    ...{ action: 'customer.delivery-changed', subjectKind: 'customer', subjectId: customerId, customerId },
    ...{ before, after },
  });
  return ok({ changed: true });
}

/** Sets how a kind of document goes out to customers without a choice of their own. Writes `delivery.default-changed`. */
export async function setDefault(
  tx: Tx,
  actor: Actor,
  { kind, choice }: { readonly kind: DocumentKind; readonly choice: DeliveryChoice },
  moment: Moment,
): Promise<Result<{ changed: boolean }, never>> {
  await sql`select document_kind from delivery_defaults where document_kind = ${kind} for update`.execute(tx);
  const before = (await deliveryChoices(tx, null)).find((one) => one.kind === kind)!.choice;
  if (JSON.stringify(before) === JSON.stringify(choice)) return ok({ changed: false });
  await tx
    .updateTable('delivery_defaults')
    .set(columnsOf(choice, actor, moment))
    .where('document_kind', '=', kind)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'delivery.default-changed', subjectKind: 'company', subjectId: COMPANY_ID },
    ...{ before: { [kind]: before }, after: { [kind]: choice } },
  });
  return ok({ changed: true });
}

const columnsOf = (choice: DeliveryChoice, actor: Actor, moment: Moment) => ({
  ...{ channel: choice.channel, to_roles: [...choice.toRoles], attaches: choice.attaches, gathers: choice.gathers },
  ...{ einvoice_profile: choice.einvoiceProfile },
  ...{ changed_by: actor.id, changed_by_name: actor.name, changed_at: moment.now },
});

const ownChoices = (all: Awaited<ReturnType<typeof deliveryChoices>>): Record<string, DeliveryChoice> =>
  Object.fromEntries(all.filter((one) => one.isOwn).map((one) => [one.kind, one.choice]));
