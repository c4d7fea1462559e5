import { Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { explainDraftLines } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import { getRunDraft } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { LineExplained } from '#app/modules/billing-runs/ui/line-explained.tsx';
import { DRAFT_STATE_BADGES, LEFT_OUT_WORDS } from '#app/modules/billing-runs/ui/run-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { FoldRow, FoldRows } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import type { Route } from './+types/run-draft.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { DraftFacts } from './run-draft-facts.tsx';
import { FindingRows } from './run-finding-rows.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const db = staffDb();
  const [runId, draftId] = [parseId(args.params.id), parseId(args.params.draftId)];
  const draft = foundOr404(draftId && (await getRunDraft(db, { draftId })), 'draft');
  const run = foundOr404(runId === draft.runId && (await getRun(db, { runId: draft.runId })), 'run');
  return {
    ...{ run, draft, explained: await explainDraftLines(db, { draftId: draft.id }) },
    may: {
      prepare: mayStaff(user.role, 'runs.prepare'),
      review: mayStaff(user.role, 'runs.review') && run.preparedById !== user.id,
      issue: mayStaff(user.role, 'runs.issue'),
    },
  };
}

export default function RunDraftPage({ loaderData }: Route.ComponentProps) {
  const { run, draft, explained, may } = loaderData;
  const of = (minor: bigint) => money(minor, draft.currency);
  return (
    <>
      <PageTitle title={`Draft for ${draft.customerName}`} site="Tallystick" />
      <BackLink to={`/staff/runs/${run.id}`}>{run.name}</BackLink>
      <PageHead
        title={draft.title}
        facts={
          <>
            <Link to={`/staff/customers/${draft.customerId}`}>
              <NameText text={draft.customerName} />
            </Link>
            <Badges badges={[DRAFT_STATE_BADGES[draft.state]]} />
          </>
        }
        actions={
          <>
            {draft.invoiceId && (
              <LinkButton to={`/staff/invoices/${draft.invoiceId}`}>{draft.invoiceNumber}</LinkButton>
            )}
            <LinkButton to={`/staff/runs/${run.id}/drafts/${draft.id}/sample.pdf`} variant="second" download>
              Sample PDF
            </LinkButton>
          </>
        }
      />
      <div className="record-columns">
        <div className="staff-stack">
          {draft.leftOutWhy && (
            <Note>
              {LEFT_OUT_WORDS[draft.leftOutWhy]} {draft.leftOutNote && `“${draft.leftOutNote}”`}
            </Note>
          )}
          {draft.findings.length > 0 && (
            <Panel title="What was found" pad>
              <FindingRows page={{ run, may, isPreview: true }} findings={draft.findings} result={undefined} />
            </Panel>
          )}
          <Panel title="The invoice as it will be" pad>
            <FoldRows>
              {explained.map((line) => (
                <FoldRow
                  key={line.lineNo}
                  id={`line-${line.lineNo}`}
                  title={<bdi>{line.description}</bdi>}
                  amount={<MoneyText money={of(line.netMinor)} />}
                  shut="Explain this line"
                >
                  <LineExplained line={line} currency={draft.currency} />
                </FoldRow>
              ))}
            </FoldRows>
            <RunningSum
              side
              style="code"
              caption="Totals of this draft"
              rows={[
                { label: 'Net', money: of(draft.netMinor) },
                { label: 'Tax', money: of(draft.taxMinor) },
                { label: 'Total', money: of(draft.grossMinor), kind: 'total' },
              ]}
            />
          </Panel>
        </div>
        <div className="staff-stack">
          <DraftFacts draft={draft} />
          {may.prepare && run.state === 'previewed' && (draft.state === 'ready' || draft.state === 'blocked') && (
            <Panel title="Leave it out" pad>
              <Form method="post" action={`/staff/runs/${run.id}`}>
                <FormStack>
                  <input type="hidden" name="draft" value={draft.id} />
                  <TextInput name="reason" label="Why" hint="What it holds comes with the next run." maxLength={500} />
                  <Button name="intent" value="leave-out" variant="second" busy="Leaving out…">
                    Leave it out of this run
                  </Button>
                </FormStack>
              </Form>
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
