import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { BankEntry, BankFile, BankFileFault, BankFileProblem, BankStatement } from '../types.ts';
import { allOf, type OfxElement, ofxText, readOfxTree } from './ofx-tree.ts';
import { readBankAmount, shown } from './read-amount.ts';

/**
 * Open Financial Exchange 1.x (SGML, tags left open) and 2.x (XML), and Quicken's QFX: bank and card statements. Its ledger
 * balance is of the day of the download and often unrelated to the lines, so it proves nothing here and no opening is given.
 */
export function readOfx(text: string, standard: Currency | null = null): Result<BankFile, BankFileFault> {
  const root = readOfxTree(text);
  const found = root ? ['STMTRS', 'CCSTMTRS'].flatMap((name) => allOf(root, name)) : [];
  if (!root || found.length === 0)
    return refuse({
      code: 'no-statement',
      line: root?.line ?? 1,
      sentence: 'This OFX file holds no statement of an account.',
    });
  const problems: BankFileProblem[] = [];
  const statements = found
    .sort((a, b) => a.line - b.line)
    .flatMap((element) => readStatement(element, standard, problems));
  return ok({ format: 'ofx', statements, problems });
}

function readStatement(
  element: OfxElement,
  standard: Currency | null,
  fileProblems: BankFileProblem[],
): BankStatement[] {
  const code = ofxText(element, 'CURDEF');
  const account = ofxText(element, 'ACCTID');
  const currency = code === '' ? standard : parseCurrency(code);
  if (currency === null) {
    const named = code === '' ? 'no currency' : `the currency “${shown(code)}”, which is not in use`;
    const sentence = `The statement of the account ${shown(account)} names ${named}. Its lines cannot be read as money and were left out.`;
    fileProblems.push({ line: element.line, weight: 'refused', code: 'currency', sentence });
    return [];
  }
  const problems: BankFileProblem[] = [];
  if (account === '')
    problems.push({
      line: element.line,
      weight: 'flag',
      code: 'no-account',
      sentence: 'The statement does not say which account it is of.',
    });
  const entries = allOf(element, 'STMTTRN').flatMap((line) => {
    const read = readEntry(line, currency, problems);
    // What was read is let go: a month of a large account is millions of elements.
    line.children = [];
    return read;
  });
  problems.push(...sameReferences(entries));
  problems.push({
    line: element.line,
    weight: 'flag',
    code: 'no-balance',
    sentence: 'This format gives no opening balance, so the lines cannot be proven against it.',
  });
  return [{ line: element.line, account, number: '', currency, opening: null, closing: null, entries, problems }];
}

function readEntry(element: OfxElement, currency: Currency, problems: BankFileProblem[]): BankEntry[] {
  const refused = (code: BankFileProblem['code'], sentence: string): BankEntry[] => {
    problems.push({ line: element.line, weight: 'refused', code, sentence });
    return [];
  };
  const own = parseCurrency(ofxText(element, 'CURSYM')) ?? currency;
  if (own !== currency && allOf(element, 'CURRENCY').length > 0)
    return refused('currency', `A line is in ${shown(own)} on an account in ${currency}. It was left out.`);
  const minor = readBankAmount(ofxText(element, 'TRNAMT'), currency, 'either');
  if (!minor.ok) return refused('amount', `${minor.refusal} The line was left out.`);
  const posted = ofxText(element, 'DTPOSTED');
  const bookedOn = dayOf(posted);
  if (!bookedOn)
    return refused(
      'date',
      posted === '' ? 'A line has no day. It was left out.' : `“${shown(posted)}” is no day. The line was left out.`,
    );
  const [name, memo] = [ofxText(element, 'NAME'), ofxText(element, 'MEMO')];
  return [
    {
      ...{ line: element.line, bookedOn, valueOn: null, amountMinor: minor.value, isReversal: false },
      ...{ kind: ofxText(element, 'TRNTYPE'), returnReason: '', bankRef: ofxText(element, 'FITID'), creditorRef: '' },
      payerRef: ofxText(element, 'REFNUM') || ofxText(element, 'CHECKNUM').replace(/^0+$/, ''),
      text: memo === '' || memo === name ? name : [name, memo].filter((part) => part !== '').join('\n'),
      partyName: name,
      partyAccount: allOf(element, 'BANKACCTTO').map((to) => ofxText(to, 'ACCTID'))[0] ?? '',
      part: null,
    },
  ];
}

/** YYYYMMDD with the time and the zone behind it left alone: the day is the bank's own. */
function dayOf(text: string): PlainDate | null {
  const match = /^(\d{4})(\d\d)(\d\d)/.exec(text);
  const read = match ? parsePlainDate(`${match[1]}-${match[2]}-${match[3]}`) : null;
  return read?.ok ? read.value : null;
}

/** Two lines under one reference of the bank: both are kept, and a person should know. */
function sameReferences(entries: readonly BankEntry[]): BankFileProblem[] {
  const seen = new Map<string, number>();
  return entries.flatMap(({ bankRef, line }): BankFileProblem[] => {
    if (bankRef === '') return [];
    const before = seen.get(bankRef);
    seen.set(bankRef, line);
    if (before === undefined) return [];
    const sentence = `The bank gives this line the same reference as the one on line ${before}. Both were kept.`;
    return [{ line, weight: 'flag', code: 'same-reference', sentence }];
  });
}
