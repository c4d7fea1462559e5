import { data, Form, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type DraftId, parseId } from '#app/kernel/ids.ts';
import { termsOf, termsText } from '#app/kernel/payment-terms.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { invoicesReachSomebody } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { discardDraft } from '#app/modules/invoicing/commands/discard-draft.server.ts';
import { getDraft } from '#app/modules/invoicing/queries/get-draft.server.ts';
import { lastLines } from '#app/modules/invoicing/queries/last-lines.server.ts';
import { listRevenueAccounts } from '#app/modules/invoicing/queries/list-revenue-accounts.server.ts';
import { LineGrid } from '#app/modules/invoicing/ui/line-grid.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/draft.ts';
import { DraftFields } from './draft-fields.tsx';
import { DraftKeeper } from './draft-keeper.tsx';
import { CopyLast, GridKeys, sendOnKeys } from './draft-keys.tsx';
import { offersFor } from './draft-offers.server.ts';
import { refill } from './draft-refill.server.ts';
import { issuedWords, saveAndIssue, saveFromForm } from './draft-save.server.ts';
import { draftValues, linesFrom, rowsToDraw, standardFirst } from './draft-values.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { invoiceOnOfferedDay, OfferedDay } from './offered-day.tsx';
import { postedFields } from './posted.server.ts';

const GONE = 'draft. It may have been issued or discarded meanwhile: look in the list of invoices';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'invoices.write');
  const id = parseId<DraftId>(args.params.id);
  const draft = foundOr404(id && (await getDraft(staffDb(), id)), GONE);
  const [customer, reachesSomebody, taxes, accounts, offers, last] = await Promise.all([
    getCustomer(staffDb(), draft.invoice.customerId),
    invoicesReachSomebody(staffDb(), draft.invoice.customerId),
    listTaxCategories(staffDb()),
    listRevenueAccounts(staffDb()),
    offersFor(draft.invoice),
    lastLines(staffDb(), draft.invoice),
  ]);
  return {
    draft,
    customer: foundOr404(customer, 'customer'),
    reachesSomebody,
    taxes: standardFirst(taxes),
    ...{ accounts, offers, lastNumber: last?.number ?? null },
    mayIssue: mayStaff(user.role, 'invoices.issue'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'invoices.write');
  const { locale } = company;
  const draftId = foundOr404(parseId<DraftId>(args.params.id), GONE);
  const sent = await postedFields(args.request);
  if (sent.intent === 'add-line' || sent.intent === 'copy-last') return data(await refill({ draftId, ...sent }));
  if (sent.intent === 'discard') {
    await inTransaction(staffDb(), (tx) => discardDraft(tx, actor, { draftId }));
    return redirectWithFlash('/staff/invoices?view=drafts', 'The draft was discarded. No number was used.');
  }
  if (sent.intent === 'issue' || sent.intent === 'issue-on-offered-day') {
    const { actor: issuer } = await requireStaff(args, 'invoices.issue');
    const fields = sent.intent === 'issue' ? sent.fields : invoiceOnOfferedDay(sent.fields);
    const issued = await saveAndIssue({ draftId, fields, actor: issuer, moment, locale });
    if (!issued.ok) return data({ ...issued.refusal, addLine: false, refilled: false }, 422);
    return redirectWithFlash(`/staff/invoices/${issued.value.id}`, await issuedWords(issued.value));
  }
  const saved = await saveFromForm({ draftId, fields: sent.fields, actor, moment, locale });
  if (!saved.ok) return data({ ...saved.refusal, addLine: false, refilled: false }, 422);
  if (sent.intent === 'preview') return redirect(`/staff/invoices/drafts/${draftId}/preview`);
  return redirectWithFlash(`/staff/invoices/drafts/${draftId}`, 'Draft saved. It has no number until it is issued.');
}

export default function DraftEditor({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, customer, reachesSomebody, taxes, accounts, offers, lastNumber, mayIssue } = loaderData;
  const values = actionData?.values ?? draft.typed ?? draftValues(draft.invoice);
  const errors = actionData?.fieldErrors ?? {};
  const lines = linesFrom(values);
  const failed = Boolean(actionData && !actionData.refilled);
  return (
    <>
      <PageTitle title={`Invoice to ${customer.name}`} site="Tallystick" hasErrors={failed} />
      <BackLink to="/staff/invoices?view=drafts">Drafts</BackLink>
      <PageHead
        title={
          <>
            Invoice to <NameText text={customer.name} />
          </>
        }
        facts={
          <>
            <span className="reference">{customer.number}</span>
            <span>{draft.invoice.currency}</span>
            <span>{termsText(termsOf(customer))}</span>
          </>
        }
      />
      <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors ?? []} />
      {!reachesSomebody && (
        <Note tone="warn" action={<a href={`/staff/customers/${customer.id}?tab=contacts`}>Add a person</a>}>
          Nobody at this customer receives invoices, so it will be issued and sent to nobody.
        </Note>
      )}
      <Form method="post" noValidate className="staff-stack" onKeyDown={sendOnKeys}>
        <DraftKeeper address={`/staff/invoices/drafts/${draft.id}/typed`} />
        <Panel title="Lines" aside={<GridKeys />}>
          <LineGrid
            key={actionData?.refilled ? JSON.stringify(lines) : 'grid'}
            rows={rowsToDraw(lines.length, actionData?.addLine)}
            {...{ lines, errors, taxes, accounts, offers, currency: draft.invoice.currency }}
          >
            {lastNumber && <CopyLast number={lastNumber} />}
          </LineGrid>
        </Panel>
        <Panel title="Facts" pad>
          <DraftFields values={values} errors={errors} poRequired={customer.poRequired} />
        </Panel>
        <ButtonRow>
          {mayIssue && (
            <Button name="intent" value="issue" busy="Issuing…">
              Issue and send
            </Button>
          )}
          {mayIssue && <OfferedDay day={actionData?.offeredOn} verb="Issue on" intent="issue-on-offered-day" />}
          <Button variant="second" name="intent" value="preview" busy="Opening…">
            Preview
          </Button>
          <Button variant="second" name="intent" value="save" busy="Saving…">
            Save draft
          </Button>
          <Button variant="quiet" name="intent" value="discard" formNoValidate busy="Discarding…">
            Discard
          </Button>
        </ButtonRow>
      </Form>
    </>
  );
}
