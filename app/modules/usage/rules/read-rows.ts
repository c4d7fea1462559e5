import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { ColumnMapping, OrderRow, ReadingRow, UsageRow } from '../types.ts';
import { CellReader } from './read-cells.ts';

type Fields = Readonly<Record<string, string>>;
type Style = Pick<ColumnMapping, 'dates' | 'decimals'>;
type Read<Row> = { readonly value: Row | null; readonly problems: readonly CsvProblem[] };

/** What makes usage count once, whoever writes it in which case. */
export const naturalKey = (text: string): string => text.normalize('NFC').trim().toLowerCase();

const KINDS: Readonly<Record<string, UsageRow['kind']>> = {
  '': 'ticket',
  ticket: 'ticket',
  delivery: 'delivery',
  correction: 'correction',
};

export function readUsageRow(row: number, fields: Fields, style: Style): Read<UsageRow> {
  const cells = new CellReader(row, fields, style);
  const corrects = naturalKey(cells.text('corrects', 200));
  const isCorrection = corrects !== '';
  const kind = isCorrection ? 'correction' : KINDS[(fields.kind ?? '').toLowerCase()];
  if (!kind) cells.wrong('kind', `“${fields.kind}” is not a kind. Write delivery or ticket.`);
  if (kind === 'correction' && !isCorrection)
    cells.wrong('corrects', 'Say what this corrects: the key of the delivery or ticket.');
  const quantity = cells.quantity('quantity', { decimals: 6, isSigned: isCorrection });
  if (quantity === '0') cells.wrong('quantity', 'Nothing was used here. Take this row out.');
  const customer = cells.text('customer', 60, isCorrection ? undefined : 'Put the customer’s number here.');
  const occurredOn = isCorrection && !fields.date ? null : cells.date('date');
  const contract = cells.text('contract', 40);
  const product = cells.text('product', 60, isCorrection || contract ? undefined : 'Put the product’s code here.');
  const reference = cells.text('reference', 120);
  const key = naturalKey(cells.text('key', 190) || reference);
  if (key === '') cells.wrong('key', 'Give this row a ticket number or a key of its own, so that it counts once.');
  const line = lineNo(cells, fields.line ?? '');
  const rest = { site: cells.text('site', 60), unit: cells.text('unit', 12), order: cells.text('order', 80) };
  if (cells.problems.length > 0 || quantity === null || !kind) return { value: null, problems: cells.problems };
  const value = {
    row,
    key,
    kind,
    customer,
    product,
    contract,
    line,
    occurredOn,
    quantity,
    reference,
    corrects,
    ...rest,
  };
  return { value, problems: [] };
}

function lineNo(cells: CellReader, text: string): number | null {
  if (text === '') return null;
  const found = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (found > 0) return found;
  cells.wrong('line', `“${text}” is not the number of a contract line.`);
  return null;
}

const READING_KINDS: Readonly<Record<string, ReadingRow['kind']>> = {
  '': 'actual',
  actual: 'actual',
  a: 'actual',
  estimate: 'estimate',
  estimated: 'estimate',
  e: 'estimate',
};

export function readReadingRow(row: number, fields: Fields, style: Style): Read<ReadingRow> {
  const cells = new CellReader(row, fields, style);
  const meter = cells.text('meter', 60, 'Put the code of the meter here.');
  const readOn = cells.date('date');
  const value = cells.quantity('value', { decimals: 3, isSigned: false });
  const kind = READING_KINDS[(fields.kind ?? '').toLowerCase()];
  if (!kind) cells.wrong('kind', `“${fields.kind}” is not a kind of reading. Write actual or estimate.`);
  if (cells.problems.length > 0 || readOn === null || value === null || !kind)
    return { value: null, problems: cells.problems };
  return { value: { row, meter, readOn, value, kind }, problems: [] };
}

export function readOrderRow(row: number, fields: Fields, style: Style): Read<OrderRow> {
  const cells = new CellReader(row, fields, style);
  const number = cells.text('number', 80, 'Put the number of the order here.');
  const customer = cells.text('customer', 60, 'Put the customer’s number here.');
  const product = cells.text('product', 60, 'Put the product’s code here.');
  const orderedOn = cells.date('date');
  const quantity = fields.quantity ? cells.quantity('quantity', { decimals: 6, isSigned: false }) : null;
  if (quantity === '0') cells.wrong('quantity', 'Leave the quantity empty where it is not known.');
  const rest = { site: cells.text('site', 60), note: cells.text('note', 400) };
  if (cells.problems.length > 0 || orderedOn === null) return { value: null, problems: cells.problems };
  return { value: { row, number, customer, product, orderedOn, quantity, ...rest }, problems: [] };
}
