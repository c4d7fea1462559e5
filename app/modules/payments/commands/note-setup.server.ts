import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** The processor wants at least 30 minutes; an hour leaves half of it for a retry that makes the same page. */
const SETUP_MINUTES = 60;

export type SetupInput = { readonly customerId: string; readonly email: string; readonly returnPath: string };

/** Notes that somebody is about to add a payment method. Runs as the portal, before any network call. */
export async function startSetup(
  tx: Tx,
  actor: Actor,
  input: SetupInput,
  moment: Moment,
): Promise<{ setupId: string }> {
  const setupId = newId<never>() as string;
  await tx
    .insertInto('method_setups')
    .values({
      ...{ id: setupId, customer_id: input.customerId, state: 'created', requested_by: actor.id },
      ...{ requested_by_name: actor.name, notify_email: input.email.trim().toLowerCase() },
      ...{ return_path: input.returnPath, created_at: moment.now, changed_at: moment.now },
      expires_at: new Date(moment.now.getTime() + SETUP_MINUTES * 60_000),
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{
      action: 'method.setup-started',
      subjectKind: 'method_setup',
      subjectId: setupId,
      customerId: input.customerId,
    },
  });
  return { setupId };
}

/** The processor has a page for it. */
export async function noteSetupOpen(
  tx: Tx,
  of: { readonly setupId: string; readonly sessionRef: string; readonly sessionUrl: string | null },
  moment: Moment,
): Promise<void> {
  await tx
    .updateTable('method_setups')
    .set({ state: 'open', session_ref: of.sessionRef, session_url: of.sessionUrl, changed_at: moment.now })
    .where('id', '=', of.setupId)
    .where('state', 'in', ['created', 'open'])
    .execute();
}

/** The page closed and nothing was saved. */
export async function endSetup(tx: Tx, setupId: string, moment: Moment): Promise<void> {
  await tx
    .updateTable('method_setups')
    .set({ state: 'ended', session_url: null, changed_at: moment.now })
    .where('id', '=', setupId)
    .where('state', 'in', ['created', 'open'])
    .execute();
}

/** Remembers under which name the processor keeps a customer's methods. Answers the one that counts: the first. */
export async function keepProcessorCustomer(
  tx: Tx,
  of: { readonly customerId: string; readonly ref: string },
  moment: Moment,
): Promise<string> {
  await tx
    .insertInto('processor_customers')
    .values({ customer_id: of.customerId, ref: of.ref, made_at: moment.now })
    .onConflict((conflict) => conflict.column('customer_id').doNothing())
    .execute();
  const row = await tx
    .selectFrom('processor_customers')
    .select('ref')
    .where('customer_id', '=', of.customerId)
    .executeTakeFirstOrThrow();
  return row.ref;
}
