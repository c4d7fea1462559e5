import { mayStaff, type Permission, type StaffRole } from '#app/modules/auth/types.ts';
import type { ImportKind } from '#app/modules/files/types.ts';

type KindWords = {
  readonly label: string;
  readonly hint: string;
  /** What is counted on the button: `Import 12 customers`. */
  readonly things: string;
  readonly to: string;
  readonly required: string;
  readonly optional: string;
  readonly note: string;
  /** What it takes beside importing: a file does no more than its form would. */
  readonly permission?: Permission;
};

/** Everything a page says about a kind of file. The order is that of a take-over. */
export const IMPORT_KINDS: Readonly<Record<ImportKind, KindWords>> = {
  customers: {
    label: 'Customers',
    hint: 'One row each, with a contact if you like.',
    things: 'customers',
    to: '/staff/customers',
    required: 'number, name, country, currency',
    optional:
      'address, tax_number, language, terms_days, terms_from, po_required, contact_name, contact_email, contact_phone',
    note: 'Lines of an address are separated by a line break or |. terms_from says what terms_days counts from: document, month_end, or next_month for a day of the next month.',
  },
  invoices: {
    label: 'Invoices already sent',
    hint: 'One row a line. They keep their numbers and are not sent again.',
    things: 'invoices',
    to: '/staff/invoices',
    required: 'number, customer_number, date, description, unit_price, tax_code',
    optional:
      'due_date, currency, quantity, unit, account_code, po_number, title, note, service_from, service_to, total',
    note: 'Dates are written 2026-11-03. The lines of one invoice stand together under the same number. Where a total is given, the lines must come to it.',
  },
  opening_balances: {
    label: 'Opening balances',
    hint: 'What stood open in the books before, item by item. No revenue and no tax is posted.',
    things: 'opening items',
    to: '/staff/customers',
    required: 'customer, number, document_on, currency, amount',
    optional: 'due_on, title',
    note: 'customer is the customer’s number. An amount above zero is owed to you; with a minus it is the customer’s credit.',
  },
  rates: {
    label: 'Exchange rates',
    hint: 'One row for a day and currency.',
    things: 'exchange rates',
    to: '/staff/currencies',
    required: 'rate_on, currency, rate',
    optional: '',
    note: 'The rate is units of your own currency for one unit of the other, with a point and at most ten decimals: 2026-03-31, USD, 0.7905.',
  },
  prices: {
    label: 'Prices',
    hint: 'One row for a product in a price list, from a day. It can be undone while nothing is billed by it.',
    things: 'prices',
    to: '/staff/price-lists',
    required: 'price_list, product, valid_from',
    optional: 'valid_to, kind, price, tiers, included, minimum',
    note: 'price_list and product are codes. kind is per_unit where it is empty, or fixed, percentage, tiered or volume; the last two have no price but tiers: 100=42; 500=40; =38.50, with an amount asked once behind a plus (500=40+25).',
    permission: 'catalog.write',
  },
  usage: {
    label: 'Usage and tickets',
    hint: 'Deliveries, tickets, and corrections of them. Columns of any name.',
    things: 'records of usage',
    to: '/staff/usage',
    required: 'quantity, customer, date, product, reference',
    optional: 'key, unit, site, contract, line, order, kind, corrects',
    note: 'A reference, or a key where two rows share one, makes a row count once. A row below zero names the key of what it corrects. If your columns have other names, you say once which is which.',
    permission: 'usage.write',
  },
  readings: {
    label: 'Meter readings',
    hint: 'What the dials showed. Columns of any name.',
    things: 'readings',
    to: '/staff/meters',
    required: 'meter, date, value',
    optional: 'kind',
    note: 'kind is actual or estimate. What was used is worked out from the reading before.',
    permission: 'usage.write',
  },
  orders: {
    label: 'Orders',
    hint: 'What customers ordered, so that nothing delivered stays unbilled. Columns of any name.',
    things: 'orders',
    to: '/staff/completeness',
    required: 'number, customer, product, date',
    optional: 'quantity, site, note',
    note: 'Without a quantity one delivery fulfils the order.',
    permission: 'usage.write',
  },
};

export const IMPORT_KIND_LIST = Object.keys(IMPORT_KINDS) as ImportKind[];

/** The kinds this role may take in. */
export const importKindsFor = (role: StaffRole): ImportKind[] =>
  IMPORT_KIND_LIST.filter((kind) => {
    const { permission } = IMPORT_KINDS[kind];
    return permission === undefined || mayStaff(role, permission);
  });
