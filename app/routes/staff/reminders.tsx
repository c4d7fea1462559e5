import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import {
  listReminders,
  REMINDER_VIEWS,
  type ReminderView,
} from '#app/modules/collections/queries/list-reminders.server.ts';
import { reminderDay } from '#app/modules/collections/queries/reminder-day.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { holdTheReminder } from '#app/workflows/hold-reminder.server.ts';
import type { Route } from './+types/reminders.ts';
import { addressWith, askedView } from './list-address.ts';
import { postedFields } from './posted.server.ts';
import { DayPanel } from './reminder-day-panel.tsx';
import { ReminderTable } from './reminder-parts.tsx';

const LABELS: Readonly<Record<ReminderView, string>> = {
  ...{ today: 'Today', sent: 'Sent', kept_back: 'Kept back', held: 'Held by a colleague' },
};
const EMPTY: Readonly<Record<ReminderView, string>> = {
  today: 'No reminder was ordered today. They are ordered on the morning of each working day.',
  ...{ sent: 'No reminder has left yet.', kept_back: 'The stop rules have kept nothing back.' },
  held: 'Nobody has held a reminder back.',
};

export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, REMINDER_VIEWS);
  const after = parseId(url.searchParams.get('after'));
  const [page, day] = await Promise.all([
    listReminders(staffDb(), { view, today: moment.today, ...(after ? { after } : {}) }),
    reminderDay(staffDb(), { today: moment.today }),
  ]);
  const last = page.rows.at(-1);
  return {
    ...{ view, rows: page.rows, day, zone: company.timeZone, now: moment.now },
    views: REMINDER_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'today' ? null : one }) })),
    nextHref: page.hasMore && last ? addressWith(url, { after: last.id }) : null,
    mayHold: mayStaff(user.role, 'promises.write'),
  };
}

/** Holds one of today's reminders back, with why. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'promises.write');
  const { of } = await postedFields(args.request);
  const reminderId: string = parseId(of('id')) ?? '';
  const field = `reason-${reminderId}`;
  const reason = of(field).trim();
  if (reminderId !== '' && (reason === '' || reason.length > 500))
    return data(formRefusal({ fieldErrors: { [field]: ['Say why, in a few words.'] } }), 422);
  const hold = { reminderId, reason };
  const held =
    reminderId === '' ? null : await inTransaction(staffDb(), (tx) => holdTheReminder(tx, actor, hold, moment));
  if (held?.ok) return redirectWithFlash('/staff/reminders', 'Held. It is due again on the next working day.');
  const text =
    held?.refusal.code === 'left-already'
      ? 'It has left already. Nothing was changed.'
      : 'It waits no more. Reload the page; nothing was changed.';
  return data(formRefusal({ formErrors: [text] }), 422);
}

export default function Reminders({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, view, views, day, zone, now, mayHold, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Reminders" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead
        title="Reminders"
        facts={<span>Each is judged again at the moment it leaves</span>}
        actions={
          <LinkButton to="/staff/reminders/policy" variant="second">
            Who hears what, when
          </LinkButton>
        }
      />
      <div className="staff-stack">
        <DayPanel day={day} zone={zone} />
      </div>
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: LABELS[one.view], current: one.view === view }))}
      />
      <Panel title={`Reminders: ${LABELS[view].toLowerCase()}`}>
        {rows.length > 0 ? (
          <ReminderTable
            {...{ rows, zone, now, mayHold }}
            caption={LABELS[view]}
            errors={actionData?.fieldErrors ?? {}}
          />
        ) : (
          <EmptyState>{EMPTY[view]}</EmptyState>
        )}
      </Panel>
      <Pager label="Reminders" nextHref={nextHref} />
    </>
  );
}
