import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { unbilledByPeriod } from '#app/modules/usage/queries/unbilled-by-period.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/report-unbilled.ts';
import { addressWith } from './list-address.ts';
import { CustomerLink, quantityText } from './usage-words.tsx';

const PAGE_SIZE = 100;
const ADDRESS = '/staff/reports/unbilled';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const asked = args.url.searchParams.get('asOf') || moment.today;
  const asOf = parsePlainDate(asked);
  if (!asOf.ok) {
    const fieldErrors: Record<string, string[]> = { asOf: ['Enter a date like 2026-11-03.'] };
    return data({ asked, asOf: null, fieldErrors, report: null }, 422);
  }
  const { rows, totals } = await unbilledByPeriod(staffDb(), asOf.value);
  const start = Number(/^\d{1,6}$/.exec(args.url.searchParams.get('after') ?? '')?.[0] ?? 0);
  const report = {
    ...{ rows: rows.slice(start, start + PAGE_SIZE), count: rows.length, totals },
    nextHref: start + PAGE_SIZE < rows.length ? addressWith(args.url, { after: String(start + PAGE_SIZE) }) : null,
    firstHref: start > 0 ? addressWith(args.url, {}) : null,
  };
  return data({ asked, asOf: asOf.value, fieldErrors: {} as Record<string, string[]>, report });
}

export default function UnbilledReport({ loaderData }: Route.ComponentProps) {
  const { asked, asOf, fieldErrors, report } = loaderData;
  return (
    <>
      <PageTitle title="Unbilled revenue" site="Tallystick" hasErrors={!report} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <BackLink to="/staff/reports">Reports</BackLink>
      <PageHead
        title="Unbilled revenue"
        facts={
          asOf && (
            <span>
              As of <DateText date={asOf} />
            </span>
          )
        }
        actions={
          asOf && (
            <LinkButton download to={`${ADDRESS}.csv?asOf=${asOf}`} variant="second">
              Export CSV
            </LinkButton>
          )
        }
      />
      <FilterBar action={ADDRESS} label="Day of the report" submitLabel="Show">
        <DateInput
          name="asOf"
          label="As of"
          hint="Used by then, on no invoice dated by then."
          defaultValue={asked}
          error={fieldErrors.asOf}
        />
      </FilterBar>
      {report && report.count === 0 && (
        <Panel title="Nothing is unbilled">
          <EmptyState>Everything that was used by this day is on an invoice dated by this day.</EmptyState>
        </Panel>
      )}
      {report && report.count > 0 && (
        <div className="staff-stack">
          <Figures
            figures={report.totals.map(({ currency, valueMinor, unpriced }) => ({
              label: unpriced > 0 ? `${currency}, without ${unpriced} that have no price` : currency,
              value: <MoneyText money={money(valueMinor, currency)} style="code" />,
              large: true,
            }))}
          />
          <Rows rows={report.rows} />
          <Pager
            label="Unbilled periods"
            summary={report.firstHref && <Link to={report.firstHref}>First page</Link>}
            nextHref={report.nextHref}
          />
        </div>
      )}
    </>
  );
}

function Rows({ rows }: { rows: NonNullable<Route.ComponentProps['loaderData']['report']>['rows'] }) {
  return (
    <Panel title="By customer, product and period">
      <DataTable
        caption="Usage that is on no invoice"
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'customer', head: 'Customer', rowHeader: true, cell: (row) => <CustomerLink row={row} /> },
          { key: 'product', head: 'Product', cell: (row) => row.productName },
          { key: 'from', head: 'From', nowrap: true, cell: (row) => row.fromOn && <DateText date={row.fromOn} /> },
          { key: 'to', head: 'To', nowrap: true, cell: (row) => row.toOn && <DateText date={row.toOn} /> },
          { key: 'records', head: 'Records', numeric: true, cell: (row) => row.records },
          {
            key: 'quantity',
            head: 'Quantity',
            numeric: true,
            nowrap: true,
            cell: (row) => quantityText(row.quantity, row.unitCode),
          },
          {
            key: 'value',
            head: 'Value',
            numeric: true,
            nowrap: true,
            cell: (row) =>
              row.valueMinor === null ? (
                'No price'
              ) : (
                <MoneyText money={money(row.valueMinor, row.currency)} style="code" />
              ),
          },
        ]}
      />
    </Panel>
  );
}
