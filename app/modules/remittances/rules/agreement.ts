import { foldName } from '#app/kernel/matching/fold-name.ts';

type Line = { readonly partyName: string; readonly refs: string };
type Advice = { readonly reference: string; readonly customerName: string };

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** How far a line of the bank and an advice agree beside their amount, in words. A weight of 0 is an amount alone. */
export function agreement(
  line: Line,
  advice: Advice,
): { readonly weight: number; readonly reasons: readonly string[] } {
  const reference = bare(advice.reference);
  const isNamed = reference.length >= 4 && bare(line.refs).includes(reference);
  const [payer, customer] = [foldName(line.partyName), foldName(advice.customerName)];
  const isPayer =
    payer.key !== '' &&
    (payer.key === customer.key || (payer.line.length >= 10 && customer.line.startsWith(payer.line)));
  return {
    weight: (isNamed ? 2 : 0) + (isPayer ? 1 : 0),
    reasons: [
      'Same amount',
      ...(isNamed ? [`Reference ${advice.reference}`] : []),
      ...(isPayer ? [`Payer ${line.partyName}`] : []),
    ],
  };
}
