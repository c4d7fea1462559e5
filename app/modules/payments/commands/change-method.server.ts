import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { findSavedMethod } from '../queries/saved-methods.server.ts';

export type MethodOf = { readonly customerId: string; readonly methodId: string };
export type MethodChangeRefusal = { readonly code: 'unknown-method' | 'not-usable' };

/** Seconds in which a removal can be taken back. The processor gives the method up only after them. */
export const REMOVAL_UNDO_SECONDS = 10;

/** The method that is charged when nobody says otherwise. Only an active one; the one before stops being it. */
export async function makeDefaultMethod(
  tx: Tx,
  actor: Actor,
  of: MethodOf,
  moment: Moment,
): Promise<Result<void, MethodChangeRefusal>> {
  // All of them in one order, so that two tabs come one after the other.
  const methods = await lockMethods(tx, of.customerId);
  const wanted = methods.find((method) => method.id === of.methodId);
  if (!wanted) return refuse({ code: 'unknown-method' });
  if (wanted.state !== 'active') return refuse({ code: 'not-usable' });
  if (wanted.is_default) return ok();
  const before = methods.find((method) => method.is_default);
  await setDefault(tx, of.customerId, { methodId: before?.id, isDefault: false }, moment);
  await setDefault(tx, of.customerId, { methodId: of.methodId, isDefault: true }, moment);
  await writeAudit(tx, actor, {
    ...{
      action: 'method.made-default',
      subjectKind: 'saved_method',
      subjectId: of.methodId,
      customerId: of.customerId,
    },
    before: { methodId: before?.id ?? null },
  });
  return ok();
}

/**
 * Takes a method out of use: it is offered and charged no more from this moment. Removing what is removed already is
 * harmless. The caller has the processor give it up, after the seconds in which it can be taken back.
 */
export async function removeSavedMethod(
  tx: Tx,
  actor: Actor,
  of: MethodOf,
  moment: Moment,
): Promise<Result<{ changed: boolean }, MethodChangeRefusal>> {
  const known = await findSavedMethod(tx, of);
  if (!known) return refuse({ code: 'unknown-method' });
  const removed = await tx
    .updateTable('saved_methods')
    .set({ state: 'removed', is_default: false, removed_at: moment.now, changed_at: moment.now })
    .where('id', '=', of.methodId)
    .where('customer_id', '=', of.customerId)
    .where('state', '<>', 'removed')
    .executeTakeFirst();
  if (removed.numUpdatedRows === 0n) return ok({ changed: false });
  await writeAudit(tx, actor, {
    ...{ action: 'method.removed', subjectKind: 'saved_method', subjectId: of.methodId, customerId: of.customerId },
    before: { kind: known.kind, brand: known.brand, last4: known.last4, isDefault: known.isDefault },
  });
  return ok({ changed: true });
}

/** Takes a removal back within its seconds, as it was; the default it may have been it is not again. */
export async function restoreSavedMethod(
  tx: Tx,
  actor: Actor,
  of: MethodOf,
  moment: Moment,
): Promise<Result<void, MethodChangeRefusal | { readonly code: 'too-late' }>> {
  const known = await findSavedMethod(tx, of);
  if (!known) return refuse({ code: 'unknown-method' });
  if (known.state !== 'removed') return ok();
  const since = new Date(moment.now.getTime() - REMOVAL_UNDO_SECONDS * 1_000);
  const restored = await tx
    .updateTable('saved_methods')
    .set({ state: known.stateReason === '' ? 'active' : 'unusable', removed_at: null, changed_at: moment.now })
    .where('id', '=', of.methodId)
    .where('customer_id', '=', of.customerId)
    .where('state', '=', 'removed')
    .where('removed_at', '>', since)
    .where('detached_at', 'is', null)
    .executeTakeFirst();
  if (restored.numUpdatedRows === 0n) return refuse({ code: 'too-late' });
  await writeAudit(tx, actor, {
    ...{ action: 'method.restored', subjectKind: 'saved_method', subjectId: of.methodId, customerId: of.customerId },
  });
  return ok();
}

const lockMethods = (tx: Tx, customerId: string) =>
  tx
    .selectFrom('saved_methods')
    .select(['id', 'state', 'is_default'])
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .forUpdate()
    .execute();

async function setDefault(
  tx: Tx,
  customerId: string,
  { methodId, isDefault }: { readonly methodId: string | undefined; readonly isDefault: boolean },
  moment: Moment,
): Promise<void> {
  if (methodId === undefined) return;
  await tx
    .updateTable('saved_methods')
    .set({ is_default: isDefault, changed_at: moment.now })
    .where('id', '=', methodId)
    .where('customer_id', '=', customerId)
    .execute();
}
