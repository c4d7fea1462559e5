import type { PayerHow, Reason } from '#app/kernel/matching/types.ts';
import { wordReason } from '#app/kernel/matching/word-reasons.ts';
import type { Currency } from '#app/kernel/money.ts';

export type ShownChip = { readonly text: string; readonly tone: 'positive' | 'warn' };

export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const SPEAKS_FOR: ReadonlySet<PayerHow> = new Set(['account', 'learned', 'code', 'name', 'group']);
const REFERENCES_MAX = 2;

/** Why a line is thought to be what is offered, a chip for each reason; many references are counted. */
export function chipsOf(
  reasons: readonly Reason[],
  shown: { readonly currency: Currency; readonly locale: string },
): ShownChip[] {
  const references = reasons.filter((reason) => reason.kind === 'reference');
  const others = reasons.filter((reason) => reason.kind !== 'reference');
  const named: ShownChip[] =
    references.length > REFERENCES_MAX
      ? [{ text: `${references.length} references found`, tone: 'positive' }]
      : references.map((reason) => ({ text: upper(wordReason(reason, shown)), tone: 'positive' }));
  return [
    ...named,
    ...others.map((reason): ShownChip => ({ text: upper(wordReason(reason, shown)), tone: toneOf(reason) })),
    ...(references.length === 0 && !others.some(({ kind }) => kind === 'amount-alone')
      ? [{ text: 'No reference', tone: 'warn' as const }]
      : []),
  ];
}

function toneOf(reason: Reason): ShownChip['tone'] {
  if (reason.kind === 'payer') return SPEAKS_FOR.has(reason.how) ? 'positive' : 'warn';
  if (reason.kind === 'amount')
    return reason.differenceMinor === 0n || reason.how === 'instalment' ? 'positive' : 'warn';
  return 'warn';
}
