import { dateInZone } from '#app/kernel/plain-date.ts';
import type { WorkWaiting } from '#app/modules/reports/queries/work-waiting.server.ts';
import { DateText } from '#app/ui/date-text.tsx';
import type { WorkRow } from '#app/ui/work-list.tsx';
import { type RowWords, things, waitingRow } from './waiting-row.tsx';

/** What waits, most pressing first: each row leads to the list whose length it shows. */
export function workRows(waiting: WorkWaiting): WorkRow[] {
  const row: ToRow = (key, ...words) => waitingRow(waiting, key, words);
  return [
    row(
      'toApply',
      '/staff/payments?view=unapplied',
      'Payments to apply',
      'Money not set against an invoice yet',
      (n) => `Apply ${things(n, 'payment', 'payments')}`,
    ),
    row(
      'notDelivered',
      '/staff/invoices?view=not_delivered',
      'Invoices not delivered',
      'The mail did not arrive',
      (n) => `Send ${things(n, 'invoice', 'invoices')}`,
    ),
    ...deliveryRows(row),
    row(
      'creditRequests',
      '/staff/payments/attention',
      'Customers ask about their credit',
      'To be set against an invoice, or paid back',
      (n) => `Answer ${things(n, 'customer', 'customers')}`,
    ),
    row(
      'unknownAttempts',
      '/staff/payments/attention',
      'Payments of unknown fate',
      'The processor has not said what became of them',
      (n) => `Look at ${n}`,
    ),
    row(
      'parkedEvents',
      '/staff/payments/attention',
      'Processor events that fit nothing',
      'Parked for a person to decide',
      (n) => `Look at ${n}`,
    ),
    row(
      'chargebacks',
      '/staff/payouts',
      'Chargebacks that stand open',
      'A payer’s bank asks, or took money back',
      (n) => `Look at ${things(n, 'chargeback', 'chargebacks')}`,
    ),
    row(
      'overdue',
      '/staff/invoices?view=overdue',
      'Overdue invoices',
      'Past their date and not paid in full',
      (n) => `See ${things(n, 'invoice', 'invoices')}`,
    ),
    row(
      'drafts',
      '/staff/invoices?view=drafts',
      'Drafts',
      'Begun and not issued',
      (n) => `Finish ${things(n, 'draft', 'drafts')}`,
    ),
  ];
}

type ToRow = (key: keyof WorkWaiting, ...words: RowWords) => WorkRow;

/** What keeps documents from customers who do not get them by mail, or whose mail came back. */
function deliveryRows(row: ToRow): WorkRow[] {
  return [
    row(
      'addresses',
      '/staff/delivery?view=addresses',
      'Addresses to fix',
      'A mail came back from them',
      (n) => `Fix ${things(n, 'address', 'addresses')}`,
    ),
    row(
      'uploads',
      '/staff/delivery?view=portals',
      'Documents to upload',
      'To customers’ supplier portals',
      (n) => `Upload ${things(n, 'document', 'documents')}`,
    ),
    row(
      'post',
      '/staff/delivery?view=post',
      'Documents to post',
      'To be printed and posted',
      (n) => `Post ${things(n, 'document', 'documents')}`,
    ),
    row(
      'handOvers',
      '/staff/delivery?view=hand',
      'Documents to hand over',
      'On somebody’s round',
      (n) => `Hand over ${things(n, 'document', 'documents')}`,
    ),
  ];
}

/** Requests that wait for this person: first, because colleagues wait for the answer. */
export function approvalRows(waiting: { count: number; since: Date | null } | null, zone: string): WorkRow[] {
  if (!waiting) return [];
  const age = waiting.since ? (
    <>
      since <DateText date={dateInZone(waiting.since, zone)} />
    </>
  ) : undefined;
  const action = waiting.count === 1 ? 'Decide 1 request' : `Decide ${waiting.count} requests`;
  return [
    {
      ...{ key: 'approvals', count: waiting.count, to: '/staff/approvals', title: 'Requests to decide' },
      ...{ detail: 'Colleagues wait for a second person', age, action },
    },
  ];
}

/** Contracts and changes of contracts that this person may decide: not their own. */
export function contractRows(waiting: { readonly forMe: number } | null): WorkRow[] {
  const count = waiting?.forMe ?? 0;
  return [
    {
      ...{ key: 'contracts', count, to: '/staff/contracts?view=waiting', title: 'Contracts to approve' },
      ...{ detail: 'New ones and changes that a second person decides', age: undefined },
      action: count === 1 ? 'Decide 1 contract' : `Decide ${count} contracts`,
    },
  ];
}
