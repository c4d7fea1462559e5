import { later } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { CreditNoteInput, CreditNoteRefusal, CreditPlan, CreditReason } from '../types.ts';
import { creditAmounts } from './credit-amounts.ts';

type Facts = {
  readonly document: Parameters<typeof creditAmounts>[0] & {
    readonly id: string;
    readonly kind: string;
    readonly number: string;
    readonly customerId: string;
    readonly documentOn: CreditNoteInput['documentOn'];
    readonly billTo: { readonly name: string };
    readonly leftMinor: bigint;
    readonly inFlightMinor: bigint;
    readonly isWaivable: boolean;
  };
  readonly reason: CreditReason | undefined;
  readonly today: CreditNoteInput['documentOn'];
};

/**
 * What a credit note would do, or why it may not be: amounts, how much of it is set against what it corrects, and what
 * stays on the account. What a payment on its way is going to take is left to it unless a person chose otherwise.
 */
export function planCredit(
  input: CreditNoteInput,
  { document, reason, today }: Facts,
): Result<CreditPlan, CreditNoteRefusal> {
  if (document.kind === 'credit_note') return refuse({ code: 'not-creditable' });
  if (!reason?.forKinds.includes('credit_note')) return refuse({ code: 'unknown-reason' });
  if (reason.code === 'waiver' && !document.isWaivable) return refuse({ code: 'not-waivable' });
  if (input.documentOn < document.documentOn)
    return refuse({ code: 'before-document', documentOn: document.documentOn });
  if (input.documentOn > later(today, document.documentOn)) return refuse({ code: 'in-the-future' });
  const amounts = creditAmounts(document, input.choice);
  if (!amounts.ok) return amounts;
  const { grossMinor } = amounts.value;
  const applied = appliedOf(input, document, grossMinor);
  if (!applied.ok) return applied;
  return ok({
    invoiceId: document.id,
    invoiceNumber: document.number,
    customerId: document.customerId,
    customerName: document.billTo.name,
    currency: document.currency,
    amounts: amounts.value,
    leftMinor: document.leftMinor,
    appliedMinor: applied.value,
    onAccountMinor: grossMinor - applied.value,
  });
}

function appliedOf(
  { apply }: CreditNoteInput,
  { leftMinor, inFlightMinor }: Facts['document'],
  grossMinor: bigint,
): Result<bigint, CreditNoteRefusal> {
  if (apply.kind === 'later') return ok(0n);
  const openMinor = leftMinor < grossMinor ? leftMinor : grossMinor;
  if (apply.amountMinor !== undefined)
    return apply.amountMinor > openMinor || apply.amountMinor < 0n
      ? refuse({ code: 'more-than-open', openMinor })
      : ok(apply.amountMinor);
  const freeMinor = leftMinor > inFlightMinor ? leftMinor - inFlightMinor : 0n;
  return ok(freeMinor < grossMinor ? freeMinor : grossMinor);
}
