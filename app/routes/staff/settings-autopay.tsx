import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { changeAutopayPolicy } from '#app/modules/autopay/commands/change-policy.server.ts';
import { policyForm } from '#app/modules/autopay/forms.ts';
import { autopayPolicy, listAutopayPolicies } from '#app/modules/autopay/queries/policy.server.ts';
import type { AutopayPolicyVersion } from '#app/modules/autopay/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-autopay.ts';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';

const HERE = '/staff/settings/autopay';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment } = await requireStaff(args, 'desk.read');
  const [policy, versions] = await Promise.all([
    autopayPolicy(staffDb(), moment.today),
    listAutopayPolicies(staffDb()),
  ]);
  return { policy, versions, today: moment.today, mayWrite: mayStaff(user.role, 'settings.write') };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'settings.write');
  const { fields } = await postedFields(args.request);
  const read = parseFields(fields, policyForm);
  if (!read.ok) return data(read.refusal, 422);
  const values = Object.fromEntries(fields);
  const fromOn = parsePlainDate(read.value.fromOn);
  const wanted = fromOn.ok ? { ...read.value, fromOn: fromOn.value } : null;
  const done = wanted ? await inTransaction(staffDb(), (tx) => changeAutopayPolicy(tx, actor, wanted, moment)) : null;
  if (done?.ok) return redirectWithFlash(HERE, 'Saved. What is announced keeps what its notice promised.');
  if (done?.refusal.code === 'nothing-changed')
    return data(formRefusal({ formErrors: ['This holds already on that day.'], values }), 422);
  return data(formRefusal({ fieldErrors: { fromOn: ['Choose today or a later day.'] }, values }), 422);
}

const listed = (days: readonly number[]): string => (days.length === 0 ? 'Never' : days.join(', '));

export default function AutopaySettings({ loaderData, actionData }: Route.ComponentProps) {
  const { policy, versions, today, mayWrite } = loaderData;
  const typed = (actionData?.values ?? {}) as Record<string, string>;
  const field = (name: string, stands: string) => ({
    ...{ name, defaultValue: typed[name] ?? stands, error: actionData?.fieldErrors[name] },
  });
  return (
    <>
      <PageTitle title="Notice and retries" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead
        title="Notice and retries of autopay"
        facts="A card or account the bank calls lost, stolen or closed is never tried again, whatever stands here."
      />
      <div className="staff-stack">
        {mayWrite && (
          <Panel title="Change it" pad>
            <Form method="post" noValidate>
              <FormStack>
                <TextInput
                  {...field('noticeDays', String(policy.noticeDays))}
                  label="Least days between notice and debit"
                  size="short"
                  inputMode="numeric"
                />
                <TextInput
                  {...field('retryDays', policy.retryDays.join(', '))}
                  label="Try again so many days after the first try"
                  hint="With commas between them. On a day off it is the next working day. Empty: never."
                  size="medium"
                  optional
                />
                <TextInput
                  {...field('expiryDays', policy.expiryDays.join(', '))}
                  label="Tell of a card’s end so many days before"
                  hint="With commas between them; each is told once."
                  size="medium"
                  optional
                />
                <DateInput {...field('fromOn', today)} label="From" hint="Today or later." />
                <TextInput {...field('reason', '')} label="Why" maxLength={500} />
                <ButtonRow>
                  <Button busy="Saving…">Save</Button>
                </ButtonRow>
              </FormStack>
            </Form>
          </Panel>
        )}
        <Versions versions={versions} />
      </div>
    </>
  );
}

function Versions({ versions }: { versions: readonly AutopayPolicyVersion[] }) {
  return (
    <Panel title="What held when">
      <DataTable
        caption="Versions of notice and retries"
        rows={versions}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'from',
            head: 'From',
            rowHeader: true,
            nowrap: true,
            cell: (row) => <DateText date={row.fromOn} />,
          },
          { key: 'notice', head: 'Days of notice', numeric: true, cell: (row) => row.noticeDays },
          { key: 'retry', head: 'Tried again on day', cell: (row) => listed(row.retryDays) },
          { key: 'expiry', head: 'Card’s end told', cell: (row) => listed(row.expiryDays) },
          { key: 'why', head: 'Why', cell: (row) => <NameText text={row.reason} /> },
          { key: 'who', head: 'By', cell: (row) => <NameText text={row.madeByName || 'As delivered'} /> },
        ]}
      />
    </Panel>
  );
}
