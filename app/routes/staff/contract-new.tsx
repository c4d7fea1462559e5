import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { proposeContract } from '#app/modules/contracts/commands/propose-version.server.ts';
import { isGrowing } from '#app/modules/contracts/ui/contract-values.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/contract-new.ts';
import { ChooseCustomer } from './choose-customer.tsx';
import { contractChoices, contractWords, readContract } from './contract-form.server.ts';
import { ContractForm } from './contract-form.tsx';
import { askedText } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

const SHOWN_MAX = 20;

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'contracts.write');
  const id = parseId<CustomerId>(args.url.searchParams.get('customer'));
  if (!id) {
    const search = askedText(args.url);
    const asked = { today: moment.today, limit: SHOWN_MAX, ...(search ? { search } : {}) };
    const page = await listCustomers(staffDb(), asked);
    return { choosing: { search, rows: page.rows, more: page.next !== null }, filling: null };
  }
  const customer = foundOr404(await getCustomer(staffDb(), id), 'customer');
  return { choosing: null, filling: { customer, choices: await contractChoices(id, moment.today) } };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'contracts.write');
  const { fields, intent } = await postedFields(args.request);
  const customerId = parseId<CustomerId>(args.url.searchParams.get('customer'));
  if (!customerId) return data({ ...formRefusal({ formErrors: ['Choose the customer first.'] }), intent: '' }, 422);
  if (isGrowing(intent)) return data({ ...formRefusal({ values: Object.fromEntries(fields) }), intent });
  const form = readContract(fields);
  if (!form.ok) return data({ ...form.refusal, intent: '' }, 422);
  const { wanted, reason, places } = form.value;
  const made = await inTransaction(staffDb(), (tx) =>
    proposeContract(tx, actor, { customerId, wanted, reason }, moment),
  );
  if (!made.ok)
    return data({ ...contractWords(made.refusal, { places, fields, locale: company.locale }), intent: '' }, 422);
  const { contractId, number } = made.value;
  return redirectWithFlash(`/staff/contracts/${contractId}`, `${number} waits for somebody else to approve it.`);
}

export default function NewContract({ loaderData, actionData }: Route.ComponentProps) {
  const { choosing, filling } = loaderData;
  const failed = Boolean(actionData && !actionData.intent);
  return (
    <>
      <PageTitle title="New contract" site="Tallystick" hasErrors={failed} />
      <BackLink to="/staff/contracts">Contracts</BackLink>
      <PageHead
        title={choosing ? 'Whom is it with?' : 'New contract'}
        facts={
          filling && (
            <Link to={`/staff/customers/${filling.customer.id}`}>
              <NameText text={filling.customer.name} />
            </Link>
          )
        }
      />
      {failed && <ErrorSummary {...actionData} />}
      {choosing && (
        <ChooseCustomer
          {...choosing}
          address="/staff/contracts/new"
          choose={(customer) => (
            <LinkButton small variant="second" to={`/staff/contracts/new?customer=${customer.id}`}>
              Choose<span className="sr-only"> {customer.name}</span>
            </LinkButton>
          )}
          none={<Link to="/staff/customers/new">Create a customer</Link>}
        />
      )}
      {filling && (
        <ContractForm
          values={actionData?.values ?? { currency: filling.customer.currency }}
          errors={actionData?.fieldErrors ?? {}}
          choices={filling.choices}
          intent={actionData?.intent ?? ''}
          isChange={false}
          isFixed={false}
        />
      )}
    </>
  );
}
