import type { ReactNode } from 'react';
import type { ContractVersion } from '#app/modules/contracts/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Select } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Version = Omit<ContractVersion, 'terms'>;
type Compared = { fromNo: number; toNo: number };

const STATES = {
  waiting: { tone: 'warn', icon: 'clock', text: 'Waiting' },
  approved: { tone: 'positive', icon: 'check', text: 'Approved' },
  refused: { tone: 'neutral', icon: 'back', text: 'Sent back' },
  withdrawn: { tone: 'neutral', icon: 'slash', text: 'Withdrawn' },
} as const;

type VersionsProps = { versions: readonly Version[]; compared: Compared | null; zone: string; children: ReactNode };

/** Every version with who proposed and decided it; two of them can be compared. */
export function VersionsPanel({ versions, compared, zone, children }: VersionsProps) {
  const choices = versions.map(({ versionNo }) => ({ value: String(versionNo), label: `Version ${versionNo}` }));
  return (
    <Panel title="Versions">
      <DataTable
        caption="Versions of the contract"
        rows={versions}
        rowKey={(version) => String(version.versionNo)}
        columns={[
          { key: 'no', head: 'Version', rowHeader: true, nowrap: true, cell: (version) => version.versionNo },
          { key: 'from', head: 'Holds from', nowrap: true, cell: (version) => <DateText date={version.holdsFromOn} /> },
          {
            key: 'proposed',
            head: 'Proposed',
            cell: (version) => (
              <>
                <NameText text={version.proposedByName} />
                <span className="under">
                  <InstantText at={version.proposedAt} zone={zone} show="date-time" />
                </span>
                {version.reason && (
                  <span className="under">
                    <NameText text={version.reason} />
                  </span>
                )}
              </>
            ),
          },
          { key: 'decided', head: 'Decided', cell: (version) => <Decided version={version} zone={zone} /> },
        ]}
      />
      {versions.length > 1 && (
        <div className="panel-pad">
          <FilterBar action="" label="Compare two versions" submitLabel="Compare">
            <Select
              name="from"
              label="From"
              defaultValue={String(compared?.fromNo ?? '')}
              options={[...choices, { value: '0', label: 'Before the first' }]}
            />
            <Select name="to" label="To" defaultValue={String(compared?.toNo ?? '')} options={choices} />
          </FilterBar>
        </div>
      )}
      {versions.length > 1 && children}
    </Panel>
  );
}

function Decided({ version, zone }: { version: Version; zone: string }) {
  const { tone, icon, text } = STATES[version.state];
  return (
    <>
      <Badge tone={tone} icon={icon} flag>
        {text}
      </Badge>
      {version.decidedByName && version.decidedAt && (
        <span className="under">
          <NameText text={version.decidedByName} />, <InstantText at={version.decidedAt} zone={zone} show="date-time" />
        </span>
      )}
      {version.decisionNote && (
        <span className="under">
          <NameText text={version.decisionNote} />
        </span>
      )}
    </>
  );
}
