import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockRemittance } from '#app/modules/remittances/commands/lock-remittance.server.ts';
import { getRemittance, planOfRemittance } from '#app/modules/remittances/queries/get-remittance.server.ts';
import type { RemittanceRefusal } from '#app/modules/remittances/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { explainLine } from './explain-line.server.ts';
import type { ExplainRefusal } from './explain-refusals.server.ts';

export type UseRemittanceRefusal =
  | RemittanceRefusal
  | ExplainRefusal
  | { readonly code: 'no-line' | 'no-customer' | 'rows-open' }
  /** The bank brought less than the rows add up to. */
  | { readonly code: 'less-than-said'; readonly missingMinor: bigint };

/**
 * Explains the line an advice stands with by what the advice says: one payment of its customer, set against the items it
 * names, every difference by its name; what the bank brought beyond it stays on the account. Refuses while a row fits nothing.
 * The caller rolls back after a refusal. Locks the advice, then what `explainLine` locks.
 */
export async function useRemittance(
  tx: Tx,
  actor: Actor,
  { remittanceId }: { readonly remittanceId: string },
  moment: Moment,
): Promise<Result<{ explanationId: string }, UseRemittanceRefusal>> {
  const locked = await lockRemittance(tx, remittanceId);
  if (!locked.ok) return locked;
  const advice = await getRemittance(tx, remittanceId);
  if (!advice?.line) return refuse({ code: 'no-line' });
  if (!advice.customer) return refuse({ code: 'no-customer' });
  const plan = await planOfRemittance(tx, advice);
  if (!plan.isReady) return refuse({ code: 'rows-open' });
  const paid = plan.allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const { amountMinor } = advice.line;
  if (paid > amountMinor) return refuse({ code: 'less-than-said', missingMinor: paid - amountMinor });
  const explained = await explainLine(
    tx,
    actor,
    {
      lineId: advice.line.id,
      parts: [
        {
          ...{ kind: 'items', customerId: advice.customer.id, amountMinor, leftOver: 'account' },
          ...{ allocations: plan.allocations, rests: plan.rests },
        },
      ],
    },
    moment,
  );
  return explained.ok ? ok(explained.value) : explained;
}
