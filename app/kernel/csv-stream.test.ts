import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from './csv-records.ts';
import { readCsvParts } from './csv-stream.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

async function read(text: string | Uint8Array, slice = 3, size = 2) {
  const all = typeof text === 'string' ? bytes(text) : text;
  const slices = [];
  for (let at = 0; at < all.length; at += slice) slices.push(all.subarray(at, at + slice));
  const records = [];
  let heads: readonly string[] = [];
  let broken = null;
  for await (const part of readCsvParts(slices, size)) {
    expect(part.records.length).toBeLessThanOrEqual(size);
    records.push(...part.records);
    heads = part.heads;
    broken = part.broken;
  }
  return { heads, records, broken };
}

describe('a file read part by part', () => {
  test('is what it is when read whole, wherever the slices are cut', async () => {
    const cell = fc.oneof(
      fc.constantFrom('a', 'é', '12', 'a;b', 'x,y', 'say "no"', 'two\nlines', '€ 5', ''),
      fc.string(),
    );
    const cells = fc.array(
      cell.map((text) => text.replace(/(?!\n)\p{Cc}|\p{Cn}|\p{Cs}/gu, '')),
      { minLength: 2, maxLength: 2 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, slice, end) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = [`one,two`, ...rows.map((row) => row.map(quoted).join(','))].join(end);
          const whole = readCsv(bytes(text), { required: ['one', 'two'], optional: [] });
          const found = await read(text, slice);
          expect(found.broken).toBe(null);
          expect(found.records.map(({ row, cells: [one, two] }) => ({ row, fields: { one, two } }))).toEqual(
            whole.rows,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('counts rows as a spreadsheet does and leaves blank ones out', async () => {
    const { heads, records } = await read('Ticket No;Date\r\nT-1;2026-03-01\r\n;\r\nT-2;2026-03-02');
    expect(heads).toEqual(['ticket_no', 'date']);
    expect(records).toEqual([
      { row: 2, cells: ['T-1', '2026-03-01'] },
      { row: 4, cells: ['T-2', '2026-03-02'] },
    ]);
  });

  test('says in which row a quote is broken and stops there', async () => {
    expect(await read('a,b\n1,2\n3,"4\n5,6')).toMatchObject({ records: [{ row: 2 }], broken: { row: 3 } });
    expect(await read('a,b\n"1"x,2\n3,4')).toMatchObject({ records: [], broken: { row: 2 } });
    expect((await read('a,b\n1,"'.concat('x'.repeat(250_000)), 65_536)).broken).toMatchObject({ row: 2 });
  });

  test('says what it is when it is no text or empty', async () => {
    expect((await read(new Uint8Array([0x61, 0x0a, 0xff, 0xfe]))).broken?.text).toMatch(/UTF-8/);
    expect((await read('')).broken?.text).toMatch(/no head row/);
  });
});
