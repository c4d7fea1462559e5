import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { setDisputeCause } from '#app/modules/disputes/commands/set-dispute-cause.server.ts';
import { disputeCauses } from '#app/modules/disputes/queries/dispute-lessons.server.ts';
import { listQueues, listReasons } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/settings-dispute-causes.ts';
import { CAUSE_REFUSALS, CauseForm, CauseTable } from './dispute-cause-parts.tsx';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/settings/dispute-causes';
const NEW = 'new';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const [causes, queues, reasons] = await Promise.all([
    disputeCauses(staffDb()),
    listQueues(staffDb()),
    listReasons(staffDb()),
  ]);
  const mayChange = mayStaff(user.role, 'disputes.set-up');
  const asked = args.url.searchParams.get('cause');
  return {
    ...{ causes, mayChange, isNew: mayChange && asked === NEW },
    cause: causes.find(({ code }) => mayChange && code === asked) ?? null,
    departments: queues.filter(({ isRetired }) => !isRetired).map(({ code, name }) => ({ value: code, label: name })),
    reasons: reasons.filter(({ isRetired }) => !isRetired).map(({ code, label }) => ({ value: code, label })),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'disputes.set-up');
  const { fields, of } = await postedFields(args.request);
  const input = {
    ...{ code: of('code').trim(), label: of('label'), department: of('department'), prevention: of('prevention') },
    issueRule: of('issueRule') || null,
    reasons: fields.filter(([name]) => name === 'reasons').map(([, value]) => value),
    state: of('intent') === 'off' ? ('off' as const) : ('on' as const),
  };
  const done = await inTransaction(staffDb(), (tx) => setDisputeCause(tx, actor, input, moment));
  if (done.ok)
    return redirectWithFlash(
      PATH,
      `“${input.label.trim()}” is ${input.state === 'on' ? 'kept' : 'no longer offered'}.`,
    );
  const values = { ...Object.fromEntries(fields), reasons: input.reasons.join(' ') };
  return data(formRefusal({ ...CAUSE_REFUSALS[done.refusal.code], values }), 422);
}

export default function SettingsDisputeCauses({ loaderData, actionData }: Route.ComponentProps) {
  const { causes, mayChange, isNew, cause, departments, reasons } = loaderData;
  return (
    <>
      <PageTitle title="What disputes come from" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead
        title="What disputes come from"
        facts={<span>Causes, whose they are to prevent, and the check that could see them before issue</span>}
        actions={
          mayChange && (
            <LinkButton to={`${PATH}?cause=${NEW}#change`} variant="second">
              New cause
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        {(cause || isNew) && <CauseForm {...{ cause, departments, reasons }} result={actionData} />}
        <CauseTable
          causes={causes}
          reasons={reasons}
          hrefOf={mayChange ? (code) => `${PATH}?cause=${code}#change` : null}
        />
      </div>
    </>
  );
}
