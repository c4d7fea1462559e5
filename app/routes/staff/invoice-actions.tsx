import type { Invoice } from '#app/modules/invoicing/types.ts';
import { LinkButton } from '#app/ui/button.tsx';

export type InvoiceMay = {
  readonly send: boolean;
  readonly record: boolean;
  readonly apply: boolean;
  readonly credit: boolean;
  readonly rebill: boolean;
  readonly debit: boolean;
  readonly writeOff: boolean;
  readonly refund: boolean;
  readonly dispute: boolean;
};

/** What can be done with a document as it stands. It is never edited: correcting it makes another one. */
export function InvoiceActions({ invoice, may }: { invoice: Invoice; may: InvoiceMay }) {
  const { id, kind, customerId, currency, leftMinor, creditLeftMinor } = invoice;
  const isCredit = kind === 'credit_note';
  const credited = invoice.corrections
    .filter((one) => one.kind === 'credit_note')
    .reduce((sum, one) => sum + one.grossMinor, 0n);
  const canCredit = !isCredit && credited < invoice.grossMinor;
  const open = leftMinor > 0n;
  return (
    <>
      <LinkButton
        to={`/staff/invoices/${id}/pdf`}
        download
        variant={open || creditLeftMinor > 0n ? 'second' : 'primary'}
      >
        Download PDF
      </LinkButton>
      {may.send && (
        <LinkButton to={`/staff/invoices/${id}/einvoices`} variant="second">
          E-invoices
        </LinkButton>
      )}
      {canCredit && may.credit && (
        <LinkButton to={`/staff/invoices/${id}/credit`} variant="second">
          Credit
        </LinkButton>
      )}
      {canCredit && kind === 'invoice' && may.rebill && (
        <LinkButton to={`/staff/invoices/${id}/rebill`} variant="second">
          Bill again
        </LinkButton>
      )}
      {kind === 'invoice' && may.debit && (
        <LinkButton to={`/staff/debit-notes/new?invoice=${id}`} variant="second">
          Debit note
        </LinkButton>
      )}
      {!isCredit && may.dispute && (
        <LinkButton to={`/staff/disputes/new?invoice=${id}`} variant="second">
          Dispute
        </LinkButton>
      )}
      {open && may.writeOff && invoice.openItemId && (
        <LinkButton to={`/staff/write-offs/new?item=${invoice.openItemId}`} variant="second">
          Write off
        </LinkButton>
      )}
      {creditLeftMinor > 0n && may.refund && invoice.openItemId && (
        <LinkButton to={`/staff/refunds/new?item=${invoice.openItemId}`} variant="second">
          Refund
        </LinkButton>
      )}
      {creditLeftMinor > 0n && may.apply && (
        <LinkButton to={`/staff/credits/${invoice.openItemId}/apply`}>Apply credit</LinkButton>
      )}
      {open && may.record && (
        <LinkButton to={`/staff/payments/new?customer=${customerId}&currency=${currency}`}>Record payment</LinkButton>
      )}
    </>
  );
}
