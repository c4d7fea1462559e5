import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import { listRunDrafts } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import type { RunDraftRow } from '#app/modules/billing-runs/types.ts';
import { findingTitle } from '#app/modules/billing-runs/ui/finding-words.ts';
import { DRAFT_STATE_BADGES } from '#app/modules/billing-runs/ui/run-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/run-drafts.ts';
import { addressWith } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { askedDrafts, DRAFT_STATE_CHOICES } from './run-drafts-asked.ts';

const PAGE = 50;

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id);
  const run = foundOr404(id && (await getRun(staffDb(), { runId: id })), 'run');
  const asked = askedDrafts(args.url);
  const rows = await listRunDrafts(staffDb(), { runId: run.id, ...asked, limit: PAGE + 1 });
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return {
    ...{ run, asked, rows: rows.slice(0, PAGE) },
    next: last ? addressWith(args.url, { after: String(last.seqNo) }) : undefined,
    csv: addressWith(args.url, { after: null }).replace('/drafts', '/drafts.csv'),
  };
}

export default function RunDrafts({ loaderData }: Route.ComponentProps) {
  const { run, rows, asked, next, csv } = loaderData;
  const here = `/staff/runs/${run.id}/drafts`;
  const about = asked.findingCode ? `: ${findingTitle(asked.findingCode).toLowerCase()}` : '';
  return (
    <>
      <PageTitle title={`Drafts of ${run.name}`} site="Tallystick" />
      <BackLink to={`/staff/runs/${run.id}`}>{run.name}</BackLink>
      <PageHead
        title={`Drafts${about}`}
        facts={<span className="reference">{run.number}</span>}
        actions={
          <LinkButton to={csv} variant="second" download>
            Export CSV
          </LinkButton>
        }
      />
      <FilterBar action={here} label="Filter the drafts" clearHref={here}>
        <TextInput type="search" name="q" label="Customer" defaultValue={asked.search} size="medium" />
        <Select name="state" label="State" placeholder="All" options={DRAFT_STATE_CHOICES} defaultValue={asked.state} />
        {asked.findingCode && <input type="hidden" name="code" value={asked.findingCode} />}
      </FilterBar>
      <Panel title="In the order of their numbers">
        {rows.length === 0 ? <EmptyState>No draft matches.</EmptyState> : <DraftTable rows={rows} here={here} />}
        {next && <Pager label="More drafts" nextHref={next} />}
      </Panel>
    </>
  );
}

const found = ({ blocks, warnings }: RunDraftRow): string =>
  [blocks > 0 && `${blocks} to fix`, warnings > 0 && `${warnings} worth a look`].filter(Boolean).join(', ');

function DraftTable({ rows, here }: { rows: readonly RunDraftRow[]; here: string }) {
  return (
    <DataTable
      caption="Drafts of this run"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'customer',
          head: 'Customer',
          rowHeader: true,
          cell: (row) => (
            <>
              <Link className="quiet-link" to={`${here}/${row.id}`}>
                <NameText text={row.customerName} />
              </Link>
              <span className="under">{row.title}</span>
            </>
          ),
        },
        { key: 'po', head: 'PO', cell: ({ poNumber }) => poNumber },
        {
          key: 'state',
          head: 'State',
          cell: (row) => (
            <>
              <Badges badges={[DRAFT_STATE_BADGES[row.state]]} />
              {row.invoiceId ? (
                <Link className="under reference" to={`/staff/invoices/${row.invoiceId}`}>
                  {row.invoiceNumber}
                </Link>
              ) : (
                <span className="under">{found(row)}</span>
              )}
            </>
          ),
        },
        {
          key: 'last',
          head: 'Last time',
          numeric: true,
          className: 'text-muted',
          cell: (row) =>
            row.lastGrossMinor === null ? (
              <NotApplicable words="never billed before" />
            ) : (
              <MoneyText money={money(row.lastGrossMinor, row.currency)} style="bare" />
            ),
        },
        {
          key: 'total',
          head: 'Total',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.grossMinor, row.currency)} style="code" />,
        },
      ]}
    />
  );
}
