import type { Result } from '#app/kernel/result.ts';
import type { Approval } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** What was done, kept with the approval: one sentence, and where on the desk it can be seen. */
export type EffectDone = { readonly text: string; readonly path: string | null };

/** Why it could not be done, as a sentence for the person who decides. Nothing is decided then. */
export type EffectRefused = { readonly text: string };

/**
 * Does what an approved request asked for, in the transaction of the decision. The actor is who decided; who asked stands
 * in the approval. Documents it makes carry `approval.id`.
 */
export type ApprovalEffect = (
  tx: Tx,
  actor: Actor,
  approval: Approval,
  moment: Moment,
) => Promise<Result<EffectDone, EffectRefused>>;
