import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { whyUnusable } from '../rules/hard-failures.ts';
import type { FailureCode } from '../types.ts';

/** A method as the processor tells it now. */
export type MethodTold = {
  readonly processorRef: string;
  readonly processorCustomerRef: string;
  readonly kind: 'card' | 'direct_debit';
  readonly processorKind: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number | null;
  readonly expYear: number | null;
};

/**
 * Keeps what came of a setup, once: the method is saved, and becomes the default where the customer has none. Any number of
 * events and askings lead to the same row. Answers the method, and whether it is new. Locks the customer.
 */
export async function keepMethod(
  tx: Tx,
  of: { readonly setupId: string; readonly customerId: string; readonly told: MethodTold },
  moment: Moment,
): Promise<{ readonly methodId: string; readonly isNew: boolean }> {
  const { setupId, customerId, told } = of;
  await lockCustomers(tx, [customerId]);
  const setup = await tx
    .selectFrom('method_setups')
    .select(['state', 'saved_method_id', 'requested_by', 'requested_by_name'])
    .where('id', '=', setupId)
    .where('customer_id', '=', customerId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (setup.saved_method_id !== null) return { methodId: setup.saved_method_id, isNew: false };
  const standing = await tx
    .selectFrom('saved_methods')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('is_default', '=', true)
    .executeTakeFirst();
  const methodId = newId<never>() as string;
  await tx
    .insertInto('saved_methods')
    .values({
      ...{ id: methodId, customer_id: customerId, kind: told.kind, processor_kind: told.processorKind },
      ...{ processor_ref: told.processorRef, processor_customer_ref: told.processorCustomerRef },
      ...{ brand: told.brand, last4: told.last4, exp_month: told.expMonth, exp_year: told.expYear },
      ...{ is_default: standing === undefined, added_by_name: setup.requested_by_name },
      ...{ added_at: moment.now, changed_at: moment.now },
    })
    .execute();
  await tx
    .updateTable('method_setups')
    .set({ state: 'saved', saved_method_id: methodId, session_url: null, changed_at: moment.now })
    .where('id', '=', setupId)
    .execute();
  const by: Actor = { kind: 'customer', id: setup.requested_by, name: setup.requested_by_name, requestId: null };
  await writeAudit(tx, by, {
    ...{ action: 'method.added', subjectKind: 'saved_method', subjectId: methodId, customerId },
    after: { kind: told.kind, brand: told.brand, last4: told.last4 },
  });
  return { methodId, isNew: true };
}

/** Brings a saved card's date and number to what the processor tells of it now. Answers whether they changed. */
export async function renewMethod(tx: Tx, told: MethodTold, moment: Moment): Promise<boolean> {
  const renewed = await tx
    .updateTable('saved_methods')
    .set({ brand: told.brand, last4: told.last4, exp_month: told.expMonth, exp_year: told.expYear })
    .set({ changed_at: moment.now })
    .where('processor_ref', '=', told.processorRef)
    .where((where) =>
      where.or([
        where('brand', '<>', told.brand),
        where('last4', '<>', told.last4),
        where('exp_month', 'is distinct from', told.expMonth),
        where('exp_year', 'is distinct from', told.expYear),
      ]),
    )
    .returning(['id', 'customer_id'])
    .executeTakeFirst();
  if (!renewed) return false;
  await writeAudit(tx, SYSTEM, {
    ...{
      action: 'method.renewed',
      subjectKind: 'saved_method',
      subjectId: renewed.id,
      customerId: renewed.customer_id,
    },
    after: { last4: told.last4, expMonth: told.expMonth, expYear: told.expYear },
  });
  return true;
}

/**
 * Takes an active method out of use because it can take no money any more. `reason` is for the customer. `gone` says that the
 * processor keeps it no more. Answers whether it was in use until now.
 */
export async function makeUnusable(
  tx: Tx,
  of: { readonly method: { readonly id: string } | { readonly processorRef: string }; readonly reason: string },
  moment: Moment,
  gone = false,
): Promise<boolean> {
  const { method, reason } = of;
  const stopped = await tx
    .updateTable('saved_methods')
    .set({ state: 'unusable', state_reason: reason, is_default: false, changed_at: moment.now })
    .set(gone ? { detached_at: moment.now } : {})
    .where('id' in method ? 'id' : 'processor_ref', '=', 'id' in method ? method.id : method.processorRef)
    .where('state', '=', 'active')
    .returning(['id', 'customer_id'])
    .executeTakeFirst();
  if (!stopped) return false;
  await writeAudit(tx, SYSTEM, {
    ...{
      action: 'method.unusable',
      subjectKind: 'saved_method',
      subjectId: stopped.id,
      customerId: stopped.customer_id,
    },
    reason,
  });
  return true;
}

/** A charge of this method failed: where the failure says that no other can succeed, the method goes out of use. */
export async function stopMethodAfter(
  tx: Tx,
  of: { readonly methodId: string; readonly failure: FailureCode },
  moment: Moment,
): Promise<void> {
  const reason = whyUnusable(of.failure);
  if (reason === null) return;
  await makeUnusable(tx, { method: { id: of.methodId }, reason }, moment, of.failure === 'method-gone');
}

/** The processor keeps a removed (or unusable) method no more. */
export async function noteDetached(tx: Tx, methodId: string, moment: Moment): Promise<void> {
  await tx
    .updateTable('saved_methods')
    .set({ detached_at: moment.now })
    .where('id', '=', methodId)
    .where('state', '<>', 'active')
    .where('detached_at', 'is', null)
    .execute();
}
