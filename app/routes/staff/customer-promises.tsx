import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { chaseableItems } from '#app/modules/collections/queries/chaseable-items.server.ts';
import { reminderGroupOf } from '#app/modules/collections/queries/customer-collections.server.ts';
import { listPromises } from '#app/modules/collections/queries/list-promises.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { listPlans } from '#app/modules/payment-plans/queries/list-plans.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-promises.ts';
import { Askable } from './customer-askable.tsx';
import { CustomerPlans } from './customer-plans.tsx';
import { NewPromise } from './customer-promise-forms.tsx';
import { actOnPromises } from './customer-promises-act.server.ts';
import { ReminderSetting } from './customer-reminder-setting.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { PromiseActs } from './promise-acts.tsx';
import { PromiseTable } from './promise-table.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'desk.read');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const { today } = moment;
  const [promises, reminders, items, asked, plans] = await Promise.all([
    listPromises(staffDb(), { view: 'all', today, customerId: customer.id }),
    reminderGroupOf(staffDb(), customer.id),
    openItemsOf(staffDb(), { customerId: customer.id }),
    chaseableItems(staffDb(), { customerIds: [customer.id], on: today }),
    listPlans(staffDb(), { customerId: customer.id }, today),
  ]);
  const number = new Map(items.map((item) => [item.id, item.number]));
  const debts = asked.map((item) => ({ ...item, number: number.get(item.itemId) ?? '' }));
  return {
    ...{ customer: { id: customer.id, name: customer.name, currency: customer.currency }, promises, reminders, debts },
    currencies: [...new Set([...debts.map((debt) => debt.currency), customer.currency])],
    plans,
    ...{ today, locale: company.locale, mayDo: mayStaff(user.role, 'promises.write') },
  };
}

export async function action(args: Route.ActionArgs) {
  const staff = await requireStaff(args, 'promises.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  return actOnPromises(staff, { customerId, request: args.request });
}

export default function CustomerPromises({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, promises, reminders, debts, currencies, today, mayDo } = loaderData;
  const of = (intent: string) => (actionData?.intent === intent ? actionData : null);
  return (
    <>
      <PageTitle title={`Promises of ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead title="Promises and reminders" facts={<NameText text={customer.name} />} />
      <div className="staff-stack">
        <Panel title="Promises">
          {promises.rows.length > 0 ? (
            <PromiseTable
              caption="Promises of this customer, newest first"
              rows={promises.rows}
              {...(mayDo && promises.rows.some(({ state }) => state === 'open')
                ? {
                    acts: {
                      key: 'do',
                      head: 'Do',
                      cell: (row) => <PromiseActs promise={row} today={today} result={actionData ?? null} />,
                    },
                  }
                : {})}
            />
          ) : (
            <EmptyState>They have promised nothing yet.</EmptyState>
          )}
        </Panel>
        {mayDo && (
          <Panel title="Write down a promise" pad>
            <NewPromise
              {...{ currencies, today, debts }}
              currency={debts[0]?.currency ?? customer.currency}
              result={of('promise')}
            />
          </Panel>
        )}
        <CustomerPlans plans={loaderData.plans} />
        <Askable debts={debts} />
        <Panel title="Which reminders they get" pad>
          <ReminderSetting reminders={reminders} today={today} mayDo={mayDo} result={of('reminders')} />
        </Panel>
      </div>
    </>
  );
}
