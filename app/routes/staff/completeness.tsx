import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import { stageCounts, waitingOrders } from '#app/modules/usage/queries/completeness.server.ts';
import { totalsOf } from '#app/modules/usage/queries/unbilled-by-period.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { ActionBar } from '#app/ui/action-bar.tsx';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { previewBilling } from '#app/workflows/run-billing.server.ts';
import type { Route } from './+types/completeness.ts';
import { askedBoard } from './completeness-asked.server.ts';
import { CloseOrder } from './completeness-close.tsx';
import { closeAskedOrder, draftingOf } from './completeness-draft.server.ts';
import { Stages, UnbilledTable, WaitingTable } from './completeness-tables.tsx';
import { AGES, COMPLETENESS_LABELS, COMPLETENESS_VIEWS } from './completeness-views.ts';
import { addressWith } from './list-address.ts';
import { postedFields } from './posted.server.ts';

const SHOWN = 200;
export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const { search, minAge, view, open, chosen } = await askedBoard(args.url, moment.today);
  const [stages, orders] = await Promise.all([
    stageCounts(staffDb(), { asOf: moment.today }),
    waitingOrders(staffDb(), { asOf: moment.today, limit: SHOWN }),
  ]);
  const due = open.filter(({ isDue }) => isDue).length;
  const counts = { unbilled: open.length, due, running: open.length - due, orders: stages.ordersWaiting };
  return {
    ...{ search, minAge, view, stages, orders, rows: chosen.slice(0, SHOWN), count: chosen.length },
    totals: totalsOf(chosen),
    mayClose: mayStaff(user.role, 'usage.write'),
    mayDraft: mayStaff(user.role, 'runs.prepare') && chosen.some(({ isDue }) => isDue),
    dueCount: chosen.filter(({ isDue }) => isDue).length,
    tabs: COMPLETENESS_VIEWS.map((one) => ({
      to: addressWith(args.url, { view: one === 'unbilled' ? null : one }),
      label: COMPLETENESS_LABELS[one],
      count: counts[one],
      current: one === view,
    })),
  };
}

/** Starts a run of just what is shown and due, or closes an order. */
export async function action(args: Route.ActionArgs) {
  const posted = await postedFields(args.request);
  if (posted.intent === 'close-order') {
    const { actor, moment } = await requireStaff(args, 'usage.write');
    const closed = await closeAskedOrder(posted.of, actor, moment);
    return closed.ok ? redirectWithFlash('/staff/completeness?view=orders', closed.value) : data(closed.refusal, 422);
  }
  const { actor, moment, company } = await requireStaff(args, 'runs.prepare');
  const { chosen } = await askedBoard(args.url, moment.today);
  const input = draftingOf(chosen, moment.today, company.locale);
  if (!input) return data(formRefusal({ formErrors: ['Nothing of this is due yet. Nothing was drafted.'] }), 422);
  const started = await inTransaction(staffDb(), (tx) => previewBilling(tx, actor, input, moment));
  if (started.ok)
    return redirectWithFlash(
      `/staff/runs/${started.value.runId}`,
      `${started.value.number} is being drafted from what was not billed.`,
    );
  const text =
    started.refusal.code === 'period-closed'
      ? periodClosedText(started.refusal, company.locale)
      : 'The run could not be started. Try again.';
  return data(formRefusal({ formErrors: [text] }), 422);
}

export default function Completeness({ loaderData, actionData }: Route.ComponentProps) {
  const { search, minAge, view, stages, orders, rows, count, totals, mayDraft, mayClose, dueCount, tabs } = loaderData;
  return (
    <>
      <PageTitle title="Completeness" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead title="Completeness" facts="Ordered, delivered or ticket closed, billed" />
      <div className="staff-stack">
        <Stages stages={stages} totals={totals} />
        <Tabs label="What is missing" tabs={tabs} />
        {view !== 'orders' && (
          <FilterBar
            action="/staff/completeness"
            label="Find unbilled usage"
            clearHref={search || minAge > 0 ? '/staff/completeness' : undefined}
            submitLabel="Find"
          >
            {view !== 'unbilled' && <input type="hidden" name="view" value={view} />}
            <TextInput
              type="search"
              name="q"
              label="Reference, meter or customer"
              defaultValue={search}
              size="medium"
            />
            <Select
              name="age"
              label="At least this old"
              defaultValue={String(minAge)}
              options={AGES.map((age) => ({ value: age, label: age === '0' ? 'Any age' : `${age} days` }))}
            />
          </FilterBar>
        )}
        {view === 'orders' ? (
          <>
            <WaitingTable orders={orders} count={stages.ordersWaiting} />
            {mayClose && orders.length > 0 && <CloseOrder orders={orders} refused={actionData} />}
          </>
        ) : rows.length > 0 ? (
          <UnbilledTable rows={rows} count={count} title={COMPLETENESS_LABELS[view]} />
        ) : (
          <Panel title="Nothing is missing">
            <EmptyState action={search || minAge > 0 ? <Link to="/staff/completeness">Clear filters</Link> : undefined}>
              {search || minAge > 0 ? 'No unbilled usage matches.' : 'All that was delivered is billed.'}
            </EmptyState>
          </Panel>
        )}
      </div>
      {mayDraft && (
        <ActionBar
          words={`${dueCount === 1 ? '1 record is' : `${dueCount} records are`} due. A period that still runs waits for its end.`}
        >
          <Form method="post">
            <Button busy="Drafting…">Draft these</Button>
          </Form>
        </ActionBar>
      )}
    </>
  );
}
