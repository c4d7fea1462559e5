import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { maskedAccount } from '#app/kernel/iban.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { bankAccountForm } from '#app/modules/customers/forms.ts';
import { maskedBankAccounts } from '#app/modules/customers/queries/bank-accounts.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { MaskedBankAccount } from '#app/modules/customers/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { type FormRefusal, formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { requestCustomerBank } from '#app/workflows/request-bank-details.server.ts';
import type { Route } from './+types/customer-bank.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, user, db } = await requireStaff(args, 'accounts.read');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(db, id)), 'customer');
  return {
    customer: { id: customer.id, name: customer.name, currency: customer.currency },
    accounts: await maskedBankAccounts(db, customer.id),
    zone: company.timeZone,
    mayAsk: mayStaff(user.role, 'bank-details.request'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'bank-details.request');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const form = await parseForm(args.request, bankAccountForm);
  if (!form.ok) return data(form.refusal, 422);
  const { reason, ...account } = form.value;
  const asked = await inTransaction(staffDb(), (tx) =>
    requestCustomerBank(tx, actor, { customer, account, reason }, moment),
  );
  if (!asked.ok) return data(formRefusal({ fieldErrors: { reason: ['Say how you know that it is theirs.'] } }), 422);
  return redirectWithFlash(
    `/staff/approvals?view=mine&id=${asked.value.approvalId}`,
    'Asked. Nothing changes before a second person approves it.',
  );
}

export default function CustomerBank({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, accounts, zone, mayAsk } = loaderData;
  return (
    <>
      <PageTitle title={`Bank account of ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead title="Bank account for refunds" />
      <div className="staff-stack">
        <Accounts accounts={accounts} zone={zone} />
        {mayAsk && <AskForm currency={customer.currency} result={actionData} />}
      </div>
    </>
  );
}

function Accounts({ accounts, zone }: { accounts: readonly MaskedBankAccount[]; zone: string }) {
  return (
    <Panel title={accounts.length > 0 ? 'Where they are paid back' : 'No bank account is known'}>
      {accounts.length === 0 ? (
        <EmptyState>Refunds go back the way the money came until an account is approved.</EmptyState>
      ) : (
        <DataTable
          caption="Bank accounts"
          rows={accounts}
          rowKey={(row) => row.currency}
          columns={[
            { key: 'currency', head: 'Currency', rowHeader: true, cell: (row) => row.currency },
            { key: 'holder', head: 'Account holder', cell: (row) => <NameText text={row.holder} /> },
            { key: 'account', head: 'Account', cell: (row) => maskedAccount(row.tail) },
            { key: 'since', head: 'Since', cell: (row) => <InstantText at={row.madeAt} zone={zone} /> },
          ]}
        />
      )}
    </Panel>
  );
}

function AskForm({ currency, result }: { currency: string; result: FormRefusal | undefined }) {
  const field = (name: string, label: string, more: { hint?: string; optional?: boolean; first?: string } = {}) => (
    <TextInput
      {...{ name, label, hint: more.hint, optional: more.optional, autoComplete: 'off' }}
      error={result?.fieldErrors[name]}
      defaultValue={(result?.values[name] as string | undefined) ?? more.first}
    />
  );
  return (
    <Panel title="Ask for another account" pad foot="A second person compares it before anything is paid to it.">
      <Form method="post" noValidate>
        <FormStack>
          {field('currency', 'Currency', { first: currency })}
          {field('holder', 'Account holder')}
          {field('account', 'IBAN or account number')}
          {field('routing', 'Sort code, routing number or BIC', { optional: true, hint: 'Not needed with an IBAN.' })}
          {field('reason', 'How you know', {
            hint: 'For example: called them back on the number we have had for years.',
          })}
          <ButtonRow>
            <Button busy="Asking…">Ask for approval</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
