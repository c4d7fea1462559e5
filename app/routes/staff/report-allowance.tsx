import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { readAllowance } from '#app/modules/adjustments/queries/read-allowance.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/report-allowance.ts';
import { changeAllowance } from './allowance-form.server.ts';
import { AllowanceFigures, AllowanceForm, AllowanceMoves } from './allowance-parts.tsx';
import { postedFields } from './posted.server.ts';

const ADDRESS = '/staff/reports/allowance';
const MOVES_SHOWN = 100;

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  return {
    allowance: await readAllowance(staffDb(), { limit: MOVES_SHOWN }),
    base: company.baseCurrency,
    today: moment.today,
    mayChange: mayStaff(user.role, 'periods.lock'),
    once: newId<never>() as string,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'periods.lock');
  const { fields } = await postedFields(args.request);
  const done = await changeAllowance({ fields, actor, moment, base: company.baseCurrency, locale: company.locale });
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(ADDRESS, 'The loss allowance is changed and posted, 6100 against 1190.');
}

export default function LossAllowance({ loaderData, actionData }: Route.ComponentProps) {
  const { allowance, base, today, mayChange, once } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  return (
    <>
      <PageTitle title="Loss allowance" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors ?? []} />
      <BackLink to="/staff/reports">Reports</BackLink>
      <PageHead title="Loss allowance" facts={<span>What is set aside for expected losses, in {base}</span>} />
      <div className="staff-stack">
        <AllowanceFigures allowance={allowance} base={base} today={today} />
        {mayChange && (
          <AllowanceForm values={actionData?.values ?? {}} errors={errors} base={base} today={today} once={once} />
        )}
        <AllowanceMoves allowance={allowance} base={base} shown={MOVES_SHOWN} />
      </div>
    </>
  );
}
