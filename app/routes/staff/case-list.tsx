import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { OpenCases } from '#app/modules/cash-application/queries/case-story.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { readCases } from './case-list.server.ts';
import { CaseTable } from './case-table.tsx';

type Shown = Awaited<ReturnType<typeof readCases>>;
type CaseListProps = Shown & { kind: 'deduction' | 'withholding'; title: string; exportHref?: string };

const VIEW_LABELS: Record<Shown['view'], string> = { open: 'Open', mine: 'Mine', all: 'All' };
const EMPTY: Record<'deduction' | 'withholding', Record<Shown['view'], string>> = {
  deduction: {
    open: 'No deduction is open. They appear when a payment is recorded and what is short is named so.',
    mine: 'No open deduction is yours.',
    all: 'No customer has deducted anything yet.',
  },
  withholding: {
    open: 'No certificate is to be collected. They appear when tax withheld is named on a payment.',
    mine: 'No certificate to collect is yours.',
    all: 'No customer has withheld tax yet.',
  },
};

/** A queue of cases: what is open in all, whose they are, oldest first. */
export function CaseList({ kind, title, exportHref, rows, totals, view, views, ...at }: CaseListProps) {
  return (
    <>
      <PageTitle title={title} site="Tallystick" />
      <PageHead title={title} facts={at.allHref && <Link to={at.allHref}>Of one customer: show those of all</Link>} />
      <div className="staff-stack">
        <CaseTotals totals={totals} />
        <Tabs
          label="Views"
          tabs={views.map((one) => ({ to: one.to, label: VIEW_LABELS[one.view], current: one.view === view }))}
        />
      </div>
      <Panel title={`${title}, oldest first`} aside={exportHref && <a href={exportHref}>Export CSV</a>}>
        {rows.length > 0 ? (
          <CaseTable rows={rows} kind={kind} />
        ) : (
          <EmptyState action={view !== 'all' && <Link to="?view=all">Show all</Link>}>{EMPTY[kind][view]}</EmptyState>
        )}
      </Panel>
      <Pager label={title} summary={at.firstHref && <Link to={at.firstHref}>Oldest</Link>} nextHref={at.nextHref} />
    </>
  );
}

/** What is open in all, one currency beside another. */
function CaseTotals({ totals }: { totals: readonly OpenCases[] }) {
  if (totals.length === 0) return null;
  return (
    <Figures
      figures={totals.map(({ currency, count, openMinor }) => ({
        label: `Open, ${currency}`,
        value: <MoneyText money={money(openMinor, currency)} style="bare" />,
        large: true,
        after: count === 1 ? '1 case' : `${count} cases`,
      }))}
    />
  );
}
