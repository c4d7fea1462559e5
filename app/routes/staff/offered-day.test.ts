import { expect, it } from 'vitest';
import { invoiceOnOfferedDay, paymentOnOfferedDay } from './offered-day.tsx';

const taken = (fields: [string, string][]) => Object.fromEntries(fields);

it('an invoice takes the offered day and keeps its days to pay', () => {
  const form: [string, string][] = [
    ['title', 'Fly ash'],
    ['documentOn', '2026-06-20'],
    ['dueOn', '2026-07-20'],
    ['offeredOn', '2026-07-01'],
  ];
  expect(taken(invoiceOnOfferedDay(form))).toMatchObject({
    title: 'Fly ash',
    documentOn: '2026-07-01',
    dueOn: '2026-07-31',
  });
});

it('a payment takes the offered day and keeps the typed one as its value date', () => {
  const form: [string, string][] = [
    ['receivedOn', '2026-06-30'],
    ['offeredOn', '2026-07-01'],
  ];
  expect(taken(paymentOnOfferedDay(form))).toMatchObject({ receivedOn: '2026-07-01', valueOn: '2026-06-30' });
  expect(taken(paymentOnOfferedDay([...form, ['valueOn', '2026-06-28']]))).toMatchObject({ valueOn: '2026-06-28' });
});

it('a form without an offer, or with a strange one, stays as it was sent', () => {
  const form: [string, string][] = [
    ['receivedOn', '2026-06-30'],
    ['offeredOn', 'tomorrow'],
  ];
  expect(paymentOnOfferedDay(form)).toBe(form);
  expect(invoiceOnOfferedDay([['documentOn', '2026-06-30']])).toEqual([['documentOn', '2026-06-30']]);
});
