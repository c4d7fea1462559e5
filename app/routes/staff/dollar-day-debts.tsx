import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { addDays, daysBetween } from '#app/kernel/plain-date.ts';
import type { DayWindow, DebtDays, DebtHistory } from '#app/modules/reports/types.ts';
import { chargedParts } from '#app/modules/reports/ui/charged-parts.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { causeName } from './dollar-day-words.ts';
import { NameText } from './name-text.tsx';
import { kindWords, sourcePath } from './source-path.ts';

type HrefOf = (more: Record<string, string>) => string;

/** The debts behind a figure, the dearest first; each opens its own days. */
export function DebtsOf(props: { title: string; debts: readonly DebtDays[]; hrefOf: HrefOf; isCut: boolean }) {
  const { title, debts, hrefOf, isCut } = props;
  return (
    <Panel title={`Debts: ${title}`} foot={isCut && `The ${debts.length} dearest. The export has all of them.`}>
      <DataTable
        caption="Debts and the cause of their days"
        rows={debts}
        rowKey={(row) => `${row.itemId} ${row.cause} ${row.department}`}
        columns={[
          {
            key: 'number',
            head: 'Document',
            rowHeader: true,
            nowrap: true,
            cell: (row) => (
              <>
                <Link className="quiet-link reference" to={sourcePath(row)}>
                  {row.number || kindWords(row.kind)}
                </Link>
                <span className="under">{kindWords(row.kind)}</span>
              </>
            ),
          },
          { key: 'customer', head: 'Customer', cell: (row) => <NameText text={row.customerName} /> },
          { key: 'due', head: 'Due', nowrap: true, cell: (row) => <DateText date={row.dueOn} /> },
          {
            key: 'cause',
            head: 'Cause',
            cell: (row) => (
              <Link className="inline-block min-h-6" to={hrefOf({ item: row.itemId })}>
                {causeName(row)} <span className="sr-only">of {row.number}</span>
              </Link>
            ),
          },
          {
            key: 'days',
            head: 'Amount × days',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.minorDays, row.currency)} style="code" />,
          },
        ]}
      />
    </Panel>
  );
}

/** The days of one debt in their order, by the rule itself. */
export function DebtParts(props: { debt: DebtDays; history: DebtHistory; window: DayWindow }) {
  const { debt, history, window } = props;
  const parts = chargedParts(history, window);
  return (
    <Panel title={`The days of ${debt.number || kindWords(debt.kind)}`} aside={<NameText text={debt.customerName} />}>
      <DataTable
        caption="Its days by cause"
        rows={parts}
        rowKey={(part) => `${part.afterOn} ${part.cause} ${part.department} ${part.key}`}
        columns={[
          {
            key: 'from',
            head: 'From',
            rowHeader: true,
            nowrap: true,
            cell: (part) => <DateText date={addDays(part.afterOn, 1)} />,
          },
          { key: 'to', head: 'Through', nowrap: true, cell: (part) => <DateText date={part.throughOn} /> },
          { key: 'cause', head: 'Cause', cell: (part) => causeName(part) },
          {
            key: 'amount',
            head: 'Amount',
            numeric: true,
            cell: (part) => <MoneyText money={money(part.minor, debt.currency)} style="code" />,
          },
          { key: 'count', head: 'Days', numeric: true, cell: (part) => daysBetween(part.afterOn, part.throughOn) },
          {
            key: 'days',
            head: 'Amount × days',
            numeric: true,
            cell: (part) => (
              <MoneyText
                money={money(part.minor * BigInt(daysBetween(part.afterOn, part.throughOn)), debt.currency)}
                style="code"
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}
