import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatMonth } from '#app/kernel/format-date.ts';
import {
  type RequestReopeningRefusal,
  requestReopening,
} from '#app/modules/ledger/commands/request-reopening.server.ts';
import { listPeriods } from '#app/modules/ledger/queries/periods.server.ts';
import { PERIOD_KINDS } from '#app/modules/ledger/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/period-reopen.ts';
import { foundOr404 } from './not-found.ts';
import { KIND_WORDS, monthFrom } from './period-month.ts';
import { postedFields } from './posted.server.ts';

const REASON_MAX = 500;

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'periods.reopen');
  const monthOn = foundOr404(monthFrom(args.params.month), 'month');
  const periods = await listPeriods(staffDb(), { fromOn: monthOn, toOn: monthOn });
  return {
    monthOn,
    closed: periods.filter((period) => period.isClosed && !period.asked).map((period) => period.kind),
    asked: periods.flatMap((period) => period.asked ?? []),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'periods.reopen');
  const monthOn = foundOr404(monthFrom(args.params.month), 'month');
  const { fields, of } = await postedFields(args.request);
  const values = Object.fromEntries(fields);
  const kind = PERIOD_KINDS.find((one) => one === of('kind'));
  const reason = of('reason').trim().slice(0, REASON_MAX);
  const fieldErrors = {
    ...(kind ? {} : { kind: ['Choose what to open again.'] }),
    ...(reason ? {} : { reason: ['Say why, for whoever decides and for the audit.'] }),
  };
  if (!kind || !reason) return data(formRefusal({ fieldErrors, values }), 422);
  const asked = await inTransaction(staffDb(), (tx) => requestReopening(tx, actor, { kind, monthOn, reason }, moment));
  const month = formatMonth(monthOn, company.locale);
  if (!asked.ok) return data(formRefusal({ formErrors: [wordsFor(asked.refusal, month)], values }), 422);
  return redirectWithFlash('/staff/periods', `Asked. ${month} opens when a second person approves.`);
}

function wordsFor(refusal: RequestReopeningRefusal, month: string): string {
  switch (refusal.code) {
    case 'already-open':
      return `${month} is open. Nothing needs to be asked.`;
    case 'already-asked':
      return `${refusal.byName} asked for this already. Look under Approvals.`;
    case 'reason-missing':
      return 'Say why, for whoever decides and for the audit.';
    case 'not-staff':
      return 'Only staff can ask for this.';
  }
}

export default function ReopenPeriod({ loaderData, actionData }: Route.ComponentProps) {
  const { monthOn, closed, asked } = loaderData;
  const month = formatMonth(monthOn, useLocale());
  const errors = actionData?.fieldErrors ?? {};
  return (
    <>
      <PageTitle title={`Ask to reopen ${month}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/periods">Periods</BackLink>
      <PageHead
        title={`Ask to reopen ${month}`}
        facts={<span>A second person decides. The months around it stay closed.</span>}
      />
      <div className="staff-stack">
        {asked.map(({ approvalId, byName }) => (
          <Note key={approvalId} tone="info" action={<a href={`/staff/approvals?id=${approvalId}`}>See the request</a>}>
            {byName} asked for it already.
          </Note>
        ))}
        {closed.length === 0 && asked.length === 0 && <Note tone="info">{month} is open.</Note>}
        {closed.length > 0 && (
          <Form method="post" noValidate className="staff-stack">
            <Panel title="What and why" pad>
              <FormStack>
                <RadioGroup
                  name="kind"
                  label="Open it again for"
                  error={errors.kind}
                  defaultValue={actionData?.values.kind ?? closed[0]}
                  choices={closed.map((kind) => ({
                    value: kind,
                    label: KIND_WORDS[kind].name,
                    hint: KIND_WORDS[kind].hint,
                  }))}
                />
                <TextArea
                  name="reason"
                  label="Why"
                  hint="For example: a supplier’s bill of the month came late and the year is not audited yet."
                  error={errors.reason}
                  defaultValue={actionData?.values.reason}
                  maxLength={REASON_MAX}
                />
              </FormStack>
            </Panel>
            <ButtonRow>
              <Button busy="Asking…">Ask for it</Button>
              <LinkButton to="/staff/periods" variant="second">
                Leave it closed
              </LinkButton>
            </ButtonRow>
          </Form>
        )}
      </div>
    </>
  );
}
