import { minorToDecimal, parseCurrency } from '#app/kernel/money.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { statementChoices } from '#app/modules/statements/queries/statement-choices.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, dateOption, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';

type Row = {
  date: string;
  kind: string;
  number: string;
  description: string;
  currency: string;
  amount: string;
  balance: string;
};

/** A customer's statement for a range: opening balance, each movement with the balance after it, closing balance. */
export async function statement(call: Invocation): Promise<number> {
  allowOptions(call, ['--from', '--to', '--currency', '--format', '--json']);
  const [number] = call.words;
  if (!number) throw new CommandRefused('Name the customer by its number.', { usage: true });
  const [fromOn, toOn, shape] = [dateOption(call, '--from'), dateOption(call, '--to'), shapeOption(call)];
  if (toOn < fromOn) throw new CommandRefused('--to is before --from.', { usage: true });
  const { db } = await commandDatabase();
  const customerId = (await customerIdsByNumber(db, [number])).get(number);
  if (!customerId) throw new CommandRefused(`There is no customer ${number}.`);
  const asked = call.options.get('--currency');
  const wanted = asked ? parseCurrency(asked) : undefined;
  if (wanted === null) throw new CommandRefused(`${asked} is no currency code.`, { usage: true });
  const currencies = wanted ? [wanted] : (await statementChoices(db, { customerId })).map((choice) => choice.currency);
  const rows: Row[] = [];
  for (const currency of currencies) {
    const found = await getStatement(db, { customerId, currency, fromOn, toOn });
    const text = (minor: bigint) => minorToDecimal(minor, currency);
    const plain = { kind: '', number: '', currency: currency as string };
    rows.push({
      ...plain,
      date: fromOn,
      description: 'Opening balance',
      amount: '',
      balance: text(found.openingMinor),
    });
    for (const row of found.rows) {
      rows.push({
        date: row.on,
        kind: row.kind,
        number: row.number,
        description: row.title,
        currency,
        amount: text(row.amountMinor),
        balance: text(row.balanceMinor),
      });
    }
    rows.push({ ...plain, date: toOn, description: 'Closing balance', amount: '', balance: text(found.closingMinor) });
  }
  const column = (kind: 'text' | 'decimal', head: keyof Row): CsvColumn<Row> => ({
    kind,
    head,
    value: (row: Row) => row[head],
  });
  printRows(
    rows,
    [
      column('text', 'date'),
      column('text', 'kind'),
      column('text', 'number'),
      column('text', 'description'),
      column('text', 'currency'),
      column('decimal', 'amount'),
      column('decimal', 'balance'),
    ],
    shape,
  );
  return 0;
}
