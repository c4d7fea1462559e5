import { data, Link, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff, type StaffRole } from '#app/modules/auth/types.ts';
import { caseStory } from '#app/modules/cash-application/queries/case-story.server.ts';
import { type Case, listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { reducedItem } from '#app/modules/cash-application/queries/list-reductions.server.ts';
import { listCreditReasons } from '#app/modules/invoicing/queries/list-credit-reasons.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/case.ts';
import { actOnCase } from './case-act.server.ts';
import { creditCase } from './case-credit.server.ts';
import { CreditForm } from './case-credit.tsx';
import { AssignForm, EndForms, NoteForm } from './case-forms.tsx';
import { CaseFacts, CaseStory } from './case-parts.tsx';
import { custodians } from './custodians.server.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { ageText } from './reduction-words.ts';
import { sourcePath } from './source-path.ts';

/** What was deducted from a document is credited by who may ask for credits. */
const creditReasons = (found: Case | undefined, role: StaffRole): boolean =>
  found?.kind === 'deduction' &&
  mayStaff(role, 'credits.request') &&
  ['invoice', 'debit_note'].includes(found.itemKind);

export async function loader(args: Route.LoaderArgs) {
  const { moment, user, company } = await requireStaff(args, 'desk.read');
  const reductionId = foundOr404(parseId(args.params.id), 'case');
  const wanted = { state: 'all', today: moment.today, reductionId, limit: 1 } as const;
  const [[deduction], [certificate], steps, people] = await Promise.all([
    listCases(staffDb(), { ...wanted, kind: 'deduction' }),
    listCases(staffDb(), { ...wanted, kind: 'withholding' }),
    caseStory(staffDb(), reductionId),
    custodians(),
  ]);
  const found = deduction ?? certificate;
  // A difference that leaves nothing to follow up is seen on the document it settled.
  const settled = found ? null : await reducedItem(staffDb(), reductionId);
  if (settled) throw redirect(sourcePath(settled));
  return {
    found: foundOr404(found, 'case'),
    ...{ steps, people, zone: company.timeZone, mayAct: mayStaff(user.role, 'cases.decide') },
    reasons: creditReasons(found, user.role) ? await listCreditReasons(staffDb(), 'credit_note') : [],
    once: newId<never>() as string,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'cases.decide');
  const reductionId = foundOr404(parseId(args.params.id), 'case');
  const sent = await postedFields(args.request);
  const act = sent.intent === 'credit' ? creditCase : actOnCase;
  const done = await act(reductionId, sent, actor, moment);
  return done.ok ? redirectWithFlash(`/staff/cases/${reductionId}`, done.value) : data(done.refusal, 422);
}

export default function CasePage({ loaderData, actionData }: Route.ComponentProps) {
  const { found, steps, people, zone, mayAct, reasons, once } = loaderData;
  const isDeduction = found.kind === 'deduction';
  const title = isDeduction ? `Deduction on ${found.number}` : `Certificate for ${found.number}`;
  const form = { values: actionData?.values ?? {}, errors: actionData?.fieldErrors ?? {} };
  const isOpen = found.openMinor > 0n;
  return (
    <>
      <PageTitle title={title} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={isDeduction ? '/staff/deductions' : '/staff/certificates'}>
        {isDeduction ? 'Deductions' : 'Certificates'}
      </BackLink>
      <PageHead
        title={title}
        facts={
          <Link to={`/staff/customers/${found.customerId}`}>
            <NameText text={found.customerName} />
          </Link>
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: isDeduction ? `Left of the claim, ${found.currency}` : `To collect, ${found.currency}`,
              value: <MoneyText money={money(found.openMinor, found.currency)} style="bare" />,
              large: true,
            },
            { label: 'Age', value: ageText(found.ageDays) },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <CaseStory steps={steps} zone={zone} />
            {mayAct && isOpen && !isDeduction && <EndForms {...form} />}
            {mayAct && isOpen && reasons.length > 0 && <CreditForm {...{ ...form, found, reasons, once }} />}
            {mayAct && <NoteForm {...form} asks={isOpen && !isDeduction} />}
          </div>
          <div className="staff-stack">
            <CaseFacts of={found} />
            {mayAct && isOpen && <AssignForm {...form} people={people} />}
          </div>
        </div>
      </div>
    </>
  );
}
