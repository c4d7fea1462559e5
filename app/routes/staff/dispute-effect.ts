import type { Money } from '#app/kernel/money.ts';
import type { ApprovalRule } from '#app/modules/approvals/types.ts';

/** What a decision would do, from the command itself, rolled back. Minor units of the dispute's currency. */
export type DecisionEffect = {
  readonly decision: 'agree' | 'part' | 'refuse' | 'rebill';
  readonly credit: Money;
  /** Stands there when a second person has to decide. */
  readonly rule: ApprovalRule | null;
  readonly leftBeforeMinor: bigint;
  readonly leftAfterMinor: bigint;
  readonly heldBeforeMinor: bigint;
  readonly heldAfterMinor: bigint;
  /** Of the credit, what does not go against the invoice: it stays on the customer's account. */
  readonly onAccountMinor: bigint;
};
