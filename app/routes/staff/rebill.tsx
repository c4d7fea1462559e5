import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { getCorrected } from '#app/modules/invoicing/queries/get-corrected.server.ts';
import { listCreditReasons } from '#app/modules/invoicing/queries/list-credit-reasons.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/rebill.ts';
import { WhyAndWhen } from './credit-fields.tsx';
import { checkCredit, doCredit } from './credit-form.server.ts';
import { CreditEffect } from './credit-preview.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { creditOnOfferedDay, OfferedDay } from './offered-day.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'invoices.write');
  await requireStaff(args, 'credits.request');
  const id = parseId<InvoiceId>(args.params.id);
  const document = foundOr404(id && (await getCorrected(staffDb(), id)), 'invoice');
  return {
    document,
    reasons: (await listCreditReasons(staffDb(), 'credit_note')).filter((reason) => reason.code !== 'waiver'),
    today: moment.today,
    baseCurrency: company.baseCurrency,
    once: newId<never>() as string,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'invoices.write');
  await requireStaff(args, 'credits.request');
  const id = parseId<InvoiceId>(args.params.id);
  const document = foundOr404(id && (await getCorrected(staffDb(), id)), 'invoice');
  const { fields: sent, intent, of } = await postedFields(args.request);
  const dated = intent === 'credit-on-offered-day' ? creditOnOfferedDay(sent) : sent;
  const fields: [string, string][] = [...dated, ['choice', 'whole'], ['apply', 'all']];
  const values = Object.fromEntries(fields);
  const typed = of('customerNumber').trim();
  const other = typed ? (await customerIdsByNumber(staffDb(), [typed])).get(typed) : undefined;
  if (typed && !other) {
    const fieldErrors = { customerNumber: ['There is no customer with this number. Look it up under Customers.'] };
    return data({ ...formRefusal({ fieldErrors, values }), preview: null }, 422);
  }
  const rebill = { customerId: other ?? null };
  const posted = { fields, document, actor, moment, locale: company.locale, rebill };
  if (intent === 'check') {
    const checked = await checkCredit(posted);
    if (!checked.ok) return data({ ...checked.refusal, preview: null }, 422);
    return data({ ...formRefusal({ values }), preview: checked.value });
  }
  const done = await doCredit(posted);
  if (!done.ok) return data({ ...done.refusal, preview: null }, 422);
  if (done.value.kind === 'asked')
    return redirectWithFlash(
      `/staff/invoices/${document.id}`,
      'Asked for. The credit note and the new draft wait for a second person.',
    );
  return redirectWithFlash(
    `/staff/invoices/drafts/${done.value.draftId}`,
    `${done.value.number} credits ${document.number} in full. This draft takes its place: change it, then issue it.`,
  );
}

export default function CancelAndRebill({ loaderData, actionData }: Route.ComponentProps) {
  const { document, reasons, today, baseCurrency, once } = loaderData;
  const values: Record<string, string> = actionData?.values ?? { reasonCode: 'cancellation', documentOn: today, once };
  const errors = actionData?.fieldErrors ?? {};
  const preview = actionData?.preview;
  const possible = document.kind === 'invoice' && document.creditedGrossMinor < document.grossMinor;
  return (
    <>
      <PageTitle
        title={`Bill ${document.number} again`}
        site="Tallystick"
        hasErrors={Boolean(actionData && !preview)}
      />
      <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors ?? []} />
      <BackLink to={`/staff/invoices/${document.id}`}>
        <span className="reference">{document.number}</span>
      </BackLink>
      <PageHead
        title={`Cancel ${document.number} and bill it again`}
        facts={<NameText text={document.billTo.name} />}
      />
      {possible ? (
        <Form method="post" noValidate className="staff-stack">
          <input type="hidden" name="once" value={values.once ?? once} />
          {preview && <CreditEffect preview={preview} baseCurrency={baseCurrency} />}
          <Panel title="A credit note over all that is left, and a draft with the same lines" pad>
            <WhyAndWhen
              values={values}
              errors={errors}
              reasons={reasons}
              latest={today < document.documentOn ? document.documentOn : today}
            />
            <div className="pt-3">
              <TextInput
                name="customerNumber"
                label="Bill another customer instead"
                hint="Their number. Leave it empty to bill the same customer."
                optional
                size="medium"
                autoComplete="off"
                defaultValue={values.customerNumber}
                error={errors.customerNumber}
              />
            </div>
          </Panel>
          <ButtonRow>
            <Button variant={preview ? 'second' : 'primary'} name="intent" value="check" busy="Working it out…">
              See what it does
            </Button>
            <Button variant={preview ? 'primary' : 'second'} name="intent" value="credit" busy="Crediting…">
              {preview?.rule ? 'Ask for it' : 'Credit it and draft the new one'}
            </Button>
            <OfferedDay day={actionData?.offeredOn} verb="Credit on" intent="credit-on-offered-day" />
          </ButtonRow>
        </Form>
      ) : (
        <EmptyState>Only an invoice of which something is left to credit can be billed again.</EmptyState>
      )}
    </>
  );
}
