import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { companyBankForm } from '#app/modules/company/forms.ts';
import { bankHistory } from '#app/modules/company/queries/bank-history.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { type FormRefusal, formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { requestCompanyBank } from '#app/workflows/request-bank-details.server.ts';
import type { Route } from './+types/settings-bank.ts';
import { BankHistory } from './bank-history.tsx';
import { NameText } from './name-text.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment } = await requireStaff(args, 'desk.read');
  const [accounts, history] = await Promise.all([
    listBankAccounts(staffDb(), { on: moment.today }),
    bankHistory(staffDb()),
  ]);
  return { accounts, history, today: moment.today, mayAsk: mayStaff(user.role, 'bank-details.request') };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'bank-details.request');
  const form = await parseForm(args.request, companyBankForm);
  if (!form.ok) return data(form.refusal, 422);
  const { reason, fromOn = null, ...account } = form.value;
  if (fromOn !== null && fromOn < moment.today)
    return data(dayHasPassed(Object.entries(form.value).map(([name, value]) => [name, String(value)])), 422);
  const input = { account, fromOn, reason };
  const asked = await inTransaction(staffDb(), (tx) => requestCompanyBank(tx, actor, input, moment));
  if (!asked.ok) return data(formRefusal({ fieldErrors: { reason: ['Say why it changes.'] } }), 422);
  return redirectWithFlash(
    `/staff/approvals?view=mine&id=${asked.value.approvalId}`,
    'Asked. Invoices print the old account until a second person approves it.',
  );
}

const dayHasPassed = (typed: [string, string][]): FormRefusal =>
  formRefusal({
    fieldErrors: {
      fromOn: ['This day has passed. Choose today or a later one: documents that are out stay as they are.'],
    },
    values: Object.fromEntries(typed),
  });

export default function CompanyBank({ loaderData, actionData }: Route.ComponentProps) {
  const { accounts, history, today, mayAsk } = loaderData;
  return (
    <>
      <PageTitle title="Our bank accounts" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="Our bank accounts" facts={<span>One per currency, printed on invoices and statements</span>} />
      <div className="staff-stack">
        <Panel title={accounts.length > 0 ? 'Where customers transfer money' : 'No account is printed yet'}>
          {accounts.length === 0 ? (
            <EmptyState>Invoices name no account to transfer to. Ask for one below.</EmptyState>
          ) : (
            <DataTable
              caption="Our bank accounts"
              rows={accounts}
              rowKey={(row) => row.currency}
              columns={[
                { key: 'currency', head: 'Currency', rowHeader: true, cell: (row) => row.currency },
                { key: 'bank', head: 'Bank', cell: (row) => <NameText text={row.bankName} /> },
                { key: 'holder', head: 'Account holder', cell: (row) => <NameText text={row.accountName} /> },
                { key: 'account', head: 'Account', cell: (row) => <NameText text={row.accountNumber} /> },
                { key: 'routing', head: 'Routing', cell: (row) => <NameText text={row.routing} /> },
              ]}
            />
          )}
        </Panel>
        {history.length > 0 && (
          <Panel title="What was approved, and from when">
            <BankHistory versions={history} today={today} />
          </Panel>
        )}
        {mayAsk && <AskForm result={actionData} />}
      </div>
    </>
  );
}

function AskForm({ result }: { result: FormRefusal | undefined }) {
  const field = (name: string, label: string, hint?: string, optional?: boolean) => (
    <TextInput
      {...{ name, label, hint, optional, autoComplete: 'off' }}
      error={result?.fieldErrors[name]}
      defaultValue={result?.values[name] as string | undefined}
    />
  );
  return (
    <Panel title="Ask for another account" pad foot="Documents issued before keep the account they were issued with.">
      <Form method="post" noValidate>
        <FormStack>
          {field('currency', 'Currency', 'For example GBP. The account replaces the one for this currency.')}
          {field('bankName', 'Bank')}
          {field('accountName', 'Account holder')}
          {field('accountNumber', 'IBAN or account number')}
          {field('routing', 'Sort code, routing number or BIC', undefined, true)}
          <DateInput
            name="fromOn"
            label="On documents from"
            hint="Empty: from the day it is approved."
            optional
            error={result?.fieldErrors.fromOn}
            defaultValue={result?.values.fromOn as string | undefined}
          />
          {field('reason', 'Why')}
          <ButtonRow>
            <Button busy="Asking…">Ask for approval</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
