import { beforeAll, expect, it } from 'vitest';
import { dueDate, TERMS_FROM, type Terms, termsFit } from '#app/kernel/payment-terms.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { createCustomer } from '#app/modules/customers/commands/create-customer.server.ts';
import { accountForm } from '#app/modules/customers/forms.ts';
import { readCustomersCsv } from '#app/modules/customers/rules/read-customers-csv.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { agree, billed, done, runUpTo } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const day = plainDate;
beforeAll(() => setUpCompany(database.current.owner.db));

it('months of every length end where they end', () => {
  const due = (from: Terms['from'], days: number, on: string) => dueDate({ from, days }, day(on));
  expect(due('document', 30, '2026-01-31')).toBe('2026-03-02');
  expect(due('month_end', 0, '2028-02-01')).toBe('2028-02-29');
  expect(due('month_end', 30, '2026-01-31')).toBe('2026-03-02');
  expect(due('month_end', 10, '2026-12-05')).toBe('2027-01-10');
  expect(due('next_month', 15, '2026-12-31')).toBe('2027-01-15');
  expect(due('next_month', 31, '2026-01-01')).toBe('2026-02-28');
  expect(due('next_month', 30, '2028-01-31')).toBe('2028-02-29');
});

it('the database counts every day of three years as the product does', async () => {
  const days = Array.from({ length: 1096 }, (_, n) => addDays(day('2026-01-01'), n));
  const terms = TERMS_FROM.flatMap((from) => [0, 1, 10, 28, 30, 31, 60, 365].map((n): Terms => ({ from, days: n })));
  const asked = terms.filter(termsFit).flatMap((each) => days.map((on) => ({ ...each, on })));
  const { rows } = await database.current.owner.pool.query(
    `select n - 1 as at, due_date(f, d, o)::text as due from unnest($1::text[], $2::int[], $3::date[]) with ordinality as a (f, d, o, n) order by n`,
    [asked.map(({ from }) => from), asked.map((each) => each.days), asked.map(({ on }) => on)],
  );
  expect(rows.map(({ due }) => due)).toEqual(asked.map(({ on, ...each }) => dueDate(each, on)));
});

it('an issued invoice says what its due date follows from, and who set another day is on record', async () => {
  const typed = { number: 'EOM-1', name: 'Month End Ltd', country: 'GB', currency: 'GBP' };
  expect(accountForm.safeParse({ ...typed, termsFrom: 'next_month', termsDays: '40' }).error?.issues[0]).toMatchObject({
    path: ['termsDays'],
    message: 'Enter the day of the next month, a whole number from 1 to 31.',
  });
  const input = accountForm.parse({ ...typed, termsFrom: 'month_end', termsDays: '10' });
  const { customerId } = await done(db(), (tx) => createCustomer(tx, CLERK, input));
  const invoice = (dueOn: string) =>
    issue(db(), anInvoice(customerId, 100n, { documentOn: day('2026-11-05'), dueOn: day(dueOn) }));
  const asSaid = await getInvoice(db(), { invoiceId: (await invoice('2026-12-10')).id });
  expect(asSaid).toMatchObject({ terms: { from: 'month_end', days: 10 }, dueByHand: false });
  const byHand = await getInvoice(db(), { invoiceId: (await invoice('2026-12-24')).id });
  expect(byHand).toMatchObject({ terms: { from: 'month_end', days: 10 }, dueByHand: true });

  const copy = (changed: object): readonly [string, readonly unknown[]] => [
    `insert into invoices select (jsonb_populate_record(i, $2::jsonb)).* from invoices i where i.id = $1`,
    [asSaid!.id, JSON.stringify({ id: crypto.randomUUID(), ...changed })],
  ];
  const { owner } = database.current;
  expect(await plantIn(owner, copy({ due_on: '2026-12-11' }))).toBe('invoices_due_terms_check');
  expect(await plantIn(owner, copy({ due_by: 'hand' }))).toBe('invoices_due_terms_check');
  expect(await plantIn(owner, copy({ due_by: null }))).toBe('invoices_terms_check');
});

it('a billing run bills by the contract’s terms, else the customer’s', async () => {
  const { owner } = database.current;
  const [own, agreed] = [
    await aCustomer(db(), { email: 'a@own.example' }),
    await aCustomer(db(), { email: 'a@k.example' }),
  ];
  await owner.pool.query(`update customers set terms_from = 'month_end', terms_days = 5 where id = any ($1)`, [
    [own, agreed],
  ]);
  await agree(owner, own, [{ quantity: '1' }], { startsOn: '2026-10-01' });
  const { contractId } = await agree(owner, agreed, [{ quantity: '1' }], { startsOn: '2026-10-01', termsDays: 15 });
  await owner.pool.query(`update contracts set terms_from = 'next_month' where id = $1`, [contractId]);
  await billed(db(), runUpTo('2026-10-31'));
  const { rows } = await owner.pool.query(
    `select customer_id, document_on::text as document_on, due_on::text as due_on, terms_from, terms_days, due_by from invoices where customer_id = any ($1)`,
    [[own, agreed]],
  );
  const of = (id: string) => rows.find(({ customer_id }) => customer_id === id);
  expect(of(own)).toMatchObject({ document_on: '2026-10-31', due_on: '2026-11-05', terms_from: 'month_end' });
  expect(of(agreed)).toMatchObject({ due_on: '2026-11-15', terms_from: 'next_month', terms_days: 15, due_by: 'terms' });
  expect(
    await plantIn(owner, [`update run_drafts set settled = false, due_on = due_on + 1 where customer_id = $1`, [own]]),
  ).not.toBe('accepted');
});

it('a file of customers says what their days count from', () => {
  const file = (cells: string) =>
    readCustomersCsv(Buffer.from(`number,name,country,currency,terms_days,terms_from\n1,A,GB,GBP,${cells}\n`));
  expect(file('15,NEXT_MONTH').rows[0]!.customer).toMatchObject({ termsDays: 15, termsFrom: 'next_month' });
  expect(file('20,').rows[0]!.customer).toMatchObject({ termsDays: 20, termsFrom: 'document' });
  expect(file('32,next_month').problems).toMatchObject([{ row: 2, field: 'terms_days' }]);
  expect(file('30,tomorrow').problems).toMatchObject([{ row: 2, field: 'terms_from' }]);
});
