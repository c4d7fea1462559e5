import { parseId } from '#app/kernel/ids.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import { listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { openItemsAt } from '#app/modules/ledger/queries/open-items-at.server.ts';
import { customerDocuments } from '#app/modules/reports/queries/customer-documents.server.ts';
import { customerLedger } from '#app/modules/reports/queries/customer-ledger.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CustomerTab, ShownTab, TabClocks } from './customer-tab-list.ts';
import { addressWith } from './list-address.ts';
import { askedReport } from './report-asked.server.ts';

const PAGE_SIZE = 50;
const STATUS_ROWS_MAX = 200;
const TIMELINE_MAX = 200;

type Asked = {
  tab: CustomerTab;
  customer: Customer;
  url: URL;
  today: PlainDate;
  currencies: readonly string[];
  seesAll: boolean;
};

/** Reads what one tab of a customer's page shows, and nothing of the others. */
export async function readTab(db: ReadDb, asked: Asked): Promise<ShownTab> {
  const customerId = asked.customer.id;
  switch (asked.tab) {
    case 'open': {
      const clocks = await readClocks(asked);
      const [items, page] = await Promise.all([
        clocks.at ? openItemsAt(db, { customerId, ...clocks.at }) : openItemsOf(db, { customerId }),
        listInvoices(db, {
          customerId,
          view: 'to_pay',
          today: asked.today,
          limit: STATUS_ROWS_MAX,
          withDelivery: asked.seesAll,
        }),
      ]);
      return { tab: 'open', items, invoices: page.rows, clocks };
    }
    case 'ledger':
      return readLedger(db, asked);
    case 'documents': {
      const before = parseId(asked.url.searchParams.get('after')) ?? undefined;
      const page = await customerDocuments(db, { customerId, limit: PAGE_SIZE, ...(before ? { before } : {}) });
      return {
        tab: 'documents',
        rows: page.rows,
        nextHref: page.next ? addressWith(asked.url, { after: page.next }) : null,
        firstHref: before ? addressWith(asked.url, {}) : null,
      };
    }
    case 'contacts':
      return { tab: 'contacts' };
    case 'timeline':
      return { tab: 'timeline', entries: await listAudit(db, { customerId }, TIMELINE_MAX) };
  }
}

/** The tab's two clocks; without any in the address it shows what is known now. */
async function readClocks({ url, today }: Asked): Promise<TabClocks> {
  const isAsked = url.searchParams.get('asOf') || url.searchParams.get('known');
  return isAsked ? askedReport(url, today) : { at: null, asked: { asOf: '', known: '' }, fieldErrors: {} };
}

async function readLedger(db: ReadDb, asked: Asked): Promise<ShownTab> {
  const { customer, url, currencies } = asked;
  const clocks = await readClocks(asked);
  const code = parseCurrency(url.searchParams.get('currency') ?? '') ?? customer.currency;
  const [date = '', key] = (url.searchParams.get('after') ?? '').split('~');
  const on = parsePlainDate(date);
  const id = parseId(key);
  const before = on.ok && id ? { effectiveOn: on.value, id } : undefined;
  const page = await customerLedger(db, {
    customerId: customer.id,
    currency: code,
    limit: PAGE_SIZE,
    ...(clocks.at ?? {}),
    ...(before ? { before } : {}),
  });
  return {
    tab: 'ledger',
    clocks,
    rows: page.rows,
    currency: code,
    currencies: [...new Set<string>([customer.currency, ...currencies, code])].sort(),
    nextHref: page.next ? addressWith(url, { after: `${page.next.effectiveOn}~${page.next.id}` }) : null,
    firstHref: before ? addressWith(url, {}) : null,
  };
}
