import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { steerAutopayRule } from '#app/modules/autopay/commands/steer-rule.server.ts';
import { autopayChargesOf } from '#app/modules/autopay/queries/charges.server.ts';
import { autopayRulesOf } from '#app/modules/autopay/queries/rules.server.ts';
import { methodName, ruleSentence } from '#app/modules/autopay/ui/autopay-words.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { findSavedMethod } from '#app/modules/payments/queries/saved-methods.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-autopay.ts';
import { CollectionTable } from './autopay-table.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const [rules, charges] = await Promise.all([
    autopayRulesOf(staffDb(), customer.id),
    autopayChargesOf(staffDb(), customer.id),
  ]);
  const methods = await Promise.all(
    rules.map(({ methodId }) => findSavedMethod(staffDb(), { customerId: customer.id, methodId })),
  );
  return {
    customer: { id: customer.id, name: customer.name },
    rules: rules.map((rule, at) => ({ rule, method: methods[at] ?? null })),
    ...{ charges, mayWrite: mayStaff(user.role, 'customers.write') },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const ruleId = parseId((await postedFields(args.request)).of('rule'));
  const of = { customerId, ruleId: ruleId ?? '', steering: { to: 'off' } as const };
  const done = ruleId ? await inTransaction(staffDb(), (tx) => steerAutopayRule(tx, actor, of, moment)) : null;
  if (done?.ok)
    return redirectWithFlash(`/staff/customers/${customerId}/autopay`, 'It is off. Only the customer can turn it on.');
  return data(formRefusal({ formErrors: ['This was changed meanwhile. Look at it again.'] }), 422);
}

const STATES = { on: 'On', paused: 'Rests', off: 'Off' } as const;

export default function CustomerAutopay({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, rules, charges, mayWrite } = loaderData;
  const locale = useLocale();
  return (
    <>
      <PageTitle title={`Autopay of ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead title="Autopay" facts="Only the customer turns it on, on their own page." />
      <div className="staff-stack">
        <Panel title="Rules" pad>
          {rules.length === 0 && <EmptyState>This customer has no autopay.</EmptyState>}
          {rules.map(({ rule, method }) => (
            <Form key={rule.id} method="post" className="mb-3">
              <p>
                <strong>
                  {rule.contractNumber ? `Contract ${rule.contractNumber}` : `Everything in ${rule.currency}`}:{' '}
                  {STATES[rule.state]}.
                </strong>{' '}
                {ruleSentence(rule, method ? methodName(method) : 'a method that is gone', locale)}
              </p>
              <input type="hidden" name="rule" value={rule.id} />
              {mayWrite && rule.state !== 'off' && (
                <Button small variant="second" busy="Turning off…">
                  Turn off<span className="sr-only"> {rule.contractNumber ?? rule.currency}</span>
                </Button>
              )}
            </Form>
          ))}
        </Panel>
        <Panel title="Debits">
          {charges.length === 0 ? (
            <EmptyState>Nothing was announced or taken yet.</EmptyState>
          ) : (
            <CollectionTable caption="Announced and taken" charges={charges} mayTick={false} withoutCustomer />
          )}
        </Panel>
      </div>
    </>
  );
}
