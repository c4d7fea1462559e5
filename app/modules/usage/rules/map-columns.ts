import { type CsvProblem, headName } from '#app/kernel/csv-records.ts';
import type { CsvRecord } from '#app/kernel/csv-stream.ts';
import type { ColumnMapping, UsageImportKind } from '../types.ts';
import { IMPORT_FIELDS } from './import-fields.ts';

/** Names other systems give our fields, as `headName` makes them. Only a first suggestion: a person confirms it. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  customer: ['customer_no', 'customer_number', 'account', 'account_no', 'client'],
  date: [
    'ticket_date',
    'delivery_date',
    'delivered_on',
    'closed_on',
    'read_on',
    'reading_date',
    'ordered_on',
    'order_date',
    'occurred_on',
  ],
  quantity: ['qty', 'net_weight', 'net', 'weight', 'amount', 'volume'],
  product: ['product_code', 'item', 'material', 'sku', 'service'],
  reference: ['ticket', 'ticket_no', 'ticket_number', 'delivery_note', 'docket', 'ref'],
  unit: ['uom', 'unit_of_measure'],
  site: ['site_code', 'location', 'ship_to'],
  meter: ['meter_no', 'meter_code', 'meter_number', 'serial', 'serial_no'],
  value: ['reading', 'index', 'counter', 'meter_reading'],
  number: ['order', 'order_no', 'order_number'],
  order: ['order_no', 'order_number', 'work_order'],
  note: ['remark', 'comment', 'description'],
};

/** The columns a file most likely has, by their heads; dates as year, month, day and decimals with a point. */
export function guessMapping(kind: UsageImportKind, heads: readonly string[]): ColumnMapping {
  const columns: Record<string, string> = {};
  const taken = new Set<string>();
  const names = IMPORT_FIELDS[kind].map(({ name }) => name);
  for (const exact of [true, false])
    for (const name of names) {
      if (columns[name]) continue;
      const head = (exact ? [name] : (ALSO_CALLED[name] ?? [])).find((one) => heads.includes(one) && !taken.has(one));
      if (head === undefined) continue;
      columns[name] = head;
      taken.add(head);
    }
  return { columns, same: {}, dates: 'ymd', decimals: 'point' };
}

/** Whether the file already speaks our names: every head is a field, and what is needed is there. */
export function usesOurNames(kind: UsageImportKind, heads: readonly string[]): boolean {
  const fields = IMPORT_FIELDS[kind];
  return (
    heads.every((head) => fields.some(({ name }) => name === head)) &&
    fields.every(({ name, isRequired }) => !isRequired || heads.includes(name)) &&
    new Set(heads).size === heads.length
  );
}

/** Whether each column that a mapping names is in the file. */
export const fitsHeads = ({ columns }: ColumnMapping, heads: readonly string[]): boolean =>
  Object.values(columns).every((head) => heads.includes(head));

/** What is missing before a file can be read by this mapping, each with what to do. */
export function mappingProblems(kind: UsageImportKind, mapping: ColumnMapping, heads: readonly string[]): CsvProblem[] {
  const wrong = (field: string, text: string): CsvProblem => ({ row: 1, field, text });
  const has = (name: string) => mapping.columns[name] !== undefined || (mapping.same[name] ?? '') !== '';
  return [
    ...Object.values(mapping.columns)
      .filter((head) => !heads.includes(head))
      .map((head) => wrong(head, `The column “${head}” is not in this file. Choose the columns again.`)),
    ...heads
      .filter((head, at) => heads.indexOf(head) !== at && Object.values(mapping.columns).includes(head))
      .map((head) => wrong(head, `The column “${head}” is there twice. Rename one.`)),
    ...IMPORT_FIELDS[kind]
      .filter(({ name, isRequired }) => isRequired && !has(name))
      .map(({ name, label }) => wrong(name, `Say which column holds “${label}”, or what is the same for every row.`)),
    ...(kind === 'usage' && !has('corrects')
      ? ['customer', 'date']
          .filter((name) => !has(name))
          .map((name) => wrong(name, `Say which column holds “${name}”, or what is the same for every row.`))
      : []),
    ...(kind === 'usage' && !has('key') && !has('reference')
      ? [wrong('key', 'Say which column holds the ticket number or another key, so that no row counts twice.')]
      : []),
  ];
}

/** A record under our names: what stands in its column, else what is the same for every row, else nothing. */
export function fieldsOf(kind: UsageImportKind, mapping: ColumnMapping, heads: readonly string[]) {
  const places = IMPORT_FIELDS[kind].map(({ name }) => ({
    name,
    at: mapping.columns[name] === undefined ? -1 : heads.indexOf(mapping.columns[name]),
    same: (mapping.same[name] ?? '').trim(),
  }));
  return ({ cells }: CsvRecord): Record<string, string> => {
    const fields: Record<string, string> = {};
    for (const { name, at, same } of places) fields[name] = (at >= 0 ? cells[at] : '') || same;
    return fields;
  };
}

/** Reads a mapping that was stored or posted; null when it is not one. */
export function asMapping(value: unknown): ColumnMapping | null {
  if (typeof value !== 'object' || value === null) return null;
  const { columns, same, dates, decimals } = value as Record<string, unknown>;
  const texts = (of: unknown): Record<string, string> =>
    Object.fromEntries(Object.entries(of ?? {}).filter(([, text]) => typeof text === 'string' && text !== ''));
  if (typeof columns !== 'object' || columns === null) return null;
  return {
    columns: Object.fromEntries(Object.entries(texts(columns)).map(([name, head]) => [name, headName(head)])),
    same: texts(same),
    dates: dates === 'dmy' || dates === 'mdy' ? dates : 'ymd',
    decimals: decimals === 'comma' ? 'comma' : 'point',
  };
}
