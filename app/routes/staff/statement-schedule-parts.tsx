import { Form, Link } from 'react-router';
import type { StatementRun, StatementSchedule } from '#app/modules/statements/types.ts';
import { SCHEDULE_NAMES, scheduleWords } from '#app/modules/statements/ui/schedule-words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';

type Props = { schedules: readonly StatementSchedule[]; runs: readonly StatementRun[]; mayMake: boolean };

/** When each kind goes out next, and what the last one did. */
export function ScheduleTable({ schedules, runs, mayMake }: Props) {
  return (
    <DataTable
      caption="When statements are made"
      rows={schedules}
      rowKey={({ kind }) => kind}
      columns={[
        { key: 'what', head: 'What', rowHeader: true, cell: ({ kind }) => SCHEDULE_NAMES[kind] },
        { key: 'when', head: 'When', cell: scheduleWords },
        {
          key: 'next',
          head: 'Next',
          nowrap: true,
          cell: ({ paused, nextOn }) => (paused ? 'paused' : <DateText date={nextOn} weekday />),
        },
        {
          key: 'last',
          head: 'Last run',
          cell: ({ kind }) =>
            kind === 'portfolio' ? (
              <Link to="/staff/portfolio">Packs of the collectors</Link>
            ) : (
              <LastRun run={runs.find((run) => run.kind === kind)} />
            ),
        },
        {
          key: 'act',
          head: 'Make now',
          headHidden: true,
          cell: ({ kind }) =>
            mayMake &&
            kind !== 'portfolio' && (
              <Form method="post">
                <input type="hidden" name="kind" value={kind} />
                <Button variant="second" small busy="Starting…">
                  Make {kind} ones now
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}

function LastRun({ run }: { run: StatementRun | undefined }) {
  if (!run) return 'none yet';
  const { sent, failed } = run.counts;
  return (
    <>
      <DateText date={run.fromOn} /> to <DateText date={run.toOn} />
      <span className="under">
        {sent} sent{failed > 0 && `, ${failed} not made`}
      </span>
    </>
  );
}
