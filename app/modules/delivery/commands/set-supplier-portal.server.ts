import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { deliveryRoute, getSupplierPortal } from '../queries/delivery-choice.server.ts';
import type { SupplierPortal } from '../types.ts';

export type PortalInput = Omit<SupplierPortal, 'loginOwner'> & { readonly loginOwnerId: string | null };

/** Writes down where a customer wants documents uploaded. No password is taken: there is no field for one. Writes `customer.portal-changed`. */
export async function setSupplierPortal(
  tx: Tx,
  actor: Actor,
  { customerId, portal }: { readonly customerId: string; readonly portal: PortalInput },
  moment: Moment,
): Promise<Result<undefined, { readonly code: 'not-found' }>> {
  if (!(await exists(tx, customerId))) return refuse({ code: 'not-found' });
  const before = await getSupplierPortal(tx, customerId);
  const columns = {
    ...{ name: portal.name, address: portal.address, required_fields: [...portal.requiredFields] },
    ...{ format: portal.format, login_owner: portal.loginOwnerId, notes: portal.notes },
    ...{ changed_by: actor.id, changed_by_name: actor.name, changed_at: moment.now },
  };
  await tx
    .insertInto('supplier_portals')
    .values({ customer_id: customerId, ...columns })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(columns))
    .execute();
  const after = await getSupplierPortal(tx, customerId);
  if (JSON.stringify(before) !== JSON.stringify(after))
    await writeAudit(tx, actor, {
      ...{ action: 'customer.portal-changed', subjectKind: 'customer', subjectId: customerId, customerId },
      ...{ before, after },
    });
  return ok();
}

export type RouteInput = { readonly route: string; readonly carriedById: string | null; readonly hint: string };

/** Writes down the round on which papers reach a customer. Writes `customer.route-changed`. */
export async function setDeliveryRoute(
  tx: Tx,
  actor: Actor,
  { customerId, to }: { readonly customerId: string; readonly to: RouteInput },
): Promise<Result<undefined, { readonly code: 'not-found' }>> {
  if (!(await exists(tx, customerId))) return refuse({ code: 'not-found' });
  const before = await deliveryRoute(tx, customerId);
  const columns = { route: to.route, carried_by: to.carriedById, hint: to.hint };
  await tx
    .insertInto('delivery_routes')
    .values({ customer_id: customerId, ...columns })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(columns))
    .execute();
  const after = await deliveryRoute(tx, customerId);
  if (JSON.stringify(before) !== JSON.stringify(after))
    await writeAudit(tx, actor, {
      ...{ action: 'customer.route-changed', subjectKind: 'customer', subjectId: customerId, customerId },
      ...{ before, after },
    });
  return ok();
}

async function exists(tx: Tx, customerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', customerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}
