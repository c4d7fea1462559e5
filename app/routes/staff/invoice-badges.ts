import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Invoice, InvoiceListRow } from '#app/modules/invoicing/types.ts';
import { type InvoiceFacts, staffInvoiceBadges } from '#app/modules/invoicing/ui/invoice-status.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import type { BadgeContent } from '#app/ui/badge.tsx';

/** What a message's state says about delivery. */
export function deliveryOf(state: string): NonNullable<InvoiceFacts['delivery']> {
  if (state === 'sent' || state === 'delivered') return 'sent';
  return state === 'bounced' || state === 'failed' ? 'failed' : 'none';
}

/** Staff badges of a row of the register. */
export function rowBadges(
  row: InvoiceListRow,
  { today, locale }: { today: PlainDate; locale: string },
): BadgeContent[] {
  return staffInvoiceBadges(
    {
      kind: row.kind,
      lifecycle: 'issued',
      gross: money(row.grossMinor, row.currency),
      leftMinor: row.leftMinor + row.creditLeftMinor,
      dueOn: row.dueOn,
      delivery: deliveryOf(row.deliveryState),
      processingMinor: row.inFlightMinor,
      disputedMinor: row.disputedMinor,
    },
    { today, locale },
  );
}

/** Staff badges of one document with its delivery and views at hand; what is left leads that page. */
export function invoiceBadges(
  invoice: Invoice,
  delivery: { messages: readonly { state: string }[]; views: readonly unknown[] },
  at: { today: PlainDate; locale: string },
): BadgeContent[] {
  const held = (kind: string) =>
    invoice.holds.filter((hold) => hold.kind === kind).reduce((total, hold) => total + hold.amountMinor, 0n);
  const credited = invoice.settlements
    .filter((row) => row.kind === 'credit_note')
    .reduce((total, row) => total + row.amountMinor, 0n);
  return staffInvoiceBadges(
    {
      kind: invoice.kind,
      lifecycle: 'issued',
      gross: money(invoice.grossMinor, invoice.currency),
      leftMinor: invoice.leftMinor + invoice.creditLeftMinor,
      creditedMinor: credited,
      dueOn: invoice.dueOn,
      delivery: deliveryOf(delivery.messages[0]?.state ?? ''),
      viewed: delivery.views.length > 0,
      processingMinor: held('in_flight'),
      disputedMinor: held('disputed'),
    },
    { ...at, leftShown: true },
  );
}

/** Staff badges of an open item; `row` is its invoice in the register, where there is one. */
export function itemBadges(
  item: OpenItem,
  row: InvoiceListRow | undefined,
  at: { today: PlainDate; locale: string },
): BadgeContent[] {
  if (item.side === 'credit' && item.kind !== 'credit_note')
    return [{ tone: 'neutral', icon: 'card', text: 'Payment, not applied' }];
  return staffInvoiceBadges(
    {
      kind: item.kind === 'credit_note' ? 'credit_note' : 'invoice',
      lifecycle: 'issued',
      gross: money(item.amountMinor, item.currency),
      leftMinor: item.residualMinor,
      dueOn: item.dueOn,
      delivery: deliveryOf(row?.deliveryState ?? ''),
      processingMinor: row?.inFlightMinor ?? 0n,
      disputedMinor: row?.disputedMinor ?? 0n,
    },
    at,
  );
}
