import { data, Form, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { disputeReasons } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { DISPUTE_KINDS } from '#app/modules/disputes/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, MoneyInput, Select, TextArea } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/dispute-new.ts';
import { raiseByHand } from './dispute-raise.server.ts';
import { KIND_WORDS, SEVERITY_WORDS } from './dispute-words.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

/** The invoice or the customer an address names. */
async function aboutOf(url: URL) {
  const invoiceId = parseId<InvoiceId>(url.searchParams.get('invoice'));
  const invoice = invoiceId ? foundOr404(await getInvoice(staffDb(), { invoiceId }), 'invoice') : null;
  const customerId = invoice?.customerId ?? parseId(url.searchParams.get('customer'));
  // Without either, the customer is looked for first.
  if (!customerId) throw redirect('/staff/customers');
  return { invoice, customer: foundOr404(await getCustomer(staffDb(), customerId), 'customer') };
}

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'disputes.work');
  const { invoice, customer } = await aboutOf(args.url);
  const reasons = await disputeReasons(staffDb(), { reader: { side: 'staff' } });
  return { invoice, customer: { id: customer.id as string, name: customer.name }, reasons };
}

export async function action(args: Route.ActionArgs) {
  const who = await requireStaff(args, 'disputes.work');
  const { invoice, customer } = await aboutOf(args.url);
  const done = await raiseByHand(await postedFields(args.request), { invoice, customerId: customer.id }, who);
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(`/staff/disputes/${done.value.disputeId}`, `${done.value.number} is written down.`);
}

export default function DisputeNew({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, customer, reasons } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const values = (actionData?.values ?? {}) as Record<string, string | undefined>;
  const back = invoice ? `/staff/invoices/${invoice.id}` : `/staff/customers/${customer.id}`;
  const kinds = DISPUTE_KINDS.filter((kind) => invoice !== null || kind === 'question' || kind === 'complaint');
  return (
    <>
      <PageTitle title="Write down what a customer says" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={back}>{invoice ? invoice.number : <NameText text={customer.name} />}</BackLink>
      <PageHead title="Write down what a customer says" facts={<NameText text={customer.name} />} />
      <Panel title="What is wrong" pad>
        <Form method="post" noValidate>
          <FormStack>
            <RadioGroup
              name="kind"
              label="It is a"
              choices={kinds.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
              defaultValue={values.kind ?? kinds[0]}
              error={errors.kind}
            />
            <Select
              name="reason"
              size="medium"
              label="Reason"
              placeholder="Choose a reason"
              options={reasons.map(({ code, label }) => ({ value: code, label }))}
              defaultValue={values.reason}
              error={errors.reason}
            />
            {invoice && (
              <>
                <RadioGroup
                  name="what"
                  label="About"
                  defaultValue={values.what ?? 'whole'}
                  error={errors.what}
                  choices={[
                    { value: 'whole', label: 'The invoice as a whole' },
                    { value: 'lines', label: 'The lines ticked below' },
                    { value: 'amount', label: 'An amount of it' },
                  ]}
                />
                <CheckboxGroup
                  name="lines"
                  label="Lines"
                  choices={invoice.lines.map((line) => ({
                    value: String(line.lineNo),
                    label: (
                      <>
                        <NameText text={line.description} />,{' '}
                        <MoneyText money={money(line.netMinor, invoice.currency)} style="code" />
                      </>
                    ),
                  }))}
                  defaultValues={values.lines?.split(' ') ?? []}
                  error={errors.lines}
                />
                <MoneyInput
                  name="amount"
                  label="Amount, with tax"
                  optional
                  currency={invoice.currency}
                  defaultValue={values.amount}
                  error={errors.amount}
                />
              </>
            )}
            <Select
              name="severity"
              size="medium"
              label="How serious, of a complaint"
              options={Object.entries(SEVERITY_WORDS).map(([value, label]) => ({ value, label }))}
              defaultValue={values.severity ?? 'normal'}
            />
            <TextArea
              name="words"
              label="In the customer’s words"
              hint="The customer reads this, and gets a mail that we have it."
              rows={5}
              defaultValue={values.words}
              error={errors.words}
            />
            <div>
              <Button busy="Saving…">Write it down</Button>
            </div>
          </FormStack>
        </Form>
      </Panel>
    </>
  );
}
