import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { DeferredTotal } from '#app/modules/deferrals/queries/deferred-totals.server.ts';
import { accountQuery } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

type At = { readonly asOf: PlainDate; readonly knownAt: Seal };

/** What is left on all lines beside account 2400, per currency; each figure of the account opens to its postings. */
export function DeferredAgreement({ totals, at, base }: { totals: readonly DeferredTotal[]; at: At; base: Currency }) {
  const agrees = totals.every(
    (row) => row.leftMinor === row.accountMinor && row.leftBaseMinor === row.accountBaseMinor,
  );
  const postings = (currency: Currency, measure: 'balance' | 'base') =>
    `/staff/postings?${accountQuery({ accountCode: '2400', currency, measure, asOf: at.asOf, sealNo: at.knownAt.sealNo })}`;
  const columns: Column<DeferredTotal>[] = [
    { key: 'currency', head: 'Currency', rowHeader: true, cell: (row) => row.currency },
    { key: 'lines', head: 'Lines', numeric: true, cell: (row) => <span className="figure">{row.lines}</span> },
    {
      key: 'left',
      head: 'Left on lines',
      numeric: true,
      cell: (row) => <MoneyText money={money(row.leftMinor, row.currency)} style="bare" />,
    },
    {
      key: 'account',
      head: 'Account 2400, credit',
      numeric: true,
      cell: (row) => (
        <Link className="quiet-link" to={postings(row.currency, 'balance')}>
          <MoneyText money={money(row.accountMinor, row.currency)} style="bare" />
        </Link>
      ),
    },
    {
      key: 'base-left',
      head: `Left, ${base}`,
      numeric: true,
      cell: (row) => <MoneyText money={money(row.leftBaseMinor, base)} style="bare" />,
    },
    {
      key: 'base-account',
      head: `2400, credit, ${base}`,
      numeric: true,
      cell: (row) => (
        <Link className="quiet-link" to={postings(row.currency, 'base')}>
          <MoneyText money={money(row.accountBaseMinor, base)} style="bare" />
        </Link>
      ),
    },
  ];
  return (
    <Panel title={agrees ? 'Agrees with account 2400' : 'Does not agree with account 2400'}>
      <DataTable
        caption="What is left by currency, beside the account"
        rows={totals}
        rowKey={(row) => row.currency}
        columns={columns}
      />
    </Panel>
  );
}
