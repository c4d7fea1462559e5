import type { UsageImportKind } from '../types.ts';

export type ImportField = {
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly hint: string;
};

const field = (name: string, label: string, hint = ''): ImportField => ({ name, label, isRequired: false, hint });
const needed = (name: string, label: string, hint = ''): ImportField => ({ name, label, isRequired: true, hint });

/** What a file of each kind can say. A field that is needed may be the same for all rows instead of a column. */
export const IMPORT_FIELDS: Readonly<Record<UsageImportKind, readonly ImportField[]>> = {
  usage: [
    needed('quantity', 'Quantity', 'Below zero only with “corrects”.'),
    field('customer', 'Customer', 'The customer’s number. Needed unless the row corrects.'),
    field('date', 'Date', 'When it was delivered or the ticket was closed. Needed unless the row corrects.'),
    field('product', 'Product', 'The product’s code. Needed unless contract and line are given.'),
    field('reference', 'Reference', 'Ticket or delivery note number, as the customer knows it.'),
    field('key', 'Key', 'What makes the row count once. Without it the reference does.'),
    field('unit', 'Unit', 'Checked against the product’s unit.'),
    field('site', 'Site', 'The code of the customer’s site.'),
    field('contract', 'Contract', 'CON- number, where one product stands on several.'),
    field('line', 'Line', 'Number of the contract line.'),
    field('order', 'Order', 'Number of the order it fulfils.'),
    field('kind', 'Kind', '“delivery” or “ticket”; without it a ticket.'),
    field('corrects', 'Corrects', 'The key of what this row takes back or adds to.'),
  ],
  readings: [
    needed('meter', 'Meter', 'The code on the meter.'),
    needed('date', 'Date', 'The day it was read.'),
    needed('value', 'Reading', 'What the dial showed, not what was used.'),
    field('kind', 'Kind', '“actual” or “estimate”; without it actual.'),
  ],
  orders: [
    needed('number', 'Order number'),
    needed('customer', 'Customer', 'The customer’s number.'),
    needed('product', 'Product', 'The product’s code.'),
    needed('date', 'Date', 'When it was ordered.'),
    field('quantity', 'Quantity', 'Without it, one delivery fulfils the order.'),
    field('site', 'Site', 'The code of the customer’s site.'),
    field('note', 'Note'),
  ],
};
