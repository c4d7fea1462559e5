import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type OpenItemId, parseId } from '#app/kernel/ids.ts';
import { minorToDecimal, money } from '#app/kernel/money.ts';
import { creditToRefund } from '#app/modules/adjustments/queries/credit-to-refund.server.ts';
import { listReasons } from '#app/modules/adjustments/queries/list-reasons.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { DateInput, FormStack, MoneyInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/refund-new.ts';
import { AdjustmentEffect } from './adjustment-effect.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { checkRefund, doRefund } from './refund-form.server.ts';
import { RefundWay } from './refund-parts.tsx';
import { sourcePath } from './source-path.ts';
import { ReasonFields } from './write-off-fields.tsx';

const asked = async (args: { url: URL }) => {
  const id = parseId<OpenItemId>(args.url.searchParams.get('item'));
  return foundOr404(id && (await creditToRefund(staffDb(), id)), 'credit');
};

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'refunds.request');
  const credit = await asked(args);
  const reasons = await listReasons(staffDb(), 'refund');
  const once = newId<never>() as string;
  return { credit, reasons, today: moment.today, baseCurrency: company.baseCurrency, once };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'refunds.request');
  const credit = await asked(args);
  const { fields, intent } = await postedFields(args.request);
  const posted = { fields, credit, actor, moment, locale: company.locale };
  if (intent === 'check') {
    const effect = await checkRefund(posted);
    if (!effect.ok) return data({ ...effect.refusal, effect: null }, 422);
    return data({ ...formRefusal({ values: Object.fromEntries(fields) }), effect: effect.value });
  }
  const done = await doRefund(posted);
  if (!done.ok) return data({ ...done.refusal, effect: null }, 422);
  const { id, number } = done.value;
  if (id === null) return redirectWithFlash('/staff/adjustments', 'Asked for. The refund waits for a second person.');
  return redirectWithFlash(`/staff/refunds/${id}`, `${number} is approved.`);
}

export default function NewRefund({ loaderData, actionData }: Route.ComponentProps) {
  const { credit, reasons, today, baseCurrency, once } = loaderData;
  const values: Record<string, string> = actionData?.values ?? {
    ...{ amount: minorToDecimal(credit.leftMinor, credit.currency), effectiveOn: today, once },
    method: credit.original ? 'original' : 'bank',
  };
  const errors = actionData?.fieldErrors ?? {};
  const effect = actionData?.effect;
  const of = (minor: bigint) => <MoneyText money={money(minor, credit.currency)} style="bare" />;
  return (
    <>
      <PageTitle title={`Refund of ${credit.number}`} site="Tallystick" hasErrors={Boolean(actionData && !effect)} />
      <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors ?? []} />
      <BackLink to={sourcePath(credit)}>
        <span className="reference">{credit.number}</span>
      </BackLink>
      <PageHead title={`Refund of ${credit.number}`} facts={<NameText text={credit.customerName} />} />
      <div className="staff-stack">
        <Figures
          figures={[
            { label: `Left to give back, ${credit.currency}`, value: of(credit.leftMinor), large: true },
            { label: 'Of', value: of(credit.amountMinor) },
            ...(credit.waitingMinor > 0n ? [{ label: 'Asked for already', value: of(credit.waitingMinor) }] : []),
          ]}
        />
        {credit.leftMinor === 0n || !credit.refundable ? (
          <EmptyState>Nothing of this credit can be given back.</EmptyState>
        ) : (
          <Form method="post" noValidate className="staff-stack">
            <input type="hidden" name="once" value={values.once ?? once} />
            {effect && <AdjustmentEffect effect={effect} baseCurrency={baseCurrency} />}
            <Panel title="How much, where to and why" pad>
              <FormStack>
                <MoneyInput
                  name="amount"
                  label="Amount"
                  currency={credit.currency}
                  defaultValue={values.amount}
                  error={errors.amount}
                />
                <RefundWay credit={credit} value={values.method} error={errors.method} />
                <ReasonFields values={values} errors={errors} reasons={reasons} />
                <DateInput
                  name="effectiveOn"
                  label="Day it counts"
                  max={today}
                  defaultValue={values.effectiveOn}
                  error={errors.effectiveOn}
                />
              </FormStack>
            </Panel>
            <ButtonRow>
              <Button variant={effect ? 'second' : 'primary'} name="intent" value="check" busy="Working it out…">
                See what it does
              </Button>
              <Button variant={effect ? 'primary' : 'second'} name="intent" value="do" busy="Asking…">
                {effect && !effect.rule ? 'Refund' : 'Ask for this refund'}
              </Button>
            </ButtonRow>
          </Form>
        )}
      </div>
    </>
  );
}
