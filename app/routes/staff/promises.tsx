import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { answerSaidPaid } from '#app/modules/collections/commands/answer-said-paid.server.ts';
import { finishTask } from '#app/modules/collections/commands/finish-task.server.ts';
import { openTasks, saidPaidWaiting } from '#app/modules/collections/queries/collection-tasks.server.ts';
import {
  listPromises,
  PROMISE_VIEWS,
  type PromiseView,
} from '#app/modules/collections/queries/list-promises.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/promises.ts';
import { addressWith, askedView } from './list-address.ts';
import { postedFields } from './posted.server.ts';
import { PromiseTable } from './promise-table.tsx';
import { TaskPanel } from './promise-tasks.tsx';
import { SaidPaidPanel } from './said-paid-panel.tsx';

const LABELS: Readonly<Record<PromiseView, string>> = {
  ...{ due: 'Due', open: 'All open', part_kept: 'Part-kept', broken: 'Broken', kept: 'Kept', all: 'All' },
};
const EMPTY: Readonly<Record<PromiseView, string>> = {
  ...{ due: 'No promise is due today.', open: 'Nobody has promised anything that is still to come.' },
  ...{ part_kept: 'No promise was kept in part.', broken: 'No promise was broken.', kept: 'No promise was kept yet.' },
  all: 'Nobody has promised anything yet. Promises are written down on a customer’s page.',
};

export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, PROMISE_VIEWS);
  const after = parseId(url.searchParams.get('after'));
  const [page, tasks, said] = await Promise.all([
    listPromises(staffDb(), { view, today: moment.today, ...(after ? { after } : {}) }),
    openTasks(staffDb()),
    saidPaidWaiting(staffDb()),
  ]);
  const last = page.rows.at(-1);
  return {
    ...{ view, rows: page.rows, tasks, said, zone: company.timeZone },
    views: PROMISE_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'due' ? null : one }) })),
    nextHref: page.hasMore && last ? addressWith(url, { after: last.id }) : null,
    mayDo: mayStaff(user.role, 'promises.write'),
  };
}

/** A task is followed up, or what a customer said is answered. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'promises.write');
  const { of, intent } = await postedFields(args.request);
  const id: string = parseId(of('id')) ?? '';
  const wrong = (text: string, field?: string) =>
    data(
      { ...formRefusal(field ? { fieldErrors: { [field]: [text] } } : { formErrors: [text] }), typed: of(field ?? '') },
      422,
    );
  if (id === '') return wrong('Reload the page and choose again.');
  if (intent === 'found' || intent === 'not_found') {
    const answer = { saidPaidId: id, answer: intent } as const;
    const done = await inTransaction(staffDb(), (tx) => answerSaidPaid(tx, actor, answer, moment));
    if (!done.ok) return wrong('Somebody answered this already. Nothing was changed.');
    return redirectWithFlash(
      '/staff/promises',
      intent === 'found'
        ? 'Noted that the money was found.'
        : 'Noted that the money is not here. Reminders of the invoice go on.',
    );
  }
  const outcome = of(`outcome-${id}`).trim();
  if (outcome === '' || outcome.length > 1_000) return wrong('Say in a few words what came of it.', `outcome-${id}`);
  const done = await inTransaction(staffDb(), (tx) => finishTask(tx, actor, { taskId: id, outcome }, moment));
  if (!done.ok) return wrong('This was followed up already. Nothing was changed.');
  return redirectWithFlash('/staff/promises', 'Followed up.');
}

export default function Promises({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, view, views, tasks, said, zone, mayDo, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Promises" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead title="Promises" facts={<span>Kept or broken by money that came, not by what was said</span>} />
      <div className="staff-stack">
        <TaskPanel tasks={tasks} mayDo={mayDo} result={actionData ?? null} />
        <SaidPaidPanel said={said} zone={zone} mayDo={mayDo} />
      </div>
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: LABELS[one.view], current: one.view === view }))}
      />
      <Panel title={LABELS[view]}>
        {rows.length > 0 ? (
          <PromiseTable caption={`Promises: ${LABELS[view]}`} rows={rows} withCustomer />
        ) : (
          <EmptyState action={view !== 'all' && <Link to="/staff/promises?view=all">Show all promises</Link>}>
            {EMPTY[view]}
          </EmptyState>
        )}
      </Panel>
      <Pager label="Promises" nextHref={nextHref} />
    </>
  );
}
