import { expect, it } from 'vitest';
import { leftOutWords } from './left-out-words.ts';

it('says each reason once, with every invoice it is about', () => {
  expect(
    leftOutWords([
      { number: 'INV-1', why: 'on-its-way' },
      { number: 'INV-2', why: 'in_plan' },
      { number: 'INV-3', why: 'in_plan' },
      { number: 'INV-4', why: 'in_plan' },
      { number: '', why: 'not-open' },
    ]),
  ).toEqual([
    'INV-1 is being paid: the payment is on its way. Do not pay it again.',
    'Each of INV-2, INV-3 and INV-4 is in your payment plan and is paid with its instalments.',
    'One of the invoices you chose is paid already or is not on your account.',
  ]);
});

it('counts those it may not name', () => {
  const hidden = { number: '', why: 'not-open' } as const;
  expect(leftOutWords([hidden, hidden])).toEqual([
    'Each of 2 invoices you chose is paid already or is not on your account.',
  ]);
});
