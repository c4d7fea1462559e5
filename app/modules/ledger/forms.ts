import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { FIGURE_PARTS, type FigureAddress, type NoSuchSeal, type SealHead } from './types.ts';

const SEAL_DIGITS_MAX = 15;
const grouped = (number: bigint): string => number.toLocaleString('en-GB');

/** The number of a seal as people write it: `1234` or `1,234`; null when it is none. */
export function parseSealNo(text: string): bigint | null {
  const digits = text.trim().replaceAll(',', '');
  return /^\d+$/.test(digits) && digits.length <= SEAL_DIGITS_MAX ? BigInt(digits) : null;
}

/** What to do when somebody asks for a seal that is not there. */
export function noSuchSealWords({ asked, newestNo }: NoSuchSeal): string {
  const number = parseSealNo(asked);
  const newest = `The newest is ${grouped(newestNo)}: leave the field empty to take it.`;
  if (number === null) return `A seal is a number. ${newest}`;
  return `There is no seal ${grouped(number)}. ${newest}`;
}

/** The query of the page that lists what makes a figure. */
export function figureQuery(figure: FigureAddress): string {
  const { customerId, currency, part, itemId, untilId, fromOn, asOf, lateOn, sealNo } = figure;
  const named = {
    customer: customerId,
    currency,
    part,
    item: itemId,
    until: untilId,
    from: fromOn,
    asOf,
    late: lateOn,
  };
  return queryOf({ ...named, known: sealNo?.toString() });
}

/** The same for a figure of the trial balance. */
export function accountQuery(figure: {
  readonly accountCode: string;
  readonly currency: Currency;
  readonly measure: AccountMeasure;
  readonly asOf: PlainDate;
  readonly sealNo?: bigint;
}): string {
  const { accountCode, currency, measure, asOf, sealNo } = figure;
  return queryOf({ account: accountCode, currency, measure, asOf, known: sealNo?.toString() });
}

const queryOf = (values: Record<string, string | undefined>): string =>
  new URLSearchParams(Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();

const ACCOUNT_MEASURES = ['balance', 'debit', 'credit', 'base'] as const;
export type AccountMeasure = (typeof ACCOUNT_MEASURES)[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a figure of customers' accounts from an address; null when it names none. */
export function readFigure(asked: URLSearchParams): Omit<FigureAddress, 'sealNo'> | null {
  const currency = parseCurrency(asked.get('currency') ?? '');
  const part = FIGURE_PARTS.find((one) => one === (asked.get('part') || 'all'));
  const dates = readDates(asked, ['from', 'asOf', 'late']);
  const [customerId, itemId, untilId] = ['customer', 'item', 'until'].map((name) => asked.get(name) || undefined);
  const isNamed = [customerId, itemId, untilId].every((id) => id === undefined || UUID.test(id));
  if (!currency || !part || !dates || !isNamed) return null;
  return { customerId, itemId, untilId, currency, part, fromOn: dates.from, asOf: dates.asOf, lateOn: dates.late };
}

/** Reads a figure of the trial balance from an address; null when it names none. */
export function readAccountFigure(
  asked: URLSearchParams,
): { accountCode: string; currency: Currency; measure: AccountMeasure; asOf?: PlainDate } | null {
  const accountCode = asked.get('account') ?? '';
  const currency = parseCurrency(asked.get('currency') ?? '');
  const measure = ACCOUNT_MEASURES.find((one) => one === (asked.get('measure') || 'balance'));
  const dates = readDates(asked, ['asOf']);
  if (!/^\d{4}$/.test(accountCode) || !currency || !measure || !dates) return null;
  return { accountCode, currency, measure, asOf: dates.asOf };
}

function readDates<Name extends string>(
  asked: URLSearchParams,
  names: readonly Name[],
): Partial<Record<Name, PlainDate>> | null {
  const dates: Partial<Record<Name, PlainDate>> = {};
  for (const name of names) {
    const text = asked.get(name);
    if (!text) continue;
    const parsed = parsePlainDate(text);
    if (!parsed.ok) return null;
    dates[name] = parsed.value;
  }
  return dates;
}

const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A head as one line of JSON, the same in every file and printout. */
export const sealHeadText = (head: SealHead): string =>
  JSON.stringify({
    chain: head.chain,
    sealNo: String(head.sealNo),
    hash: head.hash,
    sealedAt: head.sealedAt.toISOString(),
  });

/** Reads what sealHeadText wrote: one head a line, blank lines left out. Refuses the number of the first line that is no head. */
export function parseSealHeads(text: string): Result<SealHead[], { line: number }> {
  const heads: SealHead[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const head = headOrNull(line);
    if (!head) return refuse({ line: at + 1 });
    heads.push(head);
  }
  return ok(heads);
}

function headOrNull(line: string): SealHead | null {
  let found: Record<string, unknown> | null;
  try {
    found = JSON.parse(line);
  } catch {
    return null;
  }
  const text = (name: string) => String(found?.[name] ?? '');
  const [chain, hash, sealedAt] = [text('chain'), text('hash'), text('sealedAt')];
  const sealNo = parseSealNo(text('sealNo'));
  if (sealNo === null || !HASH.test(chain) || !HASH.test(hash) || !INSTANT.test(sealedAt)) return null;
  return { chain, sealNo, hash, sealedAt: new Date(sealedAt) };
}
