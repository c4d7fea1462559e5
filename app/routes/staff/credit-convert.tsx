import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { minorToDecimal, money, parseCurrency } from '#app/kernel/money.ts';
import { dayRates, worthOf } from '#app/modules/currencies/queries/worth-of.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { FormStack, MoneyInput, Select } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/credit-convert.ts';
import { creditAt } from './credit-at.server.ts';
import { convertPosted, typedAmount } from './credit-convert-act.server.ts';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';
import { sourcePath } from './source-path.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'cash.apply');
  const credit = await creditAt(args.params.itemId);
  const rates = await dayRates(staffDb(), moment.today, company.baseCurrency);
  const choices = [...rates.keys()].filter((code) => code !== credit.currency).sort();
  const asked = parseCurrency(args.url.searchParams.get('to') ?? '');
  const to = asked && asked !== credit.currency ? asked : null;
  return { credit, choices, to, toMinor: to && worthOf(credit.residualMinor, credit.currency, to, rates) };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'cash.apply');
  const credit = await creditAt(args.params.itemId);
  const sent = await postedFields(args.request);
  const toCurrency = parseCurrency(sent.of('toCurrency'));
  if (!toCurrency) return data({ ...formRefusal({ formErrors: ['Choose the currency again.'] }), worked: false }, 422);
  if (sent.intent === 'work-out') {
    const minor = typedAmount({ credit, sent });
    const rates = await dayRates(staffDb(), moment.today, company.baseCurrency);
    const there = minor && worthOf(minor, credit.currency, toCurrency, rates);
    const values = { ...Object.fromEntries(sent.fields), toAmount: there ? minorToDecimal(there, toCurrency) : '' };
    const fieldErrors: Record<string, string[]> = minor ? {} : { amount: ['Enter an amount, like 1,234.50.'] };
    const refused = formRefusal({ values, fieldErrors });
    return data({ ...refused, worked: minor !== null }, minor ? 200 : 422);
  }
  const posted = { credit, toCurrency, sent, actor, moment, locale: company.locale };
  const done = await convertPosted(posted);
  if (!done.ok) return data({ ...done.refusal, worked: false }, 422);
  return redirectWithFlash(
    `/staff/credits/${done.value}/apply`,
    `It is a credit in ${toCurrency} now. Choose what it pays.`,
  );
}

export default function ConvertCredit({ loaderData, actionData }: Route.ComponentProps) {
  const { credit, choices, to } = loaderData;
  const failed = Boolean(actionData && !actionData.worked);
  return (
    <>
      <PageTitle title={`Use ${credit.number} in another currency`} site="Tallystick" hasErrors={failed} />
      {failed && <ErrorSummary {...actionData} />}
      <BackLink to={sourcePath(credit)}>
        <span className="reference">{credit.number}</span>
      </BackLink>
      <PageHead
        title="Use a credit in another currency"
        facts={
          <>
            <NameText text={credit.customerName} />
            <span>
              left: <MoneyText money={money(credit.residualMinor, credit.currency)} style="code" />
            </span>
          </>
        }
      />
      {choices.length === 0 ? (
        <Panel title="No other currency">
          <EmptyState>No other currency has an exchange rate yet. Import rates on the page of currencies.</EmptyState>
        </Panel>
      ) : (
        <FilterBar action={`/staff/credits/${credit.id}/convert`} label="The other currency" submitLabel="Choose">
          <Select
            name="to"
            label="Currency"
            placeholder="Choose a currency"
            size="medium"
            options={choices.map((code) => ({ value: code, label: code }))}
            defaultValue={to ?? ''}
          />
        </FilterBar>
      )}
      {to && <AmountsForm {...loaderData} to={to} result={actionData} />}
    </>
  );
}

type AmountsProps = Pick<Route.ComponentProps['loaderData'], 'credit' | 'toMinor'> & {
  to: NonNullable<Route.ComponentProps['loaderData']['to']>;
  result: Route.ComponentProps['actionData'];
};

function AmountsForm({ credit, to, toMinor, result }: AmountsProps) {
  const values = result?.values ?? {
    amount: minorToDecimal(credit.residualMinor, credit.currency),
    toAmount: toMinor === null ? '' : minorToDecimal(toMinor, to),
  };
  const field = (name: string) => ({ name, defaultValue: values[name], error: result?.fieldErrors[name] });
  return (
    <Panel title={`${credit.currency} used in ${to}`} pad>
      <Form key={`${to} ${values.toAmount}`} method="post" noValidate className="staff-stack">
        <input type="hidden" name="toCurrency" value={to} />
        <FormStack>
          <MoneyInput {...field('amount')} label="Used of the credit" currency={credit.currency} />
          <MoneyInput
            {...field('toAmount')}
            label={`What it is worth in ${to}`}
            hint="By the rates of today. Change it to what the bank gave."
            currency={to}
          />
        </FormStack>
        <ButtonRow>
          <Button name="intent" value="convert" busy="Changing…">
            Use it in {to}
          </Button>
          <Button variant="second" name="intent" value="work-out" busy="Working it out…">
            Work it out by today’s rates
          </Button>
        </ButtonRow>
      </Form>
    </Panel>
  );
}
