import { addDays, later, type PlainDate, weekday } from '#app/kernel/plain-date.ts';
import type { IssuedInvoice } from '#app/modules/invoicing/types.ts';
import type { PaymentMethod, RecordPaymentInput } from '#app/modules/payments/types.ts';
import type { DemoCustomer, Habit } from './customers.ts';
import type { Random } from './random.ts';

export type Issued = IssuedInvoice & { dueOn: PlainDate; documentOn: PlainDate };
export type DemoPayment = RecordPaymentInput & { allocations: { itemId: string; amountMinor: bigint }[] };

/** Debts older than this are paid in the demo, but for a few. */
const OLD_DEBT_DAYS = 100;

/** Days after the due date on which this habit pays, or null for not at all so far. */
function delay(habit: Habit, draw: Random): number | null {
  switch (habit) {
    case 'prompt':
      return draw.int(-6, 1);
    case 'ahead':
      return draw.int(-20, -8);
    case 'late':
      return draw.int(4, 28);
    case 'very-late':
      return draw.int(30, 75);
    case 'fair':
      return draw.chance(0.1) ? draw.int(3, 12) : draw.int(-5, 0);
    case 'parts':
      return draw.int(-2, 20);
    case 'stuck':
      return draw.chance(0.8) ? draw.int(5, 60) : null;
  }
}

// Banks book on working days only.
const onWorkingDay = (date: PlainDate): PlainDate =>
  weekday(date) === 0 ? addDays(date, 1) : weekday(date) === 6 ? addDays(date, 2) : date;

/** What one customer paid for their invoices up to yesterday, each payment with the invoices it covers. */
export function demoPayments(
  customer: DemoCustomer & { id: string },
  invoices: readonly Issued[],
  today: PlainDate,
  draw: Random,
): DemoPayment[] {
  const payments: DemoPayment[] = [];
  // Cheques have papers of their own (cheques.ts).
  const method: PaymentMethod = 'transfer';
  const pay = (receivedOn: PlainDate, allocations: DemoPayment['allocations'], extraMinor = 0n, reference = '') => {
    const amountMinor = allocations.reduce((total, part) => total + part.amountMinor, extraMinor);
    if (receivedOn >= today || amountMinor <= 0n) return;
    payments.push({
      customerId: customer.id,
      method,
      currency: invoices[0]!.currency,
      amountMinor,
      receivedOn,
      reference: reference || `BACS ${draw.int(100_000, 999_999)}`,
      payerName: customer.name,
      note: '',
      acceptSuspicion: true,
      allocations,
    });
  };
  for (const invoice of invoices) {
    const days = delay(customer.habit, draw);
    if (days === null && (invoice.dueOn > addDays(today, -OLD_DEBT_DAYS) || draw.chance(0.15))) continue;
    const first = onWorkingDay(later(addDays(invoice.dueOn, days ?? OLD_DEBT_DAYS), invoice.documentOn));
    if (draw.chance({ parts: 0.35, fair: 0.1 }[customer.habit as string] ?? 0)) {
      const part = (invoice.grossMinor * BigInt(draw.int(30, 70))) / 100n;
      pay(first, [{ itemId: invoice.openItemId, amountMinor: part }]);
      if (draw.chance(0.6))
        pay(onWorkingDay(addDays(first, draw.int(10, 30))), [
          { itemId: invoice.openItemId, amountMinor: invoice.grossMinor - part },
        ]);
    } else pay(first, [{ itemId: invoice.openItemId, amountMinor: invoice.grossMinor }]);
  }
  // Some pay a round sum on account; it waits as unapplied cash.
  if (customer.habit === 'ahead' || draw.chance(0.12))
    pay(onWorkingDay(addDays(today, -draw.int(3, 25))), [], BigInt(draw.int(2, 12)) * 5_000n, 'On account');
  return payments.sort((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : 0));
}
