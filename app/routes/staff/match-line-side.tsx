import { money } from '#app/kernel/money.ts';
import { MoneyText } from '#app/ui/money-text.tsx';
import { ShortDate } from './match-bar.tsx';
import type { DeskLine } from './match-desk.server.ts';
import type { RowFor } from './match-row-for.ts';

/** What the bank says: the day, who, the text with what was found in it lit, the amount. */
export function BankSide({ line, currency }: Pick<RowFor, 'line' | 'currency'>) {
  return (
    <>
      <ShortDate date={line.bookedOn} />
      <p className="match-bank" id={`bank-${line.id}`}>
        <span className="match-name">{line.name}</span>
        <span className="match-text">
          {line.text.map((piece, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
            piece.lit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
          )}
        </span>
      </p>
      <MoneyText money={money(line.amountMinor, currency)} style="bare" className="match-amount" />
    </>
  );
}

/** Which line a button or a link is for, read and not shown. */
export const LineNo = ({ line }: { line: DeskLine }) => <span className="sr-only"> line {line.lineNo}</span>;
