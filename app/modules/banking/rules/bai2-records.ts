import type { BankFileProblem } from '../types.ts';
import { shown } from './read-amount.ts';

/** One logical record: its continuations taken in. `fields[0]` is its code; `text` are the lines that went on behind an entry. */
export type Bai2Record = {
  readonly code: string;
  readonly line: number;
  readonly fields: string[];
  readonly text: string[];
  /** Physical records, continuations included: what the trailers count. */
  physical: number;
};

const CODES = ['01', '02', '03', '16', '49', '88', '98', '99'];
/** Some banks put several records on a line; each still ends with its slash. */
const SEVERAL = /\/\s+(?=(?:01|02|03|16|49|88|98|99),)/;

/** The records of a file in their order. A line that begins with no code goes on with the text before it, and is named. */
export function bai2Records(text: string, problems: BankFileProblem[]): Bai2Record[] {
  const records: Bai2Record[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    for (const piece of raw.replace(/\r$/, '').split(SEVERAL)) {
      const code = piece.slice(0, 2);
      const last = records.at(-1);
      if (piece.trim() === '') continue;
      if (!CODES.includes(code) || piece[2] !== ',') {
        last?.text.push(bare(piece));
        problems.push({
          line: index + 1,
          weight: 'flag',
          code: 'record',
          sentence: 'This line begins with no record. It was read as going on with the text before it.',
        });
      } else if (code === '88') {
        if (last) goOn(last, bare(piece).slice(3));
        else
          problems.push({
            line: index + 1,
            weight: 'refused',
            code: 'record',
            sentence: 'A record goes on here that never began.',
          });
      } else records.push({ code, line: index + 1, fields: bare(piece).split(','), text: [], physical: 1 });
    }
  }
  return records;
}

/** Without the slash that ends a record; one inside the text stays. */
const bare = (piece: string): string => piece.trimEnd().replace(/\/$/, '');

/** The fields of an account go on as fields; behind an entry it is its text that goes on. */
function goOn(record: Bai2Record, rest: string): void {
  record.physical += 1;
  if (record.code === '16') record.text.push(rest);
  else record.fields.push(...rest.split(','));
}

const integer = (text: string): bigint | null => (/^[+-]?\d{1,20}$/.test(text.trim()) ? BigInt(text.trim()) : null);

/** How many fields the way the funds become available takes: V a day and a time, S three amounts, D so many pairs. */
export function fundsFields(rest: readonly string[], funds: string): number {
  if (funds === 'V') return 2;
  if (funds === 'S') return 3;
  return funds === 'D' ? 1 + 2 * Math.min(Number(rest[0]) || 0, rest.length) : 0;
}

/** The summaries of an account, record 03, as written: after its number and currency come type, amount, count and funds of each. */
export function summariesOf({ fields }: Bai2Record): { readonly type: string; readonly amount: string }[] {
  const summaries: { type: string; amount: string }[] = [];
  for (let at = 3; at < fields.length; ) {
    const [type = '', amount = '', , funds = ''] = fields.slice(at, at + 4);
    summaries.push({ type, amount });
    at += 4 + fundsFields(fields.slice(at + 4), funds);
  }
  return summaries;
}

/** The amounts an account's control total covers: those of its summaries and of its entries, with their signs as written. */
export function sumOfRecord({
  head,
  entries,
  end,
}: {
  head: Bai2Record;
  entries: readonly Bai2Record[];
  end: Bai2Record;
}): BankFileProblem[] {
  const stated = integer(end.fields[1] ?? '');
  const amounts = summariesOf(head).flatMap(({ amount }) => integer(amount) ?? []);
  for (const entry of entries) amounts.push(integer(entry.fields[2] ?? '') ?? 0n);
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  const counted = [head, ...entries].reduce((total, record) => total + record.physical, 1);
  return [
    ...(stated !== null && stated !== sum
      ? [
          differs(
            end,
            `The amounts of this account come to ${shown(String(sum))}, its trailer says ${shown(String(stated))}.`,
          ),
        ]
      : []),
    ...(integer(end.fields[2] ?? '') !== BigInt(counted)
      ? [differs(end, `This account has ${counted} records, its trailer says ${shown(end.fields[2] ?? '')}.`)]
      : []),
  ];
}

const differs = (record: Bai2Record, sentence: string): BankFileProblem => ({
  line: record.line,
  weight: 'flag',
  code: 'control-total',
  sentence,
});

/** The totals of groups against their accounts' trailers, and of the file against its groups' trailers. */
export function controlProblems(records: readonly Bai2Record[]): BankFileProblem[] {
  const problems: BankFileProblem[] = [];
  let [accounts, groups] = [0n, 0n];
  for (const record of records) {
    const stated = integer(record.fields[1] ?? '');
    if (record.code === '49') accounts += stated ?? 0n;
    if (record.code === '98') {
      if (stated !== accounts)
        problems.push(
          differs(
            record,
            `The accounts of this group come to ${shown(String(accounts))}, its trailer says ${shown(record.fields[1] ?? '')}.`,
          ),
        );
      groups += stated ?? 0n;
      accounts = 0n;
    }
    if (record.code === '99' && stated !== groups)
      problems.push(
        differs(
          record,
          `The groups of this file come to ${shown(String(groups))}, its trailer says ${shown(record.fields[1] ?? '')}.`,
        ),
      );
  }
  return problems;
}
