import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { explainDraftLines } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import { getRunDraft } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { DRAFT_STATE_BADGES, LEFT_OUT_WORDS } from '#app/modules/billing-runs/ui/run-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/run-draft.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { DraftFacts, DraftLines, LeaveOut, PutBack } from './run-draft-facts.tsx';
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
              <FindingRows
                page={{ run, may, isPreview: true }}
                findings={draft.findings}
                result={undefined}
                draftId={draft.id}
              />
            </Panel>
          )}
          <DraftLines draft={draft} explained={explained} />
        </div>
        <div className="staff-stack">
          <DraftFacts draft={draft} />
          {may.prepare && run.state === 'previewed' && (draft.state === 'ready' || draft.state === 'blocked') && (
            <LeaveOut runId={run.id} draftId={draft.id} />
          )}
          {may.prepare && run.state === 'previewed' && draft.leftOutWhy === 'by_hand' && (
            <PutBack runId={run.id} draftId={draft.id} />
          )}
        </div>
      </div>
    </>
  );
}
