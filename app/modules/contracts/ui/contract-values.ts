import { addDays } from '#app/kernel/plain-date.ts';
import { priceTextOf } from '../rules/read-price-text.ts';
import type { ContractTerms, LineTerms } from '../types.ts';

type Values = Record<string, string>;
const LINE_NAME = /^lines\[(\d{1,3})\]\.(?:prices\[(\d{1,3})\]\.)?(\w+)$/;

/** Terms as the texts their form begins with. What follows by itself (an end with the contract, a next price) is left empty. */
export function contractValues(terms: ContractTerms): Values {
  const values: Values = {
    ...{ title: terms.title, currency: terms.currency, poNumber: terms.poNumber, invoicePer: terms.invoicePer ?? '' },
    ...{
      termsDays: terms.termsDays === null ? '' : String(terms.termsDays),
      termsFrom: terms.termsFrom ?? 'document',
      startsOn: terms.startsOn,
    },
    endsOn: terms.endsOn ?? '',
  };
  for (const [index, line] of terms.lines.entries())
    for (const [cell, text] of Object.entries(lineValues(line, terms))) values[`lines[${index}].${cell}`] = text;
  return values;
}

function lineValues(line: LineTerms, terms: ContractTerms): Values {
  const values: Values = {
    ...{ lineNo: String(line.lineNo), productId: line.productId, description: line.description, cycle: line.cycle },
    ...{ anchorOn: line.anchorOn, startsOn: line.startsOn, timing: line.timing, charge: line.charge },
    ...{ endsOn: line.endsOn === terms.endsOn ? '' : (line.endsOn ?? ''), quantity: line.quantity ?? '' },
    ...{ siteId: line.siteId ?? '', poNumber: line.poNumber, priceListId: line.priceListId ?? '' },
    ...{ deferred: line.deferred ? 'yes' : '', taxCode: line.taxCode ?? '', accountCode: line.accountCode ?? '' },
  };
  for (const [index, price] of line.prices.entries()) {
    const next = line.prices[index + 1];
    const isCut = next !== undefined && price.validToOn === addDays(next.validFromOn, -1);
    const texts = { validFromOn: price.validFromOn, validToOn: isCut ? '' : (price.validToOn ?? '') };
    for (const [cell, text] of Object.entries({ ...texts, ...priceTextOf(price.scheme) }))
      values[`prices[${index}].${cell}`] = text;
  }
  return values;
}

/** How many prices each line of the form has, by line. */
export function drawnRows(values: Values): number[] {
  const rows: number[] = [];
  for (const name of Object.keys(values)) {
    const found = LINE_NAME.exec(name);
    if (!found) continue;
    const [line, price] = [Number(found[1]), found[2] === undefined ? 0 : Number(found[2]) + 1];
    rows[line] = Math.max(rows[line] ?? 0, price);
  }
  return Array.from(rows, (count) => count ?? 0);
}

/** One line more where it was asked for, and one price more in a line: `add-line`, `add-price-2`. */
export function grown(rows: readonly number[], intent: string): number[] {
  if (intent === 'add-line') return [...rows, 1];
  const line = Number(/^add-price-(\d{1,3})$/.exec(intent)?.[1] ?? -1);
  return rows.map((count, index) => (index === line ? count + 1 : count));
}

export const isGrowing = (intent: string): boolean => intent === 'add-line' || /^add-price-\d{1,3}$/.test(intent);
