import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { mayPay } from '#app/modules/auth/queries/may-pay.server.ts';
import { portalRightOf } from '#app/modules/auth/queries/portal-right.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanRefusal } from '../types.ts';

export type Agreer = { readonly kind: 'customer' | 'staff'; readonly id: string | null };
type ToAgree = { readonly customerId: string; readonly currency: Currency; readonly totalMinor: bigint };

/**
 * Whether somebody of the customer's may agree to a plan of this total: what they may pay alone in one payment bounds what they
 * may agree to in parts. A colleague speaks for the customer without it. The database asks the same (`140_who_agrees_to_plans`).
 */
export async function checkAgreer(
  tx: Tx,
  by: Agreer,
  { customerId, currency, totalMinor }: ToAgree,
): Promise<Result<undefined, PlanRefusal>> {
  if (by.kind !== 'customer' || by.id === null) return ok();
  const right = await portalRightOf(tx, { userId: by.id, customerId });
  if (right === null) return ok();
  const may = right.role === null ? 'no' : mayPay({ role: right.role, limit: right.limit }, totalMinor, currency);
  if (may === 'yes') return ok();
  return refuse({ code: may === 'no' ? 'may-not-agree' : 'above-limit' });
}
