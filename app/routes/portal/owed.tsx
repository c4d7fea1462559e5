import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { customerInvoiceBadges } from '#app/modules/invoicing/ui/invoice-status.ts';
import { Badges } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { LeadCard } from '#app/ui/lead-card.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { countOf } from './count-words.ts';
import { mailTo } from './mail-to.ts';
import { OutsideText } from './outside-text.tsx';
import type { OwedRow, OwedShown } from './overview-view.ts';

type CardProps = { owed: OwedShown; several: boolean; mayPay: boolean; help: { email: string; about: string } };

/** The figure leads: due now, one sentence, one button with the exact amount. */
export function OwedCard({ owed, several, mayPay, help }: CardProps) {
  const locale = useLocale();
  const { currency, dueMinor, payableMinor, laterMinor, creditMinor, dueCount, due, comingUp } = owed;
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const first = due[0];
  const next = comingUp[0];
  return (
    <LeadCard
      label={several ? `What you owe in ${currency}` : 'What you owe'}
      title={several ? `Due now, ${currency}` : 'Due now'}
      figure={<MoneyText money={money(dueMinor, currency)} />}
      sentence={
        first ? (
          <>
            {countOf(dueCount, 'invoice')}. The oldest was due on <DateText date={first.dueOn} weekday />.
          </>
        ) : (
          <>
            Nothing to pay now.
            {next && (
              <>
                {' '}
                The next date is <DateText date={next.dueOn} weekday />.
              </>
            )}
          </>
        )
      }
      rest={[
        { label: 'Not due yet', value: <MoneyText money={money(laterMinor, currency)} /> },
        { label: 'Credit on account', value: <MoneyText money={money(creditMinor, currency)} /> },
      ]}
      actions={
        <>
          {mayPay && payableMinor > 0n && (
            <LinkButton to={`/pay?all=due&currency=${currency}`}>Pay all due, {amount(payableMinor)}</LinkButton>
          )}
          {mayPay && payableMinor === 0n && (
            <LinkButton to={`/pay?currency=${currency}`} variant="second">
              Pay ahead
            </LinkButton>
          )}
          {first && (
            <LinkButton download to={mailTo(help.email, `${help.about}: something is wrong`)} variant="quiet">
              Tell us it is wrong
            </LinkButton>
          )}
        </>
      }
      note={noteOf(owed, amount)}
    />
  );
}

function noteOf({ dueMinor, payableMinor, creditMinor }: OwedShown, amount: (minor: bigint) => string) {
  const held = dueMinor - payableMinor;
  if (held > 0n) return `${amount(held)} of it is on hold or already on its way, and need not be paid now.`;
  if (creditMinor > 0n && dueMinor > 0n)
    return `Your ${amount(creditMinor)} credit is not taken off. Write to us and we set it against an invoice.`;
  return dueMinor > 0n ? 'You can check everything before you pay.' : undefined;
}

/** A new account, or one with nothing on it. */
export function SettledCard() {
  return (
    <section className="card">
      <p className="lead-figure">Nothing to pay</p>
      <p>Your invoices appear here as soon as there are any. We e-mail you each one.</p>
    </section>
  );
}

type DueProps = { owed: OwedShown; mayPay: boolean; today: PlainDate };

/** What is due, oldest first, at most five; each can be paid on its own. */
export function DueInvoices({ owed, mayPay, today }: DueProps) {
  const locale = useLocale();
  const { currency, due, dueCount, dueMinor } = owed;
  if (due.length === 0) return null;
  const whole = formatMoney(money(dueMinor, currency), locale);
  const title =
    dueCount > due.length
      ? `The oldest ${due.length} of ${dueCount} due`
      : `${countOf(dueCount, 'invoice makes', 'invoices make')} ${whole}`;
  const columns: Column<OwedRow>[] = [
    {
      key: 'invoice',
      head: 'Invoice',
      rowHeader: true,
      cell: (row) => <InvoiceCell row={row} today={today} locale={locale} />,
    },
    { key: 'due', head: 'Due', nowrap: true, card: 'hidden', cell: (row) => <DateText date={row.dueOn} /> },
    {
      key: 'left',
      head: 'Left to pay',
      numeric: true,
      cell: (row) => <MoneyText money={money(row.residualMinor, currency)} />,
    },
  ];
  if (mayPay)
    columns.push({ key: 'pay', head: 'Pay', headHidden: true, card: 'action', cell: (row) => <PayCell row={row} /> });
  return (
    <Section title={title} aside={<Link to="/invoices?view=to_pay">All invoices to pay</Link>}>
      <DataTable
        caption={`Invoices due now in ${currency}, oldest first`}
        cards
        rows={due}
        rowKey={(row) => row.id}
        columns={columns}
      />
    </Section>
  );
}

function InvoiceCell({ row, today, locale }: { row: OwedRow; today: PlainDate; locale: string }) {
  const badges = customerInvoiceBadges(
    {
      kind: 'invoice',
      lifecycle: 'issued',
      gross: money(row.amountMinor, row.currency),
      leftMinor: row.residualMinor,
      dueOn: row.dueOn,
      processingMinor: row.inFlightMinor,
      disputedMinor: row.disputedMinor,
    },
    { today, locale, leftShown: true },
  );
  return (
    <>
      <Link className="quiet-link" to={`/invoices/${row.sourceId}`}>
        <OutsideText text={row.title || `Invoice ${row.number}`} />
      </Link>
      <span className="under">
        <span className="reference">{row.number}</span>
        {row.poNumber && (
          <>
            {' '}
            · your PO <OutsideText text={row.poNumber} />
          </>
        )}
      </span>
      <Badges badges={badges} />
    </>
  );
}

function PayCell({ row }: { row: OwedRow }) {
  if (row.payableMinor <= 0n) return null;
  return (
    <Link to={`/pay?i=${row.sourceId}`}>
      Pay<span className="sr-only"> invoice {row.number}</span>
    </Link>
  );
}

/** What falls due next. */
export function ComingUp({ owed, several }: { owed: OwedShown; several: boolean }) {
  if (owed.comingUp.length === 0) return null;
  const { currency } = owed;
  return (
    <Section title={several ? `Coming up, ${currency}` : 'Coming up'}>
      <DataTable
        caption={`What falls due next in ${currency}`}
        cards
        rows={owed.comingUp}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'on',
            head: 'Due',
            nowrap: true,
            cardLabel: 'Due',
            cell: (row) => <DateText date={row.dueOn} weekday />,
          },
          {
            key: 'what',
            head: 'Invoice',
            rowHeader: true,
            cell: (row) => (
              <Link className="quiet-link" to={`/invoices/${row.sourceId}`}>
                <OutsideText text={row.title || row.number} />
              </Link>
            ),
          },
          {
            key: 'left',
            head: 'Left to pay',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.residualMinor, currency)} />,
          },
        ]}
      />
    </Section>
  );
}
