import { readCsvParts, slicesOf } from '#app/kernel/csv-stream.ts';
import { fitsHeads, guessMapping, mappingProblems, usesOurNames } from '../rules/map-columns.ts';
import type { ColumnMapping, SavedMapping, UsageImportKind } from '../types.ts';

export type FileColumns = {
  readonly heads: readonly string[];
  /** The first row under each head, so that a person sees what stands there. */
  readonly sample: readonly string[];
  /** Null: the heads are our own names, and nothing need be chosen. */
  readonly suggested: ColumnMapping | null;
};

/** What the columns of a file are and probably mean; a saved mapping whose columns are all there comes before a guess. */
export async function fileColumns(
  kind: UsageImportKind,
  content: Uint8Array,
  saved: readonly SavedMapping[],
): Promise<FileColumns> {
  for await (const { heads, records } of readCsvParts(slicesOf(content), 1)) {
    const fitting = saved.filter(({ mapping }) => fitsHeads(mapping, heads));
    const widest = fitting.toSorted((a, b) => columnsOf(b) - columnsOf(a))[0];
    const suggested = usesOurNames(kind, heads) ? null : (widest?.mapping ?? guessMapping(kind, heads));
    return { heads, sample: records[0]?.cells ?? [], suggested };
  }
  return { heads: [], sample: [], suggested: null };
}

const columnsOf = ({ mapping }: SavedMapping): number => Object.keys(mapping.columns).length;

/** What is missing before the file can be read so; each says what to do. */
export const columnFaults = (kind: UsageImportKind, mapping: ColumnMapping, heads: readonly string[]): string[] =>
  mappingProblems(kind, mapping, heads).map(({ text }) => text);
