import type { Id } from '#app/kernel/ids.ts';

export type ImportFileId = Id<'import-file'>;
export type ImportKind =
  | 'customers'
  | 'invoices'
  | 'opening_balances'
  | 'rates'
  | 'prices'
  | 'usage'
  | 'readings'
  | 'orders';
/** What is kept here: files for an import, and received e-invoices until they are a draft. */
export type KeptKind = ImportKind | 'einvoice';
/** Larger files are split by the person: an import is one transaction. */
export const IMPORT_BYTES_MAX = 10 * 1024 * 1024;

export type ImportFile = {
  readonly id: ImportFileId;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly content: Uint8Array;
  /** Which column means what, as a person chose it for this file; the module of its kind reads it. Null: our own names. */
  readonly mapping: unknown;
};
