import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { lineShares } from '#app/modules/banking/queries/line-shares.server.ts';
import { linkLabels } from '#app/modules/banking/queries/link-labels.server.ts';
import { linesOfStatement } from '#app/modules/banking/queries/statement-lines.server.ts';
import { statementProof } from '#app/modules/banking/queries/statement-proof.server.ts';
import type { BankLineState } from '#app/modules/banking/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/bank-statement.ts';
import { StatementLines } from './bank-line-table.tsx';
import { ByKind, ProofFigures, ProofWords } from './bank-proof-parts.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

const PAGE = 50;
const VIEWS = { all: 'All', waiting: 'To explain', explained: 'Explained', skipped: 'Came before' } as const;
type View = keyof typeof VIEWS;
const STATES: Readonly<Record<View, readonly BankLineState[]>> = {
  ...{ all: ['open', 'parked', 'asked', 'explained', 'skipped'], waiting: ['open', 'parked', 'asked'] },
  ...{ explained: ['explained'], skipped: ['skipped'] },
};

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const statementId = parseId(args.params.id) as string | null;
  const db = staffDb();
  const proof = foundOr404(statementId && (await statementProof(db, { statementId })), 'bank statement');
  const id = proof.statement.id;
  const asked = args.url.searchParams;
  const view = asked.get('show') && Object.hasOwn(VIEWS, asked.get('show')!) ? (asked.get('show') as View) : 'all';
  const after = Number.parseInt(asked.get('after') ?? '', 10);
  const found = await linesOfStatement(db, {
    ...{ statementId: id, state: STATES[view], limit: PAGE + 1 },
    ...(Number.isSafeInteger(after) && after > 0 ? { after } : {}),
  });
  const lines = found.slice(0, PAGE);
  const labels = await linkLabels(
    db,
    lines.flatMap((line) => line.links.flatMap((link) => link.subjectId ?? [])),
  );
  const next = found.length > PAGE ? `/staff/bank/${id}?show=${view}&after=${lines.at(-1)!.lineNo}` : null;
  return {
    ...{ proof, view, lines, labels, next, shares: await lineShares(db, { statementId: id }) },
    mayMatch: mayStaff(user.role, 'bank.match'),
  };
}

export default function BankStatementPage({ loaderData }: Route.ComponentProps) {
  const { proof, view, lines, labels, next, shares, mayMatch } = loaderData;
  const { statement, waitingCount, explainedCount, skippedCount } = proof;
  const counts = { all: statement.lineCount, waiting: waitingCount, explained: explainedCount, skipped: skippedCount };
  const path = `/staff/bank/${statement.id}`;
  return (
    <>
      <PageTitle title={`Statement ${statement.number || statement.fileName}`} site="Tallystick" />
      <BackLink to="/staff/bank">Bank matching</BackLink>
      <PageHead
        title={
          <>
            Statement <NameText text={statement.number || statement.fileName} />
          </>
        }
        facts={
          <>
            <NameText text={statement.accountName} />
            {statement.fromOn && <DateText date={statement.fromOn} />}
            {statement.toOn && statement.toOn !== statement.fromOn && (
              <span>
                to <DateText date={statement.toOn} />
              </span>
            )}
          </>
        }
        actions={
          <>
            <LinkButton variant="second" download to={`${path}/proof.pdf`}>
              Proof as PDF
            </LinkButton>
            <LinkButton variant="second" download to={`${path}/open-lines.csv`}>
              Open lines as CSV
            </LinkButton>
            {mayMatch && waitingCount > 0 && <LinkButton to={`${path}/match`}>Match {waitingCount} lines</LinkButton>}
          </>
        }
      />
      <div className="staff-stack">
        <ProofFigures proof={proof} />
        <ProofWords proof={proof} shares={shares} />
        {proof.byKind.length > 0 && <ByKind proof={proof} />}
        <Panel title="Lines">
          <div className="panel-pad">
            <Tabs
              label="Which lines"
              tabs={(Object.keys(VIEWS) as View[])
                .filter((one) => one !== 'skipped' || skippedCount > 0)
                .map((one) => ({
                  ...{ to: `${path}?show=${one}`, label: VIEWS[one], count: counts[one], current: one === view },
                }))}
            />
          </div>
          {lines.length > 0 ? (
            <StatementLines {...{ lines, labels }} currency={statement.currency} />
          ) : (
            <EmptyState>{view === 'waiting' ? 'Nothing to explain.' : 'No such line in this statement.'}</EmptyState>
          )}
        </Panel>
      </div>
      <Pager label="Lines" nextHref={next} />
    </>
  );
}
