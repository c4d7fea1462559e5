import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { AutopayCharge } from '#app/modules/autopay/types.ts';
import { chargeWords, declineWords } from '#app/modules/autopay/ui/autopay-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';

/** What was taken, what comes, and why something was not taken. */
export function AutopayHistory({ charges, mayPay }: { charges: readonly AutopayCharge[]; mayPay: boolean }) {
  const locale = useLocale();
  if (charges.length === 0) return null;
  return (
    <Section title="What we took and will take">
      <DataTable
        caption="Payments by autopay"
        cards
        rows={charges}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'on',
            head: 'Day',
            nowrap: true,
            rowHeader: true,
            cell: (row) => <DateText date={row.collectOn} weekday />,
          },
          { key: 'for', head: 'Invoices', cell: (row) => row.items.map((item) => item.number).join(', ') },
          {
            key: 'amount',
            head: 'Amount',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.collectedMinor ?? row.noticedMinor, row.currency)} />,
          },
          {
            key: 'state',
            head: 'What happened',
            cell: (row) => (
              <>
                {chargeWords(row, locale)}
                {row.failureCode && row.state !== 'collected' && (
                  <span className="under">{declineWords(row.failureCode)} You have not been charged.</span>
                )}
                {mayPay && row.state === 'failed' && <PayNow charge={row} />}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** The page on which what was not taken can be paid at once. */
export function payAddress(charge: AutopayCharge): string {
  const ids = charge.items.flatMap(({ invoiceId }) => (invoiceId ? [invoiceId] : []));
  return ids.length === 0 ? '/pay' : `/pay?${ids.map((id) => `i=${id}`).join('&')}`;
}

const PayNow = ({ charge }: { charge: AutopayCharge }) => (
  <span className="under">
    <Link to={payAddress(charge)}>
      Pay now<span className="sr-only"> what was due on {charge.collectOn}</span>
    </Link>
  </span>
);
