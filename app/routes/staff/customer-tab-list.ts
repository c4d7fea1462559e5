import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { AuditEntry } from '#app/modules/audit/queries/list-audit.server.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import type { OpenItem, Seal } from '#app/modules/ledger/types.ts';
import type { StoredDocument } from '#app/modules/reports/queries/customer-documents.server.ts';
import type { LedgerRow } from '#app/modules/reports/queries/customer-ledger.server.ts';

export const CUSTOMER_TABS = ['open', 'ledger', 'documents', 'contacts', 'timeline'] as const;
export type CustomerTab = (typeof CUSTOMER_TABS)[number];
export const TAB_LABELS: Record<CustomerTab, string> = {
  open: 'Open items',
  ledger: 'Ledger',
  documents: 'Documents',
  contacts: 'Contacts',
  timeline: 'Timeline',
};

/** As of which day and as known at which seal a tab is shown; `at` is null where it shows what is known now. */
export type TabClocks = {
  at: { asOf: PlainDate; knownAt: Seal } | null;
  asked: { asOf: string; known: string };
  fieldErrors: Record<string, string[]>;
};

/** What the chosen tab shows. */
export type ShownTab =
  | { tab: 'open'; items: OpenItem[]; invoices: InvoiceListRow[]; clocks: TabClocks }
  | {
      tab: 'ledger';
      clocks: TabClocks;
      rows: LedgerRow[];
      currency: string;
      currencies: string[];
      nextHref: string | null;
      firstHref: string | null;
    }
  | { tab: 'documents'; rows: StoredDocument[]; nextHref: string | null; firstHref: string | null }
  | { tab: 'contacts' }
  | { tab: 'timeline'; entries: AuditEntry[] };

/** What a customer promised and how they are reminded stands on a page of its own, like the contracts. */
export const promisesTab = (customerId: string) => ({
  ...{ to: `/staff/customers/${customerId}/promises`, label: 'Promises', current: false },
});

/** What a customer lets us take by ourselves has a page of its own too. */
export const autopayTab = (customerId: string) => ({
  ...{ to: `/staff/customers/${customerId}/autopay`, label: 'Autopay', current: false },
});

/** Contracts and sites have a page of their own beside the tabs. */
export const contractsTab = (customerId: string) => ({
  ...{ to: `/staff/customers/${customerId}/contracts`, label: 'Contracts', current: false },
});
