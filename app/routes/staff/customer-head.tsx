import { Form } from 'react-router';
import { type Currency, type Money, zero } from '#app/kernel/money.ts';
import { termsOf, termsText } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Balance, Customer } from '#app/modules/customers/types.ts';
import type { AgeingRow, FigurePart } from '#app/modules/ledger/types.ts';
import { AgeingStrip } from '#app/ui/ageing-strip.tsx';
import { Badge } from '#app/ui/badge.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { AGE_LABELS, ageCuts } from './age-cuts.ts';
import { FigureLink } from './figure-link.tsx';
import { NameText } from './name-text.tsx';

export type CustomerMay = { write: boolean; invoice: boolean; record: boolean };

/** Name, terms and what can be begun from here. */
export function CustomerHead({ customer, may }: { customer: Customer; may: CustomerMay }) {
  return (
    <PageHead
      title={<NameText text={customer.name} />}
      facts={
        <>
          <span className="reference">{customer.number}</span>
          <span>{customer.currency}</span>
          <span>{termsText(termsOf(customer))}</span>
          {customer.discount && (
            <span>
              {customer.discount.bp / 100} % off within {customer.discount.days} days
            </span>
          )}
          {customer.poRequired && <span>needs a PO number</span>}
          {customer.archivedAt && (
            <Badge tone="neutral" icon="slash" flag>
              Archived
            </Badge>
          )}
        </>
      }
      actions={
        <>
          {may.write && (
            <LinkButton to={`/staff/customers/${customer.id}/edit`} variant="quiet">
              Change
            </LinkButton>
          )}
          {may.invoice && (
            <Form method="post" action="/staff/invoices/new">
              <input type="hidden" name="customerId" value={customer.id} />
              <Button variant="second" busy="Opening…">
                New invoice
              </Button>
            </Form>
          )}
          {may.record && <LinkButton to={`/staff/payments/new?customer=${customer.id}`}>Record payment</LinkButton>}
        </>
      }
    />
  );
}

type FiguresProps = { balances: readonly Balance[]; currency: Currency; customerId: string; today: PlainDate };

/** What is owed, per currency; a customer with nothing open reads zero in its own currency. Each opens to its postings. */
export function CustomerFigures({ balances, currency, customerId, today }: FiguresProps) {
  const open = (part: FigurePart, { currency: code, minor }: Money) => (
    <FigureLink figure={{ customerId, currency: code, part, lateOn: today }} minor={minor} />
  );
  const nothing: Balance = {
    balance: zero(currency),
    overdue: zero(currency),
    unapplied: zero(currency),
    oldestDaysLate: 0,
  };
  const shown = balances.length > 0 ? balances : [nothing];
  return (
    <>
      {shown.map((row) => (
        <Figures
          key={row.balance.currency}
          figures={[
            {
              label: `Balance, ${row.balance.currency}`,
              value: open('open', row.balance),
              large: true,
            },
            { label: 'Past due', value: open('late', row.overdue), large: true },
            { label: 'Not applied', value: open('credits', row.unapplied) },
            ...(row.oldestDaysLate > 0 ? [{ label: 'Oldest', value: `${row.oldestDaysLate} days late` }] : []),
          ]}
        />
      ))}
    </>
  );
}

/** How late it is, one strip per currency; nothing is drawn for a currency in which nothing is owed. */
export function CustomerAgeing({ aged, today }: { aged: readonly AgeingRow[]; today: PlainDate }) {
  return (
    <>
      {aged
        .filter((row) => row.totalMinor + row.creditsMinor > 0n)
        .map((row) => (
          <AgeingStrip
            key={row.currency}
            label={`Open items in ${row.currency} by days late`}
            cuts={ageCuts(row, { asOf: today, customerId: row.customerId }, AGE_LABELS)}
          />
        ))}
    </>
  );
}
