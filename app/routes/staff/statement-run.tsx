import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { sealText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { getStatementRun, statementSends } from '#app/modules/statements/queries/statement-runs.server.ts';
import { RUN_BADGES } from '#app/modules/statements/ui/schedule-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/statement-run.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { steerRun } from './statement-acts.server.ts';
import { RunState } from './statement-run-parts.tsx';
import { SendTable } from './statement-send-table.tsx';

const PAGE = 50;
const FAILED_SHOWN = 200;

async function runOf(asked: string) {
  const runId = parseId(asked) as string | null;
  return foundOr404(runId && (await getStatementRun(staffDb(), { runId })), 'run of statements');
}

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const run = await runOf(args.params.id);
  const after = Number(args.url.searchParams.get('after') ?? 0) || 0;
  const [rest, failed] = await Promise.all([
    statementSends(staffDb(), {
      ...{ runId: run.id, after, limit: PAGE + 1 },
      states: ['waiting', 'sent', 'empty', 'cancelled'],
    }),
    statementSends(staffDb(), { runId: run.id, states: ['failed'], limit: FAILED_SHOWN }),
  ]);
  return {
    ...{ run, failed, sends: rest.slice(0, PAGE) },
    next: rest.length > PAGE ? (rest[PAGE - 1]?.seqNo ?? null) : null,
    maySteer: mayStaff(user.role, 'messages.send'),
  };
}

/** Pauses, resumes, cancels, or tries again what failed. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'messages.send');
  const run = await runOf(args.params.id);
  const { intent, of } = await postedFields(args.request);
  const done = await steerRun(run.id, intent, { of, actor, moment, locale: company.locale });
  return done.ok ? redirectWithFlash(`/staff/statements/${run.id}`, done.value) : data(done.refusal, 422);
}

export default function StatementRunPage({ loaderData, actionData }: Route.ComponentProps) {
  const { run, failed, sends, next, maySteer } = loaderData;
  const locale = useLocale();
  return (
    <>
      <PageTitle title={`Statements, ${run.kind}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/statements">Statements</BackLink>
      <PageHead
        title={run.kind === 'weekly' ? 'Weekly statements' : 'Monthly statements'}
        facts={
          <>
            <span>
              <DateText date={run.fromOn} /> to <DateText date={run.toOn} />
            </span>
            <span>as known at seal {sealText(run.sealNo, locale)}</span>
            <span>started by {run.startedByName}</span>
            <Badges badges={[RUN_BADGES[run.state]]} />
          </>
        }
      />
      <div className="staff-stack">
        <Panel title="How far it is" pad>
          <RunState run={run} maySteer={maySteer} />
        </Panel>
        {failed.length > 0 && (
          <Panel title="Not made">
            <SendTable sends={failed} caption="Statements that could not be made" />
          </Panel>
        )}
        <Panel title="Each statement">
          <SendTable sends={sends} caption="Statements of this run, by customer number" />
          {next && <Pager label="More statements" nextHref={`/staff/statements/${run.id}?after=${next}`} />}
        </Panel>
      </div>
    </>
  );
}
