import { type RawBuilder, sql } from 'kysely';
import type { Seal } from '../types.ts';

/**
 * Whether a row was known at a seal: written by a transaction below the seal's boundary. All of those have ended, so the
 * answer is the same for ever. Without a seal everything that is committed is known.
 */
export const wasKnown = (xid: string, knownAt: Seal | undefined): RawBuilder<boolean> =>
  knownAt ? sql<boolean>`${sql.ref(xid)} < ${knownAt.beforeXid}::xid8` : sql<boolean>`true`;
