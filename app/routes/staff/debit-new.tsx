import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { dueDate, termsOf } from '#app/kernel/payment-terms.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { listCreditReasons } from '#app/modules/invoicing/queries/list-credit-reasons.server.ts';
import { listRevenueAccounts } from '#app/modules/invoicing/queries/list-revenue-accounts.server.ts';
import { DocumentLines, DocumentTotals } from '#app/modules/invoicing/ui/document-lines.tsx';
import { LineGrid } from '#app/modules/invoicing/ui/line-grid.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Select } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/debit-new.ts';
import { checkDebit, issueDebit } from './debit-form.server.ts';
import { DraftFields } from './draft-fields.tsx';
import { linesFrom, rowsToDraw, standardFirst } from './draft-values.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { invoiceOnOfferedDay, OfferedDay } from './offered-day.tsx';
import { postedFields } from './posted.server.ts';

/** `?invoice=` says what it corrects, `?customer=` whom it is for where it corrects nothing. */
async function askedFor(url: URL) {
  const invoiceId = parseId<InvoiceId>(url.searchParams.get('invoice'));
  const corrected = invoiceId ? foundOr404(await getInvoice(staffDb(), { invoiceId }), 'invoice') : null;
  const customerId = corrected?.customerId ?? parseId<CustomerId>(url.searchParams.get('customer'));
  const customer = foundOr404(customerId && (await getCustomer(staffDb(), customerId)), 'customer');
  return { corrected, customer, currency: corrected?.currency ?? customer.currency };
}

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'debits.issue');
  const { corrected, customer, currency } = await askedFor(args.url);
  const [taxes, accounts, reasons] = await Promise.all([
    listTaxCategories(staffDb()),
    listRevenueAccounts(staffDb(), 'debit_note'),
    listCreditReasons(staffDb(), 'debit_note'),
  ]);
  const values: Record<string, string> = {
    ...{ documentOn: moment.today, dueOn: dueDate(termsOf(customer), moment.today), once: newId<never>() as string },
    ...{ title: corrected?.title ?? '', poNumber: corrected?.poNumber ?? '' },
  };
  return { corrected, customer, currency, reasons, values, taxes: standardFirst(taxes), accounts };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'debits.issue');
  const { corrected, customer, currency } = await askedFor(args.url);
  const { fields: sent, intent } = await postedFields(args.request);
  const values = Object.fromEntries(sent);
  const shown = { preview: null, addLine: false };
  if (intent === 'add-line') return data({ ...formRefusal({ values }), ...shown, addLine: true });
  const fields = intent === 'issue-on-offered-day' ? invoiceOnOfferedDay(sent) : sent;
  const of = { customerId: customer.id, currency, correctsId: corrected?.id ?? null };
  const posted = { fields, of, actor, moment, locale: company.locale };
  if (intent === 'check') {
    const checked = await checkDebit(posted);
    return checked.ok
      ? data({ ...formRefusal({ values }), ...shown, preview: checked.value })
      : data({ ...checked.refusal, ...shown }, 422);
  }
  const issued = await issueDebit(posted);
  if (!issued.ok) return data({ ...issued.refusal, ...shown }, 422);
  return redirectWithFlash(`/staff/invoices/${issued.value.id}`, `${issued.value.number} is issued and on its way.`);
}

export default function NewDebitNote({ loaderData, actionData }: Route.ComponentProps) {
  const { corrected, customer, currency, reasons, taxes, accounts } = loaderData;
  const values = actionData?.values ?? loaderData.values;
  const errors = actionData?.fieldErrors ?? {};
  const preview = actionData?.preview;
  const lines = linesFrom(values);
  const failed = Boolean(actionData && !actionData.addLine && !preview);
  return (
    <>
      <PageTitle title={`Debit note to ${customer.name}`} site="Tallystick" hasErrors={failed} />
      <BackLink to={corrected ? `/staff/invoices/${corrected.id}` : `/staff/customers/${customer.id}`}>
        {corrected ? <span className="reference">{corrected.number}</span> : <NameText text={customer.name} />}
      </BackLink>
      <PageHead
        title="New debit note"
        facts={
          <>
            <NameText text={customer.name} />
            <span>{currency}</span>
            {corrected && <span>corrects {corrected.number}</span>}
          </>
        }
      />
      <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors ?? []} />
      <Form method="post" noValidate className="staff-stack">
        <input type="hidden" name="once" value={values.once} />
        {preview && (
          <Panel title="This is what the customer is billed" aside="nothing is issued yet">
            <DocumentLines document={preview} />
            <div className="panel-pad">
              <DocumentTotals document={preview} />
            </div>
          </Panel>
        )}
        <Panel title="Lines">
          <LineGrid
            key={actionData?.addLine ? lines.length : 'grid'}
            lines={lines}
            rows={rowsToDraw(lines.length, actionData?.addLine)}
            {...{ errors, taxes, accounts, currency }}
          />
        </Panel>
        <Panel title="Why" pad>
          <Select
            name="reasonCode"
            label="Reason"
            placeholder="Choose a reason"
            size="medium"
            defaultValue={values.reasonCode}
            error={errors.reasonCode}
            options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
          />
        </Panel>
        <Panel title="Facts" pad>
          <DraftFields values={values} errors={errors} poRequired={customer.poRequired} />
        </Panel>
        <ButtonRow>
          <Button name="intent" value="issue" busy="Issuing…">
            Issue and send
          </Button>
          <Button variant="second" name="intent" value="check" busy="Working it out…">
            Preview
          </Button>
          <OfferedDay day={actionData?.offeredOn} verb="Issue on" intent="issue-on-offered-day" />
        </ButtonRow>
      </Form>
    </>
  );
}
