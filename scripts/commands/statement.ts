import { minorToDecimal } from '#app/kernel/money.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { STATEMENT_FORMS, type StatementForm } from '#app/modules/statements/types.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { commandDatabase } from './command-database.ts';
import { currenciesOf, customerNumber, customerOf } from './customer-word.ts';
import { allowOptions, CommandRefused, dateOption, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';
import { sealOption } from './seal-option.ts';

type Row = {
  date: string;
  kind: string;
  number: string;
  description: string;
  currency: string;
  amount: string;
  balance: string;
};

/**
 * A customer's statement for a range: opening balance, each movement with the balance after it, closing balance; or with
 * `--form open-item` what is open on its last day.
 */
export async function statement(call: Invocation): Promise<number> {
  allowOptions(call, ['--from', '--to', '--as-known-at', '--currency', '--form', '--format', '--json']);
  customerNumber(call);
  const [fromOn, toOn, shape] = [dateOption(call, '--from'), dateOption(call, '--to'), shapeOption(call)];
  if (toOn < fromOn) throw new CommandRefused('--to is before --from.', { usage: true });
  const form = formOption(call);
  const { db } = await commandDatabase();
  const customerId = await customerOf(call, db);
  const currencies = await currenciesOf(call, db, customerId);
  const knownAt = await sealOption(call, db);
  const rows: Row[] = [];
  for (const currency of currencies) {
    const found = await getStatement(db, { customerId, currency, fromOn, toOn, knownAt, form });
    const text = (minor: bigint) => minorToDecimal(minor, currency);
    const plain = { kind: '', number: '', currency: currency as string };
    if (form === 'balance_forward')
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

/** `--form open-item` or `balance-forward`, which is what is meant where it is not said. */
function formOption(call: Invocation): StatementForm {
  const asked = call.options.get('--form');
  const form = asked === undefined ? 'balance_forward' : STATEMENT_FORMS.find((one) => one.replace('_', '-') === asked);
  if (!form) throw new CommandRefused('--form is open-item or balance-forward.', { usage: true });
  return form;
}
