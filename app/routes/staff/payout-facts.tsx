import { money } from '#app/kernel/money.ts';
import type { Payout } from '#app/modules/payments/queries/get-payout.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

const SUMS = [
  ['charges', 'Payments'],
  ['refunds', 'Refunds'],
  ['fees', 'Fees'],
  ['chargebacks', 'Chargebacks'],
  ['other', 'Other'],
] as const;

/** How a payout comes to its amount, with the sum. Kinds that are not in it are left out. */
export function PayoutSum({ payout }: { payout: Payout }) {
  const shown = SUMS.filter(([key]) => payout.sums[key] !== 0n).map(([key, label]) => ({
    ...{ key, label, amountMinor: payout.sums[key] },
  }));
  return (
    <DataTable
      caption={`How it comes to its amount, ${payout.currency}`}
      rows={shown}
      rowKey={(row) => row.key}
      columns={[
        { key: 'what', head: 'What', rowHeader: true, cell: (row) => row.label },
        {
          key: 'amount',
          head: `Amount, ${payout.currency}`,
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, payout.currency)} style="bare" />,
        },
      ]}
      foot={
        <tr>
          <th scope="row">Payout</th>
          <td className="cell-numeric">
            <MoneyText money={money(payout.amountMinor, payout.currency)} style="bare" />
          </td>
        </tr>
      }
    />
  );
}

/** When it was sent and arrives, what the bank calls it, and how it stands in the books. */
export function PayoutFacts({ payout }: { payout: Payout }) {
  const posted = (kind: 'paid' | 'returned', label: string) =>
    payout.postings
      .filter((posting) => posting.kind === kind)
      .map((posting) => ({ label, value: <DateText date={posting.effectiveOn} /> }));
  return (
    <Panel title="Facts" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Sent', value: <DateText date={payout.createdOn} /> },
          { label: 'Arrives', value: <DateText date={payout.arrivesOn} weekday /> },
          ...(payout.bankReference
            ? [{ label: 'The bank calls it', value: <NameText text={payout.bankReference} /> }]
            : []),
          { label: 'At the processor', value: <span className="reference">{payout.ref}</span> },
          ...posted('paid', 'In the books'),
          ...posted('returned', 'Taken back'),
          ...(payout.postings.length > 0 ? [] : [{ label: 'In the books', value: 'Not yet; once it is paid' }]),
          ...(payout.failureText ? [{ label: 'Why it failed', value: <NameText text={payout.failureText} /> }] : []),
        ]}
      />
    </Panel>
  );
}
