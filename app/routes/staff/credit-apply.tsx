import { data, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { deductionCodes } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import { payableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/credit-apply.ts';
import { applyPosted } from './apply-act.server.ts';
import { ApplyForm } from './apply-form.tsx';
import { creditAt } from './credit-at.server.ts';
import { CreditElsewhere } from './credit-elsewhere.tsx';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';
import { sourcePath } from './source-path.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'cash.apply');
  const credit = await creditAt(args.params.itemId);
  if (credit.kind === 'payment') throw redirect(`${sourcePath(credit)}/apply`);
  const [groups, codes] = await Promise.all([payableItems(staffDb(), credit), deductionCodes(staffDb())]);
  return { credit, groups, codes, today: moment.today };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'cash.apply');
  const credit = await creditAt(args.params.itemId);
  const { fields, intent } = await postedFields(args.request);
  const { id: itemId, customerId, currency, residualMinor: leftMinor } = credit;
  const of = { itemId, customerId, currency, leftMinor };
  const applied = await applyPosted({ credit: of, fields, intent, actor, moment, company });
  if (!applied.ok) return data({ ...applied.refusal, filled: undefined }, 422);
  if ('said' in applied.value) return redirectWithFlash(sourcePath(credit), applied.value.said);
  return data({ ...formRefusal({ values: applied.value.filled }), filled: applied.value.filled });
}

export default function ApplyCredit({ loaderData, actionData }: Route.ComponentProps) {
  const { credit, groups, codes, today } = loaderData;
  const { currency } = credit;
  return (
    <>
      <PageTitle
        title={`Apply ${credit.number}`}
        site="Tallystick"
        hasErrors={Boolean(actionData && !actionData.filled)}
      />
      <ErrorSummary {...actionData} />
      <BackLink to={sourcePath(credit)}>
        <span className="reference">{credit.number}</span>
      </BackLink>
      <PageHead
        title="Apply a credit"
        facts={<NameText text={credit.customerName} />}
        actions={<CreditElsewhere itemId={credit.id} />}
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `To apply, ${currency}`,
              value: <MoneyText money={money(credit.residualMinor, currency)} style="bare" />,
              large: true,
            },
            { label: 'Credited', value: <MoneyText money={money(credit.amountMinor, currency)} style="bare" /> },
          ]}
        />
        <ApplyForm
          groups={groups}
          codes={codes}
          leftMinor={credit.residualMinor}
          filled={actionData?.filled}
          values={actionData?.values ?? {}}
          errors={actionData?.fieldErrors ?? {}}
          currency={currency}
          today={today}
        />
      </div>
    </>
  );
}
