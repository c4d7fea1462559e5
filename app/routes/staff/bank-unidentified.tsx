import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import {
  countUnidentified,
  listUnidentified,
  OLD_DAYS,
  type ReceiptView,
  type UnidentifiedReceipt,
} from '#app/modules/banking/queries/unidentified.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/bank-unidentified.ts';
import { askedView } from './list-address.ts';
import { NameText } from './name-text.tsx';

const PATH = '/staff/bank/unidentified';
const PAGE = 50;
const VIEWS = ['waiting', 'mine', 'nobody', 'old', 'done'] as const satisfies readonly ReceiptView[];

export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const view = askedView(args.url, VIEWS);
  const who = { userId: user.id, today: moment.today };
  const after = parseId(args.url.searchParams.get('after')) as string | null;
  const found = await listUnidentified(staffDb(), { ...who, view, after, limit: PAGE + 1 });
  const rows = found.slice(0, PAGE);
  return {
    ...{ view, rows, today: moment.today, oldDays: OLD_DAYS, ...(await countUnidentified(staffDb(), who)) },
    next: found.length > PAGE ? `${PATH}?view=${view}&after=${rows.at(-1)!.id}` : null,
  };
}

const EMPTY: Readonly<Record<ReceiptView, string>> = {
  waiting: 'Nobody’s money is waiting: every receipt has an owner.',
  mine: 'You are looking for no owner.',
  nobody: 'Each waiting receipt has somebody who looks for its owner.',
  old: 'None waits that long.',
  done: 'None was identified or given back yet.',
};

export default function Unidentified({ loaderData }: Route.ComponentProps) {
  const { view, rows, counts, sums, next, today, oldDays } = loaderData;
  const labels: Readonly<Record<ReceiptView, string>> = {
    ...{ waiting: 'Waiting', mine: 'Mine', nobody: 'Nobody’s', old: `Over ${oldDays} days`, done: 'Done' },
  };
  return (
    <>
      <PageTitle title="Unidentified receipts" site="Tallystick" />
      <BackLink to="/staff/bank">Bank matching</BackLink>
      <PageHead
        title="Unidentified receipts"
        facts={<span>Money on our account of which nobody knows yet whose it is</span>}
      />
      <div className="staff-stack">
        {sums.length > 0 && (
          <Figures
            figures={sums.map(({ currency, leftMinor, oldestDays }) => ({
              ...{ key: currency, label: `Waiting, ${currency}`, large: true },
              value: <MoneyText money={money(leftMinor, currency)} style="bare" />,
              after: oldestDays === 0 ? 'of today' : `oldest ${oldestDays} d`,
            }))}
          />
        )}
        <Panel title="Receipts">
          <div className="panel-pad">
            <Tabs
              label="Views"
              tabs={VIEWS.map((one) => ({
                ...{ to: `${PATH}?view=${one}`, label: labels[one], current: one === view },
                ...(one === 'done' ? {} : { count: counts[one] }),
              }))}
            />
          </div>
          {rows.length > 0 ? <Receipts rows={rows} today={today} /> : <EmptyState>{EMPTY[view]}</EmptyState>}
        </Panel>
      </div>
      <Pager label="Receipts" nextHref={next} />
    </>
  );
}

function Receipts({ rows, today }: { rows: readonly UnidentifiedReceipt[]; today: UnidentifiedReceipt['valueOn'] }) {
  return (
    <DataTable
      caption="Receipts nobody could place"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'label',
          head: 'Receipt',
          rowHeader: true,
          cell: ({ id, label, partyName, text }) => (
            <>
              <Link className="quiet-link reference" to={`${PATH}/${id}`}>
                {label}
              </Link>
              <span className="under">
                <NameText text={partyName || text || 'No payer named'} />
              </span>
            </>
          ),
        },
        {
          key: 'on',
          head: 'On the account',
          nowrap: true,
          cell: ({ valueOn }) => <DateText date={valueOn} today={today} />,
        },
        { key: 'age', head: 'Age', numeric: true, nowrap: true, cell: ({ ageDays }) => `${ageDays} d` },
        {
          key: 'owner',
          head: 'Who looks',
          cell: ({ ownerName }) => (ownerName ? <NameText text={ownerName} /> : 'Nobody'),
        },
        { key: 'note', head: 'Last note', cell: ({ lastNote, note }) => <NameText text={lastNote ?? note} /> },
        {
          key: 'left',
          head: 'Left of it',
          numeric: true,
          cell: ({ leftMinor, currency }) => <MoneyText money={money(leftMinor, currency)} style="code" />,
        },
      ]}
    />
  );
}
