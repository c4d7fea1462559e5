import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { MailDomainNow } from '#app/workflows/mail-domain.server.ts';

const STATES: Readonly<Record<string, string>> = {
  ...{ verified: 'Found', pending: 'Looked for', failed: 'Not found', not_started: 'Not looked for yet' },
  temporary_failure: 'Looked for again',
};

/** What the mail service says of the domain that mail comes from, asked as the page is opened. */
export function MailDomainPanel({ domain: { name, said } }: { domain: MailDomainNow }) {
  return (
    <Panel title="What the mail service says" pad={said === null || said === 'unreachable'}>
      {said === 'unreachable' ? (
        <EmptyState>The mail service does not answer now. Open this page again later.</EmptyState>
      ) : said === null ? (
        <EmptyState>
          The mail service does not know {name}. Add the domain there and enter the records it names; until then it
          refuses mail from it.
        </EmptyState>
      ) : (
        <DataTable
          captionShown
          caption={
            said.isVerified
              ? `${name} is confirmed: mail from it leaves.`
              : `${name} is not confirmed yet: mail from it is refused. These records must stand in its DNS.`
          }
          rows={said.records}
          rowKey={({ purpose, name: at }) => `${purpose} ${at}`}
          columns={[
            { key: 'purpose', head: 'Proof', cell: (row) => row.purpose },
            { key: 'state', head: 'State', nowrap: true, cell: (row) => STATES[row.state] ?? row.state },
            { key: 'type', head: 'Type', cell: (row) => row.type },
            { key: 'name', head: 'Name', cell: (row) => <span className="reference">{row.name}</span> },
            { key: 'value', head: 'Value', cell: (row) => <span className="reference">{row.value}</span> },
          ]}
        />
      )}
    </Panel>
  );
}
