import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { setPlanPolicy } from '#app/modules/payment-plans/commands/set-plan-policy.server.ts';
import { listPlanPolicies, planPolicy } from '#app/modules/payment-plans/queries/plan-policy.server.ts';
import { policyGrid } from '#app/modules/payment-plans/queries/policy-grid.server.ts';
import { policyReach } from '#app/modules/payment-plans/queries/policy-reach.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Message } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-plans.ts';
import { PlanGrid } from './plan-grid.tsx';
import { policyValues, readPolicy } from './plan-policy-fields.ts';
import { PolicyForm } from './plan-policy-form.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'desk.read');
  const currency = company.baseCurrency;
  const [policies, current, taxes] = await Promise.all([
    listPlanPolicies(staffDb()),
    planPolicy(staffDb(), currency, moment.today),
    listTaxCategories(staffDb()),
  ]);
  return {
    ...{ policies, currency, mayChange: mayStaff(user.role, 'settings.write') },
    grid: current && (await policyGrid(staffDb(), current, moment.today)),
    taxes: taxes.map(({ code }) => ({ value: code, label: code })),
    values: policyValues(current, { currency, today: moment.today }),
  };
}

const REFUSED: Readonly<Record<string, string>> = {
  'dated-back': 'Choose today or a later day: what was agreed stays under the policy of its day.',
  'reason-missing': 'Say why, for the record.',
  'does-not-fit': 'These figures do not go together. Check totals, payments and the tax.',
};

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'settings.write');
  const { fields, intent, of } = await postedFields(args.request);
  const all = (name: string) => fields.filter(([field]) => field === name).map(([, text]) => text);
  const read = readPolicy(of, all);
  const values = { ...Object.fromEntries(fields), rhythms: all('rhythms'), riskClasses: all('riskClasses') };
  const again = { values, fieldErrors: {}, formErrors: [] as string[], reach: null, grid: null };
  if (!read.ok) return data({ ...again, fieldErrors: read.refusal.fieldErrors }, 422);
  if (intent === 'look')
    return data({
      ...{ ...again, reach: await policyReach(staffDb(), read.value, moment.today) },
      grid: { ...(await policyGrid(staffDb(), read.value, moment.today)), currency: read.value.currency },
    });
  const set = await inTransaction(staffDb(), (tx) => setPlanPolicy(tx, actor, read.value, moment));
  if (!set.ok) return data({ ...again, formErrors: [REFUSED[set.refusal.code] ?? 'Nothing was changed.'] }, 422);
  return redirectWithFlash(
    '/staff/settings/plans',
    'It holds from its day on. Plans that run keep what they agreed to.',
  );
}

export default function SettingsPlans({ loaderData, actionData }: Route.ComponentProps) {
  const { policies, mayChange, taxes, values } = loaderData;
  const locale = useLocale();
  const reach = actionData?.reach;
  const grid = actionData?.grid ?? loaderData.grid;
  return (
    <>
      <PageTitle
        title="Payment plans customers agree alone"
        site="Tallystick"
        hasErrors={Boolean(actionData && !reach)}
      />
      <ErrorSummary fieldErrors={actionData?.fieldErrors} formErrors={actionData?.formErrors} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead
        title="Payment plans customers agree alone"
        facts={<span>Inside it a plan starts at once, outside it is a request to you</span>}
      />
      {reach && (
        <Message tone="info">
          This policy would let {reach.taken} of {reach.debtors} customers who are late today spread what they owe
          alone.
        </Message>
      )}
      <div className="staff-stack">
        <Panel title="Policies, newest first">
          {policies.length === 0 ? (
            <EmptyState>There is none yet: customers are offered no plans.</EmptyState>
          ) : (
            <DataTable
              caption="Policies of payment plans by currency and day"
              rows={policies}
              rowKey={(row) => row.versionNo.toString()}
              columns={[
                { key: 'of', head: 'Currency', rowHeader: true, cell: (row) => row.currency },
                { key: 'from', head: 'From', cell: (row) => <DateText date={row.fromOn} /> },
                { key: 'open', head: 'Alone', cell: (row) => (row.isOpen ? 'Yes' : 'No, by request') },
                {
                  key: 'total',
                  head: 'Total',
                  cell: (row) =>
                    `${formatMoney(money(row.minTotalMinor, row.currency), locale)} to ${formatMoney(money(row.maxTotalMinor, row.currency), locale)}`,
                },
                { key: 'count', head: 'Payments', numeric: true, cell: (row) => `2 to ${row.mostCount}` },
                { key: 'why', head: 'Why', cell: (row) => <bdi>{row.reason}</bdi> },
                { key: 'by', head: 'By', cell: (row) => <bdi>{row.madeByName}</bdi> },
              ]}
            />
          )}
        </Panel>
        {grid && (
          <Panel
            title={actionData?.grid ? 'What the changed policy would let start' : 'What starts alone today'}
            foot="Of an invoice due today, equal parts in the slowest rhythm. The rest is a request to you."
          >
            <PlanGrid grid={grid} currency={actionData?.grid?.currency ?? loaderData.currency} />
          </Panel>
        )}
        {mayChange && (
          <PolicyForm values={actionData?.values ?? values} errors={actionData?.fieldErrors ?? {}} taxes={taxes} />
        )}
      </div>
    </>
  );
}
