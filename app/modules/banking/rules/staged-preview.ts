import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import { compareDates, type PlainDate } from '#app/kernel/plain-date.ts';
import type { BankCsvMapping, BankFile, BankFileProblem, BankStatement } from '../types.ts';
import { accountKey } from './account-key.ts';
import type { Comparable, SameLine } from './same-lines.ts';

const FIRST = 10;
const TWINS_SHOWN = 100;
const PROBLEMS_SHOWN = 100;
/** Problems that say that figures do not fit each other. */
const UNSOUND = new Set<BankFileProblem['code']>(['does-not-add-up', 'control-total', 'balance']);

/** A line of a file before it is stored. Amounts of a preview are minor units as text, because a preview is kept as JSON. */
export type StagedLine = {
  readonly statementNo: number;
  readonly lineNo: number;
  readonly fileLine: number;
  readonly bookedOn: PlainDate;
  readonly amountMinor: string;
  readonly currency: string;
  readonly partyName: string;
  readonly text: string;
  readonly bankRef: string;
};

/** A line beside one that is stored already. `reference`: the bank's own says they are one; `looks`: nothing but the looks does. */
export type StagedTwin = {
  readonly how: 'reference' | 'looks';
  readonly line: StagedLine;
  readonly known: {
    readonly id: string;
    readonly bookedOn: PlainDate;
    readonly partyName: string;
    readonly text: string;
    readonly bankRef: string;
    readonly fileName: string;
    readonly storedAt: string;
  };
};

export type StagedStatement = {
  readonly no: number;
  /** As the bank wrote it, and as it is compared: letters and digits only. Empty: the file names none. */
  readonly shownAccount: string;
  readonly account: string;
  readonly number: string;
  readonly currency: string;
  readonly fromOn: PlainDate | null;
  readonly toOn: PlainDate | null;
  readonly openingMinor: string | null;
  readonly closingMinor: string | null;
  readonly sumMinor: string;
  readonly creditsMinor: string;
  readonly debitsMinor: string;
  /** What opening and lines miss of closing. */
  readonly differenceMinor: string;
  readonly lineCount: number;
  readonly problems: readonly BankFileProblem[];
};

/** What a person sees before anything is stored; exactly this is stored. */
export type BankPreview = {
  readonly statements: readonly StagedStatement[];
  readonly problems: readonly BankFileProblem[];
  readonly first: readonly StagedLine[];
  /** The first of them; the counts are of all. */
  readonly twins: readonly StagedTwin[];
  readonly sameCount: number;
  readonly looksCount: number;
  /** What a person must take knowingly: balances that do not fit, rows that were left out. */
  readonly toTake: readonly string[];
  readonly mapping: BankCsvMapping | null;
  readonly readAt: string;
  /** How often an import was stored or undone before; where that changed, the file is compared anew. */
  readonly asOf: number;
};

export type KnownLine = Comparable & { readonly id: string; readonly fileName: string; readonly storedAt: Date };
export type StagedEntry = BankStatement['entries'][number] & { readonly statementNo: number; readonly lineNo: number };

/** The lines of a file one after the other, each with its place. */
export const stagedEntries = ({ statements }: Pick<BankFile, 'statements'>): StagedEntry[] =>
  statements.flatMap(({ entries }, index) =>
    entries.map((entry, at) => ({ ...entry, statementNo: index + 1, lineNo: at + 1 })),
  );

/** A statement's figures without its lines: sums, days, and what its balances miss. Amounts as text of minor units. */
export function stagedStatement(statement: BankStatement, no: number, account: string): StagedStatement {
  const { entries, opening, closing } = statement;
  const amounts = entries.map(({ amountMinor }) => amountMinor);
  const total = (of: readonly bigint[]) => of.reduce((sum, amount) => sum + amount, 0n);
  const days = entries.map(({ bookedOn }) => bookedOn).sort(compareDates);
  const own = (balance: typeof opening) => (balance && balance.currency === statement.currency ? balance.minor : null);
  const [from, to] = [own(opening), own(closing)];
  return {
    no,
    shownAccount: statement.account || account,
    account: accountKey(statement.account || account),
    number: statement.number.slice(0, 200),
    currency: statement.currency,
    ...periodOf(days, opening?.on ?? null, closing?.on ?? null),
    openingMinor: from?.toString() ?? null,
    closingMinor: to?.toString() ?? null,
    sumMinor: total(amounts).toString(),
    creditsMinor: total(amounts.filter((amount) => amount > 0n)).toString(),
    debitsMinor: total(amounts.filter((amount) => amount < 0n)).toString(),
    differenceMinor: (from === null || to === null ? 0n : to - from - total(amounts)).toString(),
    lineCount: entries.length,
    problems: worstFirst(statement.problems).slice(0, PROBLEMS_SHOWN),
  };
}

const worstFirst = (problems: readonly BankFileProblem[]): BankFileProblem[] =>
  [...problems].sort((a, b) => Number(UNSOUND.has(b.code)) - Number(UNSOUND.has(a.code)));

/** The days of the lines; where there is none those of the balances. A closing day after the last line counts too. */
function periodOf(days: readonly PlainDate[], openedOn: PlainDate | null, closedOn: PlainDate | null) {
  const fromOn = days[0] ?? openedOn ?? closedOn;
  const last = days.at(-1) ?? closedOn ?? openedOn;
  const toOn = last && closedOn && compareDates(closedOn, last) > 0 ? closedOn : last;
  return { fromOn, toOn };
}

const asStaged = (entry: StagedEntry, currency: string): StagedLine => ({
  ...{ statementNo: entry.statementNo, lineNo: entry.lineNo, fileLine: entry.line, bookedOn: entry.bookedOn },
  ...{ amountMinor: entry.amountMinor.toString(), currency, partyName: entry.partyName.slice(0, 200) },
  ...{ text: entry.text.slice(0, 500), bankRef: entry.bankRef },
});

type Compared = {
  readonly account: string;
  readonly same: readonly SameLine<KnownLine>[];
  readonly readAt: Date;
  readonly asOf: number;
};

/** What a person sees of a file before it is stored. */
export function stagedPreview(file: BankFile, { account, same, readAt, asOf }: Compared): BankPreview {
  const entries = stagedEntries(file);
  const statements = file.statements.map((statement, index) => stagedStatement(statement, index + 1, account));
  const currencyOf = (entry: StagedEntry) => file.statements[entry.statementNo - 1]!.currency;
  // Suspicions are for a person to look at; what the bank itself says is one comes after them.
  const shown = [...same].sort((a, b) => Number(a.how === 'reference') - Number(b.how === 'reference'));
  return {
    ...{ statements, problems: file.problems.slice(0, PROBLEMS_SHOWN), readAt: readAt.toISOString(), asOf },
    first: entries.slice(0, FIRST).map((entry) => asStaged(entry, currencyOf(entry))),
    twins: shown.slice(0, TWINS_SHOWN).map(({ at, how, known }) => {
      const { id, bookedOn, partyName, bankRef, fileName } = known;
      const line = asStaged(entries[at]!, currencyOf(entries[at]!));
      const text = known.text.slice(0, 500);
      return {
        how,
        line,
        known: { id, bookedOn, partyName, text, bankRef, fileName, storedAt: known.storedAt.toISOString() },
      };
    }),
    sameCount: same.filter(({ how }) => how === 'reference').length,
    looksCount: same.filter(({ how }) => how === 'looks').length,
    toTake: toTake(file, statements),
    mapping: file.mapping ?? null,
  };
}

const SENTENCES_MAX = 20;

function toTake(file: BankFile, statements: readonly StagedStatement[]): string[] {
  const differences = statements.flatMap((statement) =>
    statement.differenceMinor === '0'
      ? []
      : [
          `Opening and lines of statement ${statement.number || statement.no} differ from its closing balance by ${minorToDecimal(BigInt(statement.differenceMinor), statement.currency as Currency)} ${statement.currency}.`,
        ],
  );
  const all = [...file.problems, ...file.statements.flatMap(({ problems }) => problems)];
  const said = all
    .filter(({ code, weight }) => weight === 'flag' && UNSOUND.has(code))
    .filter(({ code }) => code !== 'does-not-add-up' || differences.length === 0)
    .map(({ sentence }) => sentence);
  const leftOut = all.filter(({ weight, code }) => weight === 'refused' && code !== 'not-booked').length;
  const rows =
    leftOut === 0
      ? []
      : [
          leftOut === 1
            ? 'One row is left out, because it cannot be read.'
            : `${leftOut} rows are left out, because they cannot be read.`,
        ];
  return [...differences, ...said, ...rows].slice(0, SENTENCES_MAX);
}
