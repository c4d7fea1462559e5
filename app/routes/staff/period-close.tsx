import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatMonth } from '#app/kernel/format-date.ts';
import { endOfMonth } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { listPeriods } from '#app/modules/ledger/queries/periods.server.ts';
import { PERIOD_KINDS, type PeriodRefusal } from '#app/modules/ledger/types.ts';
import { beforeClosing } from '#app/modules/reports/queries/before-closing.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/period-close.ts';
import { foundOr404 } from './not-found.ts';
import { BeforeClosingList, closingWords } from './period-close-parts.tsx';
import { KIND_WORDS, monthFrom } from './period-month.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'periods.lock');
  const monthOn = foundOr404(monthFrom(args.params.month), 'month');
  const [periods, facts] = await Promise.all([
    listPeriods(staffDb(), { fromOn: monthOn, toOn: monthOn }),
    beforeClosing(staffDb(), { monthOn }),
  ]);
  return {
    monthOn,
    facts,
    open: periods.filter((period) => !period.isClosed).map((period) => period.kind),
    today: moment.today,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'periods.lock');
  const monthOn = foundOr404(monthFrom(args.params.month), 'month');
  const { fields } = await postedFields(args.request);
  const kinds = PERIOD_KINDS.filter((kind) => fields.some(([name, value]) => name === 'kinds' && value === kind));
  if (kinds.length === 0) return data(formRefusal({ fieldErrors: { kinds: ['Tick what you want to close.'] } }), 422);
  const closed = await inTransaction(staffDb(), async (tx): Promise<Result<undefined, PeriodRefusal>> => {
    for (const kind of kinds) {
      const done = await closePeriod(tx, actor, { kind, monthOn }, moment);
      if (!done.ok) return done;
    }
    return ok();
  });
  const month = formatMonth(monthOn, company.locale);
  if (!closed.ok)
    return data(formRefusal({ formErrors: [closingWords(closed.refusal, { month, locale: company.locale })] }), 422);
  return redirectWithFlash('/staff/periods', `${month} is closed. What arrives for it now counts on a later day.`);
}

export default function ClosePeriod({ loaderData, actionData }: Route.ComponentProps) {
  const { monthOn, facts, open, today } = loaderData;
  const month = formatMonth(monthOn, useLocale());
  return (
    <>
      <PageTitle title={`Close ${month}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/periods">Periods</BackLink>
      <PageHead title={`Close ${month}`} facts={<span>Every month before it closes with it.</span>} />
      <div className="staff-stack">
        {endOfMonth(monthOn) >= today && (
          <Note tone="warn">
            {monthOn > today
              ? `${month} has not begun.`
              : `${month} has not ended: what happens in it from now on counts after it.`}
          </Note>
        )}
        <Panel title="What still belongs to it">
          <BeforeClosingList facts={facts} />
        </Panel>
        {open.length === 0 && <Note tone="info">{month} is closed already.</Note>}
        {open.length > 0 && (
          <Form method="post" noValidate className="staff-stack">
            <Panel title="What closes" pad>
              <CheckboxGroup
                name="kinds"
                label="Close it for"
                error={actionData?.fieldErrors.kinds}
                defaultValues={open}
                choices={open.map((kind) => ({
                  value: kind,
                  label: KIND_WORDS[kind].name,
                  hint: KIND_WORDS[kind].hint,
                }))}
              />
            </Panel>
            <ButtonRow>
              <Button busy="Closing…">Close {month}</Button>
              <LinkButton to="/staff/periods" variant="second">
                Leave it open
              </LinkButton>
            </ButtonRow>
          </Form>
        )}
      </div>
    </>
  );
}
