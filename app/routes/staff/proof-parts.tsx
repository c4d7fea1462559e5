import { useEffect } from 'react';
import { Form, Link, useRevalidator } from 'react-router';
import type { KeptProofRun, ProofRunSummary } from '#app/modules/ledger/queries/proof-runs.server.ts';
import type { LawResult, ProofRequest, SealHead } from '#app/modules/ledger/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CopyText } from '#app/ui/copy-text.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { differenceOf, differencesText, durationText } from './proof-words.ts';

const LOOK_EVERY_MS = 2_000;

/** How far a run has come; looks again by itself where script runs, by the button where it does not. */
export function RunningNote({ request }: { request: ProofRequest }) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => void revalidate(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate]);
  const how = request.laws === 0 ? 'It begins in a moment.' : `${request.done} of ${request.laws} laws are done.`;
  return (
    <div role="status">
      <Note
        icon="clock"
        action={
          <LinkButton to="/staff/proof" variant="second" small>
            Look again
          </LinkButton>
        }
      >
        A run asked for by <bdi>{request.askedByName}</bdi> is under way. {how}
      </Note>
    </div>
  );
}

export function RunButton() {
  return (
    <Form method="post">
      <Button busy="Asking…">Run the checks now</Button>
    </Form>
  );
}

/** The state in one sentence, before any table. */
export function ProofState({ run, zone }: { run: KeptProofRun; zone: string }) {
  const broken = run.laws.filter((law) => law.differences > 0);
  const when = (
    <>
      <InstantText at={run.startedAt} zone={zone} />, {run.laws.length} laws in {durationText(run.milliseconds)}
    </>
  );
  if (broken.length === 0) {
    return <Note tone="positive">Every law held, no differences: {when}.</Note>;
  }
  return (
    <Note tone="danger">
      {differencesText(run.differences)} in {broken.length === 1 ? 'one law' : `${broken.length} laws`}: {when}. Change
      nothing; keep the data folder and the newest backup, and have the rows below looked at.
    </Note>
  );
}

export function Differences({ law }: { law: LawResult }) {
  const more = law.differences - law.rows.length;
  return (
    <Panel title={law.title} aside={differencesText(law.differences)}>
      <DataTable
        caption={`What differs: ${law.title}`}
        rows={law.rows.map((row, index) => ({ ...differenceOf(row), index }))}
        rowKey={(row) => String(row.index)}
        columns={[
          {
            key: 'what',
            head: 'What differs',
            rowHeader: true,
            cell: (row) => (row.href ? <Link to={row.href}>{row.words}</Link> : row.words),
          },
          { key: 'key', head: 'Key', cell: (row) => <span className="reference">{row.reference}</span> },
        ]}
      />
      {more > 0 && <p className="under">And {more} more; verify on the command line lists them.</p>}
    </Panel>
  );
}

export function LawTable({ laws }: { laws: readonly LawResult[] }) {
  return (
    <Panel title="Laws">
      <DataTable
        caption="Each law and whether it held"
        rows={laws}
        rowKey={(law) => law.law}
        columns={[
          {
            key: 'state',
            head: 'State',
            nowrap: true,
            cell: (law) =>
              law.differences === 0 ? (
                <Badge tone="positive" icon="check">
                  Held
                </Badge>
              ) : (
                <Badge tone="danger" icon="block">
                  {differencesText(law.differences)}
                </Badge>
              ),
          },
          {
            key: 'law',
            head: 'Law',
            rowHeader: true,
            cell: (law) => (
              <>
                {law.title}
                <div className="under reference">{law.law}</div>
              </>
            ),
          },
          { key: 'time', head: 'Took', numeric: true, cell: (law) => durationText(law.milliseconds) },
        ]}
      />
    </Panel>
  );
}

export function SealPanel({ head, unsealed, zone }: { head: SealHead; unsealed: bigint; zone: string }) {
  return (
    <Panel title="Seals" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Newest seal', value: `${head.sealNo}` },
          { label: 'Sealed', value: <InstantText at={head.sealedAt} zone={zone} /> },
          { label: 'Its hash', value: <CopyText text={head.hash} label="Copy the hash" /> },
          { label: 'Not sealed yet', value: `${unsealed} ${unsealed === 1n ? 'row' : 'rows'}` },
        ]}
      />
      <p className="prose mt-4">
        Every row is sealed within seconds and can then only be changed with a trace. Keep the number and the hash
        somewhere else: whoever rewrites history cannot reach that copy.
      </p>
    </Panel>
  );
}

export function RunTable({ runs, shown, zone }: { runs: readonly ProofRunSummary[]; shown: string; zone: string }) {
  return (
    <Panel title="Runs">
      <DataTable
        caption="Runs of the checks, newest first"
        rows={runs}
        rowKey={(run) => run.id}
        columns={[
          {
            key: 'at',
            head: 'Run',
            rowHeader: true,
            nowrap: true,
            cell: (run) => (
              <Link to={`/staff/proof?run=${run.id}`} aria-current={run.id === shown ? 'true' : undefined}>
                <InstantText at={run.startedAt} zone={zone} />
              </Link>
            ),
          },
          { key: 'by', head: 'Asked for by', cell: (run) => <bdi>{run.askedByName}</bdi> },
          { key: 'seal', head: 'At seal', numeric: true, cell: (run) => `${run.sealNo}` },
          { key: 'differences', head: 'Differences', numeric: true, cell: (run) => `${run.differences}` },
        ]}
      />
    </Panel>
  );
}
