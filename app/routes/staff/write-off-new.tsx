import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type OpenItemId, parseId } from '#app/kernel/ids.ts';
import { minorToDecimal, money } from '#app/kernel/money.ts';
import { itemToWriteOff } from '#app/modules/adjustments/queries/item-to-write-off.server.ts';
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
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/write-off-new.ts';
import { AdjustmentEffect } from './adjustment-effect.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { sourcePath } from './source-path.ts';
import { WriteOffFields } from './write-off-fields.tsx';
import { checkWriteOff, doWriteOff } from './write-off-form.server.ts';

const asked = async (args: { url: URL }) => {
  const id = parseId<OpenItemId>(args.url.searchParams.get('item'));
  return foundOr404(id && (await itemToWriteOff(staffDb(), id)), 'open item');
};

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'write-offs.request');
  const item = await asked(args);
  const reasons = await listReasons(staffDb(), 'write_off');
  const once = newId<never>() as string;
  return { item, reasons, today: moment.today, baseCurrency: company.baseCurrency, once };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'write-offs.request');
  const item = await asked(args);
  const { fields, intent } = await postedFields(args.request);
  const posted = { fields, item, actor, moment, locale: company.locale };
  if (intent === 'check') {
    const effect = await checkWriteOff(posted);
    if (!effect.ok) return data({ ...effect.refusal, effect: null }, 422);
    return data({ ...formRefusal({ values: Object.fromEntries(fields) }), effect: effect.value });
  }
  const done = await doWriteOff(posted);
  if (!done.ok) return data({ ...done.refusal, effect: null }, 422);
  const { id, number } = done.value;
  if (id === null)
    return redirectWithFlash('/staff/adjustments', 'Asked for. The write-off waits for a second person.');
  return redirectWithFlash(`/staff/write-offs/${id}`, `${number} is posted. The item is settled by it.`);
}

export default function NewWriteOff({ loaderData, actionData }: Route.ComponentProps) {
  const { item, reasons, today, baseCurrency, once } = loaderData;
  const values: Record<string, string> = actionData?.values ?? {
    ...{ amount: minorToDecimal(item.openMinor, item.currency), against: 'expense', effectiveOn: today, once },
  };
  const errors = actionData?.fieldErrors ?? {};
  const effect = actionData?.effect;
  const of = (minor: bigint) => <MoneyText money={money(minor, item.currency)} style="bare" />;
  return (
    <>
      <PageTitle title={`Write off ${item.number}`} site="Tallystick" hasErrors={Boolean(actionData && !effect)} />
      <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors ?? []} />
      <BackLink to={sourcePath(item)}>
        <span className="reference">{item.number}</span>
      </BackLink>
      <PageHead title={`Write off ${item.number}`} facts={<NameText text={item.customerName} />} />
      <div className="staff-stack">
        <Figures
          figures={[
            { label: `Open, ${item.currency}`, value: of(item.openMinor), large: true },
            { label: 'Of', value: of(item.amountMinor) },
            { label: 'Tax in it', value: of(item.taxMinor) },
          ]}
        />
        {item.openMinor === 0n ? (
          <EmptyState>Nothing of this is open any more.</EmptyState>
        ) : (
          <Form method="post" noValidate className="staff-stack">
            <input type="hidden" name="once" value={values.once ?? once} />
            {effect && <AdjustmentEffect effect={effect} baseCurrency={baseCurrency} />}
            <Panel title="How much, why and when" pad>
              <WriteOffFields
                values={values}
                errors={errors}
                reasons={reasons}
                currency={item.currency}
                latest={today}
              />
            </Panel>
            <ButtonRow>
              <Button variant={effect ? 'second' : 'primary'} name="intent" value="check" busy="Working it out…">
                See what it does
              </Button>
              <Button variant={effect ? 'primary' : 'second'} name="intent" value="do" busy="Writing off…">
                {effect?.rule ? 'Ask for this write-off' : 'Write off'}
              </Button>
            </ButtonRow>
          </Form>
        )}
      </div>
    </>
  );
}
