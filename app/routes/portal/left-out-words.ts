import type { HoldKind } from '#app/modules/ledger/types.ts';
import type { LeftOutReason, PayLines } from './pay-fields.ts';

const HELD: Readonly<Record<HoldKind, string>> = {
  disputed: 'is on hold while we answer your question',
  in_plan: 'is in your payment plan',
  in_flight: 'is on its way to us',
  legal: 'is on hold',
};

/** Why a part of an invoice is on hold, in the words for the most telling reason. */
export const heldWords = (kinds: readonly HoldKind[]): string => HELD[kinds[0] ?? 'legal'];

const WHY: Readonly<Record<LeftOutReason, string>> = {
  'not-open': 'is paid already or is not on your account',
  'on-its-way': 'is being paid: the payment is on its way. Do not pay it again',
  'other-currency': 'is in another currency and is paid on its own',
  disputed: `${HELD.disputed} and need not be paid now`,
  in_plan: `${HELD.in_plan} and is paid with its instalments`,
  in_flight: 'is being paid: the payment is on its way. Do not pay it again',
  legal: `${HELD.legal} and need not be paid now`,
};

/** What cannot be paid and why: a sentence for each reason, in the order of its first invoice. */
export function leftOutWords(leftOut: PayLines['leftOut']): string[] {
  return [...Map.groupBy(leftOut, ({ why }) => why)].map(([why, of]) => {
    const numbers = of.flatMap(({ number }) => (number ? [number] : []));
    const [first] = numbers;
    if (first === undefined)
      return `${of.length === 1 ? 'One of the' : `Each of ${of.length}`} invoices you chose ${WHY[why]}.`;
    return numbers.length === 1 ? `${first} ${WHY[why]}.` : `Each of ${listed(numbers)} ${WHY[why]}.`;
  });
}

const listed = (numbers: readonly string[]): string => `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
