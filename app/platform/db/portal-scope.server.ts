import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Result } from '#app/kernel/result.ts';
import type { DB } from '#db/types.generated.ts';
import { isOutlivedPlan } from './prepared-statements.server.ts';
import { readSideBySide } from './side-by-side.server.ts';
import { inTransaction, type ReadDb, type Tx } from './transaction.server.ts';

/** What a portal request may see: one customer, or the named invoices of a scoped link. */
export type PortalScope =
  | { kind: 'customer'; customerId: string }
  | { kind: 'link'; linkId: string; customerId: string; invoiceIds: readonly string[] };

function scoping(scope: PortalScope): RawBuilder<unknown> {
  const customer = scope.kind === 'customer' ? scope.customerId : '';
  const invoices = scope.kind === 'link' ? `{${scope.invoiceIds.join(',')}}` : '';
  const link = scope.kind === 'link' ? scope.linkId : '';
  return sql`select set_config('tallystick.customer_id', ${customer}, true), set_config('tallystick.invoice_ids', ${invoices}, true),
    set_config('tallystick.link_id', ${link}, true)`;
}

/**
 * Reads under row-level security: one transaction, the scope set once for it, gone with it. What is asked for in the same
 * moment (Promise.all) makes one way to the database and back.
 */
export function readAsPortal<Value>(
  db: Kysely<DB>,
  scope: PortalScope,
  read: (db: ReadDb) => Promise<Value>,
): Promise<Value> {
  return db.getExecutor().provideConnection(async (connection) => {
    const once = () => readSideBySide(connection, scoping(scope), read);
    try {
      return await once();
    } catch (error) {
      if (!isOutlivedPlan(error)) throw error;
      return once();
    }
  });
}

/** Runs a command as the portal role, inside the scope. */
export function writeAsPortal<Value, Refusal>(
  db: Kysely<DB>,
  scope: PortalScope,
  work: (tx: Tx) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  return inTransaction(db, async (tx) => {
    await scoping(scope).execute(tx);
    return work(tx);
  });
}
