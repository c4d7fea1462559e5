import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import {
  customerLedger,
  type LedgerCursor,
  type LedgerRow,
} from '#app/modules/reports/queries/customer-ledger.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { commandDatabase } from './command-database.ts';
import { currenciesOf, customerNumber, customerOf } from './customer-word.ts';
import { allowOptions, dateOption, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';
import { sealOption } from './seal-option.ts';

const PAGE = 5_000;

/** A customer's account from its first posting on, oldest first, each with the balance after it, per currency. */
export async function history(call: Invocation): Promise<number> {
  allowOptions(call, ['--as-of', '--as-known-at', '--currency', '--format', '--json']);
  const shape = shapeOption(call);
  const asOf = call.options.has('--as-of') ? dateOption(call, '--as-of') : undefined;
  customerNumber(call);
  const { db } = await commandDatabase();
  const customerId = await customerOf(call, db);
  const knownAt = await sealOption(call, db);
  const rows = [];
  for (const currency of await currenciesOf(call, db, customerId)) {
    for (const row of await wholeLedger(db, { customerId, currency, asOf, knownAt })) {
      rows.push({
        date: row.effectiveOn as string,
        kind: row.kind,
        number: row.number,
        description: row.title,
        currency: currency as string,
        amount: minorToDecimal(row.amount.minor, currency),
        balance: minorToDecimal(row.balanceAfter.minor, currency),
      });
    }
  }
  type Row = (typeof rows)[number];
  const column = (kind: 'text' | 'decimal', head: keyof Row): CsvColumn<Row> => ({
    kind,
    head,
    value: (row: Row) => row[head],
  });
  printRows(
    rows,
    [
      ...(['date', 'kind', 'number', 'description', 'currency'] as const).map((head) => column('text', head)),
      ...(['amount', 'balance'] as const).map((head) => column('decimal', head)),
    ],
    shape,
  );
  return 0;
}

type Asked = { customerId: string; currency: Currency; asOf?: PlainDate; knownAt?: Seal };

async function wholeLedger(db: Db, asked: Asked): Promise<LedgerRow[]> {
  const newestFirst: LedgerRow[] = [];
  let before: LedgerCursor | undefined;
  do {
    const page = await customerLedger(db, { ...asked, before, limit: PAGE });
    newestFirst.push(...page.rows);
    before = page.next ?? undefined;
  } while (before);
  return newestFirst.reverse();
}
