import { createHash } from 'node:crypto';
import { type CsvPart, cellProblemsOf, readCsvParts, slicesOf } from '#app/kernel/csv-stream.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { fieldsOf, guessMapping, mappingProblems, usesOurNames } from '../rules/map-columns.ts';
import { readOrderRow, readReadingRow, readUsageRow } from '../rules/read-rows.ts';
import type { Part } from '../rules/tally.ts';
import type { ColumnMapping, Taken, UsageImportId, UsageImportKind } from '../types.ts';
import { recordOrders } from './record-orders.server.ts';
import { recordReadings } from './record-readings.server.ts';
import { recordUsage } from './record-usage.server.ts';

export type UsageFile = {
  readonly kind: UsageImportKind;
  readonly fileName: string;
  /** In memory, or as it comes from a disk: it is read once, part by part. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Null: the file uses our own names. */
  readonly mapping: ColumnMapping | null;
};

/** Rows a statement takes at once: enough that round trips do not count, few enough that memory stays flat. */
const PART = 1_000;

/**
 * Takes in a file of usage, readings or orders, all of it or nothing; problems name row and column. A dry run is this in a
 * preview. What the file brings is kept apart by its digest; the same file again adds nothing.
 */
export async function importUsageFile(
  tx: Tx,
  actor: Actor,
  file: UsageFile,
  moment: Moment,
): Promise<Result<Taken, Taken>> {
  const importId = newId<UsageImportId>();
  const digest = createHash('sha256');
  const parts = partsOf(file, digest);
  const taken = await recordParts(tx, actor, { file, parts, importId, moment });
  if (!taken.ok) return refuse(inTheirColumns(taken.refusal, file.mapping));
  const { read, added, known } = taken.value;
  if (read === 0) return refuse({ ...taken.value, problems: [NOTHING_BELOW], problemCount: 1 });
  await tx
    .insertInto('usage_imports')
    .values({
      id: importId,
      kind: file.kind,
      file_name: file.fileName.slice(0, 200) || 'file.csv',
      sha256: digest.digest('hex'),
      mapping: file.mapping === null ? null : JSON.stringify(file.mapping),
      rows_read: read,
      rows_added: added,
      rows_known: known,
      recorded_at: moment.now,
      recorded_by: actor.id,
      recorded_by_name: actor.name,
    })
    .execute();
  await writeAudit(tx, actor, {
    action: `${file.kind}.imported`,
    subjectKind: 'usage_import',
    subjectId: importId,
    after: { fileName: file.fileName, read, added, known },
  });
  return ok(taken.value);
}

/** Problems under the heads of the file, where they are not our names. */
const inTheirColumns = (taken: Taken, mapping: ColumnMapping | null): Taken => ({
  ...taken,
  problems: taken.problems.map((problem) => ({ ...problem, field: mapping?.columns[problem.field] ?? problem.field })),
});

const NOTHING_BELOW = { row: 0, field: '', text: 'This file has a head row and nothing below it.' };

type Recording = { file: UsageFile; parts: AsyncIterable<FilePart>; importId: UsageImportId; moment: Moment };

function recordParts(
  tx: Tx,
  actor: Actor,
  { file, parts, importId, moment }: Recording,
): Promise<Result<Taken, Taken>> {
  switch (file.kind) {
    case 'usage':
      return recordUsage(tx, actor, { parts: rowsOf(parts, readUsageRow), importId }, moment);
    case 'readings':
      return recordReadings(tx, actor, { parts: rowsOf(parts, readReadingRow), importId }, moment);
    case 'orders':
      return recordOrders(tx, actor, { parts: rowsOf(parts, readOrderRow), importId }, moment);
  }
}

type FilePart = {
  part: CsvPart;
  mapping: ColumnMapping;
  fields: ReturnType<typeof fieldsOf> | null;
  problems: Part<never>['problems'];
};

async function* partsOf(
  { kind, content, mapping }: UsageFile,
  digest: { update(bytes: Uint8Array): unknown },
): AsyncGenerator<FilePart> {
  let head: { mapping: ColumnMapping; problems: Part<never>['problems'] } | null = null;
  for await (const part of readCsvParts(digested(content, digest), PART)) {
    const isFirst = head === null;
    head ??= headOf(kind, mapping, part.heads);
    const fields = head.problems.length > 0 ? null : fieldsOf(kind, head.mapping, part.heads);
    yield { part, mapping: head.mapping, fields, problems: isFirst && part.heads.length > 0 ? head.problems : [] };
    // Without its columns nothing of the file can be read.
    if (fields === null) return;
  }
}

function headOf(kind: UsageImportKind, given: ColumnMapping | null, heads: readonly string[]) {
  const mapping = given ?? guessMapping(kind, heads);
  const problems = mappingProblems(kind, mapping, heads);
  if (given || problems.length > 0 || usesOurNames(kind, heads)) return { mapping, problems };
  const unknown = heads.filter((head) => !Object.values(mapping.columns).includes(head));
  const text = 'We do not know this column. Choose which column means what, or take it out of the file.';
  return { mapping, problems: unknown.map((field) => ({ row: 1, field, text })) };
}

async function* digested(
  content: UsageFile['content'],
  digest: { update(bytes: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const bytes of content instanceof Uint8Array ? slicesOf(content) : content) {
    digest.update(bytes);
    yield bytes;
  }
}

type Read<Row> = (
  row: number,
  fields: Readonly<Record<string, string>>,
  style: ColumnMapping,
) => { value: Row | null; problems: Part<Row>['problems'] };

async function* rowsOf<Row>(parts: AsyncIterable<FilePart>, read: Read<Row>): AsyncGenerator<Part<Row>> {
  for await (const { part, mapping, fields, problems } of parts) {
    const rows: Row[] = [];
    const wrong = [...problems];
    for (const record of fields ? part.records : []) {
      const cells = cellProblemsOf(record, part.heads);
      const found =
        cells.length > 0 || !fields ? { value: null, problems: cells } : read(record.row, fields(record), mapping);
      if (found.value !== null) rows.push(found.value);
      wrong.push(...found.problems);
    }
    if (part.broken) wrong.push(part.broken);
    yield { rows, problems: wrong };
  }
}
