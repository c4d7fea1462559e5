import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { addDays, type PlainDate, parsePlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { revalue } from '#app/modules/currencies/commands/revalue.server.ts';
import { ratesOn } from '#app/modules/currencies/queries/list-rates.server.ts';
import { listRevaluations } from '#app/modules/currencies/queries/list-revaluations.server.ts';
import { standingRevaluation } from '#app/modules/currencies/queries/standing-revaluation.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/currencies.ts';
import { MadeTable, RatesTable, StandingPanel } from './currency-tables.tsx';
import { revaluationWords } from './currency-words.ts';

const MADE_SHOWN = 24;

/** The day asked for, or the last day of the month before today. */
function dayIn(text: string | null, today: PlainDate): PlainDate {
  const day = parsePlainDate(text ?? '');
  return day.ok ? day.value : addDays(startOfMonth(today), -1);
}

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const asOfOn = dayIn(args.url.searchParams.get('on'), moment.today);
  const [standing, made, rates] = await Promise.all([
    standingRevaluation(staffDb(), asOfOn),
    listRevaluations(staffDb(), { limit: MADE_SHOWN }),
    ratesOn(staffDb(), moment.today),
  ]);
  return {
    asOfOn,
    base: company.baseCurrency,
    standing: standing.ok ? standing.value : [],
    trouble: standing.ok ? null : revaluationWords(standing.refusal, company.locale),
    made,
    rates,
    isMade: made.some((one) => one.asOfOn === asOfOn),
    may: { revalue: mayStaff(user.role, 'periods.lock'), importRates: mayStaff(user.role, 'imports.run') },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'periods.lock');
  const posted = await args.request.formData();
  const asOfOn = dayIn(String(posted.get('on') ?? ''), moment.today);
  const done = await inTransaction(staffDb(), (tx) => revalue(tx, actor, { asOfOn }, moment));
  if (!done.ok) return data(formRefusal({ formErrors: [revaluationWords(done.refusal, company.locale)] }), 422);
  return redirectWithFlash(
    `/staff/currencies?on=${asOfOn}`,
    `Revalued as of ${formatDate(asOfOn, company.locale)}. It is taken back the next day.`,
  );
}

export default function Currencies({ loaderData, actionData }: Route.ComponentProps) {
  const { may, rates, made } = loaderData;
  return (
    <>
      <PageTitle title="Currencies" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead
        title="Currencies"
        facts={<span>Nothing is added up across currencies except in base, at the rate beside it.</span>}
        actions={
          may.importRates && (
            <LinkButton to="/staff/import" variant="second">
              Import rates
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        <StandingPanel {...loaderData} />
        <MadeTable made={made} base={loaderData.base} />
        <RatesTable rates={rates} base={loaderData.base} />
      </div>
    </>
  );
}
