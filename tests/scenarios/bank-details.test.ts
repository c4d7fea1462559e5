import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { getApproval } from '#app/modules/approvals/queries/get-approval.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { bankAccountForm } from '#app/modules/customers/forms.ts';
import { maskedBankAccounts, wholeBankAccount } from '#app/modules/customers/queries/bank-accounts.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { requestCompanyBank, requestCustomerBank } from '#app/workflows/request-bank-details.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
type Colleague = Awaited<ReturnType<typeof aColleague>>;
const GBP = currency('GBP');
const IBAN = 'GB29NWBK60161331926819';
const OTHER_IBAN = 'DE89370400440532013000';
const DAY = on('2026-04-06');
const db = () => database.current.staff.db;
let customerId: string;
let manager: Colleague;
let controller: Colleague;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db());
  manager = await aColleague(db(), 'manager');
  controller = await aColleague(db(), 'controller');
});

async function ask(by: Colleague, iban: string): Promise<string> {
  const customer = await getCustomer(db(), customerId);
  if (!customer) throw new Error('no customer');
  const account = { currency: GBP, holder: 'Linden Ltd', iban, accountNumber: null, routing: null };
  const asked = await inTransaction(db(), (tx) =>
    requestCustomerBank(tx, by, { customer, account, reason: 'called them back' }, DAY),
  );
  if (!asked.ok) throw new Error(asked.refusal.code);
  return asked.value.approvalId;
}
const approve = (by: Colleague, approvalId: string) =>
  inTransaction(db(), (tx) => decideAndDo(tx, by, { approvalId, decision: 'approve', note: '' }, DAY));

describe('a customer’s bank account', () => {
  it('changes when a second person approves, and shows before and after', async () => {
    const first = await ask(manager, IBAN);
    expect(await maskedBankAccounts(db(), customerId)).toEqual([]);
    expect(await approve(manager, first)).toMatchObject({ refusal: { code: 'own-request' } });
    expect((await approve(controller, first)).ok).toBe(true);
    expect(await maskedBankAccounts(db(), customerId)).toMatchObject([{ holder: 'Linden Ltd', tail: '6819' }]);

    const second = await ask(controller, OTHER_IBAN);
    expect((await getApproval(db(), second))?.payload).toMatchObject({
      shown: [
        { label: 'Account holder' },
        { before: 'GB29 NWBK 6016 1331 9268 19', after: 'DE89 3704 0044 0532 0130 00' },
      ],
    });
    expect((await approve(manager, second)).ok).toBe(true);
    expect(await wholeBankAccount(db(), { customerId, currency: 'GBP' })).toMatchObject({ iban: OTHER_IBAN });
  });

  it('is in the audit by its last four characters only', async () => {
    const { rows } = await database.current.owner.pool.query<{ text: string }>(
      `select coalesce(string_agg(before::text || after::text, ' '), '') as text from audit_records`,
    );
    expect(rows[0]?.text).not.toContain(IBAN.slice(4, 18));
    expect(rows[0]?.text).not.toContain(OTHER_IBAN.slice(4, 18));
  });

  it('is refused by the database without an approval, with a used one, and with wrong check digits', async () => {
    const used = (await database.current.owner.pool.query('select approval_id from customer_bank_accounts limit 1'))
      .rows[0];
    const insert = (iban: string, approvalId: string) =>
      database.current.owner.pool
        .query(
          `insert into customer_bank_accounts (customer_id, currency, holder, iban, approval_id, made_by, made_at)
           values ($1, 'GBP', 'Mallory', $2, $3, $4, now())`,
          [customerId, iban, approvalId, manager.id],
        )
        .then(
          () => 'accepted',
          (error: { constraint: string }) => error.constraint,
        );
    expect(await insert(IBAN, randomUUID())).toBe('approval_needed');
    expect(await insert(IBAN, used.approval_id)).toBe('approval_used');
    expect(await insert('GB29NWBK60161331926818', used.approval_id)).toBe('iban_check_digits');
    const change = `update customer_bank_accounts set holder = 'Mallory'`;
    await expect(database.current.owner.pool.query(change)).rejects.toMatchObject({ constraint: 'append_only' });
  });
});

describe('our own bank account', () => {
  it('is what invoices print only after a second person approves', async () => {
    const account = {
      ...{
        currency: GBP,
        bankName: 'First Bank',
        accountName: 'Calder Test',
        accountNumber: '123',
        routing: '00-00-01',
      },
    };
    const asked = await inTransaction(db(), (tx) =>
      requestCompanyBank(tx, manager, { account, reason: 'the bank moved us' }, DAY),
    );
    if (!asked.ok) throw new Error(asked.refusal.code);
    expect(await listBankAccounts(db())).toEqual([]);
    expect((await approve(controller, asked.value.approvalId)).ok).toBe(true);
    expect(await listBankAccounts(db())).toEqual([account]);
    for (const role of ['staff', 'worker'] as const) {
      const byHand = database.current[role].pool.query(`update company_bank_accounts set account_number = '666'`);
      await expect(byHand).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('the form', () => {
  const read = (account: string, routing = '') =>
    bankAccountForm.safeParse({ currency: 'GBP', holder: 'Linden', account, routing, reason: 'letter' });

  it('takes an IBAN however it is spaced, or a number with its routing code', () => {
    expect(read('gb29 nwbk 6016 1331 9268 19').data).toMatchObject({ iban: IBAN, accountNumber: null });
    expect(read('12-345 678', '60-16-13').data).toMatchObject({
      iban: null,
      accountNumber: '12345678',
      routing: '601613',
    });
  });

  it('says what is wrong, and where', () => {
    const words = (result: ReturnType<typeof read>) =>
      result.error?.issues.map(({ path, message }) => [path[0], message]);
    expect(words(read('GB29 NWBK 6016 1331 9268 18'))?.[0]?.[1]).toContain('check digits');
    expect(words(read('12345678'))?.[0]?.[0]).toBe('routing');
  });
});
