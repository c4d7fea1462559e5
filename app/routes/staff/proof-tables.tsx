import { Link } from 'react-router';
import type { ProofRunSummary } from '#app/modules/ledger/queries/proof-runs.server.ts';
import type { LawResult, SealHead } from '#app/modules/ledger/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { CopyText } from '#app/ui/copy-text.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { differencesText, durationText } from './proof-words.ts';

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
