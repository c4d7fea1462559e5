import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { minorToDecimal, money } from '#app/kernel/money.ts';
import { smallBalances } from '#app/modules/adjustments/queries/small-balances.server.ts';
import { SMALL_ITEMS_MAX } from '#app/modules/adjustments/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/write-offs-small.ts';
import { WhoDecides } from './adjustment-effect.tsx';
import { ruleFor } from './adjustment-form.server.ts';
import { postedFields } from './posted.server.ts';
import { type AskedRule, askedRule, askForSmall } from './small-form.server.ts';
import { SmallTable } from './small-table.tsx';
import { Against } from './write-off-fields.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, actor } = await requireStaff(args, 'write-offs.request');
  const rule = askedRule(args.url, { today: moment.today, baseCurrency: company.baseCurrency });
  const found = await smallBalances(staffDb(), rule);
  const items = found.slice(0, SMALL_ITEMS_MAX);
  const sumMinor = items.reduce((sum, item) => sum + item.openMinor, 0n);
  const { baseCurrency } = company;
  // In another currency the request itself says whether it is asked for.
  const decides = rule.currency === baseCurrency ? await ruleFor('write_off', { actor, baseMinor: sumMinor }) : null;
  const more = found.length > items.length;
  return { rule, items, more, sumMinor, decides, baseCurrency, once: newId<never>() as string };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'write-offs.request');
  const { currency } = askedRule(args.url, { today: moment.today, baseCurrency: company.baseCurrency });
  const { fields } = await postedFields(args.request);
  const done = await askForSmall({ fields, currency, actor, moment, locale: company.locale });
  return done.ok ? redirectWithFlash('/staff/adjustments', done.value) : data(done.refusal, 422);
}

export default function SmallWriteOffs({ loaderData, actionData }: Route.ComponentProps) {
  const { rule, items, more, sumMinor, decides, baseCurrency, once } = loaderData;
  const values = actionData?.values ?? { against: 'expense', once };
  const errors = actionData?.fieldErrors ?? {};
  const of = (minor: bigint) => money(minor, rule.currency);
  return (
    <>
      <PageTitle title="Small balances" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/adjustments">Adjustments</BackLink>
      <PageHead title="Write off small balances" />
      <div className="staff-stack">
        <RuleFields rule={rule} />
        {items.length === 0 ? (
          <Panel title="Nothing is that small and that old">
            <EmptyState>Raise the amount or lower the days.</EmptyState>
          </Panel>
        ) : (
          <Form method="post" noValidate className="staff-stack">
            <input type="hidden" name="once" value={values.once ?? once} />
            <Figures
              figures={[
                { label: `Sum, ${rule.currency}`, value: <MoneyText money={of(sumMinor)} style="bare" />, large: true },
                { label: 'Items', value: String(items.length) },
              ]}
            />
            <Panel
              title="What would be written off"
              foot={more && `The first ${SMALL_ITEMS_MAX}. Lower the amount to see fewer.`}
            >
              <SmallTable items={items} currency={rule.currency} />
            </Panel>
            {decides && <WhoDecides rule={decides} baseCurrency={baseCurrency} />}
            <Panel title="Why" pad>
              <FormStack>
                <Against value={values.against} error={errors.against} />
                <TextArea
                  name="reason"
                  label="Note"
                  hint="Whoever approves the list reads this."
                  rows={2}
                  defaultValue={values.reason}
                  error={errors.reason}
                />
              </FormStack>
            </Panel>
            <ButtonRow>
              <Button busy="Asking…">Write off the ticked ones</Button>
            </ButtonRow>
            <p className="text-muted">
              Beyond your own limit this asks a second person, who sees the whole list. What is paid meanwhile is left
              alone.
            </p>
          </Form>
        )}
      </div>
    </>
  );
}

/** Which items: a currency, an amount and an age. */
function RuleFields({ rule }: { rule: AskedRule }) {
  return (
    <FilterBar action="/staff/write-offs/small" label="Which small balances" submitLabel="List them">
      <TextInput name="currency" label="Currency" size="short" defaultValue={rule.currency} />
      <TextInput
        name="upTo"
        label="Open up to"
        size="short"
        defaultValue={minorToDecimal(rule.upToMinor, rule.currency)}
      />
      <TextInput name="days" label="Days past due" size="short" inputMode="numeric" defaultValue={String(rule.days)} />
    </FilterBar>
  );
}
