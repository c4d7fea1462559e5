import { currency, money } from '#app/kernel/money.ts';
import type { BankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { Checkbox } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { LineWords } from './bank-import-lines.tsx';
import { NameText } from './name-text.tsx';

type Twin = NonNullable<BankImport['preview']>['twins'][number];

const placeOf = ({ line }: Twin): string => `${line.statementNo}.${line.lineNo}`;

/** Lines that may have come before, each beside the stored one. Skipped by default only where the bank itself says they are one. */
export function TwinTable({
  twins,
  count,
  isManyFiles,
}: {
  twins: readonly Twin[];
  count: number;
  isManyFiles: boolean;
}) {
  const name = (twin: Twin) => (isManyFiles ? `line ${placeOf(twin)}` : `line ${twin.line.lineNo}`);
  return (
    <Panel
      title="Lines that may have come before"
      aside={twins.length < count ? `the first ${twins.length} of ${count}` : undefined}
      foot="Two equal payments on one day are usual. A line is skipped by itself only when the bank’s own reference is the same."
    >
      <DataTable
        caption="Lines of this file beside stored ones"
        rows={twins}
        rowKey={placeOf}
        columns={[
          {
            key: 'day',
            head: 'Booked on',
            nowrap: true,
            cell: (twin) => (
              <>
                <DateText date={twin.line.bookedOn} />
                <span className="under">{name(twin)}</span>
              </>
            ),
          },
          {
            key: 'amount',
            head: 'Amount of both',
            numeric: true,
            cell: ({ line }) => (
              <MoneyText money={money(BigInt(line.amountMinor), currency(line.currency))} style="code" />
            ),
          },
          { key: 'here', head: 'In this file', rowHeader: true, cell: ({ line }) => <LineWords {...line} /> },
          {
            key: 'there',
            head: 'Stored already',
            cell: ({ known }) => (
              <>
                <LineWords {...known} />
                <span className="under">
                  from <NameText text={known.fileName} />
                </span>
              </>
            ),
          },
          {
            key: 'why',
            head: 'Why',
            cell: ({ how }) => (how === 'reference' ? 'The bank’s reference is the same' : 'It looks the same'),
          },
          { key: 'skip', head: 'Skip', cell: (twin) => <SkipBox twin={twin} name={name(twin)} /> },
        ]}
      />
    </Panel>
  );
}

const SkipBox = ({ twin, name }: { twin: Twin; name: string }) => (
  <Checkbox name={`skip-${placeOf(twin)}`} label={`Skip ${name}`} defaultChecked={twin.how === 'reference'} />
);
