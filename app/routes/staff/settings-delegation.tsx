import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { delegate } from '#app/modules/approvals/commands/delegate.server.ts';
import { endDelegation } from '#app/modules/approvals/commands/end-delegation.server.ts';
import { delegationForm } from '#app/modules/approvals/forms.ts';
import { listDelegations } from '#app/modules/approvals/queries/list-delegations.server.ts';
import type { DelegateRefusal, DelegationId } from '#app/modules/approvals/types.ts';
import { listStaff } from '#app/modules/auth/queries/list-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { DateInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-delegation.ts';
import { roleWords } from './approval-words.ts';
import { DelegationTable } from './delegation-table.tsx';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/settings/delegation';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment } = await requireStaff(args, 'desk.read');
  const [delegations, staff] = await Promise.all([listDelegations(staffDb()), listStaff(staffDb())]);
  const colleagues = staff.filter(
    ({ id, role, disabledAt }) => id !== user.id && !disabledAt && mayStaff(role, 'approvals.decide'),
  );
  return {
    delegations,
    colleagues: colleagues.map(({ id, name, role }) => ({
      value: id,
      label: `${name}, ${roleWords(role).toLowerCase()}`,
    })),
    decides: mayStaff(user.role, 'approvals.decide'),
    userId: user.id,
    today: moment.today,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'approvals.decide');
  const sent = await postedFields(args.request);
  if (sent.intent === 'end') {
    const delegationId = parseId<DelegationId>(sent.of('delegationId'));
    const ended =
      delegationId && (await inTransaction(staffDb(), (tx) => endDelegation(tx, actor, { delegationId }, moment)));
    if (ended?.ok) return redirectWithFlash(PATH, 'It is ended. What was decided under it stays decided.');
    return data(formRefusal({ formErrors: ['This had ended already, or is not yours to end.'] }), 422);
  }
  const form = parseFields(sent.fields, delegationForm);
  if (!form.ok) return data(form.refusal, 422);
  const made = await inTransaction(staffDb(), (tx) => delegate(tx, actor, form.value, moment));
  if (made.ok) return redirectWithFlash(PATH, `${made.value.toName} decides with your limits on these days.`);
  return data(formRefusal({ ...wordsFor(made.refusal), values: Object.fromEntries(sent.fields) }), 422);
}

function wordsFor(refusal: DelegateRefusal): { fieldErrors: Record<string, string[]> } {
  switch (refusal.code) {
    case 'to-oneself':
      return { fieldErrors: { toUser: ['Choose a colleague, not yourself.'] } };
    case 'cannot-decide':
      return {
        fieldErrors: { toUser: [`${refusal.name} has no role that decides on requests. Choose somebody who has.`] },
      };
    case 'unknown-person':
      return { fieldErrors: { toUser: ['This colleague does not work here any more. Choose another.'] } };
    case 'ends-before-it-begins':
      return { fieldErrors: { toOn: ['Enter a last day that is not before the first.'] } };
    case 'in-the-past':
      return { fieldErrors: { toOn: ['Enter a last day that is today or later.'] } };
    case 'too-long':
      return { fieldErrors: { toOn: ['Enter a last day within a year of the first.'] } };
  }
}

export default function StandingIn({ loaderData, actionData }: Route.ComponentProps) {
  const { delegations, colleagues, decides, userId, today } = loaderData;
  const value = (name: string) => actionData?.values[name] as string | undefined;
  const error = (name: string) => actionData?.fieldErrors[name];
  return (
    <>
      <PageTitle title="Standing in" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="Standing in" />
      <div className="staff-stack">
        <DelegationTable delegations={delegations} userId={userId} today={today} />
        {decides && (
          <Panel
            title="Let a colleague decide for you"
            pad
            foot="They decide with your limits, never on requests of their own or of yours. Each decision says that it was for you."
          >
            <Form method="post" noValidate>
              <FormStack>
                <Select
                  name="toUser"
                  label="Who"
                  placeholder="Choose a colleague"
                  options={colleagues}
                  error={error('toUser')}
                  defaultValue={value('toUser')}
                />
                <DateInput
                  name="fromOn"
                  label="First day"
                  error={error('fromOn')}
                  defaultValue={value('fromOn') ?? today}
                />
                <DateInput name="toOn" label="Last day" error={error('toOn')} defaultValue={value('toOn')} />
                <TextInput name="reason" label="Why" optional error={error('reason')} defaultValue={value('reason')} />
                <ButtonRow>
                  <Button name="intent" value="begin" busy="Saving…">
                    Let them decide
                  </Button>
                </ButtonRow>
              </FormStack>
            </Form>
          </Panel>
        )}
      </div>
    </>
  );
}
