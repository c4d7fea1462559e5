import { beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { customerTimeline } from '#app/modules/activity/queries/customer-timeline.server.ts';
import { searchTimeline } from '#app/modules/activity/queries/search-timeline.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { messageBySendKey } from '#app/modules/delivery/queries/get-message.server.ts';
import { answerQuestion } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { disputesOfCustomer } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import { setMailAside } from '#app/modules/inbox/commands/place-mail.server.ts';
import { getInbound } from '#app/modules/inbox/queries/get-inbound.server.ts';
import { listInbound } from '#app/modules/inbox/queries/list-inbound.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { drawTimelines } from '#app/workflows/draw-timelines.server.ts';
import { fetchInboundMail } from '#app/workflows/fetch-inbound-mail.server.ts';
import { placeByNumber, putMail } from '#app/workflows/place-inbound-mail.server.ts';
import { replyAddress } from '#app/workflows/reply-address.server.ts';
import { renderPdf } from '#tests/support/a-pdf.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { drawUntilDone } from '#tests/support/drawn.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const DOMAIN = 'replies.calder.example';
const database = useDatabase();
const world = useOutsideWorld(database);
let customerId: string;
let invoice: Awaited<ReturnType<typeof issue>>;
let colleague: Awaited<ReturnType<typeof aColleague>>;

const staff = () => database.current.staff.db;
const outside = () => world.current.outside;
const box = () => world.current.mail.control;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  Object.assign(outside(), { replyDomain: DOMAIN });
  colleague = await aColleague(staff(), 'resolver');
  customerId = await aCustomer(staff(), { email: 'ap@customer.example', number: 'C-MAIL' });
  invoice = await issue(staff(), anInvoice(customerId, 12_000n));
});

const addressOf = () => replyAddress(outside(), { subjectKind: 'invoice', subjectId: invoice.id, customerId });
/** A mail arrives, is told of and fetched; answers it as we keep it. */
async function arrives(mail: Partial<Parameters<ReturnType<typeof box>['receive']>[0]>) {
  const providerRef = box().receive({
    ...{ from: 'Jane Doe <jane@customer.example>', to: ['billing@calder.example'], subject: 'Question', text: 'Hello' },
    ...mail,
  });
  await world.current.settle();
  const row = await staff()
    .selectFrom('inbound_mails')
    .select('id')
    .where('provider_ref', '=', providerRef)
    .executeTakeFirstOrThrow();
  return (await getInbound(staff(), row.id))!;
}
const mailsIn = async () =>
  (await customerTimeline(staff(), { customerId, kinds: ['mail_in'], limit: 50 })).rows.map(({ title }) => title);

describe('a mail from outside', () => {
  test('comes back to its invoice by the address our mail named, told of five times, once', async () => {
    await inTransaction(staff(), async (tx) =>
      ok(
        await queueMessage(
          tx,
          {
            ...{ sendKey: 'the-invoice', kind: 'invoice', customerId, invoiceId: invoice.id },
            toAddress: 'ap@customer.example',
          },
          nowInLondon(),
        ),
      ),
    );
    await world.current.settle();
    expect(await messageBySendKey(staff(), 'the-invoice')).toMatchObject({ state: 'delivered' });
    const sent = box().mails('ap@customer.example')[0]!;
    expect(sent.replyTo[0]).toMatch(/^reply\+[a-z2-7]{32}@replies\.calder\.example$/);
    const kept = await database.current.owner.pool.query('select jsonb_agg(r)::text as text from reply_addresses r');
    expect(kept.rows[0].text).not.toContain(sent.replyTo[0]!.slice(6, 38));

    box().webhooks.duplicateNext(4);
    const mail = await arrives({
      // Written in capitals by the reader's mail program.
      to: [`"Billing" <${sent.replyTo[0]!.toUpperCase()}>`],
      subject: `Re: ${sent.subject}`,
      text: 'Which delivery is line 2?\n\nOn 1 Apr 2026 Calder wrote:\n> Here is your invoice.\n> Thank you.',
    });
    expect(mail).toMatchObject({
      state: 'placed',
      place: { subjectKind: 'invoice', subjectId: invoice.id, how: 'address' },
    });
    expect(mail).toMatchObject({
      body: 'Which delivery is line 2?',
      fromName: 'Jane Doe',
      fromAddress: 'jane@customer.example',
    });
    expect(mail.quoted).toContain('Here is your invoice.');
    expect(await mailsIn()).toEqual([`Mail from outside: Re: ${sent.subject}`]);
    await fetchInboundMail(outside(), mail.id);
    expect(await mailsIn()).toHaveLength(1);
  });

  test('is a question that somebody answers, and its replies are of that thread until it is closed', async () => {
    const [asked] = await disputesOfCustomer(staff(), { customerId, reader: { side: 'staff' } });
    expect(asked).toMatchObject({ kind: 'question', lastWordBy: 'customer' });
    const thread = async () =>
      (await getDispute(staff(), { disputeId: asked!.id }))!.messages.map(({ body, via }) => [body, via]);
    expect(await thread()).toEqual([[expect.stringContaining('Which delivery is line 2?'), 'mail']]);
    const ours = { disputeId: asked!.id, words: 'The one of 3 March.', files: [] };
    await inTransaction(staff(), (tx) => replyToDispute(tx, colleague, ours, nowInLondon()));
    const to = (await replyAddress(outside(), { subjectKind: 'dispute', subjectId: asked!.id, customerId }))!;
    expect(await arrives({ to: [to], text: 'Thank you' })).toMatchObject({ place: { subjectKind: 'dispute' } });
    expect((await thread()).at(-1)).toEqual(['Thank you', 'mail']);
    await inTransaction(staff(), (tx) =>
      answerQuestion(tx, colleague, { disputeId: asked!.id, words: 'Gladly.' }, nowInLondon()),
    );
    expect(await arrives({ to: [to], text: 'One more thing' })).toMatchObject({ state: 'waiting' });
  });

  test('waits for a person without a token, whoever it says it is from, and with tokens of two customers', async () => {
    const other = await aCustomer(staff());
    const theirs = await replyAddress(outside(), { subjectKind: 'customer', subjectId: other, customerId: other });
    const ours = (await addressOf())!;
    for (const to of [
      ['billing@calder.example'],
      [`reply+${'a'.repeat(32)}@${DOMAIN}`],
      [ours.replace(DOMAIN, 'evil.example')],
      [ours, theirs!],
    ])
      expect(await arrives({ from: 'ap@customer.example', to })).toMatchObject({ state: 'waiting', place: null });
    const { rows } = await listInbound(staff(), { view: 'waiting', limit: 10 });
    expect(rows).toHaveLength(5);
  });

  test('is put by a person once, or set aside with a reason', async () => {
    const mail = await arrives({ subject: 'Short delivery', text: 'Two pallets are missing' });
    const place = (await placeByNumber(staff(), ' c-mail '))!;
    expect(place).toEqual({ subjectKind: 'customer', subjectId: customerId, customerId });
    const onInvoice = (await placeByNumber(staff(), invoice.number.toLowerCase()))!;
    expect(onInvoice).toMatchObject({ subjectKind: 'invoice', customerId });
    expect(await placeByNumber(staff(), 'nothing')).toBeNull();
    const put = (lineNo?: number) =>
      inTransaction(staff(), (tx) =>
        putMail(
          tx,
          colleague,
          { mailId: mail.id, place: onInvoice, how: 'person', reason: 'Their buyer', lineNo },
          nowInLondon(),
        ),
      );
    expect(await put(7)).toMatchObject({ ok: false, refusal: { code: 'unknown-line', lineNo: 7 } });
    expect(await put(1)).toMatchObject({ ok: true });
    const { rows: about } = await database.current.owner.pool.query(
      "select l.what, l.invoice_line_no as line from disputes d join dispute_lines l on l.dispute_id = d.id where d.invoice_id = $1 and d.kind = 'question'",
      [onInvoice.subjectId],
    );
    expect(about).toContainEqual({ what: 'about', line: 1 });
    expect(await put()).toMatchObject({ ok: false, refusal: { code: 'decided-already' } });
    const aside = (mailId: string) =>
      inTransaction(staff(), (tx) => setMailAside(tx, colleague, { mailId, reason: 'Advertising' }, nowInLondon()));
    expect(await aside(mail.id)).toMatchObject({ refusal: { code: 'decided-already' } });
    const other = await arrives({ subject: 'Buy now' });
    expect(await aside(other.id)).toMatchObject({ ok: true });
    expect(await getInbound(staff(), other.id)).toMatchObject({
      state: 'set_aside',
      dismissal: { reason: 'Advertising' },
    });
    const { hits } = await searchTimeline(staff(), { text: 'pallets missing', limit: 5 });
    expect(hits).toMatchObject([{ kind: 'mail_in', customerId }]);
  });

  test('keeps papers and pictures by their content, finds the text of a PDF, and names what it did not take', async () => {
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(64)]);
    const pdf = Buffer.from(await renderPdf('Weighbridge ticket 4711 crushed limestone'));
    const mail = await arrives({
      to: [(await addressOf())!],
      text: '',
      html: '<style>p{}</style><p>See <b>attached</b> &amp; tell me</p><script>alert(1)</script>',
      attachments: [
        { filename: 'ticket.pdf', contentType: 'application/pdf', content: pdf },
        { filename: 'photo', contentType: 'image/png', content: png },
        { filename: 'invoice.pdf', contentType: 'application/pdf', content: png },
        {
          filename: 'run.exe',
          contentType: 'application/pdf',
          content: Buffer.from('MZ this is a program, not a paper'),
        },
        {
          filename: 'large.pdf',
          contentType: 'application/pdf',
          content: Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]),
        },
        { filename: 'logo.png', contentType: 'image/png', content: png, inline: true },
        {
          filename: 'broken.pdf',
          contentType: 'application/pdf',
          content: Buffer.from('%PDF-1.7 and then nothing of the kind'),
        },
        {
          filename: 'paid.txt',
          contentType: 'text/plain',
          content: Buffer.from(`Invoice;Paid\n${invoice.number};"90.00"\n`),
        },
        { filename: 'other.csv', contentType: 'text/csv', content: Buffer.from('Invoice,Paid\nZZ-1,"1,234"\n') },
      ],
    });
    expect(mail.body).toBe('See attached & tell me');
    expect(mail.files.map(({ name, refused }) => [name, refused])).toEqual([
      ['ticket.pdf', null],
      ['photo.png', null],
      ['invoice.pdf', 'kind'],
      ['run.exe', 'kind'],
      ['large.pdf', 'size'],
      ['broken.pdf', null],
      ['paid.csv', null],
      ['other.csv', null],
    ]);
    // Rows that name a document of ours in one way are kept as what its customer says; the others wait for a person.
    const advices = await staff().selectFrom('remittances').selectAll().where('mail_id', '=', mail.id).execute();
    expect(advices).toMatchObject([
      {
        file_name: 'paid.csv',
        customer_id: customerId,
        currency: 'GBP',
        sum_minor: 9_000n,
        made_by_name: 'Tallystick',
      },
    ]);
    const { hits } = await searchTimeline(staff(), { text: '"crushed limestone"', limit: 5 });
    expect(hits).toMatchObject([{ fileName: 'ticket.pdf', subjectId: mail.id }]);
  });

  test('and a dispute’s own files are found by what they say', async () => {
    const pdf = await renderPdf('Signed for by the night porter');
    const stored = await outside().files.put(pdf);
    const file = {
      ...{ name: 'slip.pdf', mediaType: 'application/pdf' as const, sizeBytes: pdf.byteLength },
      sha256: stored.ok ? stored.value.sha256 : '',
    };
    const customer: Actor = { kind: 'customer', id: null, name: 'Jane', requestId: null };
    const raised = await inTransaction(staff(), (tx) =>
      raiseDispute(
        tx,
        customer,
        {
          ...{ customerId, invoiceId: null, kind: 'question', reasonCode: 'other', claim: null, words: 'See the slip' },
          ...{ expects: '', notifyEmail: '', files: [file] },
        },
        nowInLondon(),
      ),
    );
    await drawUntilDone(staff(), () => drawTimelines(outside()));
    await drawTimelines(outside());
    const { hits } = await searchTimeline(staff(), { text: '"night porter"', limit: 5 });
    expect(hits).toMatchObject([
      { kind: 'dispute', fileName: 'slip.pdf', subjectId: raised.ok && raised.value.disputeId },
    ]);
  });

  test('that a program sent stays where it belongs and is no question', async () => {
    const questions = async () => (await disputesOfCustomer(staff(), { customerId, reader: { side: 'staff' } })).length;
    const before = await questions();
    const mail = await arrives({
      ...{ to: [(await addressOf())!], subject: 'Out of office', text: 'Back on Monday' },
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    expect(mail).toMatchObject({ state: 'placed', automatic: 'reply' });
    expect(await questions()).toBe(before);
    expect(await mailsIn()).toContain('Automatic reply: Out of office');
    expect(await arrives({ from: 'Calder <billing@calder.example>' })).toMatchObject({ automatic: 'loop' });
  });

  test('is fetched again while the mail service fails, and lost where it no longer has it', async () => {
    box().failures.failNext('server-error', 1);
    expect(await arrives({ to: [(await addressOf())!], subject: 'After a failure' })).toMatchObject({
      state: 'placed',
    });
    const gone = await staff()
      .insertInto('inbound_mails')
      .values({ event_ref: 'e-gone', provider_ref: '00000000-0000-4000-8000-000000000000', heard_at: new Date() })
      .returning('id')
      .executeTakeFirstOrThrow();
    await fetchInboundMail(outside(), gone.id);
    expect(await getInbound(staff(), gone.id)).toMatchObject({ state: 'lost' });
  });
});

test('the laws: what was fetched stays, stands once, and both sides agree', async () => {
  const { owner } = database.current;
  const placed = await staff().selectFrom('inbound_mail_places').select('mail_id').executeTakeFirstOrThrow();
  const waiting = await staff()
    .selectFrom('inbound_mails')
    .select('id')
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const put = `insert into inbound_mail_places (mail_id, customer_id, subject_kind, subject_id, how, placed_by_name, placed_at)
    values ($1, $2, 'customer', $2, 'address', 'x', now())`;
  expect(await plantIn(owner, [put, [placed.mail_id, customerId]])).toBe('inbound_mail_places_pkey');
  expect(await plantIn(owner, [put, [waiting.id, customerId]])).toBe('inbound_mail_stands_once');
  expect(await plantIn(owner, [`update inbound_mails set state = 'placed' where id = $1`, [waiting.id]])).toBe(
    'inbound_mail_stands_once',
  );
  expect(await plantIn(owner, [`update inbound_mails set body = 'other' where id = $1`, [waiting.id]])).toBe(
    'inbound_mail_is_kept',
  );
  expect(await plantIn(owner, [`update inbound_mails set state = 'waiting' where id = $1`, [placed.mail_id]])).toBe(
    'inbound_mail_is_kept',
  );
  expect(await plantIn(owner, [`delete from inbound_mails where id = $1`, [waiting.id]])).toBe('inbound_mail_is_kept');
  expect(await plantIn(owner, [`update inbound_mail_places set reason = 'x'`, []])).toBe('append_only');
});
