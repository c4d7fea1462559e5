import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import type { Random } from '#scripts/demo/random.ts';

/** What the writers know of one customer: enough to choose things that others choose too. */
export type Account = {
  customerId: string;
  debits: { itemId: string; amountMinor: bigint; invoiceId: string }[];
  credits: { itemId: string; paymentId: string }[];
  applications: string[];
  holds: string[];
};
export const anAccount = (customerId: string): Account => ({
  ...{ customerId, debits: [], credits: [], applications: [], holds: [] },
});

/** The later a thing was made, the likelier two clients choose it at once. */
const RECENT = 12;
export const recent = <T>(rng: Random, list: readonly T[]): T | undefined =>
  list.length === 0 ? undefined : list[list.length - 1 - rng.int(0, Math.min(RECENT, list.length) - 1)];

export type Call = {
  rng: Random;
  account: Account;
  work: { db: Db; moment: Moment; maker: Actor };
  reference: string;
};
export type Outcome = Result<unknown, { readonly code: string }> | null;
