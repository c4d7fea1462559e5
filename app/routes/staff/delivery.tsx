import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { addressTasks, countTasks, openTasks } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { listPrintBatches } from '#app/modules/delivery/queries/print-batches.server.ts';
import { TASK_VIEWS } from '#app/modules/delivery/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/delivery.ts';
import { AddressTasks } from './address-task-list.tsx';
import { actOnQueue } from './delivery-act.server.ts';
import { PrintBatches, TaskTable } from './delivery-tables.tsx';
import { askedView } from './list-address.ts';
import { postedFields } from './posted.server.ts';

const LABELS = {
  addresses: 'Addresses to fix',
  portals: 'Supplier portals',
  post: 'By post',
  hand: 'By hand',
} as const;
const EMPTY = {
  addresses: 'No mail came back.',
  portals: 'Nothing has to be uploaded.',
  post: 'Nothing has to be posted.',
  hand: 'Nothing has to be handed over.',
} as const;
const CHANNELS = { portals: 'supplier_portal', post: 'post', hand: 'hand' } as const;

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const counts = await countTasks(staffDb());
  // Without a queue in the address: the first in which something waits.
  const waiting = TASK_VIEWS.find((one) => counts[one] > 0);
  const view = args.url.searchParams.has('view') ? askedView(args.url, TASK_VIEWS) : (waiting ?? 'addresses');
  const [addresses, tasks, batches] = await Promise.all([
    view === 'addresses' ? addressTasks(staffDb()) : [],
    view === 'addresses' ? [] : openTasks(staffDb(), CHANNELS[view]),
    view === 'post' || view === 'hand' ? listPrintBatches(staffDb()) : [],
  ]);
  return {
    ...{ view, counts, addresses, tasks, zone: company.timeZone },
    batches: batches.filter((batch) => batch.channel === view),
    may: { send: mayStaff(user.role, 'messages.send'), write: mayStaff(user.role, 'customers.write') },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'messages.send');
  const sent = await postedFields(args.request);
  const done = await actOnQueue(sent, actor, moment);
  return done.ok ? redirectWithFlash(done.value.to, done.value.told) : data(done.refusal, 422);
}

export default function DeliveryQueue({ loaderData, actionData }: Route.ComponentProps) {
  const { view, counts, addresses, tasks, batches, may, zone } = loaderData;
  const isPaper = view === 'post' || view === 'hand';
  const isEmpty = addresses.length === 0 && tasks.length === 0;
  return (
    <>
      <PageTitle title="Delivery" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead title="Delivery" facts={<Link to="/staff/settings/delivery">How documents usually go out</Link>} />
      <div className="staff-stack">
        <Tabs
          label="Queues"
          tabs={TASK_VIEWS.map((one) => ({
            to: `/staff/delivery?view=${one}`,
            ...{ label: LABELS[one], current: one === view, count: counts[one] },
          }))}
        />
        <Panel title={LABELS[view]}>
          {isEmpty && <EmptyState>{EMPTY[view]}</EmptyState>}
          {addresses.length > 0 && <AddressTasks tasks={addresses} maySend={may.send} mayWrite={may.write} />}
          {tasks.length > 0 && isPaper && may.send && (
            <Form method="post">
              <input type="hidden" name="view" value={view} />
              <TaskTable tasks={tasks} view={view} zone={zone} chooses />
              <div className="panel-pad">
                <ButtonRow>
                  <Button name="intent" value="print" busy="Making the file…">
                    Print the chosen in one file
                  </Button>
                  {view === 'post' && (
                    <Button name="intent" value="posted" variant="second" busy="Noting…">
                      Mark the chosen as posted
                    </Button>
                  )}
                </ButtonRow>
              </div>
            </Form>
          )}
          {tasks.length > 0 && !(isPaper && may.send) && <TaskTable tasks={tasks} view={view} zone={zone} />}
        </Panel>
        {batches.length > 0 && <PrintBatches batches={batches} zone={zone} />}
      </div>
    </>
  );
}
