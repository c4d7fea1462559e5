import { beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { requestSignInLink } from '#app/modules/auth/commands/request-sign-in-link.server.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { asPortal, attemptById, nowInLondon, type Payer, payByCard, startAttempt } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, aUser, issue, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);

beforeAll(() => setUpCompany(database.current.owner.db));

const inbox = (address: string) => world.current.mail.control.mails(address);

describe('signing in by mail', () => {
  const ask = (email: string) =>
    requestSignInLink(database.current.staff.db, { email, address: '127.0.0.1', browserToken: null }, nowInLondon());

  test('brings one mail with a link and a code, also when the mail service drops the line', async () => {
    const email = 'signer@customer.example';
    await aUser(database.current.staff.db, { email, kind: 'portal', name: 'Sam Signer' });
    world.current.mail.control.failures.failNext('accept-then-drop', 1);
    await ask(email);
    await world.current.settle();
    expect(inbox(email)).toHaveLength(1);
    expect(inbox(email)[0]!.text).toMatch(/\/l\/[\w-]{43}/);
    expect(inbox(email)[0]!.text).toMatch(/\d{3}.\d{3}/);
    expect(inbox(email)[0]!.subject).not.toMatch(/\d{3}/);
  });

  test('sends nothing to an address that signs in nowhere, and keeps the reason', async () => {
    await ask('stranger@nowhere.example');
    await world.current.settle();
    expect(inbox('stranger@nowhere.example')).toEqual([]);
    const { rows } = await database.current.owner.pool.query(
      `select state, state_reason from messages where to_address = 'stranger@nowhere.example'`,
    );
    expect(rows).toEqual([{ state: 'suppressed', state_reason: 'Nobody signs in with this address.' }]);
  });
});

describe('a receipt', () => {
  test('of a payment through a scoped link leads back to a scoped link, with the payer alone', async () => {
    const customerId = await aCustomer(database.current.staff.db, { email: 'office@customer.example' });
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 4_200n));
    const linkId = '00000000-0000-7000-8000-0000000000aa';
    const holder: Payer = {
      actor: { kind: 'link', id: linkId, name: 'guest@elsewhere.example', requestId: 'test' },
      scope: { kind: 'link', linkId, customerId, invoiceIds: [invoice.id] },
      customerId,
    };
    const started = await startAttempt(database.current, holder, {
      items: [{ itemId: invoice.openItemId, amountMinor: 4_200n }],
      notifyEmail: 'guest@elsewhere.example',
    });
    const attemptId = started.ok ? started.value.attemptId : '';
    const opened = await openCheckout(
      world.current.outside,
      asPortal(database.current, holder),
      { attempt: await attemptById(database.current, attemptId), linkPath: '/i/the-token' },
      nowInLondon(),
    );
    const paid = await payByCard(opened.ok ? opened.value.url : '');
    expect(paid.headers.get('location')).toBe(`http://localhost:3000/i/the-token/pay/attempts/${attemptId}`);
    await world.current.settle();
    expect(inbox('office@customer.example')).toEqual([]);
    const [mail] = inbox('guest@elsewhere.example');
    expect(mail).toMatchObject({ from: 'Calder Test <billing@calder.example>' });
    const link = await openScopedLink(
      database.current.staff.db,
      /\/i\/([\w-]+)/.exec(mail!.text ?? '')![1]!,
      nowInLondon().now,
    );
    expect(link.ok && link.value.invoiceIds).toEqual([invoice.id]);
  });

  test('of a transfer goes to each contact who receives invoices, once', async () => {
    const customerId = await aCustomer(database.current.staff.db, { email: 'one@customer.example' });
    await database.current.staff.db
      .insertInto('contacts')
      .values({ customer_id: customerId, name: 'Two', email: 'two@customer.example' })
      .execute();
    await database.current.staff.db
      .insertInto('contacts')
      .values({ customer_id: customerId, name: 'Three', email: 'three@customer.example', receives_invoices: false })
      .execute();
    const payment = await receive(database.current.staff.db, customerId, 900n);
    for (let twice = 0; twice < 2; twice += 1)
      await inTransaction(database.current.staff.db, async (tx) =>
        ok(await enqueue(tx, 'send-receipt', { paymentId: payment.id })),
      );
    await world.current.settle();
    expect([
      inbox('one@customer.example').length,
      inbox('two@customer.example').length,
      inbox('three@customer.example').length,
    ]).toEqual([1, 1, 0]);
    expect(inbox('one@customer.example')[0]!.text).toContain(`/payments/${payment.id}`);
  });
});
