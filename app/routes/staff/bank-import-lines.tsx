import { currency, money } from '#app/kernel/money.ts';
import type { BankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import type { BankFileProblem } from '#app/modules/banking/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Line = NonNullable<BankImport['preview']>['first'][number];

/** The first lines as they will stand. */
export function FirstLines({ lines, count }: { lines: readonly Line[]; count: number }) {
  if (lines.length === 0) return null;
  return (
    <Panel
      title="How the lines are read"
      aside={lines.length < count ? `the first ${lines.length} of ${count}` : undefined}
    >
      <DataTable
        caption="The first lines of the file"
        rows={lines}
        rowKey={(line) => `${line.statementNo}.${line.lineNo}`}
        columns={[
          { key: 'day', head: 'Booked', nowrap: true, cell: ({ bookedOn }) => <DateText date={bookedOn} /> },
          {
            key: 'what',
            head: 'What the bank says',
            rowHeader: true,
            cell: (line) => <LineWords {...line} />,
          },
          {
            key: 'amount',
            head: 'Amount',
            numeric: true,
            cell: (line) => <MoneyText money={money(BigInt(line.amountMinor), currency(line.currency))} style="code" />,
          },
        ]}
      />
    </Panel>
  );
}

/** Who, what for, and the bank's own reference. */
export function LineWords({ partyName, text, bankRef }: { partyName: string; text: string; bankRef: string }) {
  return (
    <>
      {partyName && (
        <span>
          <NameText text={partyName} />
        </span>
      )}
      {text && (
        <span className={partyName ? 'under' : undefined}>
          <NameText text={text} />
        </span>
      )}
      {bankRef && (
        <span className="under reference">
          <NameText text={bankRef} />
        </span>
      )}
      {!partyName && !text && !bankRef && <span className="text-muted">No text</span>}
    </>
  );
}

export function ProblemList({ problems }: { problems: readonly BankFileProblem[] }) {
  return (
    <DataTable
      caption="Problems in the file"
      rows={problems.map((problem, place) => ({ ...problem, place }))}
      rowKey={({ place }) => String(place)}
      columns={[
        { key: 'line', head: 'Line', nowrap: true, cell: ({ line }) => (line === 0 ? 'Whole file' : line) },
        { key: 'what', head: 'What', rowHeader: true, cell: ({ sentence }) => <NameText text={sentence} /> },
        { key: 'weight', head: 'Then', cell: ({ weight }) => (weight === 'refused' ? 'Left out' : 'Look at it') },
      ]}
    />
  );
}
