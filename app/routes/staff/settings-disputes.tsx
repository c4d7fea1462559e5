import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listQueues, listReasons, listRungs } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { listCreditReasons } from '#app/modules/invoicing/queries/list-credit-reasons.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/settings-disputes.ts';
import { QueueForm, RungForm } from './dispute-queue-forms.tsx';
import { saveDisputeSetting } from './dispute-setting-act.server.ts';
import { ReasonForm } from './dispute-setting-forms.tsx';
import { QueueTable, ReasonTable, RungTable } from './dispute-setting-tables.tsx';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/settings/disputes';
const NEW = 'new';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const asked = args.url.searchParams;
  const [reasons, queues, rungs, creditReasons] = await Promise.all([
    listReasons(staffDb()),
    listQueues(staffDb()),
    listRungs(staffDb()),
    listCreditReasons(staffDb(), 'credit_note'),
  ]);
  const mayChange = mayStaff(user.role, 'disputes.set-up');
  return {
    ...{ reasons, queues, rungs, mayChange },
    creditReasons: creditReasons.map(({ code, label }) => ({ value: code, label })),
    isNewReason: mayChange && asked.get('reason') === NEW,
    reason: reasons.find(({ code }) => mayChange && code === asked.get('reason')) ?? null,
    queue: queues.find(({ code }) => mayChange && code === asked.get('queue')) ?? null,
    rung: rungs.find(({ position }) => mayChange && String(position) === asked.get('rung')) ?? null,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'disputes.set-up');
  const done = await saveDisputeSetting(await postedFields(args.request), { actor, moment });
  return done.ok ? redirectWithFlash(PATH, done.value) : data(done.refusal, 422);
}

export default function SettingsDisputes({ loaderData, actionData }: Route.ComponentProps) {
  const { reasons, queues, rungs, mayChange, isNewReason, reason, queue, rung, creditReasons } = loaderData;
  const form = {
    values: (actionData?.values ?? {}) as Record<string, string | undefined>,
    errors: actionData?.fieldErrors ?? {},
  };
  return (
    <>
      <PageTitle title="Disputes: settings" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead
        title="Disputes, questions and complaints"
        facts={<span>What customers can say is wrong, who answers, and how soon</span>}
      />
      <div className="staff-stack">
        {(reason || isNewReason) && (
          <ReasonForm {...form} reason={reason} queues={queues} creditReasons={creditReasons} />
        )}
        {queue && <QueueForm {...form} queue={queue} />}
        {rung && <RungForm {...form} rung={rung} />}
        <ReasonTable reasons={reasons} queues={queues} mayChange={mayChange} />
        <QueueTable queues={queues} mayChange={mayChange} />
        <RungTable rungs={rungs} mayChange={mayChange} />
      </div>
    </>
  );
}
