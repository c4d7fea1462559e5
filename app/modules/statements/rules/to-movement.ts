import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EntryKind } from '#app/modules/ledger/types.ts';
import type { Movement } from '../types.ts';

export type MovementRow = {
  item_id: string;
  customer_id: string;
  kind: string;
  source_id: string;
  effective_on: string;
  is_debit: boolean;
  amount_minor: string;
  number: string;
  title: string;
  po_number: string;
  method: string;
  due_on: string | null;
  value_on: PlainDate | null;
  is_document: boolean;
};

/** A row of the statement queries as a movement. Amounts come as text, because one may be beyond what JSON holds. */
export const toMovement = (row: MovementRow): Movement => ({
  itemId: row.item_id,
  on: row.effective_on as PlainDate,
  kind: row.kind as EntryKind,
  sourceId: row.source_id,
  number: row.number,
  title: row.title,
  poNumber: row.po_number,
  method: row.method,
  dueOn: row.is_debit && row.is_document ? (row.due_on as PlainDate | null) : null,
  valueOn: row.value_on,
  amountMinor: row.is_debit ? BigInt(row.amount_minor) : -BigInt(row.amount_minor),
});
