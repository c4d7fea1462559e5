import { Link } from 'react-router';
import type { UsageKind } from '#app/modules/usage/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { NameText } from './name-text.tsx';

export const USAGE_KINDS: Readonly<Record<UsageKind, string>> = {
  delivery: 'Delivery',
  ticket: 'Ticket',
  reading: 'Meter reading',
  estimate: 'Estimate',
  correction: 'Correction',
};

/** 12,345.5 t: groups of three in the whole part, decimals as recorded. */
export function quantityText(quantity: string, unit: string): string {
  const [whole = '0', fraction] = quantity.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fraction ? `${grouped}.${fraction}` : grouped} ${unit}`;
}

export function CustomerLink({ row }: { row: { customerId: string; customerNumber: string; customerName: string } }) {
  return (
    <>
      <Link to={`/staff/customers/${row.customerId}`}>
        <NameText text={row.customerName} />
      </Link>{' '}
      <span className="text-muted reference">{row.customerNumber}</span>
    </>
  );
}

/** Whether usage is on an invoice, and on which. */
export function BilledMark({
  row,
}: {
  row: { isBilled: boolean; invoiceId: string | null; invoiceNumber: string | null };
}) {
  if (row.invoiceId) return <Link to={`/staff/invoices/${row.invoiceId}`}>{row.invoiceNumber}</Link>;
  return row.isBilled ? (
    <Badge tone="neutral" icon="check">
      Billed at nothing
    </Badge>
  ) : (
    <Badge tone="warn" icon="clock">
      Not billed
    </Badge>
  );
}
