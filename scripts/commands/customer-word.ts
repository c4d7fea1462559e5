import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { statementChoices } from '#app/modules/statements/queries/statement-choices.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { CommandRefused, type Invocation } from './invocation.ts';

/** The customer that the first word names by its number. */
export async function customerOf(call: Invocation, db: Db): Promise<string> {
  const number = customerNumber(call);
  const customerId = (await customerIdsByNumber(db, [number])).get(number);
  if (!customerId) throw new CommandRefused(`There is no customer ${number}.`);
  return customerId;
}

/** The same without a database, so that a wrong call is refused before one is opened. */
export function customerNumber(call: Invocation): string {
  const [number] = call.words;
  if (!number) throw new CommandRefused('Name the customer by its number.', { usage: true });
  return number;
}

/** The currency of `--currency`, or all in which anything ever moved on the account. */
export async function currenciesOf(call: Invocation, db: Db, customerId: string): Promise<Currency[]> {
  const asked = call.options.get('--currency');
  const wanted = asked ? parseCurrency(asked) : undefined;
  if (wanted === null) throw new CommandRefused(`${asked} is no currency code.`, { usage: true });
  return wanted ? [wanted] : (await statementChoices(db, { customerId })).map((choice) => choice.currency);
}
