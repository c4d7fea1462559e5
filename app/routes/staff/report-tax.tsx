import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { taxedDocuments, taxListing } from '#app/modules/reports/queries/tax-listing.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/report-tax.ts';
import { TaxAgreement } from './tax-agreement.tsx';
import { askedRange } from './tax-asked.ts';
import { DOCUMENT_COLUMNS, totalColumns } from './tax-columns.tsx';

const ADDRESS = '/staff/reports/tax';
const DOCUMENTS_MAX = 200;

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'desk.read');
  const { range, asked, fieldErrors } = askedRange(args.url, moment.today);
  const taxCode = args.url.searchParams.get('code') ?? undefined;
  const listing = range ? await taxListing(staffDb(), range) : { totals: [], ledger: [] };
  const documents =
    range && taxCode ? await taxedDocuments(staffDb(), { ...range, taxCode, limit: DOCUMENTS_MAX }) : [];
  const page = { range, asked, fieldErrors, taxCode, listing, documents, base: company.baseCurrency };
  return range ? data(page) : data(page, 422);
}

export default function TaxReport({ loaderData }: Route.ComponentProps) {
  const { range, asked, fieldErrors, taxCode, listing, documents, base } = loaderData;
  return (
    <>
      <PageTitle title="Tax listing" site="Tallystick" hasErrors={!range} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <BackLink to="/staff/reports">Reports</BackLink>
      <PageHead
        title="Tax listing"
        facts={<span>Output tax by category and rate, credit notes below zero</span>}
        actions={
          range && (
            <LinkButton download to={`${ADDRESS}.csv?${new URLSearchParams(asked)}`} variant="second">
              Export CSV
            </LinkButton>
          )
        }
      />
      <FilterBar action={ADDRESS} label="Which tax points" submitLabel="Show">
        <DateInput name="from" label="From" defaultValue={asked.from} error={fieldErrors.from} />
        <DateInput name="to" label="To" defaultValue={asked.to} error={fieldErrors.to} />
      </FilterBar>
      {range && (
        <div className="staff-stack">
          <Panel title="By category and rate">
            {listing.totals.length === 0 ? (
              <EmptyState>No document has its tax point in these days.</EmptyState>
            ) : (
              <DataTable
                caption="Taxable amounts and tax by currency, category and rate"
                rows={listing.totals}
                rowKey={(row) => `${row.currency} ${row.taxCode} ${row.rateBp}`}
                columns={totalColumns((code) => `${ADDRESS}?${new URLSearchParams({ ...asked, code })}`)}
              />
            )}
          </Panel>
          <TaxAgreement ledger={listing.ledger} base={base} />
          {taxCode && (
            <Panel
              title={`Documents in ${taxCode}`}
              foot={documents.length === DOCUMENTS_MAX && `The first ${DOCUMENTS_MAX}; the export has all of them.`}
            >
              <DataTable
                caption={`Documents with tax in ${taxCode}`}
                rows={documents}
                rowKey={(row) => `${row.id} ${row.taxCode}`}
                columns={DOCUMENT_COLUMNS}
              />
            </Panel>
          )}
        </div>
      )}
    </>
  );
}
