import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currency, money } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { type CsvColumn, csvText, guardText } from './csv.ts';
import { csvResponse } from './csv-response.server.ts';

type Row = { name: string; due: string; left: bigint; count: number; quantity: string };
const columns: CsvColumn<Row>[] = [
  { head: 'customer', kind: 'text', value: (row) => row.name },
  { head: 'due_on', kind: 'date', value: (row) => plainDate(row.due) },
  { head: 'left', kind: 'money', value: (row) => money(row.left, currency('GBP')) },
  { head: 'count', kind: 'integer', value: (row) => row.count },
  { head: 'quantity', kind: 'decimal', value: (row) => row.quantity },
];
const row = (part: Partial<Row> = {}): Row => ({
  name: 'Ash',
  due: '2026-11-03',
  left: -1250n,
  count: 3,
  quantity: '1.5',
  ...part,
});

test('figures stay figures, text is quoted, lines end in CRLF after a byte order mark', () => {
  expect(csvText(columns, [row({ name: 'Ash, "Sons"\nLtd' })])).toBe(
    '\uFEFF"customer","due_on","left","count","quantity"\r\n"Ash, ""Sons""\nLtd",2026-11-03,-12.50,3,1.5\r\n',
  );
});

describe('1.2.10: no cell of text is taken for a formula', () => {
  test.each(['=1+1', '+44 20', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])('%j', (text) => {
    expect(guardText(text)).toBe(`'${text}`);
  });

  test.each(['Ash', ' =1', '12', "'=1", ''])('%j is left alone', (text) => expect(guardText(text)).toBe(text));

  test('a decimal that is none goes out guarded', () => {
    expect(csvText(columns, [row({ quantity: '=cmd()' })])).toContain(",'=cmd()\r\n");
  });

  test('whatever the text, a reader gets it back whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const [, line = ''] = /\r\n("[\s\S]*)\r\n$/.exec(csvText([columns[0]!], [row({ name: name || 'x' })])) ?? [];
        expect(
          line
            .slice(1, -1)
            .replaceAll('""', '"')
            .replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
        ).toBe(name || 'x');
      }),
    );
  });
});

test('a list is written as it is read', async () => {
  async function* rows() {
    yield row();
    yield row({ name: '' });
  }
  const response = csvResponse({ fileName: 'aged-debt_2026-11-30.csv', columns, rows: rows() });
  expect(response.headers.get('Content-Type')).toMatch(/^text\/csv/);
  expect(response.headers.get('Content-Disposition')).toContain('filename="aged-debt_2026-11-30.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes).split('\r\n')).toHaveLength(4);
});
