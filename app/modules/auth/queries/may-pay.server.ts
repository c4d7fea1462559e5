import type { Currency } from '#app/kernel/money.ts';
import { type Membership, mayPortal } from '../types.ts';

/**
 * Whether a person may pay this alone, in minor units: `needs-approver` above their limit or in another currency than its,
 * `no` for who may only look. The database asks the same when an attempt is noted (`137_people_of_customers.sql`).
 */
export function mayPay(
  { role, limit }: Pick<Membership, 'role' | 'limit'>,
  amountMinor: bigint,
  currency: Currency,
): 'yes' | 'needs-approver' | 'no' {
  if (!mayPortal(role, 'pay')) return 'no';
  if (limit === null) return 'yes';
  return limit.currency === currency && amountMinor <= limit.minor ? 'yes' : 'needs-approver';
}
