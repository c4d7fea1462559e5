import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { learnFromDispute } from '#app/modules/disputes/commands/learn-from-dispute.server.ts';
import { disputeCauses, lessonsOf } from '#app/modules/disputes/queries/dispute-lessons.server.ts';
import { listQueues } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import { preventionOf } from '#app/modules/disputes/queries/prevention-of.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/dispute-lesson.ts';
import { LESSON_REFUSALS, LessonForm, LessonsTold } from './dispute-lesson-parts.tsx';
import { OfferedRules } from './dispute-lesson-rules.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

const pathOf = (id: string) => `/staff/disputes/${id}/lesson`;

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const disputeId = foundOr404(parseId(args.params.id), 'dispute');
  const dispute = foundOr404(await getDispute(staffDb(), { disputeId }), 'dispute');
  const [causes, lessons, queues] = await Promise.all([
    disputeCauses(staffDb(), { reason: dispute.reasonCode }),
    lessonsOf(staffDb(), disputeId),
    listQueues(staffDb()),
  ]);
  const usual = causes.find(({ state, reasons }) => state === 'on' && reasons.includes(dispute.reasonCode));
  const issueRule = lessons[0] ? lessons[0].issueRule : (usual?.issueRule ?? null);
  const wantsRules = args.url.searchParams.get('checks') === 'tried';
  const { number, reasonLabel, customerNumber, customerName, invoiceNumber, customerId, invoiceId, state } = dispute;
  return {
    ...{ id: disputeId as string, number, reasonLabel, customerNumber, customerName, invoiceNumber, lessons },
    causes: causes.filter((cause) => cause.state === 'on'),
    departments: queues.filter(({ isRetired }) => !isRetired).map(({ code, name }) => ({ value: code, label: name })),
    isDecided: state === 'decided' || state === 'closed',
    usual: usual?.code ?? '',
    offer: wantsRules ? await preventionOf(staffDb(), { invoiceId, customerId, issueRule }, moment.today) : null,
    ...{ wantsRules, zone: company.timeZone },
    mayLearn: mayStaff(user.role, 'disputes.work'),
    mayReview: mayStaff(user.role, 'runs.review'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'disputes.work');
  const disputeId = foundOr404(parseId(args.params.id), 'dispute');
  const { fields, of } = await postedFields(args.request);
  const input = { disputeId, causeCode: of('cause'), department: of('department') || null, note: of('note') };
  const done = await inTransaction(staffDb(), (tx) => learnFromDispute(tx, actor, input, moment));
  if (done.ok) return redirectWithFlash(pathOf(disputeId), 'Kept. It counts in the report of disputes from now on.');
  const { code } = done.refusal;
  if (code === 'unknown-dispute') return foundOr404<never>(null, 'dispute');
  return data(formRefusal({ ...LESSON_REFUSALS[code], values: Object.fromEntries(fields) }), 422);
}

export default function DisputeLesson({ loaderData, actionData }: Route.ComponentProps) {
  const { id, number, reasonLabel, customerName, customerNumber, invoiceNumber, lessons, offer, ...rest } = loaderData;
  return (
    <>
      <PageTitle title={`What ${number} teaches`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/disputes/${id}`}>{number}</BackLink>
      <PageHead
        title={`What ${number} teaches`}
        facts={
          <>
            <span>{reasonLabel}</span>
            <NameText text={customerName} />
            {invoiceNumber && <span className="reference">{invoiceNumber}</span>}
          </>
        }
      />
      <div className="staff-stack">
        {!rest.isDecided && (
          <Panel title="Not decided yet" pad>
            <p>What it came from is said once it is decided.</p>
          </Panel>
        )}
        {lessons.length > 0 && <LessonsTold lessons={lessons} zone={rest.zone} />}
        {rest.isDecided && rest.mayLearn && <LessonForm {...rest} newest={lessons[0] ?? null} result={actionData} />}
        {rest.isDecided && invoiceNumber && (
          <OfferedRules
            offer={offer}
            triedHref={`${pathOf(id)}?checks=tried`}
            customerNumber={customerNumber}
            customerName={customerName}
            mayReview={rest.mayReview}
          />
        )}
      </div>
    </>
  );
}
