import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { endNextStep } from '#app/modules/activity/commands/end-next-step.server.ts';
import { nextSteps } from '#app/modules/activity/queries/next-steps.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-notes.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { NoteForm, StepsToEnd } from './note-forms.tsx';
import { keepNote } from './note-keep.server.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'timeline.write');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  return {
    customer: { id: customer.id, name: customer.name },
    steps: await nextSteps(staffDb(), { customerId: customer.id }),
    today: moment.today,
  };
}

/** A call, visit or note is written down, or a next step is done. */
export async function action(args: Route.ActionArgs) {
  const staff = await requireStaff(args, 'timeline.write');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const customerId = customer.id;
  const sent = await postedFields(args.request);
  const back = `/staff/customers/${customerId}?tab=timeline`;
  if (sent.intent !== 'done') {
    const kept = await keepNote(staff, { customerId, fields: sent.fields });
    return kept.ok ? redirectWithFlash(back, kept.value) : data({ ...kept.refusal, intent: 'note' }, 422);
  }
  const noteId = parseId(sent.of('id')) ?? '';
  const field = `outcome-${noteId}`;
  const wrong = (error: Parameters<typeof formRefusal>[0]) =>
    data({ ...formRefusal({ ...error, values: Object.fromEntries(sent.fields) }), intent: 'done' }, 422);
  const outcome = sent.of(field).trim();
  if (outcome.length > 1_000) return wrong({ fieldErrors: { [field]: ['Use at most 1,000 characters.'] } });
  if (noteId === '') return wrong({ formErrors: ['Reload the page and choose again.'] });
  const done = await inTransaction(staffDb(), (tx) =>
    endNextStep(tx, staff.actor, { noteId, customerId, outcome }, staff.moment),
  );
  if (done.ok) return redirectWithFlash(back, 'Done.');
  const by = done.refusal.code === 'done-already' ? ` by ${done.refusal.byName}` : '';
  return wrong({ formErrors: [`This was done already${by}. Nothing was changed.`] });
}

export default function CustomerNotes({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, steps, today } = loaderData;
  return (
    <>
      <PageTitle title={`Notes about ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customer.id}?tab=timeline`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead title="Calls, visits and notes" facts={<NameText text={customer.name} />} />
      <div className="staff-stack">
        <Panel title="Write down" pad>
          <NoteForm today={today} result={actionData?.intent === 'note' ? actionData : null} />
        </Panel>
        {steps.length > 0 && (
          <Panel title="To do next" pad>
            <StepsToEnd steps={steps} result={actionData?.intent === 'done' ? actionData : null} />
          </Panel>
        )}
      </div>
    </>
  );
}
