import { expect, test } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { parseFields } from '#app/platform/http/form.server.ts';
import { claimOf, disputeForm, paidOf } from './dispute-fields.ts';

const GBP = currency('GBP');
const read = (fields: Record<string, string>) => {
  const parsed = parseFields(
    Object.entries({ key: 'a form of ours', reason: 'wrong_price', text: 'Too dear.', ...fields }),
    disputeForm,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};
const claim = (fields: Record<string, string>) => claimOf(read(fields), GBP);

test('what is in question is the whole, an amount, or charges by their number', () => {
  expect(claim({ what: 'whole' })).toEqual({ ok: true, value: { kind: 'whole' } });
  expect(claim({ what: 'part', amount: '£1,200.5' })).toMatchObject({
    value: { kind: 'amount', amountMinor: 120_050n },
  });
  const lines = {
    ...{ what: 'lines', 'lines[1].on': 'yes', 'lines[3].on': 'yes', 'lines[3].quantity': '12.5' },
    ...{ 'lines[4].on': 'yes', 'lines[4].price': '0.142', 'lines[7].on': 'yes', 'lines[7].amount': '4' },
  };
  expect(claim(lines)).toEqual({
    ok: true,
    value: {
      kind: 'lines',
      lines: [
        { lineNo: 1, what: 'line' },
        { lineNo: 3, what: 'quantity', quantity: '12.5' },
        { lineNo: 4, what: 'price', unitPrice: '0.142' },
        { lineNo: 7, what: 'amount', netMinor: 400n },
      ],
    },
  });
});

test.each([
  ['nothing ticked', { what: 'lines' }, 'what'],
  ['ticked, and all of it', { what: 'whole', 'lines[1].on': 'yes' }, 'what'],
  ['no amount', { what: 'part' }, 'amount'],
  ['an amount of nothing', { what: 'part', amount: '0.00' }, 'amount'],
  ['no number', { what: 'lines', 'lines[2].on': 'yes', 'lines[2].price': 'cheap' }, 'lines[2].price'],
  [
    'two of three',
    { what: 'lines', 'lines[2].on': 'yes', 'lines[2].price': '1', 'lines[2].amount': '1' },
    'lines[2].quantity',
  ],
])('is told at its field: %s', (_, fields, name) => {
  const done = claim(fields);
  expect(done.ok ? {} : Object.keys(done.refusal)).toEqual([name]);
});

test('who says it is paid says when and how much', () => {
  const fields = { what: 'whole', reason: 'already_paid' };
  const none = paidOf(read(fields), GBP);
  expect(none.ok ? {} : Object.keys(none.refusal)).toEqual(['paidOn', 'paidAmount']);
  const said = paidOf(read({ ...fields, paidOn: '2026-11-03', paidAmount: '240', paidReference: ' FP 12 ' }), GBP);
  expect(said).toEqual({ ok: true, value: { paidOn: '2026-11-03', amountMinor: 24_000n, reference: 'FP 12' } });
});
