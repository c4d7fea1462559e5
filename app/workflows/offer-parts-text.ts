import { z } from 'zod';
import type { LinePart } from './explain-line-types.ts';

const minor = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(BigInt);
const id = z.uuid();
const note = z.string().max(500);
const allocation = z.strictObject({ itemId: id, amountMinor: minor });
const rest = z.strictObject({
  itemId: id,
  kind: z.enum(['discount', 'withholding', 'bank_charge', 'small_difference', 'deduction']),
  code: z.string().max(40).optional(),
  amountMinor: minor.nullable(),
});

const part = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('items'),
    customerId: id,
    amountMinor: minor,
    allocations: z.array(allocation).max(500),
    rests: z.array(rest).max(100),
    leftOver: z.enum(['account', 'small_difference']),
  }),
  z.strictObject({ kind: z.literal('on-account'), customerId: id, amountMinor: minor }),
  z.strictObject({ kind: z.literal('unidentified'), amountMinor: minor, note }),
  z.strictObject({
    kind: z.literal('existing'),
    subjectKind: z.enum(['payout', 'deposit', 'payment_reversal', 'refund', 'existing_payment']),
    subjectId: id,
    amountMinor: minor,
  }),
  z.strictObject({ kind: z.literal('returned-payment'), paymentId: id, amountMinor: minor, reason: note }),
  z.strictObject({ kind: z.literal('given-back'), receiptId: id, amountMinor: minor, note }),
  z.strictObject({ kind: z.enum(['bank_charge', 'interest', 'transfer', 'not_ours']), amountMinor: minor, note }),
]);
const parts = z.array(part).min(1).max(100);

/** What a form carries of an offer, so that exactly what the person saw is posted, and told from another one. */
export const partsText = (of: readonly LinePart[]): string =>
  JSON.stringify(of, (_, value) => (typeof value === 'bigint' ? value.toString() : value));

/** Reads it back; null for whatever no form of ours carried. */
export function readPartsText(text: string): readonly LinePart[] | null {
  try {
    const read = parts.safeParse(JSON.parse(text));
    return read.success ? (read.data as readonly LinePart[]) : null;
  } catch {
    return null;
  }
}
