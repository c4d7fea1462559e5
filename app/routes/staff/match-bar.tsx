import { formatDate } from '#app/kernel/format-date.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { BankStatementView, StateProgress } from '#app/modules/banking/queries/statements.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { classNames } from '#app/ui/class-names.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { DeskLine } from './match-desk.server.ts';

/** The day without its year, which stands in the title: "19 Nov". */
export function ShortDate({ date }: { date: PlainDate }) {
  const text = formatDate(date, useLocale()).replace(/[,.]?\s*\d{4}\s*$/, '');
  return (
    <time dateTime={date} className="match-day">
      {text}
    </time>
  );
}

export type DeskTab = {
  readonly to: string;
  readonly label: string;
  readonly count: number;
  readonly current: boolean;
};
type BarFor = {
  readonly statement: BankStatementView;
  readonly progress: readonly StateProgress[];
  readonly lines: readonly DeskLine[];
  readonly tabs: readonly DeskTab[];
};

/** What of a statement is explained and what is left, with its balance; it stays in sight. */
export function MatchBar({ statement, progress, lines, tabs }: BarFor) {
  const { currency } = statement;
  const count = (states: readonly string[]) =>
    progress.filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + one.count, 0);
  const leftMinor = progress
    .filter(({ state }) => ['open', 'parked', 'asked'].includes(state))
    .reduce((sum, one) => sum + one.sumMinor, 0n);
  const total = count(['open', 'explained', 'parked', 'asked']);
  const [explained, aside] = [count(['explained']), count(['parked', 'asked'])];
  return (
    <div className="match-bar">
      <div className="match-head">
        <h1>{statementTitle(statement, useLocale())}</h1>
        <Balance statement={statement} />
      </div>
      <Tally
        lines={lines}
        words={`${total} bank lines: ${explained} explained, ${aside} put aside, ${total - explained - aside} open`}
      />
      <div className="match-head">
        <p className="match-progress">
          <b>
            {explained} of {total} explained
          </b>
          {aside > 0 && ` · ${aside} put aside`} · <MoneyText money={money(leftMinor, currency)} /> left
        </p>
        <Tabs label="Show" tabs={tabs} />
      </div>
    </div>
  );
}

export const statementTitle = ({ accountName, fromOn, toOn }: BankStatementView, locale: string): string =>
  [
    accountName,
    ...(toOn
      ? [
          fromOn && fromOn !== toOn
            ? `${formatDate(fromOn, locale)} to ${formatDate(toOn, locale)}`
            : formatDate(toOn, locale),
        ]
      : []),
  ].join(', ');

function Balance({ statement }: { statement: BankStatementView }) {
  const { currency, openingMinor, closingMinor, sumMinor, lineCount, differenceMinor } = statement;
  const isProven = openingMinor !== null && closingMinor !== null;
  const figure = (minor: bigint, code: Currency) => <MoneyText money={money(minor, code)} style="bare" />;
  return (
    <p className="match-balance">
      {openingMinor !== null && <span>Opening {figure(openingMinor, currency)}</span>}
      <span>
        {lineCount} lines {figure(sumMinor, currency)}
      </span>
      {closingMinor !== null && <span>closing {figure(closingMinor, currency)}</span>}
      <span>{currency}</span>
      {isProven && differenceMinor === 0n && (
        <Badge tone="positive" icon="check">
          Balance agrees
        </Badge>
      )}
      {isProven && differenceMinor !== 0n && (
        <Badge tone="warn" icon="info">
          {figure(differenceMinor, currency)} differ
        </Badge>
      )}
    </p>
  );
}

const WIDEST = 100n;

/** The lines themselves as a bar: solid is explained, hatched is put aside, hollow is open; as wide as their amounts. */
function Tally({ lines, words }: { lines: readonly DeskLine[]; words: string }) {
  const size = ({ amountMinor }: DeskLine) => (amountMinor < 0n ? -amountMinor : amountMinor);
  const most = lines.reduce((found, line) => (size(line) > found ? size(line) : found), 1n);
  return (
    <div className="match-tally" role="img" aria-label={words}>
      {lines.map((line) => (
        <i key={line.id} data-state={line.state} className={classNames(`grow-${10n + (size(line) * WIDEST) / most}`)} />
      ))}
    </div>
  );
}
