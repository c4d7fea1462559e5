import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { KeyTarget, WorkKeys } from '#app/ui/work-keys.tsx';
import type { Route } from './+types/disputes.ts';
import { DisputeBulk } from './dispute-bulk.tsx';
import { ReasonMatrix } from './dispute-matrix.tsx';
import { MentionPanel } from './dispute-mentions.tsx';
import { actOnMany, readQueue } from './dispute-queue.server.ts';
import { DisputeTable } from './dispute-table.tsx';
import { VIEW_EMPTY, VIEW_LABELS, VIEW_TABS } from './dispute-words.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const queue = await readQueue(args.url, { userId: user.id, moment, zone: company.timeZone });
  return { ...queue, zone: company.timeZone, mayWork: mayStaff(user.role, 'disputes.work') };
}

/** Many at once: given to somebody, asked for, or promised for a day; or a colleague’s question is put aside. */
export async function action(args: Route.ActionArgs) {
  const who = await requireStaff(args, 'disputes.work');
  const done = await actOnMany(await postedFields(args.request), who);
  return done.ok ? redirectWithFlash(`${args.url.pathname}${args.url.search}`, done.value) : data(done.refusal, 422);
}

export default function DisputesQueue({ loaderData, actionData }: Route.ComponentProps) {
  const { view, tabs, rows, next, nextHref, matrix, mentions, colleagues, mayWork, zone, reason } = loaderData;
  return (
    <>
      <PageTitle title="Disputes" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <WorkKeys label="The queue" begins rows>
        <PageHead
          title="Disputes"
          facts={<span>What customers contest, ask and complain about</span>}
          actions={
            <>
              {mayWork && (
                <LinkButton to="/staff/disputes/new" variant="second">
                  Write one down
                </LinkButton>
              )}
              {next && (
                <KeyTarget letter="enter">
                  <LinkButton to={next.to}>Open next, {next.number}</LinkButton>
                </KeyTarget>
              )}
            </>
          }
        />
        <Tabs
          label="Views"
          tabs={tabs.map((tab) => ({
            ...{ to: tab.to, label: VIEW_TABS[tab.view], current: tab.view === view },
            ...(tab.count === null ? {} : { count: tab.count }),
          }))}
        />
        {rows.length > 0 && <QueueKeys mayTick={mayWork && view !== 'closed'} />}
        <div className="staff-stack">
          {mentions.length > 0 && <MentionPanel mentions={mentions} zone={zone} />}
          {view === 'by_reason' ? (
            <ReasonMatrix rows={matrix} />
          ) : (
            <Panel title={reason ? `${VIEW_LABELS[view]}: ${reason.words}` : VIEW_LABELS[view]}>
              {rows.length === 0 ? (
                <EmptyState
                  action={view !== 'all' && <Link to="/staff/disputes?view=all">Show all that are open</Link>}
                >
                  {VIEW_EMPTY[view]}
                </EmptyState>
              ) : mayWork && view !== 'closed' ? (
                <Form method="post" noValidate>
                  <DisputeTable caption={`Disputes: ${VIEW_LABELS[view]}`} rows={rows} chooses />
                  <DisputeBulk colleagues={colleagues} result={actionData ?? null} />
                </Form>
              ) : (
                <DisputeTable caption={`Disputes: ${VIEW_LABELS[view]}`} rows={rows} />
              )}
            </Panel>
          )}
        </div>
      </WorkKeys>
      <Pager label="Disputes" nextHref={nextHref} />
    </>
  );
}

/** The letters that walk the queue; a phone has none and shows none. */
const QueueKeys = ({ mayTick }: { mayTick: boolean }) => (
  <p className="key-line mb-4 text-13 text-muted not-printed">
    Keys: <kbd>J</kbd> next row, <kbd>K</kbd> row before, <kbd>Enter</kbd> opens it
    {mayTick && (
      <>
        , <kbd>X</kbd> ticks it
      </>
    )}
    .
  </p>
);
