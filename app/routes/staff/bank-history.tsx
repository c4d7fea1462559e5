import { Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { BankVersion } from '#app/modules/company/queries/bank-history.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { NameText } from './name-text.tsx';

/** Our accounts through time, each with the request by one person that another approved. */
export function BankHistory({ versions, today }: { versions: readonly BankVersion[]; today: PlainDate }) {
  const holds = (version: BankVersion) =>
    versions.find((one) => one.currency === version.currency && one.fromOn <= today) === version;
  return (
    <DataTable
      caption="Approved changes of our bank accounts"
      rows={versions}
      rowKey={(version) => version.id}
      columns={[
        {
          key: 'from',
          head: 'From',
          rowHeader: true,
          cell: (version) => (
            <>
              {version.currency} <DateText date={version.fromOn} />
            </>
          ),
        },
        {
          key: 'account',
          head: 'Account then',
          cell: (version) => (
            <>
              <NameText text={version.bankName} />
              <span className="under">
                <NameText text={`${version.accountName}, ${version.accountNumber} ${version.routing}`} />
              </span>
            </>
          ),
        },
        {
          key: 'state',
          head: 'State',
          cell: (version) =>
            version.fromOn > today ? (
              <Badge tone="info" icon="clock">
                Planned
              </Badge>
            ) : (
              <Badge tone={holds(version) ? 'positive' : 'neutral'} icon={holds(version) ? 'check' : 'ring'}>
                {holds(version) ? 'Printed now' : 'Printed before'}
              </Badge>
            ),
        },
        {
          key: 'by',
          head: 'Two people',
          cell: (version) => (
            <Link to={`/staff/approvals?view=decided&id=${version.approvalId}`}>
              Who asked and approved
              <span className="sr-only">
                {' '}
                {version.currency} from <DateText date={version.fromOn} />, account {version.accountNumber}
              </span>
            </Link>
          ),
        },
      ]}
    />
  );
}
