import { Form, Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { SettingVersion } from '#app/modules/company/types.ts';
import { settingFacts } from '#app/modules/company/ui/setting-words.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';

type HistoryProps = {
  versions: readonly SettingVersion[];
  today: PlainDate;
  zone: string;
  mayChange: boolean;
};

/** Every change there was and is planned; what has not begun can be taken back. */
export function SettingHistory({ versions, today, zone, mayChange }: HistoryProps) {
  const holding = versions.find((version) => version.fromOn <= today && !version.withdrawn);
  return (
    <DataTable
      caption="Changes of this setting"
      rows={versions}
      rowKey={(version) => version.id}
      columns={[
        {
          key: 'from',
          head: 'From',
          rowHeader: true,
          cell: (version) => <DateText date={version.fromOn} />,
        },
        { key: 'value', head: 'Value', cell: (version) => <Value version={version} /> },
        { key: 'state', head: 'State', cell: (version) => <State version={version} holding={holding} today={today} /> },
        {
          key: 'by',
          head: 'Changed by',
          cell: (version) => (
            <>
              <bdi>{version.madeByName}</bdi>
              <span className="under">
                <InstantText at={version.madeAt} zone={zone} show="date-time" />
                {version.reason && (
                  <>
                    {', '}
                    <bdi>{version.reason}</bdi>
                  </>
                )}
              </span>
            </>
          ),
        },
        {
          key: 'act',
          head: 'Take back or use again',
          headHidden: true,
          cell: (version) =>
            mayChange && !version.withdrawn && version.fromOn > today ? (
              <Form method="post">
                <input type="hidden" name="version" value={version.id} />
                <Button small variant="quiet" name="intent" value="withdraw" busy="Taking back…">
                  Take back
                  <span className="sr-only">
                    {' '}
                    the change from <DateText date={version.fromOn} />
                  </span>
                </Button>
              </Form>
            ) : mayChange && version !== holding ? (
              <Link to={againPath(version)}>
                Use again
                <span className="sr-only">
                  {' '}
                  what was changed on <InstantText at={version.madeAt} zone={zone} show="date-time" /> from{' '}
                  <DateText date={version.fromOn} />
                </span>
              </Link>
            ) : null,
        },
      ]}
    />
  );
}

/** The form filled with an earlier version: undoing is another change. */
const againPath = ({ what, key, id }: SettingVersion): string =>
  `/staff/settings/company/${what}?${new URLSearchParams({ ...(key && { of: key }), like: id })}`;

function Value({ version }: { version: SettingVersion }) {
  return settingFacts(version.what, version.value, version.key).map(({ label, value }) => (
    <span key={label} className="under">
      {label}: <bdi>{value}</bdi>
    </span>
  ));
}

function State({
  version,
  holding,
  today,
}: {
  version: SettingVersion;
  holding: SettingVersion | undefined;
  today: PlainDate;
}) {
  if (version.withdrawn)
    return (
      <Badge tone="neutral" icon="cross">
        Taken back by {version.withdrawn.byName}
      </Badge>
    );
  if (version === holding)
    return (
      <Badge tone="positive" icon="check">
        Holds
      </Badge>
    );
  return version.fromOn > today ? (
    <Badge tone="info" icon="clock">
      Planned
    </Badge>
  ) : (
    <Badge tone="neutral" icon="ring">
      Held before
    </Badge>
  );
}
