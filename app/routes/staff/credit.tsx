import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff, type StaffRole } from '#app/modules/auth/types.ts';
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
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/credit.ts';
import { ApplyNow, HowMuch, WhyAndWhen } from './credit-fields.tsx';
import { checkCredit, doCredit } from './credit-form.server.ts';
import { CreditEffect } from './credit-preview.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { creditOnOfferedDay, OfferedDay } from './offered-day.tsx';
import { postedFields } from './posted.server.ts';

const NOT_YOURS = 'Your role may waive interest and fees, and nothing else. Ask a colleague for a credit note.';

/** Who may only waive is offered that reason alone, where the document carries something to waive. */
const mayGive = (role: StaffRole, { isWaivable }: { isWaivable: boolean }, reasonCode: string): boolean =>
  reasonCode === 'waiver' ? isWaivable : mayStaff(role, 'credits.request');

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'waivers.request');
  const id = parseId<InvoiceId>(args.params.id);
  const [document, reasons] = await Promise.all([
    id && getCorrected(staffDb(), id),
    listCreditReasons(staffDb(), 'credit_note'),
  ]);
  const found = foundOr404(document, 'invoice');
  return {
    document: found,
    reasons: reasons.filter((reason) => mayGive(user.role, found, reason.code)),
    today: moment.today,
    baseCurrency: company.baseCurrency,
    once: newId<never>() as string,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company, user } = await requireStaff(args, 'waivers.request');
  const id = parseId<InvoiceId>(args.params.id);
  const document = foundOr404(id && (await getCorrected(staffDb(), id)), 'invoice');
  const { fields: sent, intent } = await postedFields(args.request);
  const fields = intent === 'credit-on-offered-day' ? creditOnOfferedDay(sent) : sent;
  const asked = fields.find(([name]) => name === 'reasonCode')?.[1] ?? '';
  if (asked !== '' && !mayGive(user.role, document, asked))
    return data(
      {
        ...formRefusal({ fieldErrors: { reasonCode: [NOT_YOURS] }, values: Object.fromEntries(fields) }),
        preview: null,
      },
      422,
    );
  const posted = { fields, document, actor, moment, locale: company.locale, rebill: null };
  if (intent === 'check') {
    const checked = await checkCredit(posted);
    if (!checked.ok) return data({ ...checked.refusal, preview: null }, 422);
    const shown = formRefusal({ values: Object.fromEntries(fields) });
    return data({ ...shown, preview: checked.value });
  }
  const done = await doCredit(posted);
  if (!done.ok) return data({ ...done.refusal, preview: null }, 422);
  if (done.value.kind === 'asked')
    return redirectWithFlash(`/staff/invoices/${document.id}`, 'Asked for. The credit note waits for a second person.');
  return redirectWithFlash(`/staff/invoices/${done.value.id}`, `${done.value.number} is issued and on its way.`);
}

export default function CreditDocument({ loaderData, actionData }: Route.ComponentProps) {
  const { document, reasons, today, baseCurrency, once } = loaderData;
  const { number, currency } = document;
  const values: Record<string, string> = actionData?.values ?? { apply: 'all', documentOn: today, once };
  const errors = actionData?.fieldErrors ?? {};
  const preview = actionData?.preview;
  const left = document.grossMinor - document.creditedGrossMinor;
  const latest = today < document.documentOn ? document.documentOn : today;
  return (
    <>
      <PageTitle title={`Credit ${number}`} site="Tallystick" hasErrors={Boolean(actionData && !preview)} />
      <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors ?? []} />
      <BackLink to={`/staff/invoices/${document.id}`}>
        <span className="reference">{number}</span>
      </BackLink>
      <PageHead title={`Credit ${number}`} facts={<NameText text={document.billTo.name} />} />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `Left to credit, ${currency}`,
              value: <MoneyText money={money(left, currency)} style="bare" />,
              large: true,
            },
            { label: 'Left to pay', value: <MoneyText money={money(document.leftMinor, currency)} style="bare" /> },
          ]}
        />
        {left === 0n || document.kind === 'credit_note' || reasons.length === 0 ? (
          <EmptyState>
            {reasons.length === 0
              ? 'This document carries no interest or fee that could be waived.'
              : 'Nothing of this document is left to credit.'}
          </EmptyState>
        ) : (
          <Form method="post" noValidate className="staff-stack">
            <input type="hidden" name="once" value={values.once ?? once} />
            {preview && <CreditEffect preview={preview} baseCurrency={baseCurrency} />}
            <HowMuch document={document} values={values} errors={errors} />
            <Panel title="Why and when" pad>
              <WhyAndWhen values={values} errors={errors} reasons={reasons} latest={latest} />
            </Panel>
            <Panel title="Now or later" pad>
              <ApplyNow document={document} values={values} errors={errors} />
            </Panel>
            <ButtonRow>
              <Button variant={preview ? 'second' : 'primary'} name="intent" value="check" busy="Working it out…">
                See what it does
              </Button>
              <Button variant={preview ? 'primary' : 'second'} name="intent" value="credit" busy="Crediting…">
                {preview?.rule ? 'Ask for this credit' : 'Issue the credit note'}
              </Button>
              <OfferedDay day={actionData?.offeredOn} verb="Issue on" intent="credit-on-offered-day" />
            </ButtonRow>
          </Form>
        )}
      </div>
    </>
  );
}
