import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type MethodSetup = {
  readonly id: string;
  readonly customerId: string;
  /** `created`, `open`: nothing is known to be saved yet. `ended`: nothing was. */
  readonly state: 'created' | 'open' | 'saved' | 'ended';
  readonly sessionRef: string | null;
  readonly savedMethodId: string | null;
  readonly expiresAt: Date;
};

/** One visit to the page on which a method is added, or null. */
export async function getSetup(db: ReadDb, setupId: string): Promise<MethodSetup | null> {
  const row = await selectSetups(db).where('id', '=', setupId).executeTakeFirst();
  return row ? toSetup(row) : null;
}

const SETUPS_MAX = 200;

/** Visits nobody told us the end of, untouched since `before`: the sweep asks about them. */
export async function liveSetups(db: ReadDb, { before }: { readonly before: Date }): Promise<MethodSetup[]> {
  const rows = await selectSetups(db)
    .where('state', 'in', ['created', 'open'])
    .where('changed_at', '<', before)
    .orderBy('changed_at')
    .limit(SETUPS_MAX)
    .execute();
  return rows.map(toSetup);
}

/** Under which name the processor keeps a customer's methods; null before the first. */
export async function processorCustomer(db: ReadDb, customerId: string): Promise<string | null> {
  const row = await db
    .selectFrom('processor_customers')
    .select('ref')
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row?.ref ?? null;
}

export type MethodToDetach = { readonly methodId: string; readonly processorRef: string };

/**
 * Removed methods the processor still keeps, removed before `before`. One that a charge of unknown or undecided fate uses is
 * kept until that is over. Worker only.
 */
export async function methodsToDetach(db: ReadDb, { before }: { readonly before: Date }): Promise<MethodToDetach[]> {
  const rows = await db
    .selectFrom('saved_methods as m')
    .select(['m.id', 'm.processor_ref'])
    .where('m.state', '=', 'removed')
    .where('m.detached_at', 'is', null)
    .where('m.removed_at', '<=', before)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('payment_attempts as a')
            .select('a.id')
            .whereRef('a.saved_method_id', '=', 'm.id')
            .where('a.state', 'in', ['created', 'processing', 'unknown']),
        ),
      ),
    )
    .orderBy('m.removed_at')
    .limit(SETUPS_MAX)
    .execute();
  return rows.map((row) => ({ methodId: row.id, processorRef: row.processor_ref }));
}

const selectSetups = (db: ReadDb) =>
  db.selectFrom('method_setups').select(['id', 'customer_id', 'state', 'session_ref', 'saved_method_id', 'expires_at']);

type SetupRow = Awaited<ReturnType<ReturnType<typeof selectSetups>['executeTakeFirstOrThrow']>>;

const toSetup = (row: SetupRow): MethodSetup => ({
  id: row.id,
  customerId: row.customer_id,
  state: row.state as MethodSetup['state'],
  sessionRef: row.session_ref,
  savedMethodId: row.saved_method_id,
  expiresAt: row.expires_at,
});
