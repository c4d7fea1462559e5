import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { optOut } from '#app/modules/delivery/commands/opt-out.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { listMessages } from '#app/modules/delivery/queries/get-message.server.ts';
import { customersToPreview } from '#app/modules/delivery/queries/preview-subjects.server.ts';
import { MESSAGE_CLASSES, type MessageKind } from '#app/modules/delivery/types.ts';
import { keptStatements } from '#app/modules/documents/queries/kept-statements.server.ts';
import { changeStatementPreference } from '#app/modules/statements/commands/change-schedules.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { chooseMails, OPTIONAL_KINDS, readerOf } from '#app/workflows/mail-choices.server.ts';
import { previewMail } from '#app/workflows/preview-mail.server.ts';
import { makeStatements, startStatements } from '#app/workflows/run-statements.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';

/** Who declines statements by mail gets none, keeps them in the portal, and gets every document the law asks for. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const ADDRESS = 'books@customer.example';
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db(), { name: 'Ash & Co', email: ADDRESS });
  await db().updateTable('contacts').set({ receives_statements: true }).where('customer_id', '=', customerId).execute();
  const wanted = { every: 'monthly', form: null, sendsEmpty: null, asGroup: false } as const;
  await inTransaction(db(), async (tx) =>
    ok(await changeStatementPreference(tx, CLERK, { customerId, wanted }, on('2026-04-01'))),
  );
  await issue(db(), anInvoice(customerId, 12_000n));
});

const mails = () => world.current.mail.control.mails(ADDRESS);

async function monthEnds(day: string) {
  await sealAll(db());
  const run = await startStatements(db(), CLERK, { kind: 'monthly', how: 'now' }, on(day));
  if (!run.ok || !run.value.runId) throw new Error(JSON.stringify(run));
  await makeStatements(world.current.outside, run.value.runId);
  await world.current.settle();
}

describe('a reader of statements', () => {
  it('can decline them with one press, and then gets none by mail and all of them in the portal', async () => {
    await monthEnds('2026-05-01');
    expect(mails()).toHaveLength(1);
    const { headers, text } = mails()[0]!;
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token = /<http:\/\/localhost:3000\/webhooks\/unsubscribe\/([\w-]+)>/.exec(headers['List-Unsubscribe']!)![1]!;
    expect(text).toMatch(/\/mail-choices\/[\w-]+\n/);
    expect(token).not.toContain(Buffer.from(ADDRESS).toString('base64url'));
    const reader = readerOf(token, world.current.outside.sealSecret)!;
    expect(reader).toEqual({ customerId, address: ADDRESS });
    await chooseMails(db(), reader, [], nowInLondon());
    await monthEnds('2026-06-01');
    expect(mails()).toHaveLength(1);
    expect(await keptStatements(db(), { customerId, limit: 10 })).toHaveLength(2);
    const [newest] = await listMessages(db(), { customerId });
    expect(newest).toMatchObject({ state: 'suppressed', stateReason: expect.stringContaining('does not want') });
  });

  it('still gets the invoice, whatever was declined', async () => {
    const invoice = await issue(db(), anInvoice(customerId, 5_000n, { documentOn: on('2026-06-02').today }));
    const order = {
      sendKey: `invoice:${invoice.id}`,
      kind: 'invoice' as const,
      customerId,
      invoiceId: invoice.id,
      toAddress: ADDRESS,
    };
    await inTransaction(db(), async (tx) => ok(await queueMessage(tx, order, nowInLondon())));
    await world.current.settle();
    expect(mails().map(({ subject }) => subject)).toContainEqual(expect.stringContaining(invoice.number));
    expect(mails().find(({ subject }) => subject.includes(invoice.number))!.headers).not.toHaveProperty(
      'List-Unsubscribe',
    );
  });

  it('takes it back, and gets them again', async () => {
    await chooseMails(db(), { customerId, address: ADDRESS }, ['statement'], nowInLondon());
    const before = mails().length;
    await monthEnds('2026-07-01');
    expect(mails()).toHaveLength(before + 1);
  });

  it('opens nothing with a token we did not make, or made for something else', () => {
    for (const token of ['', 'abc', 'a'.repeat(200)])
      expect(readerOf(token, world.current.outside.sealSecret)).toBeNull();
  });
});

describe('what the law asks for', () => {
  const others = (Object.keys(MESSAGE_CLASSES) as MessageKind[]).filter((kind) => !OPTIONAL_KINDS.includes(kind));

  it.each(others)('%s cannot be declined: the command refuses, and the table too', async (messageKind) => {
    const input = { customerId, address: ADDRESS, messageKind, how: 'staff' as const };
    expect(await inTransaction(db(), (tx) => optOut(tx, CLERK, input, nowInLondon()))).toMatchObject({ ok: false });
    const planted = `insert into contact_opt_outs (customer_id, address, message_kind, opted_out_at, how) values ($1, $2, $3, now(), 'staff')`;
    await expect(database.current.owner.pool.query(planted, [customerId, ADDRESS, messageKind])).rejects.toThrow(
      'contact_opt_outs_optional_check',
    );
  });
});

describe('a mail that is only looked at', () => {
  it('reads like the one that was sent and makes nothing', async () => {
    const { today } = nowInLondon();
    const later = await issue(db(), anInvoice(customerId, 700n, { documentOn: today, dueOn: addDays(today, 20) }));
    const counts = () =>
      database.current.owner.pool
        .query(
          'select (select count(*) from messages) as m, (select count(*) from scoped_links) as l, (select count(*) from audit_records) as a',
        )
        .then(({ rows }) => rows[0]);
    const before = await counts();
    const customer = (await getCustomer(db(), customerId as never))!;
    for (const kind of ['invoice', 'invoices', 'statement', 'reminder', 'sign_in'] as const) {
      const only = await customersToPreview(db(), { kind, limit: 1, only: customerId });
      expect(await customersToPreview(db(), { kind, limit: 1, search: customer.number.toLowerCase() })).toEqual(only);
      expect(only.map(({ id }) => id)).toEqual([customerId]);
      const shown = await previewMail(world.current.outside, { kind, customer, language: 'ar' }, nowInLondon());
      if (!shown.ok) throw new Error(`${kind}: ${shown.refusal.reason}`);
      expect(shown.value.html).toContain('dir="rtl" lang="ar"');
      expect(shown.value.text).toContain('made-when-it-is-sent');
      // What is late is asked for, not what is due in twenty days.
      if (kind === 'reminder') expect(shown.value.text).not.toContain(later.number);
    }
    const sent = mails().find(({ subject }) => subject.startsWith('Statement'))!;
    const shown = await previewMail(
      world.current.outside,
      { kind: 'statement', customer, language: 'en' },
      nowInLondon(),
    );
    const withoutToken = (text: string) => text.replace(/mail-choices\/\S+/, '');
    expect(shown.ok && withoutToken(shown.value.text)).toBe(withoutToken(sent.text!));
    expect(
      await previewMail(world.current.outside, { kind: 'refund_paid', customer, language: 'en' }, nowInLondon()),
    ).toMatchObject({ ok: false });
    expect(await counts()).toEqual(before);
  });
});
