import { describe, expect, it } from 'vitest';
import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { on } from '#tests/support/people.ts';
import { getCustomer } from '../queries/get-customer.server.ts';
import { groupOf } from '../queries/group-of.server.ts';
import { listCustomers } from '../queries/list-customers.server.ts';
import { nextCustomerNumber } from '../queries/next-customer-number.server.ts';
import type { CustomerInput } from '../types.ts';
import { addContact } from './add-contact.server.ts';
import { createCustomer } from './create-customer.server.ts';
import { importCustomers } from './import-customers.server.ts';
import { removeContact } from './remove-contact.server.ts';
import { updateCustomer } from './update-customer.server.ts';

const database = useDatabase();
const actor: Actor = { kind: 'staff', id: null, name: 'Ana Ruiz', requestId: 'r-1' };
const moment = { now: new Date('2026-11-21T09:00:00Z'), today: plainDate('2026-11-21') };
const input = (number: string, changes: Partial<CustomerInput> = {}): CustomerInput => ({
  number,
  name: `Customer ${number}`,
  addressLines: ['1 Quay', 'Leith'],
  country: 'GB',
  taxNumber: '',
  language: 'en',
  currency: currency('GBP'),
  termsDays: 30,
  poRequired: false,
  ...changes,
});
const staff = () => database.current.staff.db;
const created = async (number: string, changes: Partial<CustomerInput> = {}) => {
  const made = await inTransaction(staff(), (tx) => createCustomer(tx, actor, input(number, changes)));
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.customerId;
};
const auditOf = async (subjectId: string) =>
  staff().selectFrom('audit_records').selectAll().where('subject_id', '=', subjectId).orderBy('id').execute();
const csv = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'));
const HEAD = 'number,name,country,currency,contact_name,contact_email';
const count = async () =>
  Number(
    (
      await staff()
        .selectFrom('customers')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

describe('a customer', () => {
  it('is opened with its audit record', async () => {
    const id = await created('C-00041', { name: 'Ash & Co' });
    expect(await getCustomer(staff(), id)).toMatchObject({ number: 'C-00041', name: 'Ash & Co', contacts: [] });
    expect(await auditOf(id)).toMatchObject([
      { action: 'customer.created', actor_name: 'Ana Ruiz', request_id: 'r-1' },
    ]);
    expect(await nextCustomerNumber(staff())).toBe('C-00042');
  });

  it('never shares its number, whatever the case of the letters', async () => {
    await created('twin-1');
    const again = await inTransaction(staff(), (tx) => createCustomer(tx, actor, input('TWIN-1')));
    expect(again).toEqual({ ok: false, refusal: { code: 'number-taken', number: 'TWIN-1' } });
  });

  it('has a parent by number, no deeper than one, and a discount', async () => {
    const discount = { bp: 250, days: 10 };
    const top = await created('group-1', { name: 'Top' });
    const child = await created('group-2', { name: 'Child', parentNumber: 'GROUP-1', discount });
    expect(await getCustomer(staff(), child)).toMatchObject({ parent: { id: top, number: 'group-1' }, discount });
    expect(await groupOf(staff(), { customerId: top, parentId: null, today: on('2026-04-01').today })).toMatchObject([
      { id: child, isParent: false, balances: [] },
    ]);
    const parentOf = async (customerId: CustomerId, parentNumber: string) => {
      const done = await inTransaction(staff(), (tx) =>
        updateCustomer(tx, actor, { customerId, ...input(`of-${parentNumber}`, { parentNumber }) }, on('2026-04-01')),
      );
      return done.ok ? 'ok' : done.refusal;
    };
    const alone = await created('group-3');
    expect(await parentOf(alone, 'nobody')).toEqual({ code: 'unknown-parent', number: 'nobody' });
    expect(await parentOf(top, 'group-1')).toEqual({ code: 'own-parent' });
    expect(await parentOf(top, 'group-3')).toEqual({ code: 'has-children', count: 1 });
    expect(await parentOf(alone, 'group-2')).toEqual({
      ...{ code: 'parent-has-parent', name: 'Child' },
      above: { id: top, number: 'group-1', name: 'Top' },
    });
    expect(await parentOf(child, '')).toBe('ok');
    expect(await getCustomer(staff(), child)).toMatchObject({ parent: null, discount });
  });

  it('keeps a record of what changed, and of nothing when nothing did', async () => {
    const id = await created('change-1');
    const same = await inTransaction(staff(), (tx) =>
      updateCustomer(tx, actor, { customerId: id, ...input('change-1') }, moment),
    );
    expect(same).toEqual({ ok: true, value: { changed: false } });
    const other = { customerId: id, ...input('change-1', { termsDays: 14, name: 'Renamed' }) };
    expect(await inTransaction(staff(), (tx) => updateCustomer(tx, actor, other, moment))).toMatchObject({ ok: true });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'customer.changed',
      before: { name: 'Customer change-1', terms_days: 30 },
      after: { name: 'Renamed', terms_days: 14 },
    });
  });

  it('cannot take the number of another by a change', async () => {
    await created('own-1');
    const id = await created('own-2');
    const stolen = { customerId: id, ...input('OWN-1') };
    expect(await inTransaction(staff(), (tx) => updateCustomer(tx, actor, stolen, moment))).toEqual({
      ok: false,
      refusal: { code: 'number-taken', number: 'OWN-1' },
    });
  });
});

describe('a contact', () => {
  const contact = {
    name: 'Accounts',
    email: 'accounts@example.com',
    phone: '',
    receivesInvoices: true,
    receivesStatements: false,
  };

  it('stands once per address, leaves no address in the audit, and can come back after it was removed', async () => {
    const customerId = await created('contact-1');
    const add = () => inTransaction(staff(), (tx) => addContact(tx, actor, { customerId, ...contact }));
    const first = await add();
    expect(first).toMatchObject({ ok: true });
    expect(await add()).toEqual({ ok: false, refusal: { code: 'contact-exists', email: contact.email } });
    const contactId = (await getCustomer(staff(), customerId))!.contacts[0]!.id;
    expect(JSON.stringify(await auditOf(contactId), (_, v) => (typeof v === 'bigint' ? String(v) : v))).not.toContain(
      'example.com',
    );
    const remove = () => inTransaction(staff(), (tx) => removeContact(tx, actor, { customerId, contactId }, moment));
    expect(await remove()).toMatchObject({ ok: true });
    expect(await remove()).toMatchObject({ ok: false });
    expect(await add()).toMatchObject({ ok: true });
  });

  it('of another customer cannot be removed', async () => {
    const mine = await created('contact-2');
    const theirs = await created('contact-3');
    const added = await inTransaction(staff(), (tx) => addContact(tx, actor, { customerId: mine, ...contact }));
    if (!added.ok) throw new Error('not added');
    const input = { customerId: theirs, contactId: added.value.contactId };
    expect(await inTransaction(staff(), (tx) => removeContact(tx, actor, input, moment))).toMatchObject({ ok: false });
  });
});

describe('the list of customers', () => {
  it('is paged by name without gap or repeat, and found by name, number or address', async () => {
    for (let n = 10; n < 17; n += 1) await created(`page-${n}`, { name: `Pagewise ${n} 100%` });
    const names: string[] = [];
    let after: { name: string; id: string } | undefined;
    for (;;) {
      const page = await listCustomers(staff(), { today: moment.today, search: 'pagewise', after, limit: 3 });
      names.push(...page.rows.map((row) => row.name));
      if (!page.next) break;
      after = page.next;
    }
    expect(names).toEqual([10, 11, 12, 13, 14, 15, 16].map((n) => `Pagewise ${n} 100%`));
    const byNumber = await listCustomers(staff(), { today: moment.today, search: 'PAGE-12', limit: 5 });
    expect(byNumber.rows.map((row) => row.number)).toEqual(['page-12']);
    // A per cent sign is text, not a pattern.
    expect((await listCustomers(staff(), { today: moment.today, search: '1%0', limit: 5 })).rows).toEqual([]);
  });
});

describe('a file of customers', () => {
  it('adds every customer once, however often it is imported', async () => {
    const content = csv(HEAD, 'F-1,"Fly, Ash",GB,GBP,Ann,ann@example.com', 'F-2,=1+1,MY,myr,,');
    const first = await inTransaction(staff(), (tx) => importCustomers(tx, actor, { content }));
    expect(first).toMatchObject({ ok: true, value: { created: 2, existed: 0 } });
    const before = await count();
    const second = await inTransaction(staff(), (tx) => importCustomers(tx, actor, { content }));
    expect(second).toMatchObject({ ok: true, value: { created: 0, existed: 2 } });
    expect(await count()).toBe(before);
    const found = await listCustomers(staff(), { today: moment.today, search: 'ann@example.com', limit: 5 });
    expect(found.rows.map((row) => row.number)).toEqual(['F-1']);
  });

  it('changes nothing in a dry run, which says the same as the import', async () => {
    const content = csv(HEAD, 'D-1,Dry,GB,GBP,,');
    const before = await count();
    const dry = await inPreview(staff(), (tx) => importCustomers(tx, actor, { content }));
    expect(await count()).toBe(before);
    expect(await inTransaction(staff(), (tx) => importCustomers(tx, actor, { content }))).toEqual(dry);
  });

  it('is refused whole, with row, field and what to do', async () => {
    await created('taken-1', { name: 'The first' });
    const content = csv(
      HEAD,
      'G-1,Good,GB,GBP,,',
      'G-2,Bad money,GB,XQX,,',
      'G-1,Again,GB,GBP,,',
      'bad number!,Bad,GB,GBP,,',
      'taken-1,Somebody else,GB,GBP,,',
      'G-6,\u202egnorw,GB,GBP,,',
      'G-7,Post,GB,GBP,Ann,not-an-address',
    );
    const before = await count();
    const answer = await inTransaction(staff(), (tx) => importCustomers(tx, actor, { content }));
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.refusal.problems.map(({ row, field }) => `${row} ${field}`)).toEqual([
      '3 currency',
      '4 number',
      '5 number',
      '6 number',
      '7 name',
      '8 contact_email',
    ]);
    expect(await count()).toBe(before);
  });
});
