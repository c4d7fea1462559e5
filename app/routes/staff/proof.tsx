import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { openProofRequest, proofRun, recentProofRuns } from '#app/modules/ledger/queries/proof-runs.server.ts';
import { sealHead } from '#app/modules/ledger/queries/seal-heads.server.ts';
import { unsealedRows } from '#app/modules/ledger/queries/unsealed-rows.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { orderProof } from '#app/workflows/prove-ledger.server.ts';
import type { Route } from './+types/proof.ts';
import { foundOr404 } from './not-found.ts';
import { Differences, ProofState, RunButton, RunningNote } from './proof-parts.tsx';
import { LawTable, RunTable, SealPanel } from './proof-tables.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const asked = args.url.searchParams.get('run');
  const id = parseId(asked);
  const run = asked ? foundOr404(id && (await proofRun(staffDb(), id)), 'run') : await proofRun(staffDb(), null);
  const [runs, request, head, unsealed] = await Promise.all([
    recentProofRuns(staffDb()),
    openProofRequest(staffDb()),
    sealHead(staffDb()),
    unsealedRows(staffDb()),
  ]);
  return { run, runs, request, head, unsealed, zone: company.timeZone, mayRun: mayStaff(user.role, 'periods.lock') };
}

/** Asks the worker for a run; the page then shows how far it has come. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'periods.lock');
  const asked = await inTransaction(staffDb(), (tx) => orderProof(tx, actor, moment));
  if (asked.ok) return redirectWithFlash('/staff/proof', 'The checks will run in a moment.');
  return data(formRefusal({ formErrors: ['A run is under way already. Wait until it is done.'] }), 409);
}

export default function Proof({ loaderData, actionData }: Route.ComponentProps) {
  const { run, runs, request, head, unsealed, zone, mayRun } = loaderData;
  const broken = run?.laws.filter((law) => law.differences > 0) ?? [];
  return (
    <>
      <PageTitle title="Proof" site="Tallystick" hasErrors={Boolean(actionData)} />
      <PageHead
        title="Proof"
        facts={<span>Every law of the ledger, checked against every row. It runs each night.</span>}
        actions={mayRun && !request && <RunButton />}
      />
      <ErrorSummary {...actionData} />
      <div className="staff-stack">
        {request && <RunningNote request={request} />}
        {run && <ProofState run={run} zone={zone} />}
        {broken.map((law) => (
          <Differences key={law.law} law={law} />
        ))}
        <SealPanel head={head} unsealed={unsealed} zone={zone} />
        {run ? (
          <>
            <LawTable laws={[...run.laws].sort((a, b) => (a.law < b.law ? -1 : 1))} />
            <RunTable runs={runs} shown={run.id} zone={zone} />
          </>
        ) : (
          <Panel title="Laws">
            <EmptyState>The checks have not run yet.</EmptyState>
          </Panel>
        )}
      </div>
    </>
  );
}
