import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { policyVersions } from '#app/modules/collections/queries/collection-policy.server.ts';
import type { PolicyEffect } from '#app/modules/collections/queries/policy-effect.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';
import { TONE_NAMES } from './promise-words.ts';

/** How many reminders of each tone a day would bring, now and with the change. */
export function EffectTable({ effect, on }: { effect: PolicyEffect; on: PlainDate }) {
  if (effect.rows.every((row) => row.now === 0 && (row.wanted ?? 0) === 0))
    return (
      <EmptyState>
        On <DateText date={on} weekday /> nobody would be reminded.
      </EmptyState>
    );
  return (
    <DataTable
      caption="Reminders that would be ordered tomorrow, by tone"
      rows={effect.rows}
      rowKey={({ tone }) => tone}
      columns={[
        { key: 'tone', head: 'Tone', rowHeader: true, cell: (row) => TONE_NAMES[row.tone] },
        { key: 'now', head: 'As it is', numeric: true, cell: (row) => row.now.toLocaleString('en-GB') },
        ...(effect.hasWanted
          ? [
              {
                key: 'wanted',
                head: 'With the change',
                numeric: true,
                cell: (row: PolicyEffect['rows'][number]) => (row.wanted ?? 0).toLocaleString('en-GB'),
              },
            ]
          : []),
      ]}
    />
  );
}

type Versions = Awaited<ReturnType<typeof policyVersions>>;

/** What held and what will, newest day first. */
export function VersionTable({ versions, zone }: { versions: Versions; zone: string }) {
  return (
    <Panel title="What held, and from when">
      <DataTable
        caption="Versions of the policy, newest day first"
        rows={versions}
        rowKey={({ id }) => id}
        columns={[
          { key: 'from', head: 'From', rowHeader: true, cell: (row) => <DateText date={row.fromOn} /> },
          { key: 'by', head: 'Set by', cell: (row) => <NameText text={row.madeByName} /> },
          { key: 'at', head: 'At', cell: (row) => <InstantText at={row.madeAt} zone={zone} show="date-time" /> },
          {
            key: 'promises',
            head: 'Promises',
            cell: (row) =>
              `${row.promiseDaysAhead} days ahead, ${row.promisesPerQuarter} a quarter, ${row.promiseGraceDays} days of grace`,
          },
          { key: 'hour', head: 'Leave at', numeric: true, cell: (row) => `${row.sendHour}:00` },
        ]}
      />
    </Panel>
  );
}
