import { sql } from 'kysely';
import { decimal } from '#app/kernel/decimal.ts';
import type { UserId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import type { InvoiceInput, IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import type { RecordedPayment, RecordPaymentInput } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';

export const CLERK: Actor = { kind: 'staff', id: null, name: 'Priya Clerk', requestId: 'test' };
export const GBP = currency('GBP');

/** A moment at noon UTC of a day. */
export const on = (date: string): Moment => ({ now: new Date(`${date}T12:00:00Z`), today: plainDate(date) });

/** The company, tax categories and rates every test needs. Needs the owner's handle. */
export async function setUpCompany(owner: Db): Promise<void> {
  await owner
    .insertInto('company')
    .values({
      name: 'Calder Test',
      legal_name: 'Calder Test Ltd',
      address_lines: ['1 Mill Lane', 'Halifax'],
      country: 'GB',
      base_currency: 'GBP',
      time_zone: 'Europe/London',
      mail_from: 'billing@calder.example',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await owner
    .insertInto('tax_categories')
    .values([
      { code: 'S20', name: 'VAT 20 %', standard_code: 'S', rate_bp: 2000 },
      { code: 'S6', name: 'Tax 6 %', standard_code: 'S', rate_bp: 600 },
      { code: 'Z', name: 'Zero rated', standard_code: 'Z', rate_bp: 0 },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await sql`insert into exchange_rates (currency, rate_on, rate) values ('USD', '2020-01-01', 0.79), ('KWD', '2020-01-01', 2.55), ('JPY', '2020-01-01', 0.0052)
    on conflict do nothing`.execute(owner);
}

let counter = 0;

/** A customer with nothing owed. */
export async function aCustomer(
  db: Db,
  fields: { name?: string; number?: string; currency?: string; poRequired?: boolean; email?: string } = {},
): Promise<string> {
  counter += 1;
  const row = await db
    .insertInto('customers')
    .values({
      number: fields.number ?? `C-${process.pid}-${counter}`,
      name: fields.name ?? `Customer ${counter}`,
      currency: fields.currency ?? 'GBP',
      po_required: fields.poRequired ?? false,
      address_lines: ['5 Dock Road'],
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (fields.email)
    await db.insertInto('contacts').values({ customer_id: row.id, name: 'Accounts', email: fields.email }).execute();
  return row.id;
}

/** A member of staff without password; identity tests sign in properly. */
export async function aUser(
  db: Db,
  fields: { email: string; kind?: 'staff' | 'portal'; role?: string; name?: string },
): Promise<UserId> {
  const kind = fields.kind ?? 'staff';
  const row = await db
    .insertInto('users')
    .values({
      kind,
      email: fields.email,
      name: fields.name ?? fields.email,
      role: kind === 'staff' ? (fields.role ?? 'billing_clerk') : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id as UserId;
}

/** An invoice of one untaxed line, so that its gross amount is the number given (minor units). */
export function anInvoice(customerId: string, grossMinor: bigint, fields: Partial<InvoiceInput> = {}): InvoiceInput {
  const documentOn = fields.documentOn ?? plainDate('2026-04-01');
  return {
    customerId,
    currency: GBP,
    documentOn,
    dueOn: addDays(documentOn, 30),
    poNumber: '',
    note: '',
    title: 'Fly ash',
    lines: [
      {
        description: 'Fly ash',
        quantity: decimal('1'),
        unit: '',
        unitPrice: decimal(`${grossMinor / 100n}.${String(grossMinor % 100n).padStart(2, '0')}`),
        taxCode: 'Z',
        accountCode: '4010',
      },
    ],
    ...fields,
  };
}

/** Issues one invoice through the command, as a transaction of its own. */
export async function issue(db: Db, invoice: InvoiceInput): Promise<IssuedInvoice> {
  const issued = await inTransaction(db, (tx) =>
    issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [invoice] }, on(invoice.documentOn)),
  );
  if (!issued.ok) throw new Error(`not issued: ${JSON.stringify(issued.refusal)}`);
  return issued.value[0]!;
}

/** Records a transfer through the command. */
export async function receive(
  db: Db,
  customerId: string,
  amountMinor: bigint,
  day: PlainDate | string = '2026-04-05',
  fields: Partial<RecordPaymentInput> = {},
): Promise<RecordedPayment> {
  const input: RecordPaymentInput = {
    customerId,
    method: 'transfer',
    currency: GBP,
    amountMinor,
    receivedOn: plainDate(day),
    reference: newId<never>() as string,
    payerName: '',
    note: '',
    ...fields,
  };
  const recorded = await inTransaction(db, (tx) => recordPayment(tx, CLERK, input, on(String(day))));
  if (!recorded.ok) throw new Error(`not recorded: ${JSON.stringify(recorded.refusal)}`);
  return recorded.value;
}

export async function residual(db: Db, itemId: string): Promise<bigint> {
  const row = await db
    .selectFrom('open_items')
    .select('residual_minor')
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  return row.residual_minor;
}
