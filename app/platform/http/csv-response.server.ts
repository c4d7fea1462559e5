import { Readable } from 'node:stream';
import { type CsvColumn, csvLine, csvLines } from './csv.ts';
import { downloadResponse } from './download-response.server.ts';

type CsvDownload<Row> = {
  /** Ends in .csv; names the list, its filters and its date. */
  fileName: string;
  columns: readonly CsvColumn<Row>[];
  rows: Iterable<Row> | AsyncIterable<Row>;
};

/** A list as a CSV file: what the page shows, all pages of it, written as it is read. */
export function csvResponse<Row>({ fileName, columns, rows }: CsvDownload<Row>): Response {
  const pieces = async function* () {
    const encoder = new TextEncoder();
    for (const line of csvLines(columns, [])) yield encoder.encode(line);
    for await (const row of rows) yield encoder.encode(csvLine(columns, row));
  };
  const body = Readable.toWeb(Readable.from(pieces(), { objectMode: false })) as ReadableStream<Uint8Array>;
  return downloadResponse({ body, fileName, contentType: 'text/csv; charset=utf-8; header=present' });
}
