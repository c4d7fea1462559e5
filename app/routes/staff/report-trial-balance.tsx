import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type AccountMeasure, accountQuery } from '#app/modules/ledger/forms.ts';
import { trialBalance } from '#app/modules/ledger/queries/trial-balance.server.ts';
import type { Seal, TrialBalanceRow } from '#app/modules/ledger/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/report-trial-balance.ts';
import { ClockForm } from './clock-fields.tsx';
import { askedReport } from './report-asked.server.ts';
import { ReportHead } from './report-head.tsx';

const ADDRESS = '/staff/reports/trial-balance';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'desk.read');
  const { at, asked, fieldErrors, status } = await askedReport(args.url, moment.today);
  const rows = at ? await trialBalance(staffDb(), at) : [];
  const page = { at, rows, asked, fieldErrors, zone: company.timeZone, base: company.baseCurrency };
  return status === 200 ? data(page) : data(page, status);
}

const csvHref = ({ asOf, knownAt }: { asOf: PlainDate; knownAt: Seal }): string =>
  `${ADDRESS}.csv?${new URLSearchParams({ asOf, known: knownAt.sealNo.toString() })}`;

export default function TrialBalance({ loaderData }: Route.ComponentProps) {
  const { at, rows, asked, fieldErrors, zone, base } = loaderData;
  const off = rows.reduce((sum, row) => sum + row.baseMinor, 0n);
  return (
    <>
      <ReportHead title="Trial balance" of={at && { at, csvHref: csvHref(at) }} {...{ zone, fieldErrors }} />
      <div className="staff-stack">
        <ClockForm action={ADDRESS} label="Clocks of the report" asked={asked} fieldErrors={fieldErrors} />
        {at && (
          <Panel
            title="Balances by account and currency"
            foot={
              rows.length > 0 && (
                <>
                  All balances in {base} add up to <MoneyText money={money(off, base)} />
                  {off === 0n ? ', as they must.' : '. They must add up to zero: run verify.'}
                </>
              )
            }
          >
            {rows.length === 0 ? (
              <EmptyState>Nothing was posted up to this day.</EmptyState>
            ) : (
              <DataTable
                caption="Ledger accounts with their balances; credits stand below zero"
                rows={rows}
                rowKey={(row) => `${row.accountCode} ${row.currency}`}
                columns={columnsOf(at, base)}
                wide
              />
            )}
          </Panel>
        )}
      </div>
    </>
  );
}

type At = NonNullable<Route.ComponentProps['loaderData']['at']>;

function columnsOf(at: At, base: Currency): Column<TrialBalanceRow>[] {
  const figure = (measure: AccountMeasure, head: string, minorOf: (row: TrialBalanceRow) => bigint) => ({
    key: measure,
    head,
    numeric: true,
    cell: (row: TrialBalanceRow) => {
      const shown = <MoneyText money={money(minorOf(row), measure === 'base' ? base : row.currency)} style="bare" />;
      if (minorOf(row) === 0n) return shown;
      const named = { accountCode: row.accountCode, currency: row.currency, measure };
      return (
        <Link
          className="quiet-link"
          to={`/staff/postings?${accountQuery({ ...named, asOf: at.asOf, sealNo: at.knownAt.sealNo })}`}
        >
          {shown}
        </Link>
      );
    },
  });
  return [
    {
      key: 'account',
      head: 'Account',
      rowHeader: true,
      cell: (row) => (
        <>
          <span className="reference">{row.accountCode}</span> {row.accountName}
        </>
      ),
    },
    { key: 'currency', head: 'Currency', cell: (row) => row.currency },
    figure('debit', 'Debited', (row) => row.debitMinor),
    figure('credit', 'Credited', (row) => row.creditMinor),
    figure('balance', 'Balance', (row) => row.balanceMinor),
    figure('base', `Balance in ${base}`, (row) => row.baseMinor),
  ];
}
