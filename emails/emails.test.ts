import { expect, test } from 'vitest';
import { currency, money } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceIssuedProps } from '#emails/invoice-issued.ts';
import { type EmailName, type EmailProps, type RenderedEmail, renderEmail } from '#emails/render-email.ts';
import { HOSTILE } from '#tests/fixtures/sample-documents.ts';

const GBP = currency('GBP');
const pounds = (minor: bigint) => money(minor, GBP);
const link = 'https://pay.northwind.example/i/Zk3vQ8wLr1?from=mail&v=1';
const letter = {
  locale: 'en-GB',
  company: 'Northwind',
  contact: { name: 'Ana Ruiz', phone: '+44 1422 550142' },
  recipientName: 'Tom Wren',
};

const PROPS: { [Name in EmailName]: EmailProps<Name> } = {
  invoiceIssued: {
    ...letter,
    kind: 'invoice',
    number: 'INV-1043',
    about: 'Solar energy, October',
    total: pounds(20_400n),
    leftToPay: pounds(20_400n),
    dueOn: plainDate('2026-11-28'),
    terms: { from: 'month_end', days: 10 },
    collectedOn: null,
    link,
    attached: true,
    discreetSubject: false,
    corrects: null,
    replaces: null,
  },
  invoicesIssued: {
    ...letter,
    documents: [
      { kind: 'invoice', number: 'INV-1043', amount: pounds(20_400n), dueOn: plainDate('2026-11-28') },
      { kind: 'credit-note', number: 'CN-12', amount: pounds(900n), dueOn: null },
    ],
    link,
    attached: true,
  },
  signInLink: { ...letter, link, code: '482913', minutes: 10 },
  invitation: {
    ...letter,
    ...{ inviter: 'Tom Wren', customer: 'Lindenbrook Services Ltd', role: 'payer', link, code: '482913' },
    ...{ codeAddress: 'https://pay.northwind.example/join', until: plainDate('2026-12-05') },
  },
  paymentAsked: {
    ...letter,
    ...{ news: 'asked', by: 'Tom Wren', amount: pounds(240_000n), numbers: ['INV-1043', 'INV-1044'] },
    ...{ note: 'The October bills.', until: plainDate('2026-12-05'), link },
  },
  disputeWork: {
    ...letter,
    ...{ news: 'asked', number: 'D-2026-000123', asker: 'Ana Ruiz', days: 0, link },
    ...{ question: 'Was the pallet signed for?', due: { on: plainDate('2026-11-30'), time: '11:55' } },
  },
  paymentReceipt: {
    ...letter,
    number: 'PAY-6688',
    amount: pounds(95_000n),
    receivedOn: plainDate('2026-11-11'),
    method: 'transfer',
    covers: [
      { number: 'INV-1043', paid: pounds(70_000n), left: pounds(82_850n) },
      { number: 'INV-1044', paid: pounds(20_000n), left: pounds(0n) },
    ],
    unapplied: pounds(5_000n),
    cleared: true,
    link,
    attached: true,
  },
  paymentFailed: {
    ...letter,
    amount: pounds(20_400n),
    method: 'direct-debit',
    attemptedOn: plainDate('2026-11-12'),
    reason: 'There was not enough money in the account.',
    numbers: ['INV-1043'],
    link,
  },
  refund: { ...letter, news: 'sent', number: 'RF-000012', amount: pounds(4_000n), way: 'card', link },
  chequeReturned: {
    ...letter,
    chequeNo: '000123',
    amount: pounds(20_400n),
    receivedOn: plainDate('2026-11-05'),
    wasBanked: true,
    reason: 'Refer to drawer.',
    numbers: ['INV-1043'],
    charged: { amount: pounds(1_250n), debitNote: 'DN-000007' },
    link,
  },
  autopayNotice: {
    ...letter,
    collectOn: plainDate('2026-11-30'),
    amount: pounds(120_400n),
    method: { kind: 'card', brand: 'Visa', digits: '4242' },
    items: [
      { number: 'INV-1043', amount: pounds(20_400n) },
      { number: 'INV-1051', amount: pounds(100_000n) },
    ],
    leftOut: [{ number: 'INV-1052', amount: pounds(90_000n) }],
    limit: pounds(200_000n),
    link,
  },
  autopayFailed: {
    ...letter,
    amount: pounds(20_400n),
    method: { kind: 'direct-debit', brand: 'bacs', digits: '2345' },
    triedOn: plainDate('2026-11-30'),
    reason: 'There was not enough money in the account.',
    againOn: plainDate('2026-12-03'),
    rests: false,
    link,
  },
  methodExpiring: {
    ...letter,
    method: { kind: 'card', brand: 'Visa', digits: '4242' },
    lastOn: plainDate('2026-12-31'),
    link,
  },
  paymentPlan: {
    ...letter,
    ...{ news: 'late', number: 'PLAN-00012', total: pounds(124_000n), left: pounds(93_000n), taken: false },
    ...{ next: { amount: pounds(31_000n), on: plainDate('2026-12-01') }, graceUntil: plainDate('2026-12-08') },
    ...{ by: 'Ana Ruiz', note: '', link },
  },
  dispute: {
    ...letter,
    ...{ news: 'part', number: 'D-2026-000123', invoice: 'INV-1043', contested: null, credited: pounds(4_000n) },
    ...{ creditNote: 'CN-12', replacedBy: '', left: { amount: pounds(16_400n), dueOn: plainDate('2026-11-28') } },
    ...{ answerOn: null, by: 'Ana Ruiz', text: 'One pallet was returned, not two.', link },
  },
  portfolio: { ...letter, on: plainDate('2026-11-30'), customers: 42, link },
  reminder: {
    ...letter,
    tone: 'last',
    asked: pounds(32_400n),
    items: [
      { number: 'INV-1043', amount: pounds(20_400n), dueOn: plainDate('2026-11-03') },
      { number: 'INV-1051', amount: pounds(12_000n), dueOn: plainDate('2026-11-08') },
    ],
    notAsked: pounds(4_000n),
    unapplied: pounds(500n),
    answerBy: plainDate('2026-12-10'),
    link,
    attached: true,
  },
  statement: {
    ...letter,
    form: 'balance-forward',
    from: plainDate('2026-11-01'),
    to: plainDate('2026-11-30'),
    totals: [{ closing: pounds(124_050n), late: pounds(24_050n), unapplied: pounds(5_000n) }],
    link,
    attached: true,
  },
  paymentProcessing: {
    ...letter,
    amount: pounds(20_400n),
    startedOn: plainDate('2026-11-12'),
    expectedBy: plainDate('2026-11-17'),
    numbers: ['INV-1043', 'INV-1044'],
    link,
  },
};
const NAMES = Object.keys(PROPS) as EmailName[];

const invoice = (change: Partial<InvoiceIssuedProps>) =>
  renderEmail('invoiceIssued', { ...PROPS.invoiceIssued, ...change });

/** The words a reader sees, without tags; `&…;` is undone. */
const wordsOf = ({ html }: RenderedEmail) =>
  html
    .replace(/<style[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>|<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

test('an invoice says amount and date in its subject, in both parts, and in the line the inbox shows', async () => {
  const email = await invoice({});
  expect(email.subject).toBe('Invoice INV-1043 from Northwind, £204.00 due 28 Nov 2026');
  for (const part of [email.text, wordsOf(email)]) {
    expect(part).toContain('£204.00');
    expect(part).toContain('by Sat 28 Nov 2026');
    expect(part).toContain('The PDF is attached.');
    expect(part).toContain(link);
  }
  expect(wordsOf(email).indexOf('£204.00 · Invoice INV-1043 is ready: Solar energy, October.')).toBeLessThan(10);
});

test('a contact who asked for it finds no amount in a subject', async () => {
  expect((await invoice({ discreetSubject: true })).subject).toBe('Invoice INV-1043 from Northwind');
});

test('what is paid, credited or collected is not asked for', async () => {
  const paid = await invoice({ leftToPay: pounds(0n) });
  expect(paid.text).toContain('Nothing is left to pay, thank you.');
  const credit = await invoice({ kind: 'credit-note', number: 'CN-3310' });
  expect(credit.subject).toBe('Credit note CN-3310 from Northwind, £204.00');
  const collected = await invoice({ collectedOn: plainDate('2026-11-28') });
  expect(collected.text).toContain('We will collect it by direct debit on Sat 28 Nov 2026. You need do nothing.');
  for (const { text } of [paid, credit, collected]) expect(text).not.toContain('View and pay');
});

test('the sign-in code stands in the letter and never in the subject', async () => {
  const email = await renderEmail('signInLink', PROPS.signInLink);
  expect(email.subject).toBe('Your sign-in link for Northwind');
  expect(email.text).toContain('482\u00a0913');
  expect(email.text).toContain('work once, for 10 minutes');
  await expect(renderEmail('signInLink', { ...PROPS.signInLink, code: '12a456' })).rejects.toThrow('six digits');
});

test('a receipt thanks, and says what each invoice still has open', async () => {
  const { subject, text } = await renderEmail('paymentReceipt', PROPS.paymentReceipt);
  expect(subject).toBe('Receipt PAY-6688 from Northwind, £950.00');
  expect(text).toContain('Thank you. We received your payment.');
  expect(text).toContain('INV-1043: £700.00 paid, £828.50 left to pay');
  expect(text).toContain('INV-1044: £200.00 paid, nothing left');
  expect(text).toContain('£50.00 is kept on your account');
  const cheque = await renderEmail('paymentReceipt', { ...PROPS.paymentReceipt, method: 'cheque', cleared: false });
  expect(cheque.text).toContain('Your bank has not cleared the cheque yet.');
});

test('a failed payment says what happened, that the money is safe and what next', async () => {
  const debit = await renderEmail('paymentFailed', PROPS.paymentFailed);
  expect(debit.text).toContain('Your bank returned the direct debit of 12 Nov 2026.');
  expect(debit.text).toContain('The bank says: There was not enough money in the account.\n');
  expect(debit.text).toContain('your bank puts it back');
  expect(debit.text).toContain('INV-1043 is open again.');
  const card = await renderEmail('paymentFailed', { ...PROPS.paymentFailed, method: 'card' });
  expect(card.text).toContain('You have not been charged.');
});

test('a payment taken back in part says which part is owed again, and not that nothing was charged', async () => {
  const { subject, text } = await renderEmail('paymentFailed', { ...PROPS.paymentFailed, takenBack: pounds(3_000n) });
  expect(subject).toBe('Northwind: your bank took back £30.00 of a payment');
  expect(text).toContain('Your bank took back part of your payment of 12 Nov 2026.');
  expect(text).toContain('The rest of the payment stays as it was.');
  expect(text).not.toContain('not been charged');
});

test('a returned cheque says which one, why, what is open again, and what it cost', async () => {
  const { subject, text } = await renderEmail('chequeReturned', PROPS.chequeReturned);
  expect(subject).toBe('Your cheque of £204.00 to Northwind was not paid');
  expect(text).toContain('Your bank did not pay cheque 000123, which you gave us on 5 Nov 2026.');
  expect(text).toContain('The reason given: Refer to drawer.\n');
  expect(text).toContain('INV-1043 is open again.');
  expect(text).toContain('Our bank took £12.50 for it; debit note DN-000007 is about that.');
  const before = await renderEmail('chequeReturned', { ...PROPS.chequeReturned, wasBanked: false, charged: null });
  expect(before.text).toContain('We could not bank cheque 000123');
});

test('of a dispute each mail says what happened, what is not asked for meanwhile, and how it ended with the numbers', async () => {
  const of = (change: Partial<EmailProps<'dispute'>>) => renderEmail('dispute', { ...PROPS.dispute, ...change });
  const contested = pounds(6_000n);
  const none = { credited: null, creditNote: '', text: '' };
  const received = await of({ ...none, news: 'received', contested, answerOn: plainDate('2026-11-30') });
  expect(received.subject).toBe('Your question D-2026-000123 to Northwind');
  expect(received.text).toContain('by Mon 30 Nov 2026');
  expect(received.text).toContain('Until then £60.00 is not asked for');
  const waiting = await of({ ...none, news: 'received', contested, answerOn: null });
  expect(waiting.text).toContain('are looking into it.\n');
  const part = await of({});
  for (const words of [
    'Credited: £40.00',
    'The credit note is CN-12.',
    '£164.00 of the invoice is left to pay',
    'Ana Ruiz wrote: One',
  ])
    expect(part.text).toContain(words);
  const refused = await of({ ...none, news: 'refused', contested, text: 'The ticket bears your stamp.' });
  expect(refused.text).toContain('Ana Ruiz wrote: The ticket bears your stamp.');
  expect(refused.text).toContain('Do you see it differently?');
  const question = await of({ ...none, news: 'answered', left: null, text: 'It is the October reading.' });
  expect(question.text).not.toMatch(/left to pay|Credited|In question/);
});

test('a statement says whose the balance is, how much of it is late, and every currency by itself', async () => {
  const owed = await renderEmail('statement', PROPS.statement);
  expect(owed.subject).toBe('Statement from Northwind to 30 Nov 2026, £1,240.50');
  expect(owed.text).toContain('from 1 Nov 2026 to 30 Nov 2026');
  expect(owed.text).toContain('£240.50 of it was due before that day.');
  expect(owed.text).toContain('£50.00 of your payments and credits is not set against an invoice yet');
  const none = { late: pounds(0n), unapplied: pounds(0n) };
  const change = (
    totals: {
      closing: ReturnType<typeof pounds>;
      late: ReturnType<typeof pounds>;
      unapplied: ReturnType<typeof pounds>;
    }[],
  ) => renderEmail('statement', { ...PROPS.statement, totals });
  const credit = await change([{ closing: pounds(-9_900n), ...none }]);
  expect(credit.text).toContain('Balance in your favour');
  expect(credit.text).toContain('£99.00');
  expect(credit.text).not.toContain('View and pay');
  const nothing = await change([{ closing: pounds(0n), ...none }]);
  expect(nothing.text).toContain('Nothing is open');
  const yen = currency('JPY');
  const both = await change([
    { closing: pounds(124_050n), ...none },
    { closing: money(9_900n, yen), late: money(0n, yen), unapplied: money(0n, yen) },
  ]);
  expect(both.text).toContain('£1,240.50 · ');
  expect(both.text).toContain('9,900');
});

test('a payment on its way is not called received, and is not to be paid twice', async () => {
  const { text } = await renderEmail('paymentProcessing', PROPS.paymentProcessing);
  expect(text).toContain('please do not pay it a second time');
  expect(text).not.toMatch(/received|thank/i);
});

test('each e-mail is one column with one button, a bare address, a language, a direction and both colour schemes', async () => {
  for (const name of NAMES) {
    for (const [locale, start] of [
      ['en-GB', 'dir="ltr" lang="en"'],
      ['ms-MY', 'dir="ltr" lang="ms"'],
      ['ar-AE', 'dir="rtl" lang="ar"'],
      ['ml-IN', 'dir="ltr" lang="ml"'],
      ['hi-IN', 'dir="ltr" lang="hi"'],
      ['zh-CN', 'dir="ltr" lang="zh"'],
      ['de-DE', 'dir="ltr" lang="en"'],
    ]) {
      const email = await renderEmail(name, { ...PROPS[name], locale } as never);
      expect(email.html).toContain(`<html ${start}`);
      expect(email.html).toContain('max-width:560px');
      expect(email.html).toContain('content="light dark"');
      expect(email.html.match(/class="button"/g)).toHaveLength(1);
      expect(email.html).not.toMatch(/<img|<script|http-equiv="refresh"/);
      expect(email.text).toContain(`\n${link}\n`);
      expect(`${email.subject}${email.text}${wordsOf(email)}`).not.toMatch(/\{\w+\}/);
      expect(Buffer.byteLength(email.html)).toBeLessThan(100_000);
    }
  }
});

test('hostile names act on nothing: one line of subject, no tag, no change of direction', async () => {
  for (const text of [...HOSTILE, 'Tom\r\nBcc: all@example.com', '"><img src=x onerror=alert(1)>', 'a\u2028b']) {
    const email = await invoice({
      company: text,
      recipientName: text,
      number: text,
      about: text,
      contact: { name: text, phone: text },
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    expect(email.subject).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    expect([...email.subject].length).toBeLessThanOrEqual(180);
    expect(email.html).not.toMatch(/<script|<img|onerror=alert\(1\)>|\u202e/);
    expect(email.text).not.toMatch(/^Bcc:/m);
  }
});

test('a link that is no web address is a bug and stops the e-mail', async () => {
  await expect(invoice({ link: 'javascript:alert(1)' })).rejects.toThrow('web address');
  await expect(invoice({ link: 'https://x.example/"onclick="a' })).rejects.toThrow('web address');
});

test('no e-mail blames or threatens', async () => {
  for (const name of NAMES) {
    const email = await renderEmail(name, PROPS[name] as never);
    expect(`${email.subject} ${email.text}`).not.toMatch(
      /\b(dunning|remittance|arrears|debtor|overdue|failure to pay|failed|final|demand|legal|immediately|urgent|must)\b/i,
    );
    expect(email.text).not.toMatch(/[A-Z]{5,}/);
  }
});

/** Figures as they are read: each run of digits with its marks. */
const figuresIn = (text: string) => new Set(text.match(/\d[\d,.\u066b\u066c]*\d|\d/gu) ?? []);

test('text and HTML hold the same figures, and amount, date and button come before anything else', async () => {
  for (const name of NAMES) {
    for (const locale of ['en-GB', 'ms-MY', 'ar-AE', 'ml-IN', 'hi-IN', 'zh-CN']) {
      const email = await renderEmail(name, { ...PROPS[name], locale } as never);
      const about = `${name} ${locale}`;
      expect([...figuresIn(email.text.replaceAll(link, ''))].sort(), about).toEqual(
        [...figuresIn(partOf(email).replaceAll(link, ''))].sort(),
      );
      // What stands above the button is the letterhead, the greeting, one or two sentences and the figure: 300 pixels.
      const above = email.html.slice(email.html.indexOf('</head>'), email.html.indexOf('class="button"'));
      expect(above.match(/<p /g)?.length ?? 0, about).toBeLessThanOrEqual(7);
    }
  }
});

test('an optional mail says where to choose, in both parts; no other mail does', async () => {
  const choicesLink = 'https://pay.northwind.example/mail-choices/Zk3vQ8';
  const optional = await renderEmail('statement', { ...PROPS.statement, choicesLink });
  for (const part of [optional.text, optional.html]) expect(part).toContain(choicesLink);
  for (const name of NAMES) expect((await renderEmail(name, PROPS[name] as never)).text).not.toContain('mail-choices');
});

/** What is read in the HTML part, without the line the inbox shows. */
const partOf = (email: RenderedEmail) =>
  wordsOf({
    ...email,
    html: email.html.replace(/<div[^>]*data-skip-in-text="true"[\s\S]*?<\/div>(?=<table|<\/div>|<!--)/, ' '),
  });

test('a reminder says what to pay in every tone, names no debt in its subject and threatens nobody', async () => {
  for (const tone of ['coming', 'friendly', 'firm', 'last'] as const) {
    const email = await renderEmail('reminder', { ...PROPS.reminder, tone });
    expect(email.subject).toBe('About your account with Northwind');
    for (const part of [email.text, wordsOf(email)]) {
      expect(part).toContain('£324.00');
      expect(part).toContain('INV-1043: £204.00, due 3 Nov 2026');
      expect(part).toContain(link);
      expect(part).not.toMatch(/final|demand|legal|court|fail|penalt|debt|overdue/i);
    }
    expect(email.text.includes('Thu 10 Dec 2026')).toBe(tone === 'last');
  }
});
