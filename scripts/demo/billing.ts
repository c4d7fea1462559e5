import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import {
  addDays,
  addMonthsClamped,
  daysBetween,
  endOfMonth,
  type PlainDate,
  parts,
  plainDate,
  startOfMonth,
} from '#app/kernel/plain-date.ts';
import type { InvoiceInput, InvoiceLineInput } from '#app/modules/invoicing/types.ts';
import type { DemoCustomer, Product } from './customers.ts';
import type { Random } from './random.ts';

const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const monthName = (on: PlainDate): string => MONTH_NAMES[parts(on).month - 1]!;

/** Prices per tonne, kilowatt-hour and lift in each currency: round figures a person can check in the head. */
const PRICES = {
  GBP: { ash: '38.50', bottom: '14.20', energy: '0.142', capacity: '6.20', lift: '18.40', hire: '9.50' },
  MYR: { ash: '152.00', bottom: '61.00', energy: '0.46', capacity: '21.00', lift: '74.00', hire: '38.00' },
  AED: { ash: '141.00', bottom: '54.50', energy: '0.38', capacity: '19.00', lift: '66.00', hire: '35.00' },
} as const;

type Period = { from: PlainDate; to: PlainDate; issuedOn: PlainDate };

/** Weeks from Monday to Sunday, billed the day after. */
function weeks(from: PlainDate, today: PlainDate): Period[] {
  const periods: Period[] = [];
  for (let start = from; addDays(start, 7) <= today; start = addDays(start, 7))
    periods.push({ from: start, to: addDays(start, 6), issuedOn: addDays(start, 7) });
  return periods;
}

/** Calendar months, billed on the second day of the next. */
function months(from: PlainDate, today: PlainDate): Period[] {
  const periods: Period[] = [];
  for (let start = startOfMonth(from); ; start = addMonthsClamped(start, 1)) {
    const issuedOn = addDays(endOfMonth(start), 2);
    if (issuedOn > today) return periods;
    periods.push({ from: start, to: endOfMonth(start), issuedOn });
  }
}

/** ISO 8601 week: the week of the year's first Thursday is week 1. */
function weekOfYear(monday: PlainDate): number {
  const thursday = addDays(monday, 3);
  return Math.floor(daysBetween(plainDate(`${thursday.slice(0, 4)}-01-01`), thursday) / 7) + 1;
}

const line = (
  description: string,
  quantity: string,
  unit: string,
  unitPrice: string,
  of: { tax: string; account: string },
): InvoiceLineInput => ({
  description,
  quantity: decimal(quantity),
  unit,
  unitPrice: decimal(unitPrice),
  taxCode: of.tax,
  accountCode: of.account,
});

const tonnes = (draw: Random): string => `${draw.int(18, 29)}.${draw.int(0, 9)}`;

function linesOf(
  product: Product,
  customer: DemoCustomer,
  period: Period,
  draw: Random,
): { title: string; lines: InvoiceLineInput[] } {
  const price = PRICES[customer.currency];
  const tax = { GBP: 'S20', MYR: 'S6', AED: 'S5' }[customer.currency];
  const of = (account: string) => ({ tax, account });
  const deliveries = (what: string, count: number, unitPrice: string, account: string) =>
    Array.from({ length: count }, () => {
      const ticket = `ticket ${draw.int(40_000, 89_999)}`;
      return line(`${what}, ${ticket}`, tonnes(draw), 't', unitPrice, of(account));
    });
  switch (product) {
    case 'fly-ash-weekly':
      return {
        title: `Fly ash, week ${weekOfYear(period.from)}`,
        lines: deliveries('Fly ash delivered', draw.int(2, 5), price.ash, '4010'),
      };
    case 'fly-ash-monthly':
      return {
        title: `Fly ash, ${monthName(period.from)}`,
        lines: deliveries('Fly ash collected', draw.int(3, 7), price.ash, '4010'),
      };
    case 'bottom-ash':
      return {
        title: `Bottom ash, ${monthName(period.from)}`,
        lines: deliveries('Bottom ash delivered', draw.int(1, 4), price.bottom, '4020'),
      };
    case 'solar': {
      const month = parts(period.from).month;
      const sun = 900 + 420 * (6 - Math.abs(month - 6.5));
      const used = String(Math.round(sun) + draw.int(-120, 160));
      return {
        title: `Solar energy, ${monthName(period.from)}`,
        lines: [
          line(`Solar energy, meter ${customer.number.slice(2)}-1`, used, 'kWh', price.energy, of('4030')),
          line('Capacity, whole month', String(draw.int(30, 60)), 'kW', price.capacity, of('4030')),
        ],
      };
    }
    case 'waste':
      return {
        title: `Waste collection, ${monthName(period.from)}`,
        lines: [
          line('General waste, lifts of 1,100 l bin', String(draw.int(8, 22)), 'lifts', price.lift, of('4040')),
          line('Bin hire', String(draw.int(1, 4)), 'bins', price.hire, of('4040')),
        ],
      };
  }
}

/** Every invoice one customer was sent from `from` to `today`, oldest first. */
export function demoInvoices(
  customer: DemoCustomer & { id: string },
  from: PlainDate,
  today: PlainDate,
  draw: Random,
): InvoiceInput[] {
  const invoices = customer.products.flatMap((product) =>
    (product === 'fly-ash-weekly' ? weeks(from, today) : months(from, today)).map((period): InvoiceInput => {
      const { title, lines } = linesOf(product, customer, period, draw);
      return {
        customerId: customer.id,
        currency: currency(customer.currency),
        documentOn: period.issuedOn,
        dueOn: addDays(period.issuedOn, customer.termsDays),
        serviceFromOn: period.from,
        serviceToOn: period.to,
        poNumber: customer.poRequired || draw.chance(0.2) ? String(7_000 + draw.int(0, 999)) : '',
        note: '',
        title,
        lines,
      };
    }),
  );
  return invoices.sort((a, b) => (a.documentOn < b.documentOn ? -1 : a.documentOn > b.documentOn ? 1 : 0));
}
