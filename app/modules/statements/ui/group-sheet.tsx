import type { ReactNode } from 'react';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { FigureAddress } from '#app/modules/ledger/types.ts';
import { AgeingStrip } from '#app/ui/ageing-strip.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { GroupPart, GroupStatement, StatementRow } from '../types.ts';
import { StatementSheet } from './statement-sheet.tsx';

type GroupSheetProps = {
  statement: GroupStatement;
  /** Rows drawn at most of each account; the files hold them all. */
  rowsMax: number;
  /** Where a movement's document stands, if this reader may open documents of that account. */
  hrefOf?: (row: StatementRow, customerId: string) => string | undefined;
  postingsOf?: (figure: FigureAddress, customerId: string) => string | undefined;
};

/** Per currency: the sums of the group with their ages, then each account's own statement. */
export function GroupSheet({ statement, rowsMax, hrefOf, postingsOf }: GroupSheetProps): ReactNode {
  if (statement.parts.length === 0) return <p className="prose">Nothing has moved on any account of the group yet.</p>;
  return statement.parts.map((part) => (
    <div key={part.currency} className="grid gap-8">
      <Section title={`The whole group, ${part.currency}`}>
        <Sums part={part} statement={statement} />
      </Section>
      {part.accounts.map(({ member, statement: own }) => (
        <Section
          key={member.id}
          title={
            <>
              <bdi>{showText(member.name)}</bdi> <span className="reference">{member.number}</span>, {part.currency}
            </>
          }
        >
          <StatementSheet
            statement={own}
            rowsMax={rowsMax}
            of={member.name}
            hrefOf={hrefOf && ((row) => hrefOf(row, member.id))}
            postingsOf={postingsOf && ((figure) => postingsOf(figure, member.id))}
          />
        </Section>
      ))}
    </div>
  ));
}

const CUTS = [
  { label: 'Not due yet', of: 'notDueMinor' },
  { label: '1 to 30 days', of: 'd1to30Minor' },
  { label: '31 to 60 days', of: 'd31to60Minor' },
  { label: '61 to 90 days', of: 'd61to90Minor' },
  { label: 'Over 90 days', of: 'over90Minor' },
] as const;

function Sums({ part: { currency, total }, statement }: { part: GroupPart; statement: GroupStatement }) {
  const of = (minor: bigint) => money(minor, currency);
  const shown = (minor: bigint) => <MoneyText money={of(minor)} style="bare" />;
  const on = (label: string, date: PlainDate) => (
    <>
      {label} <DateText date={date} />
    </>
  );
  return (
    <div className="grid gap-4">
      <Figures
        figures={[
          ...(statement.form === 'open_item'
            ? []
            : [
                { key: 'opening', label: on('Before', statement.fromOn), value: shown(total.openingMinor) },
                { key: 'moved', label: 'Moved', value: shown(total.closingMinor - total.openingMinor) },
              ]),
          { key: 'closing', label: on('Balance on', statement.toOn), value: shown(total.closingMinor), large: true },
          ...(total.ageing.creditsMinor > 0n
            ? [{ key: 'credits', label: 'Credit not yet used, taken off', value: shown(total.ageing.creditsMinor) }]
            : []),
          ...(total.ageing.disputedMinor > 0n
            ? [{ key: 'question', label: 'Of it in question', value: shown(total.ageing.disputedMinor) }]
            : []),
        ]}
      />
      <AgeingStrip
        label={`Open amounts of the group by age, ${currency}`}
        cuts={CUTS.map((cut) => ({ label: cut.label, money: of(total.ageing[cut.of]) }))}
      />
    </div>
  );
}
