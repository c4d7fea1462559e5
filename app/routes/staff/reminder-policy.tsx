import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { setPolicy } from '#app/modules/collections/commands/set-policy.server.ts';
import { collectionPolicy, policyVersions } from '#app/modules/collections/queries/collection-policy.server.ts';
import { policyEffect } from '#app/modules/collections/queries/policy-effect.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/reminder-policy.ts';
import { PolicyForm } from './policy-form.tsx';
import { readPolicy } from './policy-read.server.ts';
import { EffectTable, VersionTable } from './policy-tables.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'desk.read');
  const { today } = moment;
  const tomorrow = addDays(today, 1);
  const policy = await collectionPolicy(staffDb(), today);
  return {
    ...{ policy, today, tomorrow, zone: company.timeZone, baseCurrency: company.baseCurrency },
    versions: await policyVersions(staffDb()),
    effect: await policyEffect(staffDb(), { now: policy, wanted: null, on: tomorrow }),
    mayChange: mayStaff(user.role, 'settings.write'),
  };
}

/** Shows what a changed policy would do tomorrow beside the one that holds, or writes it down. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'settings.write');
  const sent = await postedFields(args.request);
  const values = Object.fromEntries(sent.fields);
  const read = readPolicy(sent, { today: moment.today, baseCurrency: company.baseCurrency });
  if (!read.ok) return data({ ...read.refusal, values, effect: null }, 422);
  if (sent.intent !== 'save') {
    const now = await collectionPolicy(staffDb(), moment.today);
    const effect = await policyEffect(staffDb(), { now, wanted: read.value, on: addDays(moment.today, 1) });
    return data({ ...formRefusal({}), values, effect }, 200);
  }
  const done = await inTransaction(staffDb(), (tx) => setPolicy(tx, actor, read.value, moment));
  if (!done.ok) {
    const refusal =
      done.refusal.code === 'past'
        ? formRefusal({ fieldErrors: { fromOn: ['Choose today or a later day.'] } })
        : formRefusal({ formErrors: [done.refusal.sentence] });
    return data({ ...refusal, values, effect: null }, 422);
  }
  return redirectWithFlash('/staff/reminders/policy', 'Saved. What held before stays written below.');
}

export default function ReminderPolicy({ loaderData, actionData }: Route.ComponentProps) {
  const { policy, versions, today, tomorrow, zone, mayChange } = loaderData;
  const effect = actionData?.effect ?? loaderData.effect;
  const hasErrors = Boolean(actionData && !actionData.effect);
  return (
    <>
      <PageTitle title="Who hears what, when" site="Tallystick" hasErrors={hasErrors} />
      {hasErrors && <ErrorSummary {...actionData} />}
      <BackLink to="/staff/reminders">Reminders</BackLink>
      <PageHead
        title="Who hears what, when"
        facts={<span>Each change holds from a day on; nothing is overwritten</span>}
      />
      <div className="staff-stack">
        <Panel title="What would happen tomorrow">
          <EffectTable effect={effect} on={tomorrow} />
        </Panel>
        <Panel title={mayChange ? 'Change it from a day on' : 'What holds'} pad>
          <PolicyForm
            policy={policy}
            baseCurrency={loaderData.baseCurrency}
            today={today}
            mayChange={mayChange}
            values={actionData ? (actionData.values as Record<string, string>) : null}
            errors={actionData?.fieldErrors ?? {}}
            isShown={Boolean(actionData?.effect)}
          />
        </Panel>
        <VersionTable versions={versions} zone={zone} />
      </div>
    </>
  );
}
