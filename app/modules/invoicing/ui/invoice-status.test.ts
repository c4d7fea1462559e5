import { describe, expect, it } from 'vitest';
import { currency, money } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { customerInvoiceBadges, type InvoiceFacts, staffInvoiceBadges } from './invoice-status.ts';

const GBP = currency('GBP');
const today = plainDate('2026-11-21');
const options = { today, locale: 'en-GB' };
const invoice = (changes: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  kind: 'invoice',
  lifecycle: 'issued',
  gross: money(100_000n, GBP),
  leftMinor: 100_000n,
  dueOn: plainDate('2026-11-28'),
  delivery: 'sent',
  ...changes,
});
const staff = (changes: Partial<InvoiceFacts>) => staffInvoiceBadges(invoice(changes), options).map((b) => b.text);
const customer = (changes: Partial<InvoiceFacts>) =>
  customerInvoiceBadges(invoice(changes), options).map((b) => b.text);
const late = plainDate('2026-11-09');

describe('the status of an invoice', () => {
  it('is one first badge by precedence and at most two flags', () => {
    const all = invoice({
      delivery: 'failed',
      leftMinor: 60_000n,
      dueOn: late,
      disputedMinor: 16_000n,
      viewed: true,
      refundedMinor: 100n,
    });
    const badges = staffInvoiceBadges(all, options);
    expect(badges.map((badge) => badge.text)).toEqual(['Not delivered', 'Part-paid', 'Disputed £160.00']);
  });

  it.each<[string, Partial<InvoiceFacts>, string[], string[]]>([
    ['a draft is ours alone', { lifecycle: 'draft' }, ['Draft'], []],
    ['void beats everything', { lifecycle: 'void', dueOn: late }, ['Void'], ['Cancelled']],
    [
      'a write-off is never overdue',
      { lifecycle: 'written-off', leftMinor: 0n, dueOn: late },
      ['Written off'],
      ['Closed'],
    ],
    ['a date ahead', {}, ['Due in 7 days'], ['Due 28 Nov 2026']],
    ['the last day', { dueOn: today }, ['Due today'], ['Due today']],
    ['after the date', { dueOn: late }, ['Overdue 12 d'], ['Was due 9 Nov 2026']],
    [
      'late and part paid are both true',
      { dueOn: late, leftMinor: 60_000n },
      ['Overdue 12 d', 'Part-paid'],
      ['Was due 9 Nov 2026', '£600.00 left'],
    ],
    [
      'paid by money',
      { leftMinor: 0n, settledOn: plainDate('2026-11-03'), dueOn: late },
      ['Paid'],
      ['Paid 3 Nov 2026, thank you'],
    ],
    [
      'settled partly by credit',
      { leftMinor: 0n, creditedMinor: 1n, dueOn: late },
      ['Settled by credit'],
      ['Credited'],
    ],
    [
      'money on its way is said before the date',
      { processingMinor: 100_000n, dueOn: late },
      ['Payment processing', 'Overdue 12 d'],
      ['We are checking your payment', 'Was due 9 Nov 2026'],
    ],
    [
      'disputed in full is not overdue',
      { disputedMinor: 100_000n, dueOn: late },
      ['Disputed, whole'],
      ['You asked about this'],
    ],
    ['in a plan on time is not overdue', { plan: 'on-time', dueOn: late }, ['In plan, on time'], ['In your plan']],
    [
      'a failed delivery is our worry, not theirs',
      { delivery: 'failed' },
      ['Not delivered', 'Due in 7 days'],
      ['Due 28 Nov 2026'],
    ],
    ['a credit note waits', { kind: 'credit_note', dueOn: late }, ['Credit, not applied'], ['Credit for you']],
    ['a credit note is used', { kind: 'credit_note', leftMinor: 0n }, ['Credit used'], ['Credit used']],
  ])('%s', (_law, changes, forStaff, forCustomer) => {
    expect(staff(changes)).toEqual(forStaff);
    expect(customer(changes)).toEqual(forCustomer);
  });

  it('never shows a customer red', () => {
    for (const dueOn of [late, today, plainDate('2027-01-01')])
      for (const delivery of ['none', 'sent', 'failed'] as const)
        for (const leftMinor of [0n, 1n, 100_000n])
          for (const badge of customerInvoiceBadges(invoice({ dueOn, delivery, leftMinor }), options))
            expect(badge.tone).not.toBe('danger');
  });

  it('leaves part-paid out where the amount left leads the page, and spells it out where no column does', () => {
    expect(staffInvoiceBadges(invoice({ leftMinor: 60_000n }), { ...options, leftShown: true }).length).toBe(1);
    expect(staffInvoiceBadges(invoice({ leftMinor: 60_000n }), { ...options, detail: true })[1]?.text).toBe(
      'Part-paid £400.00 of £1,000.00',
    );
  });
});
