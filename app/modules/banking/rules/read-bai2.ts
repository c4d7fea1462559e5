import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { BankBalance, BankEntry, BankFile, BankFileFault, BankFileProblem, BankStatement } from '../types.ts';
import {
  type Bai2Record,
  bai2Records,
  controlProblems,
  fundsFields,
  summariesOf,
  sumOfRecord,
} from './bai2-records.ts';
import { readShortDate } from './mt940-dates.ts';
import { proven } from './prove-statement.ts';
import { shown } from './read-amount.ts';

type Group = { readonly on: PlainDate | null; readonly currency: string; accounts: Account[] };
type Account = { readonly head: Bai2Record; readonly entries: Bai2Record[]; end: Bai2Record | null };

/**
 * BAI2 cash management files (version 2 of the Bank Administration Institute, now X9.121): groups of accounts with summaries and
 * entries, amounts in the smallest unit without a sign for decimals, records continued by 88. Types 100–399 are credits,
 * 400–699 debits. Control totals are compared on the three levels and named where they differ.
 */
export function readBai2(text: string): Result<BankFile, BankFileFault> {
  const problems: BankFileProblem[] = [];
  const records = bai2Records(text, problems);
  if (records[0]?.code !== '01')
    return refuse({
      code: 'no-statement',
      line: 1,
      sentence: 'This BAI2 file does not begin with its head, record 01.',
    });
  if (!records.some(({ code }) => code === '99'))
    problems.push({
      line: records.at(-1)!.line,
      weight: 'flag',
      code: 'record',
      sentence: 'The file ends without its trailer, record 99. It may be cut off.',
    });
  const groups = groupsOf(records, problems);
  const statements = groups.flatMap((group) =>
    group.accounts.flatMap((account) => statementOf(account, group, problems)),
  );
  if (statements.length === 0 && problems.every(({ weight }) => weight === 'flag'))
    return refuse({ code: 'no-statement', line: 1, sentence: 'This BAI2 file holds no account, record 03.' });
  return ok({ format: 'bai2', statements, problems: [...problems, ...controlProblems(records)] });
}

function groupsOf(records: readonly Bai2Record[], problems: BankFileProblem[]): Group[] {
  const groups: Group[] = [];
  let account: Account | null = null;
  for (const record of records) {
    if (record.code === '02') {
      groups.push({
        on: readShortDate(record.fields[4] ?? '')?.date ?? null,
        currency: record.fields[6] || 'USD',
        accounts: [],
      });
      account = null;
    } else if (record.code === '03') {
      account = { head: record, entries: [], end: null };
      groups.at(-1)?.accounts.push(account);
    } else if (record.code === '16' && account) account.entries.push(record);
    else if (record.code === '16')
      problems.push({
        line: record.line,
        weight: 'refused',
        code: 'outside-a-statement',
        sentence: 'This entry stands in no account. It was left out.',
      });
    else if (record.code === '49' && account) account = closed(account, record);
  }
  return groups;
}

function closed(account: Account, end: Bai2Record): null {
  account.end = end;
  return null;
}

function statementOf(
  { head, entries, end }: Account,
  { on, currency: standard }: Group,
  fileProblems: BankFileProblem[],
): BankStatement[] {
  const [, account = '', stated] = head.fields;
  const currency = parseCurrency(stated || standard);
  const left = (code: BankFileProblem['code'], sentence: string): BankStatement[] => {
    fileProblems.push({ line: head.line, weight: 'refused', code, sentence });
    return [];
  };
  if (currency === null)
    return left(
      'currency',
      `The account ${shown(account)} is in “${shown(stated || standard)}”, which is no currency in use. It was left out.`,
    );
  if (on === null)
    return left('date', `The group of the account ${shown(account)} names no day. The account was left out.`);
  const problems: BankFileProblem[] = [];
  // An amount left out is no balance.
  const summary = new Map(
    summariesOf(head).flatMap(({ type, amount }) =>
      /^[+-]?\d{1,18}$/.test(amount) ? [[type, BigInt(amount)] as const] : [],
    ),
  );
  const balance = (...types: string[]): BankBalance | null => {
    const minor = types.map((type) => summary.get(type)).find((found) => found !== undefined);
    return minor === undefined ? null : { minor, currency, on };
  };
  if (end) problems.push(...sumOfRecord({ head, entries, end }));
  return [
    proven({
      ...{ line: head.line, account, number: on, currency, problems },
      ...{ opening: balance('010'), closing: balance('015') },
      entries: entries.flatMap((record) => entryOf(record, { currency, on, problems })),
    }),
  ];
}

type Context = { currency: Currency; on: PlainDate; problems: BankFileProblem[] };

function entryOf({ line, fields, text: behind }: Bai2Record, { on, problems }: Context): BankEntry[] {
  const refused = (code: BankFileProblem['code'], sentence: string): BankEntry[] => {
    problems.push({ line, weight: 'refused', code, sentence });
    return [];
  };
  const [, type = '', amount = '', funds = ''] = fields;
  if (!/^\d{1,15}$/.test(amount))
    return refused('amount', `“${shown(amount)}” is no amount of the smallest unit. The entry was left out.`);
  const number = Number(type);
  if (!/^\d{3}$/.test(type) || number < 100 || number > 699)
    return refused('direction', `The type ${shown(type)} says neither credit nor debit. The entry was left out.`);
  const extra = fundsFields(fields.slice(4), funds);
  const [bankRef = '', payerRef = '', ...text] = fields.slice(4 + extra);
  const words = [text.join(','), ...behind].map((one) => one.trim()).filter((one) => one !== '');
  const named = (tag: string) =>
    words
      .find((word) => word.startsWith(`${tag}:`))
      ?.slice(tag.length + 1)
      .trim() ?? '';
  const isCredit = number < 400;
  return [
    {
      ...{ line, bookedOn: on, valueOn: funds === 'V' ? (readShortDate(fields[4] ?? '')?.date ?? null) : null },
      ...{ amountMinor: isCredit ? BigInt(amount) : -BigInt(amount), isReversal: false, kind: type },
      returnReason: RETURNS.has(type) ? (/Reason: "([^"]{1,60})"/.exec(words[0] ?? '')?.[1] ?? type) : '',
      bankRef: bankRef.trim(),
      payerRef: named('EREF') || payerRef.trim(),
      creditorRef: '',
      text: words.join('\n'),
      partyName: named(isCredit ? 'DBNM' : 'CRNM'),
      partyAccount: named(isCredit ? 'DACT' : 'CACT'),
      part: null,
    },
  ];
}

/** Types of what comes back: rejected and returned items, credits and debits. */
const RETURNS = new Set(['255', '257', '258', '261', '263', '266', '268', '555', '557', '561', '563', '566', '568']);
