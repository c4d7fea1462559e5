import { parseId } from '#app/kernel/ids.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { customerTimeline } from '#app/modules/activity/queries/customer-timeline.server.ts';
import { nextSteps } from '#app/modules/activity/queries/next-steps.server.ts';
import { ACTIVITY_KINDS } from '#app/modules/activity/types.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import { messageStates } from '#app/modules/delivery/queries/message-states.server.ts';
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
const CHANGES_MAX = 200;

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
      return readTimeline(db, asked);
    case 'changes':
      return { tab: 'changes', entries: await listAudit(db, { customerId }, CHANGES_MAX) };
  }
}

/** A partner reads what happened and not who did it, what our mail is said to have met, nor what colleagues have still to do. */
async function readTimeline(db: ReadDb, { customer, url, seesAll }: Asked): Promise<ShownTab> {
  const asked = url.searchParams.get('kind');
  const kind = ACTIVITY_KINDS.find((one) => one === asked) ?? null;
  const after = url.searchParams.get('after');
  const customerId = customer.id;
  const page = await customerTimeline(db, {
    ...{ customerId, after, limit: PAGE_SIZE, withNewest: seesAll },
    ...(kind ? { kinds: [kind] } : {}),
  });
  const messages = page.rows.flatMap((row) => (row.subjectKind === 'message' ? [row.subjectId] : []));
  const [fared, steps] = seesAll
    ? await Promise.all([messageStates(db, messages), nextSteps(db, { customerId })])
    : [{}, []];
  const rows = seesAll ? page.rows : page.rows.map((row) => ({ ...row, by: { ...row.by, name: '' } }));
  return {
    ...{ tab: 'timeline', rows, fared, steps, kind },
    kinds: [null, ...ACTIVITY_KINDS].map((one) => ({ kind: one, to: addressWith(url, { kind: one }) })),
    nextHref: page.nextKey ? addressWith(url, { after: page.nextKey }) : null,
    firstHref: after ? addressWith(url, {}) : null,
  };
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
