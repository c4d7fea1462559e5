import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import { askChange, withdrawChange } from '#app/modules/customers/commands/ask-change.server.ts';
import { doDueChange, dueChanges } from '#app/modules/customers/commands/do-due-changes.server.ts';
import { maskedBankAccounts } from '#app/modules/customers/queries/bank-accounts.server.ts';
import { changesOf } from '#app/modules/customers/queries/customer-changes.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { AskedChange } from '#app/modules/customers/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideCustomerChange, doContactChange } from '#app/workflows/customer-changes.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, aUser, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const DAY = on('2026-04-06');
const NEW = { name: 'Linden Brook Ltd', addressLines: ['9 Quay Street', 'Hull'], country: 'GB', taxNumber: '' };
let manager: Actor & { id: string };
let controller: Actor & { id: string };
let payer: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  manager = (await aColleague(db(), 'manager')) as typeof manager;
  controller = (await aColleague(db(), 'controller')) as typeof controller;
  const id = await aUser(db(), { email: 'pat@linden.example', kind: 'portal' });
  payer = { kind: 'customer', id, name: 'Pat', requestId: 'test' };
});

const details = (value: typeof NEW = NEW): AskedChange => ({ kind: 'details', value });
const ask = (customerId: string, asked: AskedChange, fromOn = '2026-04-06', moment: Moment = DAY) =>
  writeAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) =>
    askChange(tx, payer, { customerId, asked, fromOn: plainDate(fromOn), note: '' }, moment),
  );
async function asked(customerId: string, change: AskedChange, fromOn?: string): Promise<string> {
  const done = await ask(customerId, change, fromOn);
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.requestId;
}
const grant = (requestId: string, by: Actor = manager, moment: Moment = DAY) =>
  inTransaction(db(), (tx) =>
    decideCustomerChange(tx, by, { requestId, decision: { kind: 'grant', fromOn: null } }, moment),
  );
const billTo = async (invoiceId: string) => (await getInvoice(db(), { invoiceId }))?.billTo;

describe('a customer’s new address', () => {
  it('waits; granted, the next invoice says it and the one before stays', async () => {
    const customerId = await aCustomer(db(), { name: 'Linden' });
    const before = await issue(
      db(),
      anInvoice(customerId, 1_000n, { documentOn: DAY.today, dueOn: plainDate('2026-05-06') }),
    );
    const requestId = await asked(customerId, details());
    const meanwhile = await issue(
      db(),
      anInvoice(customerId, 1_000n, { documentOn: DAY.today, dueOn: plainDate('2026-05-06') }),
    );
    expect((await billTo(meanwhile.id))?.addressLines).toEqual(['5 Dock Road']);
    expect((await grant(requestId)).ok).toBe(true);
    const after = await issue(
      db(),
      anInvoice(customerId, 1_000n, { documentOn: DAY.today, dueOn: plainDate('2026-05-06') }),
    );
    expect(await billTo(after.id)).toMatchObject(NEW);
    expect(await billTo(before.id)).toMatchObject({ name: 'Linden', addressLines: ['5 Dock Road'] });
  });

  it('for a day to come holds from that day, and changes only what was asked', async () => {
    const customerId = await aCustomer(db(), { name: 'Ash' });
    const requestId = await asked(customerId, details({ ...NEW, name: 'Ash' }), '2026-05-01');
    expect((await grant(requestId)).ok).toBe(true);
    const doDue = async (moment: Moment) => {
      for (const id of await dueChanges(db() as never, moment))
        await inTransaction(db(), async (tx) => ok(await doDueChange(tx, CLERK, id, moment)));
    };
    await doDue(on('2026-04-30'));
    await inTransaction(db(), async (tx) =>
      ok(await tx.updateTable('customers').set({ name: 'Ash Group' }).where('id', '=', customerId).execute()),
    );
    const row = () =>
      db()
        .selectFrom('customers')
        .select(['name', 'address_lines'])
        .where('id', '=', customerId)
        .executeTakeFirstOrThrow();
    expect((await row()).address_lines).toEqual(['5 Dock Road']);
    await doDue(on('2026-05-01'));
    await doDue(on('2026-05-02'));
    expect(await row()).toEqual({ name: 'Ash Group', address_lines: NEW.addressLines });
  });

  it('is declined with a reason the customer reads, and decided once', async () => {
    const customerId = await aCustomer(db());
    const requestId = await asked(customerId, details());
    const decline = (reason: string) =>
      inTransaction(db(), (tx) =>
        decideCustomerChange(tx, manager, { requestId, decision: { kind: 'decline', reason } }, DAY),
      );
    expect(await decline(' ')).toMatchObject({ refusal: { code: 'reason-missing' } });
    expect((await decline('The register says otherwise')).ok).toBe(true);
    expect(await grant(requestId)).toMatchObject({ refusal: { code: 'already-decided' } });
    const seen = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (read) =>
      changesOf(read, { customerId }),
    );
    expect(seen).toMatchObject([{ outcome: 'declined', reason: 'The register says otherwise' }]);
  });

  it('is asked of today or later, something new, and taken back only while it waits', async () => {
    const customerId = await aCustomer(db(), { name: 'Elm' });
    expect(await ask(customerId, details(), '2026-04-05')).toMatchObject({ refusal: { code: 'dated-back' } });
    const stands = { name: 'Elm', addressLines: ['5 Dock Road'], country: 'GB', taxNumber: '' };
    const row = await db()
      .selectFrom('customers')
      .select(['country', 'tax_number'])
      .where('id', '=', customerId)
      .executeTakeFirstOrThrow();
    const same = details({ ...stands, country: row.country, taxNumber: row.tax_number });
    expect(await ask(customerId, same)).toMatchObject({ refusal: { code: 'nothing-changed' } });
    const requestId = await asked(customerId, details());
    const takeBack = () =>
      writeAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) =>
        withdrawChange(tx, payer, { customerId, requestId }, DAY),
      );
    expect((await takeBack()).ok).toBe(true);
    expect(await takeBack()).toMatchObject({ refusal: { code: 'already-decided' } });
  });
});

describe('walls', () => {
  it('a customer neither sees nor answers what another asked, and grants nothing to itself', async () => {
    const [one, other] = [await aCustomer(db()), await aCustomer(db())];
    const requestId = await asked(one, details());
    const asOther = { kind: 'customer', customerId: other } as const;
    expect(
      await readAsPortal(database.current.portal.db, asOther, (read) => changesOf(read, { customerId: one })),
    ).toEqual([]);
    const forged = writeAsPortal(database.current.portal.db, asOther, (tx) =>
      withdrawChange(tx, payer, { customerId: one, requestId }, DAY),
    );
    expect(await forged).toMatchObject({ refusal: { code: 'not-found' } });
    const granted = writeAsPortal(database.current.portal.db, { kind: 'customer', customerId: one }, async (tx) =>
      ok(
        await tx
          .insertInto('customer_change_decisions')
          .values({
            request_id: requestId,
            customer_id: one,
            outcome: 'granted',
            decided_by: payer.id,
            decided_by_name: 'Pat',
            decided_at: DAY.now,
          })
          .execute(),
      ),
    );
    await expect(granted).rejects.toThrow(/permission denied|row-level security/);
    const behind = database.current.owner.pool.query(
      `insert into customer_change_decisions (request_id, customer_id, outcome, from_on, decided_by, decided_by_name, decided_at) values ($1, $2, 'granted', '2026-04-06', $3, 'Pat', '2026-04-06')`,
      [requestId, one, payer.id],
    );
    await expect(behind).rejects.toMatchObject({ constraint: 'customer_change_second_person' });
    const undone = database.current.owner.pool.query(
      `insert into customer_change_effects (request_id, customer_id, done_at) values ($1, $2, '2026-04-06')`,
      [requestId, one],
    );
    await expect(undone).rejects.toMatchObject({ constraint: 'customer_change_due' });
  });
});

describe('a customer’s new bank account', () => {
  it('counts only after two colleagues: one grants, another approves', async () => {
    const customerId = await aCustomer(db());
    const account = {
      currency: currency('GBP'),
      holder: 'Linden',
      iban: 'GB29NWBK60161331926819',
      accountNumber: null,
      routing: null,
    };
    const requestId = await asked(customerId, { kind: 'bank', value: account });
    const done = await grant(requestId);
    if (!done.ok || !done.value.approvalId) throw new Error('not passed on');
    const { approvalId } = done.value;
    expect(await maskedBankAccounts(db(), customerId)).toEqual([]);
    const approve = (by: Actor & { id: string }) =>
      inTransaction(db(), (tx) =>
        decideAndDo(tx, by, { approvalId: approvalId as never, decision: 'approve', note: '' }, DAY),
      );
    expect(await approve(manager)).toMatchObject({ refusal: { code: 'own-request' } });
    expect((await approve(controller)).ok).toBe(true);
    expect(await maskedBankAccounts(db(), customerId)).toMatchObject([{ tail: '6819' }]);
    const { rows } = await database.current.owner.pool.query<{ text: string }>(
      `select coalesce(string_agg(before::text || after::text, ' '), '') as text from audit_records`,
    );
    expect(rows[0]?.text).not.toContain(account.iban.slice(4, 18));
  });
});

describe('a customer’s contacts', () => {
  it('are asked for, granted from a day on, and then documents go there and old links end', async () => {
    const customerId = await aCustomer(db(), { name: 'Rowan', email: 'old@rowan.example' });
    const contacts = async () => (await getCustomer(db(), customerId as never))?.contacts ?? [];
    const [first] = await contacts();
    const invoice = await issue(db(), anInvoice(customerId, 1_000n));
    const link = await inTransaction(db(), (tx) =>
      createScopedLink(
        tx,
        CLERK,
        { customerId: customerId as never, invoiceIds: [invoice.id as never], sentTo: 'old@rowan.example' },
        DAY,
      ),
    );
    const stands = { name: first!.name, phone: first!.phone, receivesInvoices: true, receivesStatements: true };
    const wish = { ...stands, contactId: first!.id, email: 'new@rowan.example', remove: false };
    const other = await aCustomer(db());
    expect(await ask(other, { kind: 'contact', value: wish })).toMatchObject({ refusal: { code: 'not-found' } });
    const requestId = await asked(customerId, { kind: 'contact', value: wish }, '2026-05-01');
    expect((await grant(requestId)).ok).toBe(true);
    expect((await contacts()).map(({ email }) => email)).toEqual(['old@rowan.example']);
    const colleague: Actor = CLERK;
    const doDue = (moment: Moment) =>
      inTransaction(db(), async (tx) => ok(await doContactChange(tx, colleague, requestId, moment)));
    await expect(doDue(on('2026-04-30'))).rejects.toMatchObject({ constraint: 'customer_change_due' });
    expect(await doDue(on('2026-05-01'))).toEqual({ ok: true, value: true });
    expect(await doDue(on('2026-05-01'))).toEqual({ ok: true, value: false });
    expect(await contacts()).toMatchObject([{ email: 'new@rowan.example', receivesStatements: true }]);
    expect(await openScopedLink(db(), link.ok ? link.value.token : '', DAY.now)).toMatchObject({
      refusal: { code: 'revoked' },
    });
    const added = { ...stands, contactId: null, name: 'Ida', email: 'ida@rowan.example', remove: false };
    expect((await grant(await asked(customerId, { kind: 'contact', value: added }))).ok).toBe(true);
    expect(await contacts()).toHaveLength(2);
    const gone = { ...wish, remove: true };
    expect((await grant(await asked(customerId, { kind: 'contact', value: gone }))).ok).toBe(true);
    expect((await contacts()).map(({ name }) => name)).toEqual(['Ida']);
  });
});
