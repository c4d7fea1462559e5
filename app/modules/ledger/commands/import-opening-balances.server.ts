import { sql } from 'kysely';
import type { CsvProblem } from '#app/kernel/csv-records.ts';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { currency, type Money, minorDigits, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { closedPeriodOf } from '../queries/periods.server.ts';
import { type OpeningRow, readOpeningCsv } from '../rules/read-opening-csv.ts';
import { type EntryInput, periodClosedText } from '../types.ts';
import { postEntries } from './post-entries.server.ts';

export type OpeningImport = {
  readonly rows: readonly { row: number; number: string; customerNumber: string; amount: Money; isNew: boolean }[];
  readonly added: number;
  readonly existed: number;
  readonly problems: readonly CsvProblem[];
  /** Debits less credits of what is added, per currency. */
  readonly totals: readonly Money[];
};

const CHUNK = 1_000;

/**
 * Takes over the open items of the books kept before, all of a file or none: each under its old number, posted between 1100
 * and 3900 as of the day of the take-over, no revenue and no tax. The number is the key: an item that is there with the
 * same customer and amount is left alone. Refuses with every problem by row and field. A dry run is this in a preview.
 */
export async function importOpeningBalances(
  tx: Tx,
  actor: Actor,
  input: { readonly content: Uint8Array; readonly effectiveOn: PlainDate },
  moment: Moment,
): Promise<Result<OpeningImport, OpeningImport>> {
  const { items, problems } = readOpeningCsv(input.content);
  const closed = await closedPeriodOf(tx, ['posting'], input.effectiveOn);
  if (closed) problems.push({ row: 0, field: '', text: periodClosedText(closed, 'en') });
  const facts = await readFacts(tx, items, input.effectiveOn);
  const ready: Ready[] = [];
  const rows: OpeningImport['rows'][number][] = [];
  let existed = 0;
  for (const item of items) {
    const found = place(item, facts, input.effectiveOn);
    const { row, number, customerNumber } = item;
    if (found === 'there' || !('text' in found))
      rows.push({
        row,
        number,
        customerNumber,
        amount: money(item.amountMinor, item.currency),
        isNew: found !== 'there',
      });
    if (found === 'there') existed += 1;
    else if ('text' in found) problems.push({ row: item.row, ...found });
    else ready.push(found);
  }
  problems.sort((a, b) => a.row - b.row);
  const report = { rows, added: ready.length, existed, problems, totals: totalsOf(ready) };
  if (problems.length > 0) return refuse(report);
  for (let at = 0; at < ready.length; at += CHUNK)
    await store(tx, actor, ready.slice(at, at + CHUNK), input.effectiveOn, moment);
  return ok(report);
}

type Ready = OpeningRow & { readonly customerId: string; readonly baseMinor: bigint };
type Standing = { customerId: string; currency: string; amountMinor: bigint };
type Facts = {
  base: string;
  customers: Map<string, string>;
  standing: Map<string, Standing>;
  rates: Map<string, string>;
};

function place(
  item: OpeningRow,
  facts: Facts,
  effectiveOn: PlainDate,
): Ready | 'there' | { field: string; text: string } {
  const customerId = facts.customers.get(item.customerNumber.toLowerCase());
  if (!customerId)
    return {
      field: 'customer',
      text: `There is no customer ${item.customerNumber}. Import the customers first, or correct the number.`,
    };
  if (item.documentOn > effectiveOn)
    return {
      field: 'document_on',
      text: `This item is dated after the take-over on ${effectiveOn}. Bill it here instead.`,
    };
  const standing = facts.standing.get(item.number);
  if (standing) {
    const same =
      standing.customerId === customerId &&
      standing.amountMinor === item.amountMinor &&
      standing.currency === item.currency;
    return same
      ? 'there'
      : {
          field: 'number',
          text: `${item.number} was taken over already with another customer or amount. Check which is right.`,
        };
  }
  const rate = item.currency === facts.base ? '1' : facts.rates.get(item.currency);
  if (rate === undefined)
    return {
      field: 'currency',
      text: `There is no exchange rate for ${item.currency} on ${effectiveOn}. Import it first.`,
    };
  const digits = { from: minorDigits(item.currency), base: minorDigits(currency(facts.base)) };
  return {
    ...item,
    customerId,
    baseMinor: rate === '1' ? item.amountMinor : toBaseMinor(item.amountMinor, rate, digits),
  };
}

async function readFacts(tx: Tx, items: readonly OpeningRow[], effectiveOn: PlainDate): Promise<Facts> {
  const { rows } = await sql<{
    base: string;
    customers: [string, string][];
    standing: [string, string, string, string][];
    rates: [string, string][];
  }>`
    select (select base_currency from company) as base,
      (select coalesce(jsonb_agg(jsonb_build_array(lower(number), id)), '[]') from customers
        where lower(number) = any (${items.map((item) => item.customerNumber.toLowerCase())}::text[])) as customers,
      (select coalesce(jsonb_agg(jsonb_build_array(number, customer_id, currency, amount_minor::text)), '[]') from opening_items
        where number = any (${items.map((item) => item.number)}::text[])) as standing,
      (select coalesce(jsonb_agg(jsonb_build_array(currency, rate::text)), '[]') from (
        select distinct on (currency) currency, rate from exchange_rates where rate_on <= ${effectiveOn} order by currency, rate_on desc) r) as rates`.execute(
    tx,
  );
  const row = rows[0]!;
  return {
    base: row.base,
    customers: new Map(row.customers),
    standing: new Map(
      row.standing.map(([number, customerId, code, minor]) => [
        number,
        { customerId, currency: code, amountMinor: BigInt(minor) },
      ]),
    ),
    rates: new Map(row.rates),
  };
}

function totalsOf(ready: readonly Ready[]): Money[] {
  const totals = new Map<string, Money>();
  for (const { currency: code, amountMinor } of ready)
    totals.set(code, money((totals.get(code)?.minor ?? 0n) + amountMinor, code));
  return [...totals.values()];
}

async function store(
  tx: Tx,
  actor: Actor,
  ready: readonly Ready[],
  effectiveOn: PlainDate,
  moment: Moment,
): Promise<void> {
  const rows = ready.map((item) => ({
    ...item,
    id: newId<never>() as string,
    entryId: newId<never>() as string,
    itemId: newId<never>() as string,
  }));
  await postEntries(
    tx,
    rows.map((row) => entryOf(row, effectiveOn)),
  );
  await tx
    .insertInto('opening_items')
    .values(
      rows.map((row) => ({
        id: row.id,
        number: row.number,
        customer_id: row.customerId,
        title: row.title,
        currency: row.currency,
        amount_minor: row.amountMinor,
        document_on: row.documentOn,
        due_on: row.dueOn,
        effective_on: effectiveOn,
        entry_id: row.entryId,
        open_item_id: row.itemId,
        recorded_at: moment.now,
        recorded_by_name: actor.name,
      })),
    )
    .execute();
  await writeAudit(
    tx,
    actor,
    rows.map((row) => ({
      action: 'opening_item.taken_over',
      subjectKind: 'opening_item',
      subjectId: row.id,
      customerId: row.customerId,
      after: { number: row.number, amountMinor: row.amountMinor, currency: row.currency, effectiveOn },
    })),
  );
}

type Stored = Ready & { id: string; entryId: string; itemId: string };

const entryOf = (row: Stored, effectiveOn: PlainDate): EntryInput => ({
  id: row.entryId,
  kind: 'opening_balance',
  sourceId: row.id,
  effectiveOn,
  memo: row.number,
  lines: [
    {
      account: '1100',
      currency: row.currency,
      amountMinor: row.amountMinor,
      baseMinor: row.baseMinor,
      receivable: { customerId: row.customerId, itemId: row.itemId, dueOn: row.dueOn },
    },
    { account: '3900', currency: row.currency, amountMinor: -row.amountMinor, baseMinor: -row.baseMinor },
  ],
});
