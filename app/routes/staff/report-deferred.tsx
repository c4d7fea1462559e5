import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { addMonthsClamped, startOfMonth } from '#app/kernel/plain-date.ts';
import { deferredTotals } from '#app/modules/deferrals/queries/deferred-totals.server.ts';
import { listDeferred } from '#app/modules/deferrals/queries/list-deferred.server.ts';
import { monthsOfDocument } from '#app/modules/deferrals/queries/months-of-document.server.ts';
import { releasedByMonth } from '#app/modules/deferrals/queries/released-by-month.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/report-deferred.ts';
import { ClockForm } from './clock-fields.tsx';
import { DeferredAgreement } from './deferred-agreement.tsx';
import { cursorOf, cursorText } from './deferred-asked.ts';
import { DeferredLines } from './deferred-lines.tsx';
import { MonthsOfDocument, ReleasedMonths } from './deferred-months.tsx';
import { addressWith } from './list-address.ts';
import { askedReport } from './report-asked.server.ts';
import { ReportHead } from './report-head.tsx';

const PAGE_SIZE = 100;
const MONTHS_SHOWN = 12;
const ADDRESS = '/staff/reports/deferred';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'desk.read');
  const { at, asked, fieldErrors, status } = await askedReport(args.url, moment.today);
  const report = at && (await readReport(args.url, at));
  const page = { asked, fieldErrors, report, zone: company.timeZone, base: company.baseCurrency };
  return status === 200 ? data(page) : data(page, status);
}

async function readReport(url: URL, at: NonNullable<Awaited<ReturnType<typeof askedReport>>['at']>) {
  const document = parseId<InvoiceId>(url.searchParams.get('invoice'));
  const since = addMonthsClamped(startOfMonth(at.asOf), 1 - MONTHS_SHOWN);
  const [totals, lines, months, ofDocument] = await Promise.all([
    deferredTotals(staffDb(), at),
    listDeferred(staffDb(), at, { limit: PAGE_SIZE + 1, after: cursorOf(url.searchParams.get('after')) }),
    releasedByMonth(staffDb(), at, since),
    document && monthsOfDocument(staffDb(), document),
  ]);
  const fixed = { asOf: at.asOf, known: at.knownAt.sealNo.toString() };
  const shown = lines.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return {
    ...{ at, totals, months, ofDocument, lines: shown },
    csvHref: `${ADDRESS}.csv?${new URLSearchParams(fixed)}`,
    documentHref: `${ADDRESS}?${new URLSearchParams(fixed)}&invoice=`,
    nextHref: last && lines.length > PAGE_SIZE ? addressWith(url, { ...fixed, after: cursorText(last) }) : null,
    firstHref: url.searchParams.has('after') ? addressWith(url, fixed) : null,
  };
}

export default function DeferredReport({ loaderData }: Route.ComponentProps) {
  const { asked, fieldErrors, report, zone, base } = loaderData;
  return (
    <>
      <ReportHead title="Deferred revenue" of={report} {...{ zone, fieldErrors }} />
      <div className="staff-stack">
        <ClockForm action={ADDRESS} label="Clocks of the report" asked={asked} fieldErrors={fieldErrors} />
        {report?.ofDocument && <MonthsOfDocument of={report.ofDocument} />}
        {report && report.totals.length === 0 && (
          <Panel title="Nothing is deferred">
            <EmptyState>
              On this day nothing that was billed in advance was left to earn. An invoice line is deferred when it says
              from when to when its revenue is earned.
            </EmptyState>
          </Panel>
        )}
        {report && report.totals.length > 0 && (
          <>
            <DeferredAgreement totals={report.totals} at={report.at} base={base} />
            <DeferredLines lines={report.lines} hrefOf={(invoiceId) => `${report.documentHref}${invoiceId}`} />
            <Pager
              label="Deferred lines"
              summary={report.firstHref && <Link to={report.firstHref}>First page</Link>}
              nextHref={report.nextHref}
            />
          </>
        )}
        {report && report.months.length > 0 && <ReleasedMonths months={report.months} />}
      </div>
    </>
  );
}
