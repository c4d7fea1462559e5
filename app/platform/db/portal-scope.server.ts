import { type Kysely, sql } from 'kysely';
import type { Result } from '#app/kernel/result.ts';
import type { DB } from '#db/types.generated.ts';
import { inTransaction, type ReadDb, type Tx } from './transaction.server.ts';

/** What a portal request may see: one customer, or the named invoices of a scoped link. */
export type PortalScope =
  | { kind: 'customer'; customerId: string }
  | { kind: 'link'; linkId: string; customerId: string; invoiceIds: readonly string[] };

async function setScope(tx: Tx, scope: PortalScope): Promise<void> {
  const customer = scope.kind === 'customer' ? scope.customerId : '';
  const invoices = scope.kind === 'link' ? `{${scope.invoiceIds.join(',')}}` : '';
  const link = scope.kind === 'link' ? scope.linkId : '';
  await sql`select set_config('tallystick.customer_id', ${customer}, true), set_config('tallystick.invoice_ids', ${invoices}, true),
    set_config('tallystick.link_id', ${link}, true)`.execute(tx);
}

/** Reads under row-level security: one transaction, the scope set once for it, gone with it. */
export function readAsPortal<Value>(
  db: Kysely<DB>,
  scope: PortalScope,
  read: (db: ReadDb) => Promise<Value>,
): Promise<Value> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await setScope(tx, scope);
      return read(tx);
    });
}

/** Runs a command as the portal role, inside the scope. */
export function writeAsPortal<Value, Refusal>(
  db: Kysely<DB>,
  scope: PortalScope,
  work: (tx: Tx) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  return inTransaction(db, async (tx) => {
    await setScope(tx, scope);
    return work(tx);
  });
}
