import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ActivityKind, NextStep, TimelineRow } from '#app/modules/activity/types.ts';
import type { AuditEntry } from '#app/modules/audit/queries/list-audit.server.ts';
import type { MessageFared } from '#app/modules/delivery/queries/message-states.server.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import type { OpenItem, Seal } from '#app/modules/ledger/types.ts';
import type { StoredDocument } from '#app/modules/reports/queries/customer-documents.server.ts';
import type { LedgerRow } from '#app/modules/reports/queries/customer-ledger.server.ts';

export const CUSTOMER_TABS = ['open', 'ledger', 'documents', 'contacts', 'timeline', 'changes'] as const;
export type CustomerTab = (typeof CUSTOMER_TABS)[number];
export const TAB_LABELS: Record<CustomerTab, string> = {
  open: 'Open items',
  ledger: 'Ledger',
  documents: 'Documents',
  contacts: 'Contacts',
  timeline: 'Timeline',
  changes: 'Changes',
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
  | {
      tab: 'timeline';
      rows: TimelineRow[];
      fared: Record<string, MessageFared>;
      steps: NextStep[];
      kind: ActivityKind | null;
      kinds: { kind: ActivityKind | null; to: string }[];
      nextHref: string | null;
      firstHref: string | null;
    }
  | { tab: 'changes'; entries: AuditEntry[] };

/** What a customer promised and how they are reminded stands on a page of its own, like the contracts. */
export const promisesTab = (customerId: string) => ({
  ...{ to: `/staff/customers/${customerId}/promises`, label: 'Promises', current: false },
});

/** What a customer contests, asks and complains about. */
export const disputesTab = (customerId: string) => ({
  ...{ to: `/staff/customers/${customerId}/disputes`, label: 'Disputes', current: false },
});

/** What a customer lets us take by ourselves has a page of its own too. */
export const autopayTab = (customerId: string) => ({
  ...{ to: `/staff/customers/${customerId}/autopay`, label: 'Autopay', current: false },
});

/** Contracts and sites have a page of their own beside the tabs. */
export const contractsTab = (customerId: string) => ({
  ...{ to: `/staff/customers/${customerId}/contracts`, label: 'Contracts', current: false },
});
