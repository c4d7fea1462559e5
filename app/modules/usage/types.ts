import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { Id } from '#app/kernel/ids.ts';
import type { DateOrder, PlainDate } from '#app/kernel/plain-date.ts';

export type UsageId = Id<'usage'>;
export type MeterId = Id<'meter'>;
export type ReadingId = Id<'meter-reading'>;
export type OrderId = Id<'service-order'>;
export type UsageImportId = Id<'usage-import'>;
export type MappingId = Id<'import-mapping'>;

export type UsageKind = 'delivery' | 'ticket' | 'reading' | 'estimate' | 'correction';

/**
 * Usage as somebody says it, before we know which contract line it falls under. `key` is what makes it count once. A
 * correction names the key of what it corrects and takes line, unit and day from there; its quantity may be negative.
 */
export type UsageRow = {
  readonly row: number;
  readonly key: string;
  readonly kind: 'delivery' | 'ticket' | 'correction';
  readonly customer: string;
  readonly product: string;
  readonly site: string;
  readonly contract: string;
  readonly line: number | null;
  readonly occurredOn: PlainDate | null;
  readonly quantity: Decimal;
  /** Empty: the product's. */
  readonly unit: string;
  readonly reference: string;
  readonly order: string;
  readonly corrects: string;
};

/** A reading as somebody says it. `value` is what the dial shows, at most three decimals. */
export type ReadingRow = {
  readonly row: number;
  readonly meter: string;
  readonly readOn: PlainDate;
  readonly value: Decimal;
  readonly kind: 'actual' | 'estimate';
  /** Takes the place of the reading of that day, where it was wrong. A file never says so: a person does. */
  readonly replaces?: boolean;
};

export type OrderRow = {
  readonly row: number;
  readonly number: string;
  readonly customer: string;
  readonly product: string;
  readonly site: string;
  readonly orderedOn: PlainDate;
  readonly quantity: Decimal | null;
  readonly note: string;
};

/** What a row came to: `left` rows were there already with the same content. */
export type TakenRow = {
  readonly row: number;
  readonly label: string;
  readonly about: string;
  readonly isNew: boolean;
};

/** What taking in rows came to. Long lists are cut at LISTED_MAX; the counts are whole. */
export type Taken = {
  readonly rows: readonly TakenRow[];
  readonly read: number;
  readonly added: number;
  readonly known: number;
  readonly problems: readonly CsvProblem[];
  readonly problemCount: number;
};
export const LISTED_MAX = 200;

export type UsageImportKind = 'usage' | 'readings' | 'orders';

/**
 * Which column of a file means what: our field to the file's head as `headName` makes it. `same` holds what is the same for
 * every row and stands in no column.
 */
export type ColumnMapping = {
  readonly columns: Readonly<Record<string, string>>;
  readonly same: Readonly<Record<string, string>>;
  readonly dates: DateOrder;
  readonly decimals: 'point' | 'comma';
};

export type SavedMapping = { readonly id: MappingId; readonly name: string; readonly mapping: ColumnMapping };
