import { Form, Link } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import { SEND_STATES, type StatementRun } from '#app/modules/statements/types.ts';
import { RUN_BADGES, SEND_WORDS } from '#app/modules/statements/ui/schedule-words.ts';
import { Badges } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Note } from '#app/ui/message.tsx';
import { LookAgain, ProgressBar } from '#app/ui/progress.tsx';

export function StatementRunTable({ runs, zone }: { runs: readonly StatementRun[]; zone: string }) {
  return (
    <DataTable
      caption="Runs of statements, newest first"
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'days',
          head: 'Days',
          rowHeader: true,
          cell: (run) => (
            <Link className="quiet-link" to={`/staff/statements/${run.id}`}>
              <DateText date={run.fromOn} /> to <DateText date={run.toOn} />, {run.kind}
            </Link>
          ),
        },
        { key: 'state', head: 'State', cell: ({ state }) => <Badges badges={[RUN_BADGES[state]]} /> },
        { key: 'sent', head: 'Sent', numeric: true, cell: ({ counts }) => counts.sent },
        { key: 'failed', head: 'Not made', numeric: true, cell: ({ counts }) => counts.failed },
        { key: 'by', head: 'Started by', cell: ({ startedByName }) => startedByName },
        {
          key: 'at',
          head: 'Started',
          nowrap: true,
          cell: ({ startedAt }) => <InstantText at={startedAt} zone={zone} />,
        },
      ]}
    />
  );
}

const totalOf = ({ counts }: StatementRun) => SEND_STATES.reduce((sum, state) => sum + counts[state], 0);

/** How far a run is, what stopping leaves, and its buttons. */
export function RunState({ run, maySteer }: { run: StatementRun; maySteer: boolean }) {
  const { counts, state } = run;
  const total = totalOf(run);
  const done = total - counts.waiting;
  return (
    <div className="staff-stack">
      {state === 'running' && <LookAgain />}
      {run.stateReason && <Note tone="warn">{showText(run.stateReason)}</Note>}
      <ProgressBar
        label="Statements made"
        done={done}
        of={total}
        words={`${done} of ${total} statements are done. ${state === 'running' ? 'You can close this page: the work goes on.' : ''}`}
      />
      <Figures
        small
        figures={SEND_STATES.filter((one) => one === 'sent' || counts[one] > 0).map((one) => ({
          label: SEND_WORDS[one],
          value: counts[one],
        }))}
      />
      {maySteer && <Buttons run={run} />}
    </div>
  );
}

function Buttons({ run: { state, counts } }: { run: StatementRun }) {
  const mayCancel = state === 'running' || state === 'paused';
  const mayRetry = state === 'done' && counts.failed > 0;
  if (!mayCancel && !mayRetry) return null;
  return (
    <Form method="post">
      {mayCancel && <TextInput name="reason" label="Why, for the record" optional maxLength={300} autoComplete="off" />}
      <ButtonRow>
        {state === 'running' && (
          <Button name="intent" value="pause" variant="second" busy="Pausing…">
            Pause
          </Button>
        )}
        {state === 'paused' && (
          <Button name="intent" value="resume" busy="Resuming…">
            Go on
          </Button>
        )}
        {mayRetry && (
          <Button name="intent" value="resume" busy="Trying…">
            Try the {counts.failed} again
          </Button>
        )}
        {mayCancel && (
          <Button name="intent" value="cancel" variant="second" busy="Cancelling…">
            Cancel the rest
          </Button>
        )}
      </ButtonRow>
      {mayCancel && (
        <p className="under">
          Cancelling keeps what is sent: {counts.sent} stay with their files. The rest is not made, and the next run
          tells the days after these.
        </p>
      )}
    </Form>
  );
}
