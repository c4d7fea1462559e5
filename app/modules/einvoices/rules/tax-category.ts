import { decimal } from '#app/kernel/decimal.ts';
import type { EinvoiceProfile, EnCategory } from '../types.ts';

/** Rates of Malaysia's two taxes, basis points: sales tax (SA) is 5 or 10 %, service tax (SE) 6 or 8 %. */
const SALES_TAX_BP = [500, 1000];
const SERVICE_TAX_BP = [600, 800];

/** Basis points as per cent: 2000 is `20`, 1750 is `17.5`. */
const percentOf = (rateBp: number) => decimal(`${Math.trunc(rateBp / 100)}.${String(rateBp % 100).padStart(2, '0')}`);

/**
 * Our category letter and rate as the format names it. EN 16931 keeps the letter; what is not subject to tax has no rate
 * (BR-O-05). PINT-MY has codes of its own (SA, SE, E, O): a standard rate that is neither of its taxes keeps `S`, which
 * its rules then name as wrong.
 */
export function taxCategory(letter: string, rateBp: number, profile: EinvoiceProfile): EnCategory {
  if (letter === 'O') return { code: 'O', rate: null };
  if (profile !== 'pint-my') return { code: letter, rate: percentOf(rateBp) };
  if (letter === 'S' && SALES_TAX_BP.includes(rateBp)) return { code: 'SA', rate: percentOf(rateBp) };
  if (letter === 'S' && SERVICE_TAX_BP.includes(rateBp)) return { code: 'SE', rate: percentOf(rateBp) };
  if (letter === 'Z' || letter === 'E') return { code: 'E', rate: decimal('0') };
  if (letter === 'G') return { code: 'O', rate: null };
  return { code: letter, rate: percentOf(rateBp) };
}

/** The letter of ours that a category of a received file means; null for one that this product does not bill. */
export function letterOf(code: string): string | null {
  if (['S', 'Z', 'E', 'AE', 'G', 'O'].includes(code)) return code;
  // AA is the lower rate in UNTDID 5305, which the standard folds into S.
  return ['AA', 'SA', 'SE', 'HVG', 'LVG'].includes(code) ? 'S' : null;
}
