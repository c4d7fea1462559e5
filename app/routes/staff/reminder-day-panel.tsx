import { Link } from 'react-router';
import type { ReminderDay } from '#app/modules/collections/queries/reminder-day.server.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

/** How far today is: ordered or not yet, and whether money waits that may belong to those who are asked. */
export function DayPanel({ day, zone }: { day: ReminderDay; zone: string }) {
  return (
    <Panel
      title={
        day.run
          ? `${day.run.count === 1 ? '1 reminder was' : `${day.run.count} reminders were`} ordered today`
          : 'Nothing was ordered today yet'
      }
      pad
    >
      <p>
        {day.run ? (
          <>
            At <InstantText at={day.run.at} zone={zone} show="time" />. Until they leave you can hold each of them.
          </>
        ) : (
          'They are ordered on the morning of each working day, when the quiet hours are over.'
        )}{' '}
        {day.unapplied > 0 ? (
          <>
            <Link to="/staff/payments?view=unapplied">
              {day.unapplied === 1 ? '1 payment is' : `${day.unapplied} payments are`} not set against an invoice yet
            </Link>
            : some of it may belong to customers who are asked.
          </>
        ) : (
          'All money that came is set against invoices.'
        )}
      </p>
    </Panel>
  );
}
