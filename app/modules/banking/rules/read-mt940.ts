import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { BankBalance, BankEntry, BankFile, BankFileFault, BankFileProblem, BankStatement } from '../types.ts';
import { type Mt940Date, readShortDate, yearNear } from './mt940-dates.ts';
import { wordsOfDetails } from './mt940-details.ts';
import { proven } from './prove-statement.ts';
import { readBankAmount, shown } from './read-amount.ts';

type Field = { readonly tag: string; readonly line: number; readonly lines: readonly string[] };

/**
 * SWIFT customer statements MT940 and interim MT942, plain or in their {1:…}{4: … -} envelope, with the liberties banks take:
 * an entry date left out, amounts that end in a bare comma, `CR` and `DR` (a direction and the third letter of the currency),
 * 30 February as a value date. `RC` and `RD` are reversals of a credit and of a debit.
 */
export function readMt940(text: string): Result<BankFile, BankFileFault> {
  const problems: BankFileProblem[] = [];
  const groups = groupsOf(fieldsOf(text), problems);
  if (groups.length === 0)
    return refuse({
      code: 'no-statement',
      line: 1,
      sentence: 'This file holds no MT940 statement: no line begins with :20:.',
    });
  const statements = groups.flatMap((group) => {
    const statement = readStatement(group, problems);
    return statement ? [statement] : [];
  });
  return ok({ format: 'mt940', statements, problems });
}

const TAG = /^:(\d{2}[A-Z]?|NS):(.*)$/;

/** Each tag with the lines that belong to it. What ends a statement comes as a tag of its own. */
function fieldsOf(text: string): Field[] {
  const fields: { tag: string; line: number; lines: string[] }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const body = raw.replace(/\r$/, '').replace(/^\{1:.*?\{4:/, '');
    const tag = TAG.exec(body);
    if (tag) fields.push({ tag: tag[1]!, line: index + 1, lines: [tag[2]!] });
    else if (/^-(\}.*|XXX)?\s*$/.test(body)) fields.push({ tag: 'end', line: index + 1, lines: [] });
    else if (body.trim() !== '') fields.at(-1)?.lines.push(body);
  }
  return fields;
}

/** The fields of each statement: from its :20: to its end. What stands outside of one is named and left out. */
function groupsOf(fields: readonly Field[], problems: BankFileProblem[]): Field[][] {
  const groups: Field[][] = [];
  let isOpen = false;
  for (const field of fields) {
    if (field.tag === '20') groups.push([]);
    isOpen = field.tag === '20' || (isOpen && field.tag !== 'end');
    if (isOpen) groups.at(-1)!.push(field);
    else if (field.tag === '61') {
      const sentence = 'This line stands behind the end of its statement. It was left out.';
      problems.push({ line: field.line, weight: 'refused', code: 'outside-a-statement', sentence });
    }
  }
  return groups;
}

function readStatement(group: readonly Field[], fileProblems: BankFileProblem[]): BankStatement | null {
  const problems: BankFileProblem[] = [];
  const first = (...tags: string[]) => group.find(({ tag }) => tags.includes(tag));
  const line = group[0]!.line;
  const openingField = first('60F', '60M');
  const closingField = first('62F', '62M');
  const code =
    /^[CD]\d{6}([A-Z]{3})/.exec(
      openingField?.lines[0] ?? closingField?.lines[0] ?? first('34F')?.lines[0] ?? '',
    )?.[1] ??
    first('34F')?.lines[0]?.slice(0, 3) ??
    '';
  const currency = parseCurrency(code);
  if (currency === null) {
    const sentence = `The currency of the statement is “${shown(code)}”, which is not in use. The statement was left out.`;
    fileProblems.push({ line, weight: 'refused', code: 'currency', sentence });
    return null;
  }
  const account = (first('25', '25P')?.lines[0] ?? '').trim();
  if (account === '')
    problems.push({
      line,
      weight: 'flag',
      code: 'no-account',
      sentence: 'The statement does not say which account it is of.',
    });
  const opening = readBalance(openingField, problems);
  const closing = readBalance(closingField, problems);
  return proven({
    ...{ line, account, number: (first('28C', '28')?.lines[0] ?? '').trim(), currency, opening, closing, problems },
    entries: entriesOf(group, currency, problems),
  });
}

function readBalance(field: Field | undefined, problems: BankFileProblem[]): BankBalance | null {
  if (!field) return null;
  const match = /^([CD])(\d{6})([A-Z]{3})([\d,]+)\s*$/.exec(field.lines[0] ?? '');
  const currency = match ? parseCurrency(match[3]!) : null;
  const on = match ? readShortDate(match[2]!) : null;
  const minor = match && currency ? readBankAmount(match[4]!, currency, ',') : null;
  if (!match || !currency || !on || !minor?.ok) {
    const sentence = `The balance “${shown(field.lines[0] ?? '')}” cannot be read.`;
    problems.push({ line: field.line, weight: 'flag', code: 'balance', sentence });
    return null;
  }
  return { minor: match[1] === 'D' ? -minor.value : minor.value, currency, on: on.date };
}

/** Each :61: with the :86: (or :NS:) right behind it; an :86: behind the closing balance is of the statement. */
function entriesOf(group: readonly Field[], currency: Currency, problems: BankFileProblem[]): BankEntry[] {
  return group.flatMap((field, index) => {
    if (field.tag !== '61') return [];
    const next = group[index + 1];
    const details = next && (next.tag === '86' || next.tag === 'NS') ? next.lines : [];
    const entry = readEntry(field, details, currency, problems);
    return entry ? [entry] : [];
  });
}

/** Value date, entry date, direction with the third letter of the currency, amount, kind, the payer's and the bank's reference. */
const ENTRY = /^(\d{6})(\d{4})?(RC|RD|C|D)([A-Z])?(\d[\d,]*)([NFS][A-Z0-9]{3})(.*)$/;

function readEntry(
  { line, lines }: Field,
  details: readonly string[],
  currency: Currency,
  problems: BankFileProblem[],
): BankEntry | null {
  const refused = (code: BankFileProblem['code'], sentence: string): null => {
    problems.push({ line, weight: 'refused', code, sentence });
    return null;
  };
  const match = ENTRY.exec((lines[0] ?? '').trimEnd());
  if (!match)
    return refused(
      'record',
      `The line “${shown(lines[0] ?? '')}” is not as a line of a statement is built. It was left out.`,
    );
  const [, valueText, entryText, direction, , amountText, kind, references] = match;
  const minor = readBankAmount(amountText!, currency, ',');
  if (!minor.ok) return refused('amount', `${minor.refusal} The line was left out.`);
  const value = readShortDate(valueText!);
  const booked = entryText && value ? yearNear(entryText, value.date) : value;
  if (!value || !booked)
    return refused('date', `“${shown(valueText! + (entryText ?? ''))}” is no day. The line was left out.`);
  noteMovedDays([value, booked], line, problems);
  const isOut = direction === 'D' || direction === 'RC';
  const [payerRef = '', bankRef = ''] = references!.split(/\/\/(.*)/);
  return {
    ...{ line, bookedOn: booked.date, valueOn: value.date, amountMinor: isOut ? -minor.value : minor.value },
    ...{ isReversal: direction!.startsWith('R'), kind: kind!, bankRef: bankRef.trim(), part: null },
    ...wordsOfDetails(details, lines.slice(1), payerRef.trim()),
  };
}

function noteMovedDays(days: readonly Mt940Date[], line: number, problems: BankFileProblem[]): void {
  const moved = days.find(({ written }) => written !== null);
  if (!moved) return;
  const sentence = `The bank writes ${moved.written}, a day of its interest calendar; it was read as the last day of that month.`;
  problems.push({ line, weight: 'flag', code: 'date', sentence });
}
