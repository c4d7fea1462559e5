import { useEffect } from 'react';
import { Form, Link, useRevalidator } from 'react-router';
import type { KeptProofRun } from '#app/modules/ledger/queries/proof-runs.server.ts';
import type { LawResult, ProofRequest } from '#app/modules/ledger/types.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
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
