import { assert } from '#app/kernel/assert.ts';
import { type Currency, minorDigits, minorToDecimal } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export type JournalAccount = {
  readonly code: string;
  readonly name: string;
  readonly kind: 'asset' | 'liability' | 'equity' | 'income' | 'expense';
};

/** One entry of the ledger, whole. Amounts are minor units, debit above zero; receivables lines carry the customer's number. */
export type JournalEntry = {
  readonly id: string;
  readonly kind: string;
  readonly effectiveOn: PlainDate;
  readonly valueOn: PlainDate;
  readonly memo: string;
  readonly lines: readonly {
    readonly accountCode: string;
    readonly customerNumber: string | null;
    readonly currency: Currency;
    readonly amountMinor: bigint;
    readonly baseMinor: bigint;
  }[];
};

const TYPES = { asset: 'A', liability: 'L', equity: 'E', income: 'R', expense: 'X' } as const;

/** Two blanks end an account's name in this format, a colon divides it, a semicolon begins a comment. */
const plain = (text: string): string => text.replaceAll(/[\s;:|]+/g, ' ').trim();

/** `1100 Receivables`, and `1100 Receivables:C-20418` for the part of one customer. */
const accountName = (account: JournalAccount, customerNumber: string | null): string =>
  `${account.code} ${plain(account.name)}${customerNumber === null ? '' : `:${plain(customerNumber)}`}`;

/**
 * The beginning of a journal in hledger's format (hledger manual, "Journal"): how numbers are written, the currencies and
 * the accounts with their types. `about` lines become comments.
 */
export function journalHead(of: {
  readonly accounts: readonly JournalAccount[];
  readonly currencies: readonly Currency[];
  readonly about: readonly string[];
}): string {
  const example = (code: Currency) => (minorDigits(code) === 0 ? '1000.' : `1000.${'0'.repeat(minorDigits(code))}`);
  return [
    ...of.about.map((line) => `; ${line}`),
    'decimal-mark .',
    ...of.currencies.map((code) => `commodity ${example(code)} ${code}`),
    ...of.accounts.map((account) => `account ${accountName(account, null)}  ; type: ${TYPES[account.kind]}`),
    '',
  ].join('\n');
}

/**
 * One entry as a transaction. A line in a foreign currency carries its base amount as total cost (`@@`), so that hledger
 * checks the same two laws as the database: amounts balance at cost, and `bal -B` is our balance in base currency. What
 * changes base only (an exchange difference) is a posting in base currency.
 */
export function journalEntryText(
  entry: JournalEntry,
  books: { readonly base: Currency; readonly accounts: ReadonlyMap<string, JournalAccount> },
): string {
  const value = entry.valueOn === entry.effectiveOn ? '' : `, value:${entry.valueOn}`;
  const postings = entry.lines.flatMap((line) => {
    const account = books.accounts.get(line.accountCode);
    assert(account, `the chart has no account ${line.accountCode}`);
    const name = accountName(account, line.customerNumber);
    return amountsOf(line, books.base).map((amount) => `    ${name}  ${amount}`);
  });
  return [
    `${entry.effectiveOn} ${plain(entry.memo) || entry.kind}  ; kind:${entry.kind}, id:${entry.id}${value}`,
    ...postings,
    '',
  ].join('\n');
}

function amountsOf(line: JournalEntry['lines'][number], base: Currency): string[] {
  const { amountMinor, baseMinor, currency } = line;
  const amount = `${minorToDecimal(amountMinor, currency)} ${currency}`;
  const inBase = (minor: bigint) => `${minorToDecimal(minor, base)} ${base}`;
  if (currency === base) {
    assert(amountMinor === baseMinor, 'a line in base currency is its own base amount');
    return [amount];
  }
  if (amountMinor === 0n) return baseMinor === 0n ? [amount] : [inBase(baseMinor)];
  // A total cost has the direction of its amount; a base amount that runs the other way stands for itself.
  if (amountMinor > 0n === baseMinor >= 0n) return [`${amount} @@ ${inBase(baseMinor < 0n ? -baseMinor : baseMinor)}`];
  return [`${amount} @@ ${inBase(0n)}`, ...(baseMinor === 0n ? [] : [inBase(baseMinor)])];
}
