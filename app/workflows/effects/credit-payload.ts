import { z } from 'zod';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Decision } from '#app/modules/disputes/types.ts';
import type { CreditNoteInput } from '#app/modules/invoicing/types.ts';

/** A credit note that waits for a second person, as it was asked for; `rebill` also drafts the invoice that replaces it. */
export type CreditRequest = {
  readonly input: Omit<CreditNoteInput, 'approved'>;
  readonly rebill: { readonly customerId: string | null } | null;
  /** The claim of a deduction that it settles. */
  readonly settlesItemId?: string | undefined;
  /** The dispute it answers, and with which words: approving it decides that too. */
  readonly dispute?: DisputeAnswer | undefined;
};
export type DisputeAnswer = { readonly disputeId: string; readonly decision: Decision; readonly words: string };

const minor = z
  .string()
  .regex(/^-?\d{1,19}$/)
  .transform(BigInt);
const line = z.object({
  lineNo: z.number().int(),
  quantity: z.string().transform(decimal).optional(),
  netMinor: minor.optional(),
});
const stored = z.object({
  input: z.object({
    invoiceId: z.string(),
    choice: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('whole') }),
      z.object({ kind: z.literal('lines'), lines: z.array(line) }),
      z.object({ kind: z.literal('amount'), grossMinor: minor }),
    ]),
    reasonCode: z.string(),
    note: z.string(),
    documentOn: z.string().transform(plainDate),
    apply: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('corrected-first'), amountMinor: minor.optional() }),
      z.object({ kind: z.literal('later') }),
    ]),
  }),
  rebill: z.object({ customerId: z.string().nullable() }).nullable(),
  settlesItemId: z.uuid().optional(),
  dispute: z
    .object({ disputeId: z.uuid(), decision: z.enum(['agreed', 'part', 'refused', 'rebilled']), words: z.string() })
    .optional(),
});

/** Reads back what requestApproval stored (amounts as text of minor units). A payload of another shape is a bug and throws. */
export const readCreditRequest = (payload: unknown): CreditRequest => stored.parse(payload) as CreditRequest;
