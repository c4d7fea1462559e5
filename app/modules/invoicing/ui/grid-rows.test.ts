import { expect, test } from 'vitest';
import {
  copyAbove,
  filledFrom,
  type GridLine,
  isTable,
  type LineOffer,
  matchOffer,
  moveRow,
  pasteRows,
} from './grid-rows.ts';

const offer = (code: string, name: string, unitPrice = '42.00'): LineOffer => ({
  ...{ code, name, description: name, unit: 't', unitPrice, taxCode: 'S20', accountCode: '4010', priceWords: '' },
});
const OFFERS = [
  offer('FLY-ASH', 'Fly ash'),
  offer('FLY-ASH-B', 'Fly ash, bagged'),
  offer('BOTTOM', 'Bottom ash', '38.50'),
];
const taxes = [
  { code: 'S20', name: 'VAT 20 %' },
  { code: 'Z', name: 'Zero rated' },
];
const paste = (
  rows: GridLine[],
  row: number,
  cell: 'product' | 'description' | 'unitPrice',
  text: string,
  rowsMax = 200,
) => pasteRows({ rows, row, cell, text, offers: OFFERS, choices: { taxCode: taxes }, rowsMax });

test('a product is named by its code in any case, or by the only name that holds the text', () => {
  expect(matchOffer(OFFERS, 'fly-ash')?.code).toBe('FLY-ASH');
  expect(matchOffer(OFFERS, 'bott')?.code).toBe('BOTTOM');
  expect(matchOffer(OFFERS, 'ash')).toBeNull();
  expect(matchOffer(OFFERS, ' ')).toBeNull();
});

test('a product fills its line and leaves the quantity', () => {
  expect(filledFrom(OFFERS[2]!, { product: 'bott', quantity: '12' })).toMatchObject({
    ...{
      product: 'BOTTOM',
      description: 'Bottom ash',
      quantity: '12',
      unit: 't',
      unitPrice: '38.50',
      accountCode: '4010',
    },
  });
});

test('rows move up and down and stay at the edges; a row takes what is above it', () => {
  const rows = [{ description: 'a' }, { description: 'b' }, { description: 'c' }];
  const names = (list: GridLine[]) => list.map((row) => row.description).join('');
  expect([
    names(moveRow(rows, 1, -1)),
    names(moveRow(rows, 1, 1)),
    names(moveRow(rows, 0, -1)),
    names(moveRow(rows, 2, 1)),
  ]).toEqual(['bac', 'acb', 'abc', 'abc']);
  expect([names(copyAbove(rows, 2)), names(copyAbove(rows, 0))]).toEqual(['abb', 'abc']);
});

test('rows of a spreadsheet are laid from the cell on, products and tax by code or name', () => {
  expect(isTable('one cell, with a comma')).toBe(false);
  expect(isTable('one cell\n')).toBe(false);
  expect(isTable('a\tb')).toBe(true);
  const rows = paste([{ description: 'kept' }], 1, 'product', 'BOTTOM\t\t12\r\nx-9\tSlag\t3\tt\t9.50\tZero rated\r\n');
  expect(rows).toMatchObject([
    { description: 'kept' },
    { product: 'BOTTOM', description: 'Bottom ash', quantity: '12', unitPrice: '38.50' },
    { product: 'x-9', description: 'Slag', quantity: '3', unit: 't', unitPrice: '9.50', taxCode: 'Z' },
  ]);
  expect(paste([], 0, 'unitPrice', '5\tno such tax\n6')).toEqual([{ unitPrice: '5' }, { unitPrice: '6' }]);
  expect(paste([], 0, 'description', 'a\nb\nc', 2)).toHaveLength(2);
});
