import type { EinvoiceFault } from '#app/modules/einvoices/types.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

const FAULTS_SHOWN = 50;

type FaultsProps = { faults: readonly EinvoiceFault[]; differences: readonly EinvoiceFault[] };

/** What is wrong with the file by the rules, and what the draft will do otherwise than it: both before anything is saved. */
export function ReceivedFaults({ faults, differences }: FaultsProps) {
  return (
    <>
      {differences.length > 0 && (
        <Panel title="What the draft does otherwise" pad>
          <FaultList faults={differences} named={false} />
        </Panel>
      )}
      {faults.length > 0 && (
        <Panel title="What is wrong with the file" pad foot="By our own check of the rules of EN 16931.">
          <FaultList faults={faults} named />
        </Panel>
      )}
    </>
  );
}

function FaultList({ faults, named }: { faults: readonly EinvoiceFault[]; named: boolean }) {
  return (
    <ul className="prose">
      {faults.slice(0, FAULTS_SHOWN).map((fault, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two faults may say the same of one place.
        <li key={index}>
          {named && <span className="reference">{fault.rule} </span>}
          <NameText text={`${fault.where}: ${fault.sentence}`} />
        </li>
      ))}
      {faults.length > FAULTS_SHOWN && <li>And {faults.length - FAULTS_SHOWN} more.</li>}
    </ul>
  );
}

/** `same` is null where it cannot be said yet. */
export type TotalRow = { key: string; label: string; file: string; draft: string; same: boolean | null };
const SAME: Readonly<Record<string, string>> = { true: 'Yes', false: 'No', null: '' };

/** The sums of the file beside those of the draft. */
export function ReceivedTotals({ totals }: { totals: readonly TotalRow[] }) {
  const columns: readonly Column<TotalRow>[] = [
    { key: 'what', head: 'Sum', rowHeader: true, cell: (row) => row.label },
    { key: 'file', head: 'In the file', numeric: true, cell: (row) => row.file },
    { key: 'draft', head: 'In the draft', numeric: true, cell: (row) => row.draft },
    { key: 'same', head: 'Same', cell: (row) => SAME[String(row.same)] },
  ];
  return (
    <Panel title="Sums">
      <DataTable
        caption="Sums of the file and of the draft"
        rows={totals}
        rowKey={(row) => row.key}
        columns={columns}
      />
    </Panel>
  );
}

export type LineRow = { key: string; description: string; how: string; tax: string; amount: string };

export function ReceivedLines({ lines, currency }: { lines: readonly LineRow[]; currency: string }) {
  const columns: readonly Column<LineRow>[] = [
    { key: 'what', head: 'Line', rowHeader: true, cell: (row) => <NameText text={row.description} /> },
    { key: 'how', head: 'Quantity × price', numeric: true, cell: (row) => row.how },
    { key: 'tax', head: 'Tax', cell: (row) => row.tax },
    { key: 'amount', head: `Amount, ${currency}`, numeric: true, cell: (row) => row.amount },
  ];
  return (
    <Panel title="Lines of the draft">
      <DataTable caption="Lines as the draft will hold them" rows={lines} rowKey={(row) => row.key} columns={columns} />
    </Panel>
  );
}
