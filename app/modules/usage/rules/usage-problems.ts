import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { UsageRow } from '../types.ts';

/** Why usage could not be placed; `detail` is what the database found instead. */
export type PlaceFault =
  | 'customer'
  | 'product'
  | 'site'
  | 'order'
  | 'no-line'
  | 'many-lines'
  | 'unit'
  | 'other-content'
  | 'corrects-nothing'
  | 'corrects-correction'
  | 'corrects-reading'
  | 'corrects-too-much';

const day = (on: PlainDate | null): string => (on === null ? 'that day' : formatDate(on, 'en-GB'));

/** In which column a row is at fault, and what to do about it. */
export function placeProblem(fault: PlaceFault, row: UsageRow, detail: string): { field: string; text: string } {
  switch (fault) {
    case 'customer':
      return {
        field: 'customer',
        text: `There is no customer ${row.customer}. Correct the number, or add the customer first.`,
      };
    case 'product':
      return {
        field: 'product',
        text: `There is no product ${row.product}. Correct the code, or add the product first.`,
      };
    case 'site':
      return {
        field: 'site',
        text: `${row.customer} has no site ${row.site}. Correct the code, or add the site first.`,
      };
    case 'order':
      return {
        field: 'order',
        text: `${row.customer} has no order ${row.order}. Record the order first, or leave this empty.`,
      };
    case 'no-line':
      return {
        field: row.contract ? 'contract' : 'product',
        text: `No contract line of ${row.customer} bills ${row.product || 'this'} by usage on ${day(row.occurredOn)}. Correct the row, or add the line to the contract.`,
      };
    case 'many-lines':
      return {
        field: 'contract',
        text: `Several contract lines fit: ${detail}. Say which, with the site or with contract and line.`,
      };
    case 'unit':
      return {
        field: 'unit',
        text: `This is billed in ${detail}, not in ${row.unit}. Convert the quantity, or correct the unit.`,
      };
    case 'other-content':
      return {
        field: 'key',
        text: `${row.reference || row.key} is there already: ${detail}. If this is another delivery, give it a key of its own; if the first was wrong, correct it.`,
      };
    case 'corrects-nothing':
      return {
        field: 'corrects',
        text: `There is no usage with the key ${row.corrects}. Correct the key, or load the delivery first.`,
      };
    case 'corrects-correction':
      return { field: 'corrects', text: `${row.corrects} is a correction itself. Correct the delivery it is of.` };
    case 'corrects-reading':
      return {
        field: 'corrects',
        text: `${row.corrects} comes from a meter. Correct the reading on the page of its meter.`,
      };
    case 'corrects-too-much':
      return { field: 'quantity', text: `This takes back more than there is: ${detail} are left of ${row.corrects}.` };
  }
}
