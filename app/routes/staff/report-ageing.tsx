import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { ageing, totalAgeing } from '#app/modules/ledger/queries/ageing.server.ts';
import { controlBalances } from '#app/modules/ledger/queries/control-balances.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/report-ageing.ts';
import { AgeingRows, AgeingTotals } from './ageing-tables.tsx';
import { ClockForm } from './clock-fields.tsx';
import { addressWith } from './list-address.ts';
import { askedReport } from './report-asked.server.ts';
import { ReportHead } from './report-head.tsx';

const PAGE_SIZE = 100;
const ADDRESS = '/staff/reports/ageing';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'desk.read');
  const { at, asked, fieldErrors, status } = await askedReport(args.url, moment.today);
  const page = { asked, fieldErrors, zone: company.timeZone, report: at && (await readReport(args.url, at)) };
  return status === 200 ? data(page) : data(page, status);
}

async function readReport(url: URL, at: NonNullable<Awaited<ReturnType<typeof askedReport>>['at']>) {
  const [rows, control] = await Promise.all([ageing(staffDb(), at), controlBalances(staffDb(), at)]);
  const after = url.searchParams.get('after');
  // Rows stand by customer number; the address names the last one seen.
  const start = after ? rows.findIndex((row) => keyOf(row) === after) + 1 : 0;
  const shown = rows.slice(start, start + PAGE_SIZE);
  const last = shown.at(-1);
  const fixed = { asOf: at.asOf, known: at.knownAt.sealNo.toString() };
  const totals = totalAgeing(rows);
  const currencies = [...new Set([...totals, ...control].map((row) => row.currency))].sort();
  return {
    at,
    shown,
    customers: new Set(rows.map((row) => row.customerId)).size,
    totals: currencies.map((code) => ({
      currency: code,
      aged: totals.find((row) => row.currency === code) ?? null,
      controlMinor: control.find((row) => row.currency === code)?.minor ?? 0n,
    })),
    csvHref: `${ADDRESS}.csv?${new URLSearchParams(fixed)}`,
    nextHref: last && start + PAGE_SIZE < rows.length ? addressWith(url, { ...fixed, after: keyOf(last) }) : null,
    firstHref: start > 0 ? addressWith(url, fixed) : null,
  };
}

const keyOf = (row: { customerNumber: string; currency: string }): string => `${row.customerNumber}~${row.currency}`;

export default function AgeingReport({ loaderData }: Route.ComponentProps) {
  const { asked, fieldErrors, zone, report } = loaderData;
  return (
    <>
      <ReportHead title="Ageing" of={report} {...{ zone, fieldErrors }} />
      <div className="staff-stack">
        <ClockForm action={ADDRESS} label="Clocks of the report" asked={asked} fieldErrors={fieldErrors} />
        {report && report.totals.length === 0 && (
          <Panel title="Nobody owes anything">
            <EmptyState>Nothing was open on this day.</EmptyState>
          </Panel>
        )}
        {report && report.totals.length > 0 && (
          <>
            <AgeingTotals totals={report.totals} at={report.at} />
            <AgeingRows rows={report.shown} customers={report.customers} at={report.at} />
            <Pager
              label="Customers"
              summary={report.firstHref && <Link to={report.firstHref}>First page</Link>}
              nextHref={report.nextHref}
            />
          </>
        )}
      </div>
    </>
  );
}
