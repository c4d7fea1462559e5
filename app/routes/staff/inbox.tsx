import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { ok } from '#app/kernel/result.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { toldAskFaults } from '#app/modules/inbox/queries/ask-faults.server.ts';
import { INBOX_VIEWS, type InboxView, listInbound } from '#app/modules/inbox/queries/list-inbound.server.ts';
import type { InboundRow } from '#app/modules/inbox/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { takeAskAgain } from '#app/workflows/take-asks.server.ts';
import { repliesComeTo } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/inbox.ts';
import { AskFaults, askNamed } from './inbox-asks.tsx';
import { SenderText } from './inbox-parts.tsx';
import { addressWith, askedView } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';

const PAGE_SIZE = 50;
const LABELS: Readonly<Record<InboxView, string>> = {
  ...{ waiting: 'Waiting', placed: 'Placed', set_aside: 'Set aside', lost: 'Lost' },
};
const EMPTY: Readonly<Record<InboxView, string>> = {
  waiting: 'No mail waits for a person. Replies to our mails go to their invoice or dispute by themselves.',
  placed: 'No mail was placed yet.',
  set_aside: 'No mail was set aside.',
  lost: 'The mail service had every mail it told us of.',
};

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, INBOX_VIEWS);
  const after = parseId(url.searchParams.get('after'));
  const [{ rows, hasMore }, asks] = await Promise.all([
    listInbound(staffDb(), { view, after, limit: PAGE_SIZE }),
    view === 'waiting' && !after ? toldAskFaults(staffDb(), PAGE_SIZE) : [],
  ]);
  const last = rows.at(-1);
  return {
    ...{ view, rows, asks, zone: company.timeZone, domain: repliesComeTo() },
    mayDo: mayStaff(user.role, 'timeline.write'),
    views: INBOX_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'waiting' ? null : one }) })),
    nextHref: hasMore && last ? addressWith(url, { after: last.id }) : null,
    firstHref: after ? addressWith(url, {}) : null,
  };
}

/** An asking that could not be done is tried again now. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'timeline.write');
  const ask = askNamed((await postedFields(args.request)).of('ask'));
  const again = ask && (await inTransaction(staffDb(), async (tx) => ok(await takeAskAgain(tx, actor, ask, moment))));
  return redirectWithFlash('/staff/inbox', again?.ok && again.value ? AGAIN : DONE_MEANWHILE);
}

const AGAIN = 'It is being tried again. Reload in a moment: done, it is gone from the list.';
const DONE_MEANWHILE = 'It was done meanwhile.';

export default function Inbox({ loaderData }: Route.ComponentProps) {
  const { rows, asks, mayDo, view, views, zone, domain, nextHref, firstHref } = loaderData;
  return (
    <>
      <PageTitle title="Inbox" site="Tallystick" />
      <PageHead title="Inbox" facts={<span>{domain ? `Replies come to addresses at ${domain}` : NO_DOMAIN}</span>} />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: LABELS[one.view], current: one.view === view }))}
      />
      <div className="staff-stack">
        {asks.length > 0 && <AskFaults faults={asks} zone={zone} mayDo={mayDo} />}
        <Panel title={view === 'waiting' ? 'Mails that wait for a person' : `Mails: ${LABELS[view].toLowerCase()}`}>
          {rows.length > 0 ? (
            <MailTable rows={rows} zone={zone} view={view} />
          ) : (
            <div className="panel-pad">
              <EmptyState>{EMPTY[view]}</EmptyState>
            </div>
          )}
        </Panel>
      </div>
      <Pager label="Mails" previousHref={firstHref} nextHref={nextHref} />
    </>
  );
}

const NO_DOMAIN = 'No domain for replies is set up: replies go to the company’s own address';

function MailTable({ rows, zone, view }: { rows: readonly InboundRow[]; zone: string; view: InboxView }) {
  return (
    <DataTable
      caption={`Mails, ${view === 'waiting' ? 'longest waiting' : 'newest'} first`}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          ...{ key: 'subject', head: 'Subject', rowHeader: true },
          cell: (row) => (
            <div className="min-w-44">
              <Link className="quiet-link wrap-anywhere" to={`/staff/inbox/${row.id}`}>
                {row.subject || 'No subject'}
              </Link>
              <span className="under wrap-anywhere">{row.beginning}</span>
            </div>
          ),
        },
        { key: 'from', head: 'From', cell: (row) => <SenderText {...row} /> },
        {
          ...{ key: 'where', head: view === 'placed' ? 'Customer' : 'Why' },
          cell: (row) =>
            row.customer ? (
              <NameText text={row.customer.name} />
            ) : (
              row.reason || 'Sent to no address that names its matter'
            ),
        },
        {
          ...{ key: 'heard', head: 'Came', nowrap: true },
          cell: (row) => <InstantText at={row.heardAt} zone={zone} />,
        },
      ]}
    />
  );
}
