import { Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type DraftId, parseId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { issueDraft } from '#app/modules/invoicing/commands/issue-draft.server.ts';
import { getDraft } from '#app/modules/invoicing/queries/get-draft.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { DocumentLines, DocumentTotals } from '#app/modules/invoicing/ui/document-lines.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview } from '#app/platform/db/transaction.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { missingForEinvoice } from '#app/workflows/einvoice-board.server.ts';
import type { Route } from './+types/draft-preview.ts';
import { DocumentFacts } from './document-facts.tsx';
import { wordsFor } from './draft-save.server.ts';
import { draftValues } from './draft-values.ts';
import { EinvoiceMissing } from './einvoice-panel.tsx';
import { foundOr404 } from './not-found.ts';
import { OfferedDay } from './offered-day.tsx';

/** The real command, rolled back: what issuing would do, or why it would refuse. */
export async function loader(args: Route.LoaderArgs) {
  const { actor, moment, user, company } = await requireStaff(args, 'invoices.write');
  const id = parseId<DraftId>(args.params.id);
  const draft = foundOr404(id && (await getDraft(staffDb(), id)), 'draft');
  const previewed = await inPreview(staffDb(), async (tx): Promise<Result<Invoice | null, { code: string }>> => {
    const issued = await issueDraft(tx, actor, { draftId: draft.id }, moment);
    return issued.ok ? ok(await getInvoice(tx, { invoiceId: issued.value.id })) : issued;
  });
  const refusal = previewed.ok ? null : wordsFor(previewed.refusal, { fields: [], locale: company.locale });
  return {
    draftId: draft.id,
    values: draftValues(draft.invoice),
    invoice: previewed.ok ? previewed.value : null,
    problems: refusal ? [...refusal.formErrors, ...Object.values(refusal.fieldErrors).flat()] : [],
    offeredOn: refusal?.offeredOn,
    missing: previewed.ok && previewed.value ? await missingForEinvoice(staffDb(), previewed.value) : [],
    mayIssue: mayStaff(user.role, 'invoices.issue'),
  };
}

export default function DraftPreview({ loaderData }: Route.ComponentProps) {
  const { draftId, values, invoice, problems, offeredOn, missing, mayIssue } = loaderData;
  const editor = `/staff/invoices/drafts/${draftId}`;
  return (
    <>
      <PageTitle title="Preview" site="Tallystick" />
      <BackLink to={editor}>Draft</BackLink>
      <PageHead title={invoice?.title || 'Preview'} facts={<span>The number is given when it is issued</span>} />
      {problems.map((text) => (
        <Note key={text} tone="danger">
          {text} Nothing was issued.
        </Note>
      ))}
      <EinvoiceMissing missing={missing} />
      {invoice && (
        <div className="record-columns">
          <div className="staff-stack">
            <Panel title="What the customer is billed">
              <DocumentLines document={invoice} />
              <div className="panel-pad">
                <DocumentTotals document={invoice} />
              </div>
            </Panel>
          </div>
          <div className="staff-stack">
            <DocumentFacts invoice={invoice} number="Not numbered yet" />
          </div>
        </div>
      )}
      <Form method="post" action={editor}>
        {Object.entries(values).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ButtonRow>
          {mayIssue && invoice && (
            <Button name="intent" value="issue" busy="Issuing…">
              Issue and send
            </Button>
          )}
          {mayIssue && <OfferedDay day={offeredOn} verb="Issue on" intent="issue-on-offered-day" />}
          <LinkButton to={editor} variant="second">
            Back to the draft
          </LinkButton>
        </ButtonRow>
      </Form>
    </>
  );
}
