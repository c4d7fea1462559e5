import { minorToDecimal } from '#app/kernel/money.ts';
import type { BankFileProblem, BankStatement } from '../types.ts';
import { shown } from './read-amount.ts';

/**
 * Adds to a statement what its own figures say against it: opening plus lines is closing, or a named problem. Without both
 * balances nothing is proven, and that is said too.
 */
export function proven(statement: BankStatement): BankStatement {
  return { ...statement, problems: [...statement.problems, ...proofProblems(statement)] };
}

function proofProblems({ opening, closing, entries, currency, line, problems }: BankStatement): BankFileProblem[] {
  const flag = (code: BankFileProblem['code'], sentence: string): BankFileProblem[] => [
    { line, weight: 'flag', code, sentence },
  ];
  if (!opening || !closing)
    return flag(
      'no-balance',
      opening || closing
        ? `The ${opening ? 'closing' : 'opening'} balance is missing, so the lines cannot be proven against it.`
        : 'The opening and the closing balance are missing, so the lines cannot be proven against them.',
    );
  const foreign = [opening, closing].find((balance) => balance.currency !== currency);
  if (foreign)
    return flag(
      'balance',
      `A balance is in ${foreign.currency} on an account in ${currency}, so the lines cannot be proven against it.`,
    );
  const sum = entries.reduce((total, entry) => total + entry.amountMinor, 0n);
  const missing = closing.minor - opening.minor - sum;
  if (missing === 0n) return [];
  const left = problems.some(({ weight }) => weight === 'refused') ? ' Lines that were left out are part of it.' : '';
  return flag(
    'does-not-add-up',
    `Opening and lines differ from the closing balance by ${minorToDecimal(missing, currency)} ${currency}.${left}`,
  );
}

/** Between the statements of one account in the order of the file: where one does not begin with what the one before ended with. */
export function gapsBetween(statements: readonly BankStatement[]): BankFileProblem[] {
  const last = new Map<string, BankStatement>();
  return statements.flatMap((statement): BankFileProblem[] => {
    const key = `${statement.account} ${statement.currency}`;
    const before = last.get(key);
    last.set(key, statement);
    if (!before?.closing || !statement.opening) return [];
    const [was, is] = [before.closing, statement.opening];
    if (was.currency !== is.currency || was.minor === is.minor) return [];
    const sentence = `The statement ${shown(statement.number)} does not begin with what ${shown(before.number)} ended with. A statement between them is missing, or their order is another.`;
    return [{ line: statement.line, weight: 'flag', code: 'gap', sentence }];
  });
}
