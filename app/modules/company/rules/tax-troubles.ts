import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { TaxLetter } from '../types.ts';

type Typed = {
  readonly standardCode: TaxLetter;
  readonly rate: number;
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
  readonly exemptionReason: string;
  readonly exemptionCode: string;
};

/** What of a tax category does not fit its kind, each at its field (EN 16931: BR-S-10, BR-Z-10, BR-E-10). */
export function taxTroubles(typed: Typed): [path: string, message: string][] {
  const { standardCode: kind, rate, validFromOn, validToOn } = typed;
  const saysWhy = typed.exemptionReason !== '' || typed.exemptionCode !== '';
  const found: [string, string][] = [];
  if (validToOn && validToOn < validFromOn) found.push(['validToOn', 'The last day is before the first.']);
  if (kind !== 'S' && rate !== 0) found.push(['rate', 'Only the standard kind (S) charges a rate. Enter 0.']);
  if (saysWhy && (kind === 'S' || kind === 'Z'))
    found.push(['exemptionReason', 'What is taxed, or zero rated, has no reason for an exemption. Leave both empty.']);
  if (!saysWhy && kind === 'E')
    found.push(['exemptionReason', 'Say why it is exempt, as the law asks for on the invoice.']);
  return found;
}
