import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv-records.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const columns = { required: ['number', 'name'], optional: ['note'] };
const read = (text: string) => readCsv(bytes(text), columns);
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('a file of rows', () => {
  it('is read with its rows numbered as a spreadsheet shows them', () => {
    const { rows, problems } = read('\ufeffNumber,Name,note\r\n1,"Ash, ""Co""","two\nlines"\r\n\r\n2,Fly,\r\n');
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { row: 2, fields: { number: '1', name: 'Ash, "Co"', note: 'two\nlines' } },
      { row: 4, fields: { number: '2', name: 'Fly', note: '' } },
    ]);
  });

  it('may be separated by semicolons or tabs', () => {
    expect(read('number;name\n1;A, B').rows[0]?.fields).toEqual({ number: '1', name: 'A, B' });
    expect(read('number\tname\n1\tA').rows[0]?.fields).toEqual({ number: '1', name: 'A' });
  });

  it.each([
    ['an unclosed quote', 'number,name\n1,A\n2,"B\n3,C', 3, '', /never closed/],
    ['text after a quote', 'number,name\n1,"A"B', 2, '', /after a closing quote/],
    ['too many cells', 'number,name\n1,A,B', 2, '', /3 cells/],
    ['too few cells', 'number,name\n1', 2, '', /1 cells/],
    ['a hidden control character', 'number,name\n1,A\u0007', 2, 'name', /control/],
    ['a NUL', 'number,name\n\u0000,A', 2, 'number', /control/],
    ['a missing column', 'number\n1', 1, 'name', /missing/],
    ['an unknown column', 'number,name,colour\n1,A,red', 1, 'colour', /do not know/],
    ['a column twice', 'number,name,name\n1,A,B', 1, 'name', /twice/],
    ['nothing', '', 0, '', /no head row/],
    ['only heads', 'number,name\n', 0, '', /nothing below/],
  ])('is refused for %s, with row and field', (_what, text, row, field, words) => {
    const { problems } = read(text);
    expect(problems[0]).toMatchObject({ row, field });
    expect(problems[0]?.text).toMatch(words);
  });

  it('is refused when it is not UTF-8', () => {
    const { rows, problems } = readCsv(new Uint8Array([0x6e, 0xff, 0xfe]), columns);
    expect(rows).toEqual([]);
    expect(problems[0]?.text).toMatch(/UTF-8/);
  });

  it('gives back whatever text was quoted into it', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) =>
      text
        .replace(/\p{Cc}/gu, '')
        .normalize('NFC')
        .trim(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (pairs) => {
        const text = ['number,name', ...pairs.map(([a, b]) => `${quote(a)},${quote(b)}`)].join('\r\n');
        const expected = pairs.filter(([a, b]) => a !== '' || b !== '');
        expect(read(text).rows.map(({ fields }) => [fields.number, fields.name])).toEqual(expected);
      }),
    );
  });
});
