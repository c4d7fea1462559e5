import type { StaffRole } from '#app/modules/auth/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { mailChoiceLinks } from '#app/workflows/mail-choices.server.ts';
import { aBankImport } from '#tests/security/sample-bank.ts';
import { aReceivedInvoice } from '#tests/support/einvoices.ts';
import { aMadePayout } from '#tests/support/made-payouts.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { aSmallStatement } from './made-bank.ts';
import { aPricedProduct } from './made-catalog.ts';
import { someContracts } from './made-contracts.ts';
import { aLinkQuestion, someDisputes } from './made-disputes.ts';
import { aGroup, anOpeningBalance } from './made-groups.ts';
import { aHandover } from './made-handovers.ts';
import { someMails } from './made-mails.ts';
import { OWNER, seesGroup, somePeople } from './made-people.ts';
import { somePlans } from './made-plans.ts';
import { aReceiptOfNobody } from './made-receipt.ts';
import { anAdviceOf } from './made-remittances.ts';
import { someSendings } from './made-sendings.ts';
import {
  aDeduction,
  aDraft,
  aKeptFile,
  aNewCustomer,
  anEndedAttempt,
  anInvoiceFor,
  aPayerWithCredit,
  aScopedLink,
  aSignInLink,
} from './made-things.ts';
import { someUsage } from './made-usage.ts';
import { PAYER } from './people.ts';

/** Who looks at a page. */
export type Looker =
  | { kind: 'visitor' | 'asked for a link' | 'half signed in' | 'half signed in and new' }
  | { kind: 'portal'; email: string }
  | { kind: 'staff'; role: StaffRole };

/** A page as one person sees it. `status` is 200 unless said; `title` when a page is not told apart by its route alone. */
export type PageSeen = { route: string; path: string; status?: number };
/** The company's settings, each on a page of its own. */
const SETTINGS = [
  ...['names', 'tax_number', 'help', 'branding', 'mail', 'time_zone', 'languages', 'terms', 'days_allowed'],
  ...['tax_rate?of=S20', 'series?of=INV'],
];

export type LookAround = {
  name: string;
  who: (things: Things) => Looker;
  pages: (things: Things) => readonly PageSeen[];
};

type Things = Record<
  | 'issuedRun'
  | 'statementRun'
  | 'waitingRun'
  | 'runDraft'
  | 'runInvoice'
  | 'customerId'
  | 'portalSending'
  | 'handSending'
  | 'waitingMail'
  | 'placedMail'
  | 'advice'
  | 'postSending'
  | 'contact'
  | 'person'
  | 'ask'
  | 'joinToken'
  | 'paidInvoice'
  | 'openInvoice'
  | 'payment'
  | 'unapplied'
  | 'applied'
  | 'chequeInHand'
  | 'chequePostDated'
  | 'chequeBanked'
  | 'bankStatement'
  | 'bankImport'
  | 'bankLine'
  | 'unidentifiedReceipt'
  | 'deposit'
  | 'payout'
  | 'draft'
  | 'emptyDraft'
  | 'goodFile'
  | 'receivedFile'
  | 'badFile'
  | 'goodUsage'
  | 'oddUsage'
  | 'usage'
  | 'meter'
  | 'foreign'
  | 'creditNote'
  | 'debitNote'
  | 'credited'
  | 'creditItem'
  | 'payerCredit'
  | 'creditUse'
  | 'creditPayer'
  | 'deduction'
  | 'openItem'
  | 'refundable'
  | 'writeOff'
  | 'transfer'
  | 'openingItem'
  | 'groupParent'
  | 'product'
  | 'priceList'
  | 'contract'
  | 'changedContract'
  | 'newContract'
  | 'groupPayer'
  | 'attempt'
  | 'expiredAttempt'
  | 'linkToken'
  | 'linkAttempt'
  | 'linkDispute'
  | 'signInToken'
  | 'mailToken'
  | 'openMonth'
  | 'closedMonth'
  | 'disputePayer'
  | 'dispute'
  | 'answerable'
  | 'takenBack'
  | 'handoverToken'
  | 'planPayer'
  | 'plan'
  | 'planRequest'
  | 'planCustomer'
  | 'emptyPayer'
  | 'emptyCustomer',
  string
>;

const VIEWER = 'viewer@lindenbrook.example';

let made: Promise<Things> | undefined;

/** One of each kind of thing; the same for all tests of a process. */
export const thingsToSee = (): Promise<Things> => {
  made ??= findThings();
  return made;
};

/** Out of the demo's data; what the demo does not have is made. */
/** A draft of the demo's first run, and the invoice it became. */
async function draftOfARun(): Promise<{ runDraft: string; runInvoice: string }> {
  const id = await oneValue<string>(`select d.id from run_drafts d join billing_runs r on r.id = d.run_id
    where d.state = 'issued' and r.run_no = 1 order by d.seq_no limit 1`);
  return { runDraft: id, runInvoice: id };
}

async function findThings(): Promise<Things> {
  const customerId = await oneValue<never>(`select id from customers where number = 'C-20418'`);
  const invoice = (condition: string) =>
    oneValue<never>(
      `select i.id from invoices i join open_items o on o.id = i.open_item_id
       where i.customer_id = $1 and i.kind = 'invoice' and ${condition} order by i.due_on, i.number limit 1`,
      [customerId],
    );
  const payment = (condition: string) =>
    oneValue<string>(
      `select p.id from payments p join open_items o on o.id = p.open_item_id
       where p.currency = 'GBP' and ${condition} order by p.received_on desc, p.number limit 1`,
    );
  const cheque = (state: string) =>
    oneValue<string>('select instrument_id as id from instrument_standing where state = $1 limit 1', [state]);
  const openInvoice = await invoice('o.residual_minor > 0');
  const itemId = await oneValue<string>('select open_item_id from invoices where id = $1', [openInvoice]);
  const link = await aScopedLink(customerId, openInvoice);
  const empty = await aNewCustomer('Nothing yet');
  const group = await aGroup();
  await seesGroup(group.parent.customerId, group.parent.payer);
  const priced = await aPricedProduct(`LOOK-${process.pid}`);
  const contracts = await someContracts({ customerId, ...priced });
  const contact = await oneValue<string>(
    'select id from contacts where customer_id = $1 and removed_at is null limit 1',
    [customerId],
  );
  const disputes = await someDisputes();
  return {
    contact,
    ...(await somePeople({ customerId, itemId })),
    ...(await someSendings(customerId, openInvoice)),
    ...{ customerId, openInvoice, paidInvoice: await invoice('o.residual_minor = 0') },
    foreign: await oneValue<string>(`select id from invoices where currency <> 'GBP' order by number limit 1`),
    creditNote: await oneValue<string>(`select id from invoices where kind = 'credit_note' order by number limit 1`),
    debitNote: await oneValue<string>(`select id from invoices where kind = 'debit_note' order by number limit 1`),
    credited: await oneValue<string>(
      `select v.id from invoices v join invoices n on n.replaces_id = v.id order by v.number limit 1`,
    ),
    creditItem: await oneValue<string>(
      `select id from open_items where kind = 'credit_note' and residual_minor > 0 order by effective_on, id limit 1`,
    ),
    ...(await aPayerWithCredit()),
    deduction: await aDeduction((await aNewCustomer('Deducts')).customerId),
    openItem: itemId,
    refundable: await oneValue<string>(
      `select id from open_items where kind = 'payment' and residual_minor > 0 order by effective_on, id limit 1`,
    ),
    issuedRun: await oneValue<string>(`select id from billing_runs where state = 'issued' order by run_no limit 1`),
    statementRun: await oneValue<string>(`select id from statement_runs order by id limit 1`),
    waitingRun: await oneValue<string>(`select id from billing_runs order by run_no desc limit 1`),
    ...(await draftOfARun()),
    writeOff: await oneValue<string>('select id from write_offs order by series_no limit 1'),
    ...{ transfer: group.transferId, groupParent: group.parent.customerId, groupPayer: group.parent.payer },
    openingItem: await anOpeningBalance(group.child),
    ...{ ...priced, ...contracts, ...(await someUsage(contracts)) },
    ...(await someMails(customerId)),
    advice: await anAdviceOf(customerId),
    payment: await payment(`p.customer_id = '${customerId}'`),
    unapplied: await payment('o.residual_minor > 0'),
    applied: await payment('o.residual_minor = 0'),
    ...{ chequeInHand: await cheque('in_hand'), chequePostDated: await cheque('post_dated') },
    ...{
      chequeBanked: await cheque('banked'),
      deposit: await oneValue<string>('select id from deposit_batches limit 1'),
      ...(await aSmallStatement()),
      bankImport: await aBankImport(demoDatabase().pool),
      unidentifiedReceipt: await aReceiptOfNobody(),
      payout: await aMadePayout(demoDatabase().db, momentIn('Europe/London')),
    },
    draft: await aDraft(anInvoiceFor(customerId, '120.00')),
    emptyDraft: await aDraft({ ...anInvoiceFor(empty.customerId, '1.00'), lines: [] }),
    receivedFile: await aKeptFile('einvoice', aReceivedInvoice()),
    goodFile: await aKeptFile('customers', 'number,name,country,currency\nT-900001,New & Co,GB,GBP\n'),
    badFile: await aKeptFile('customers', 'number,name,country,currency\nT-900001,,GB,XXX\n'),
    attempt: await anEndedAttempt({ customerId, itemId, state: 'failed' }),
    expiredAttempt: await anEndedAttempt({ customerId, itemId, state: 'expired' }),
    linkAttempt: await anEndedAttempt({ customerId, itemId, state: 'failed', linkId: link.linkId }),
    linkDispute: await aLinkQuestion({ customerId, invoiceId: openInvoice, linkId: link.linkId }),
    ...{ linkToken: link.token, signInToken: await aSignInLink(PAYER), mailToken: mailTokenOf(customerId) },
    closedMonth: await oneValue<string>(`select to_char(max(month_on), 'YYYY-MM') from periods where state = 'closed'`),
    openMonth: await oneValue<string>(
      `select to_char(max(month_on) + interval '1 month', 'YYYY-MM') from periods where state = 'closed'`,
    ),
    ...disputes,
    handoverToken: await aHandover(disputes.dispute),
    ...(await somePlans()),
    ...{ emptyPayer: empty.payer, emptyCustomer: empty.customerId },
  };
}

/** The token that stands in the payer's optional mails. */
function mailTokenOf(customerId: string): string {
  const { baseUrl, secrets } = startedDemo();
  const outside = { baseUrl, sealSecret: secrets.mail.webhookSecret };
  return mailChoiceLinks(outside, { customerId, toAddress: PAYER }).page.split('/').at(-1) ?? '';
}

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Every page there is, by who looks at it. A page in more than one state stands here more than once. */
export const LOOK_AROUNDS: readonly LookAround[] = [
  {
    name: 'a visitor',
    who: () => ({ kind: 'visitor' }),
    pages: (things) => [
      { route: '/sign-in', path: '/sign-in' },
      { route: '/l/:token', path: `/l/${things.signInToken}` },
      { route: '/l/:token', path: '/l/no-link-of-ours', status: 410 },
      { route: '/mail-choices/:token', path: `/mail-choices/${things.mailToken}` },
      { route: '/join', path: '/join' },
      { route: '/join/:token', path: `/join/${things.joinToken}` },
      { route: '/join/:token', path: '/join/no-link-of-ours', status: 410 },
      { route: '/help', path: '/help' },
      { route: '/help', path: '/help?q=surchrage' },
      { route: '/help', path: '/help?q=xylophone&lang=ar' },
      { route: '/help/:slug', path: '/help/paying-and-fees' },
      { route: '/help/:slug', path: '/help/reading-an-invoice?lang=ar' },
      { route: '/help/:slug', path: '/help/no-such-page', status: 404 },
      { route: '/i/:token/renew', path: '/i/no-link-of-ours/renew' },
      { route: '/i/:token', path: `/i/${things.linkToken}` },
      { route: '/i/:token/paid', path: `/i/${things.linkToken}/paid` },
      { route: '/i/:token/pay', path: `/i/${things.linkToken}/pay` },
      { route: '/i/:token/disputes/new', path: `/i/${things.linkToken}/disputes/new` },
      { route: '/i/:token/disputes/asked/:key', path: `/i/${things.linkToken}/disputes/asked/never-sent`, status: 404 },
      { route: '/i/:token/disputes/:id', path: `/i/${things.linkToken}/disputes/${things.linkDispute}` },
      { route: '/i/:token/pay/attempts/:attemptId', path: `/i/${things.linkToken}/pay/attempts/${things.linkAttempt}` },
      { route: '/h/:token', path: `/h/${things.handoverToken}` },
      { route: '/h/:token', path: '/h/never-sent' },
      { route: '/staff/sign-in', path: '/staff/sign-in' },
      { route: '/*', path: '/no-such-page', status: 404 },
    ],
  },
  {
    name: 'who asked for a link',
    who: () => ({ kind: 'asked for a link' }),
    pages: (_things) => [{ route: '/sign-in/code', path: '/sign-in/code' }],
  },
  {
    name: 'staff after the password',
    who: () => ({ kind: 'half signed in' }),
    pages: (_things) => [{ route: '/staff/sign-in/code', path: '/staff/sign-in/code' }],
  },
  {
    name: 'staff on the first day',
    who: () => ({ kind: 'half signed in and new' }),
    pages: (_things) => [{ route: '/staff/sign-in/enrol', path: '/staff/sign-in/enrol' }],
  },
  {
    name: 'a payer',
    who: () => ({ kind: 'portal', email: PAYER }),
    pages: (things) => [
      { route: '/', path: '/' },
      { route: '/invoices', path: '/invoices' },
      { route: '/invoices', path: '/invoices?view=open&q=fly' },
      { route: '/invoices', path: '/invoices?q=nothing-is-called-this' },
      { route: '/invoices', path: '/invoices?view=credit_notes' },
      { route: '/invoices/:id', path: `/invoices/${things.openInvoice}` },
      { route: '/invoices/:id', path: `/invoices/${things.paidInvoice}` },
      { route: '/invoices/:id/paid', path: `/invoices/${things.openInvoice}/paid` },
      { route: '/promises/new', path: '/promises/new' },
      { route: '/disputes/new', path: `/disputes/new?invoice=${things.openInvoice}&line=1` },
      { route: '/disputes/new', path: `/disputes/new?invoice=${things.openInvoice}&ask=yes` },
      { route: '/disputes/new', path: `/disputes/new?invoice=${things.paidInvoice}` },
      { route: '/disputes', path: '/disputes' },
      { route: '/invoices/:id', path: `/invoices/${NOBODY}`, status: 404 },
      { route: '/pay', path: `/pay?i=${things.openInvoice}` },
      { route: '/pay', path: '/pay' },
      { route: '/pay/attempts/:attemptId', path: `/pay/attempts/${things.attempt}` },
      { route: '/pay/attempts/:attemptId', path: `/pay/attempts/${things.expiredAttempt}` },
      { route: '/payments', path: '/payments' },
      { route: '/payments/:id', path: `/payments/${things.payment}` },
      { route: '/details', path: '/details' },
      { route: '/autopay', path: '/autopay' },
      { route: '/details/contacts/:id', path: '/details/contacts/new' },
      { route: '/details/contacts/:id', path: `/details/contacts/${things.contact}` },
      { route: '/statements', path: '/statements' },
      { route: '/statements', path: '/statements?from=2026-02-30&to=x', status: 422 },
      { route: '/statements', path: '/statements?known=999999', status: 404 },
      {
        route: '/statements/changes',
        path: '/statements/changes?from=2026-01-01&to=2026-12-31&currency=GBP&known=0',
      },
      { route: '/statements/changes', path: '/statements/changes', status: 404 },
      { route: '/postings', path: '/postings?part=all&currency=GBP' },
      { route: '/postings', path: '/postings?part=over-90&currency=JPY&late=2026-01-01' },
      { route: '/postings', path: '/postings', status: 404 },
      { route: '/contracts', path: '/contracts' },
      { route: '/account/sessions', path: '/account/sessions' },
    ],
  },
  {
    name: 'an owner',
    who: () => ({ kind: 'portal', email: OWNER }),
    pages: (things) => [
      { route: '/account', path: '/account' },
      { route: '/account/mails', path: '/account/mails' },
      { route: '/account/people', path: '/account/people' },
      { route: '/account/people/:id', path: `/account/people/${things.person}` },
      { route: '/account/people/:id', path: `/account/people/${NOBODY}`, status: 404 },
      { route: '/asks', path: '/asks' },
      { route: '/asks/:id', path: `/asks/${things.ask}` },
      { route: '/asks/:id', path: `/asks/${NOBODY}`, status: 404 },
      { route: '/pay', path: `/pay?ask=${things.ask}` },
    ],
  },
  {
    name: 'a viewer',
    who: () => ({ kind: 'portal', email: VIEWER }),
    pages: (things) => [
      { route: '/', path: '/' },
      { route: '/invoices/:id', path: `/invoices/${things.openInvoice}` },
      { route: '/pay', path: '/pay', status: 403 },
    ],
  },
  {
    name: 'a payer of a group',
    who: (things) => ({ kind: 'portal', email: things.groupPayer }),
    pages: (_things) => [
      { route: '/statements', path: '/statements' },
      { route: '/statements', path: '/statements?group=yes' },
      { route: '/group', path: '/group' },
    ],
  },
  {
    name: 'a payer with credit',
    who: (things) => ({ kind: 'portal', email: things.creditPayer }),
    pages: (things) => [
      { route: '/payments', path: '/payments' },
      { route: '/credits/:id', path: `/credits/${things.payerCredit}` },
      { route: '/credit-uses/:useId', path: `/credit-uses/${things.creditUse}` },
      { route: '/pay', path: '/pay?mode=oldest&oldest=10' },
      { route: '/pay', path: '/pay?mode=account' },
    ],
  },
  {
    name: 'a customer with contracts',
    who: () => ({ kind: 'portal', email: 'ap@harrowgate.example' }),
    pages: (_things) => [{ route: '/contracts', path: '/contracts' }],
  },
  {
    name: 'a customer who asks',
    who: (things) => ({ kind: 'portal', email: things.disputePayer }),
    pages: (things) => [
      { route: '/', path: '/' },
      { route: '/disputes', path: '/disputes' },
      { route: '/disputes/new', path: '/disputes/new' },
      { route: '/disputes/:id', path: `/disputes/${things.dispute}?just=sent` },
      { route: '/disputes/:id', path: `/disputes/${things.answerable}` },
      { route: '/disputes/:id', path: `/disputes/${things.takenBack}` },
      { route: '/disputes/:id', path: `/disputes/${NOBODY}`, status: 404 },
      { route: '/disputes/asked/:key', path: '/disputes/asked/never-sent', status: 404 },
    ],
  },
  {
    name: 'a customer with plans',
    who: (things) => ({ kind: 'portal', email: things.planPayer }),
    pages: (things) => [
      { route: '/', path: '/' },
      { route: '/plans', path: '/plans' },
      { route: '/plans/new', path: '/plans/new' },
      { route: '/plans/new', path: '/plans/new?offer=own&count=10&first=50.00' },
      { route: '/plans/new', path: '/plans/new?chosen=yes' },
      { route: '/plans/:id', path: `/plans/${things.plan}` },
      { route: '/plans/:id', path: `/plans/${things.planRequest}?just=requested` },
      { route: '/plans/:id', path: `/plans/${NOBODY}`, status: 404 },
      { route: '/plans/asked/:key', path: '/plans/asked/never-sent', status: 404 },
    ],
  },
  {
    name: 'a customer with nothing yet',
    who: (things) => ({ kind: 'portal', email: things.emptyPayer }),
    pages: (_things) => [
      { route: '/', path: '/' },
      { route: '/invoices', path: '/invoices' },
      { route: '/pay', path: '/pay' },
      { route: '/payments', path: '/payments' },
      { route: '/statements', path: '/statements' },
      { route: '/contracts', path: '/contracts' },
    ],
  },
  {
    name: 'staff with customers and invoices',
    who: () => ({ kind: 'staff', role: 'manager' }),
    pages: (things) => [
      { route: '/staff', path: '/staff' },
      { route: '/staff/customers', path: '/staff/customers' },
      { route: '/staff/customers', path: '/staff/customers?q=nothing-is-called-this' },
      { route: '/staff/customers/new', path: '/staff/customers/new' },
      { route: '/staff/customers/:id/notes', path: `/staff/customers/${things.customerId}/notes` },
      { route: '/staff/search', path: '/staff/search?q=short%20delivery' },
      { route: '/staff/inbox', path: '/staff/inbox' },
      { route: '/staff/inbox', path: '/staff/inbox?view=placed' },
      { route: '/staff/inbox/:id', path: `/staff/inbox/${things.waitingMail}` },
      { route: '/staff/remittances', path: '/staff/remittances' },
      { route: '/staff/remittances', path: '/staff/remittances?view=attached' },
      { route: '/staff/remittances/:id', path: `/staff/remittances/${things.advice}` },
      { route: '/staff/inbox/:id', path: `/staff/inbox/${things.placedMail}` },
      ...['', '?tab=ledger', '?tab=documents', '?tab=contacts', '?tab=timeline', '?tab=changes'].map((tab) => ({
        ...{ route: '/staff/customers/:id', path: `/staff/customers/${things.customerId}${tab}` },
      })),
      { route: '/staff/customers/:id', path: `/staff/customers/${things.emptyCustomer}` },
      { route: '/staff/customers/:id', path: `/staff/customers/${NOBODY}`, status: 404 },
      { route: '/staff/customers/:id/edit', path: `/staff/customers/${things.customerId}/edit` },
      { route: '/staff/customers/:id/einvoices', path: `/staff/customers/${things.customerId}/einvoices` },
      { route: '/staff/invoices/:id/einvoices', path: `/staff/invoices/${things.openInvoice}/einvoices` },
      { route: '/staff/invoices/received', path: '/staff/invoices/received' },
      { route: '/staff/invoices/received/:id', path: `/staff/invoices/received/${things.receivedFile}` },
      { route: '/staff/settings/einvoices', path: '/staff/settings/einvoices' },
      { route: '/staff/invoices', path: '/staff/invoices' },
      { route: '/staff/invoices', path: '/staff/invoices?view=drafts' },
      { route: '/staff/invoices', path: '/staff/invoices?view=overdue' },
      { route: '/staff/invoices/new', path: '/staff/invoices/new' },
      { route: '/staff/invoices/:id', path: `/staff/invoices/${things.openInvoice}` },
      { route: '/staff/invoices/:id', path: `/staff/invoices/${things.foreign}` },
      { route: '/staff/invoices', path: '/staff/invoices?view=credit_notes' },
      ...['creditNote', 'debitNote', 'credited'].map((thing) => ({
        ...{ route: '/staff/invoices/:id', path: `/staff/invoices/${things[thing as 'creditNote']}` },
      })),
      { route: '/staff/invoices/:id/credit', path: `/staff/invoices/${things.openInvoice}/credit` },
      { route: '/staff/invoices/:id/credit', path: `/staff/invoices/${things.credited}/credit` },
      { route: '/staff/invoices/:id/rebill', path: `/staff/invoices/${things.openInvoice}/rebill` },
      { route: '/staff/debit-notes/new', path: `/staff/debit-notes/new?invoice=${things.openInvoice}` },
      { route: '/staff/debit-notes/new', path: '/staff/debit-notes/new', status: 404 },
      { route: '/staff/adjustments', path: '/staff/adjustments' },
      { route: '/staff/adjustments', path: '/staff/adjustments?view=waiting' },
      { route: '/staff/transfers/:id', path: `/staff/transfers/${things.transfer}` },
      { route: '/staff/opening-items/:id', path: `/staff/opening-items/${things.openingItem}` },
      { route: '/staff/write-offs', path: '/staff/write-offs' },
      { route: '/staff/write-offs', path: '/staff/write-offs?view=recovered' },
      { route: '/staff/write-offs/new', path: `/staff/write-offs/new?item=${things.openItem}` },
      { route: '/staff/write-offs/new', path: '/staff/write-offs/new', status: 404 },
      { route: '/staff/write-offs/small', path: '/staff/write-offs/small?currency=GBP&upTo=500.00&days=0' },
      { route: '/staff/write-offs/small', path: '/staff/write-offs/small?currency=GBP&upTo=0.01&days=3000' },
      { route: '/staff/write-offs/:id', path: `/staff/write-offs/${things.writeOff}` },
      { route: '/staff/refunds/new', path: `/staff/refunds/new?item=${things.refundable}` },
      { route: '/staff/refunds/batches', path: '/staff/refunds/batches' },
      { route: '/staff/refunds/:id', path: `/staff/refunds/${NOBODY}`, status: 404 },
      { route: '/staff/reports/tax', path: '/staff/reports/tax' },
      { route: '/staff/reports/tax', path: '/staff/reports/tax?from=2026-01-01&to=2026-12-31&code=S20' },
      { route: '/staff/reports/tax', path: '/staff/reports/tax?from=2026-12-31&to=2026-01-01', status: 422 },
      { route: '/staff/invoices/drafts/:id', path: `/staff/invoices/drafts/${things.draft}` },
      { route: '/staff/invoices/drafts/:id/preview', path: `/staff/invoices/drafts/${things.draft}/preview` },
      { route: '/staff/invoices/drafts/:id/preview', path: `/staff/invoices/drafts/${things.emptyDraft}/preview` },
    ],
  },
  {
    name: 'staff with contracts',
    who: () => ({ kind: 'staff', role: 'manager' }),
    pages: (things) => [
      { route: '/staff/contracts', path: '/staff/contracts' },
      { route: '/staff/contracts', path: '/staff/contracts?view=waiting' },
      { route: '/staff/contracts', path: '/staff/contracts?view=ending&q=nothing-is-called-this' },
      { route: '/staff/contracts/new', path: '/staff/contracts/new' },
      { route: '/staff/contracts/new', path: `/staff/contracts/new?customer=${things.customerId}` },
      ...['contract', 'changedContract', 'newContract'].map((thing) => ({
        ...{ route: '/staff/contracts/:id', path: `/staff/contracts/${things[thing as 'contract']}` },
      })),
      { route: '/staff/contracts/:id', path: `/staff/contracts/${NOBODY}`, status: 404 },
      { route: '/staff/contracts/:id/change', path: `/staff/contracts/${things.contract}/change` },
      { route: '/staff/contracts/:id/change', path: `/staff/contracts/${things.changedContract}/change` },
      { route: '/staff/contracts/:id/files', path: `/staff/contracts/${things.contract}/files` },
      { route: '/staff/customers/:id/contracts', path: `/staff/customers/${things.customerId}/contracts` },
      { route: '/staff/customers/:id/autopay', path: `/staff/customers/${things.customerId}/autopay` },
      { route: '/staff/autopay', path: '/staff/autopay' },
      { route: '/staff/disputes', path: '/staff/disputes?view=all' },
      { route: '/staff/disputes', path: '/staff/disputes?view=by_reason' },
      { route: '/staff/disputes', path: '/staff/disputes?view=closed' },
      { route: '/staff/disputes/new', path: `/staff/disputes/new?invoice=${things.openInvoice}` },
      { route: '/staff/disputes/new', path: `/staff/disputes/new?customer=${things.customerId}` },
      { route: '/staff/disputes/:id', path: `/staff/disputes/${things.dispute}` },
      { route: '/staff/disputes/:id', path: `/staff/disputes/${things.takenBack}` },
      { route: '/staff/disputes/:id', path: `/staff/disputes/${NOBODY}`, status: 404 },
      { route: '/staff/customers/:id/disputes', path: `/staff/customers/${things.customerId}/disputes` },
      { route: '/staff/settings/disputes', path: '/staff/settings/disputes?reason=wrong_price' },
      { route: '/staff/settings/disputes', path: '/staff/settings/disputes?queue=shipping' },
      { route: '/staff/settings/answers', path: '/staff/settings/answers' },
      { route: '/staff/plans', path: '/staff/plans' },
      { route: '/staff/plans', path: '/staff/plans?view=ended' },
      { route: '/staff/plans/:id', path: `/staff/plans/${things.plan}` },
      {
        route: '/staff/plans/:id',
        path: `/staff/plans/${things.planRequest}?count=6&rhythm=monthly&firstOn=2030-01-01&first=`,
      },
      { route: '/staff/plans/:id', path: `/staff/plans/${NOBODY}`, status: 404 },
      { route: '/staff/settings/plans', path: '/staff/settings/plans' },
      { route: '/staff/customers/:id/promises', path: `/staff/customers/${things.planCustomer}/promises` },
      { route: '/staff/settings/autopay', path: '/staff/settings/autopay' },
      { route: '/staff/customers/:id/contracts', path: `/staff/customers/${things.emptyCustomer}/contracts` },
      { route: '/staff/customers/:id/promises', path: `/staff/customers/${things.customerId}/promises` },
      { route: '/staff/promises', path: '/staff/promises' },
      { route: '/staff/promises', path: '/staff/promises?view=all' },
      { route: '/staff/reminders', path: '/staff/reminders' },
      { route: '/staff/reminders', path: '/staff/reminders?view=kept_back' },
      { route: '/staff/reminders/policy', path: '/staff/reminders/policy' },
    ],
  },
  {
    name: 'staff with reports and statements',
    who: () => ({ kind: 'staff', role: 'controller' }),
    pages: (things) => [
      ...['', '?from=2026-01-01&to=2026-12-31&known=0', '?from=2026-01-01&to=2026-12-31'].map((range) => ({
        ...{ route: '/staff/customers/:id/statement', path: `/staff/customers/${things.customerId}/statement${range}` },
      })),
      {
        route: '/staff/customers/:id/statement',
        path: `/staff/customers/${things.groupParent}/statement?group=yes&from=2026-01-01&to=2030-12-31`,
      },
      {
        route: '/staff/customers/:id/statement',
        path: `/staff/customers/${things.customerId}/statement?known=999999`,
        status: 422,
      },
      {
        route: '/staff/customers/:id/statement/changes',
        path: `/staff/customers/${things.customerId}/statement/changes?from=2026-01-01&to=2026-12-31&currency=GBP&known=0`,
      },
      { route: '/staff/reports', path: '/staff/reports' },
      { route: '/staff/reports/ageing', path: '/staff/reports/ageing' },
      { route: '/staff/reports/ageing', path: '/staff/reports/ageing?asOf=2026-02-30', status: 422 },
      { route: '/staff/reports/ageing', path: '/staff/reports/ageing?known=999999', status: 422 },
      { route: '/staff/reports/trial-balance', path: '/staff/reports/trial-balance' },
      { route: '/staff/reports/deferred', path: '/staff/reports/deferred' },
      { route: '/staff/reports/allowance', path: '/staff/reports/allowance' },
      { route: '/staff/reports/deferred', path: '/staff/reports/deferred?asOf=2026-02-30', status: 422 },
      { route: '/staff/reports/dollar-days', path: '/staff/reports/dollar-days' },
      { route: '/staff/reports/disputes', path: '/staff/reports/disputes' },
      { route: '/staff/settings/dispute-causes', path: '/staff/settings/dispute-causes?cause=price_not_entered' },
      { route: '/staff/bank/unidentified', path: '/staff/bank/unidentified' },
      { route: '/staff/bank/unidentified/:id', path: `/staff/bank/unidentified/${things.unidentifiedReceipt}` },
      { route: '/staff/bank/lines/:id', path: `/staff/bank/lines/${things.bankLine}` },
      { route: '/staff/bank/:id', path: `/staff/bank/${things.bankStatement}` },
      { route: '/staff/bank', path: '/staff/bank' },
      { route: '/staff/bank/imports/:id', path: `/staff/bank/imports/${things.bankImport}` },
      { route: '/staff/bank/rules', path: '/staff/bank/rules?rule=new' },
      { route: '/staff/disputes/:id/lesson', path: `/staff/disputes/${things.dispute}/lesson` },
      {
        route: '/staff/reports/dollar-days',
        path: '/staff/reports/dollar-days?from=2026-12-31&to=2026-01-01',
        status: 422,
      },
      { route: '/staff/postings', path: '/staff/postings?part=over-90&currency=GBP&asOf=2026-11-01' },
      { route: '/staff/postings', path: `/staff/postings?part=open&currency=GBP&customer=${things.customerId}` },
      { route: '/staff/postings', path: '/staff/postings?account=1100&currency=GBP&measure=base' },
      { route: '/staff/postings', path: '/staff/postings', status: 404 },
    ],
  },
  {
    name: 'staff with cheques and deposits',
    who: () => ({ kind: 'staff', role: 'administrator' }),
    pages: (things) => [
      ...['', '?do=create&at=5', '?do=find&at=4&q=612.13', '?do=all&view=exact'].map((asked) => ({
        ...{ route: '/staff/bank/:id/match', path: `/staff/bank/${things.bankStatement}/match${asked}` },
      })),
      { route: '/staff/bank/import', path: '/staff/bank/import' },
      { route: '/staff/cheques', path: '/staff/cheques' },
      { route: '/staff/cheques', path: '/staff/cheques?view=late' },
      { route: '/staff/cheques', path: '/staff/cheques?view=all&q=000418' },
      { route: '/staff/cheques/new', path: '/staff/cheques/new' },
      { route: '/staff/cheques/new', path: `/staff/cheques/new?customer=${things.customerId}` },
      { route: '/staff/cheques/holidays', path: '/staff/cheques/holidays' },
      ...['chequeInHand', 'chequePostDated', 'chequeBanked'].map((thing) => ({
        ...{ route: '/staff/cheques/:id', path: `/staff/cheques/${things[thing as 'chequeBanked']}` },
      })),
      { route: '/staff/cheques/:id', path: `/staff/cheques/${NOBODY}`, status: 404 },
      { route: '/staff/cheques/:id/photos', path: `/staff/cheques/${things.chequeInHand}/photos` },
      { route: '/staff/deposits', path: '/staff/deposits' },
      { route: '/staff/deposits/new', path: '/staff/deposits/new' },
      { route: '/staff/deposits/new', path: '/staff/deposits/new?currency=KWD' },
      { route: '/staff/deposits/:id', path: `/staff/deposits/${things.deposit}` },
    ],
  },
  {
    name: 'staff with payments and imports',
    who: () => ({ kind: 'staff', role: 'administrator' }),
    pages: (things) => [
      { route: '/staff/payments', path: '/staff/payments' },
      { route: '/staff/payments', path: '/staff/payments?view=reversed' },
      { route: '/staff/payments/new', path: '/staff/payments/new' },
      { route: '/staff/payments/new', path: `/staff/payments/new?customer=${things.customerId}` },
      { route: '/staff/payments/new', path: `/staff/payments/new?customer=${things.emptyCustomer}` },
      { route: '/staff/payments/attention', path: '/staff/payments/attention' },
      { route: '/staff/payouts', path: '/staff/payouts' },
      { route: '/staff/payouts/:id', path: `/staff/payouts/${things.payout}` },
      { route: '/staff/payouts/:id', path: `/staff/payouts/${NOBODY}`, status: 404 },
      { route: '/staff/payments/:id', path: `/staff/payments/${things.applied}` },
      { route: '/staff/payments/:id', path: `/staff/payments/${things.unapplied}` },
      { route: '/staff/credits/:itemId/apply', path: `/staff/credits/${things.creditItem}/apply` },
      { route: '/staff/credits/:itemId/transfer', path: `/staff/credits/${things.creditItem}/transfer` },
      { route: '/staff/credits/:itemId/convert', path: `/staff/credits/${things.creditItem}/convert` },
      { route: '/staff/credits/:itemId/convert', path: `/staff/credits/${things.creditItem}/convert?to=USD` },
      { route: '/staff/deductions', path: '/staff/deductions' },
      { route: '/staff/deductions', path: '/staff/deductions?view=mine' },
      { route: '/staff/certificates', path: '/staff/certificates' },
      { route: '/staff/cases/:id', path: `/staff/cases/${things.deduction}` },
      { route: '/staff/payments/:id/apply', path: `/staff/payments/${things.unapplied}/apply` },
      { route: '/staff/proof', path: '/staff/proof' },
      { route: '/staff/periods', path: '/staff/periods' },
      { route: '/staff/periods/late', path: '/staff/periods/late' },
      { route: '/staff/periods/:month/close', path: `/staff/periods/${things.openMonth}/close` },
      { route: '/staff/periods/:month/close', path: `/staff/periods/${things.closedMonth}/close` },
      { route: '/staff/periods/:month/reopen', path: `/staff/periods/${things.closedMonth}/reopen` },
      { route: '/staff/search', path: '/staff/search' },
      { route: '/staff/search', path: '/staff/search?q=linden' },
      { route: '/staff/search', path: '/staff/search?q=nothing-is-called-this' },
      { route: '/staff/account', path: '/staff/account' },
      { route: '/staff/approvals', path: '/staff/approvals' },
      { route: '/staff/approvals', path: '/staff/approvals?view=decided' },
      { route: '/staff/approvals', path: '/staff/approvals?view=mine' },
      { route: '/staff/settings', path: '/staff/settings' },
      { route: '/staff/settings/delivery', path: '/staff/settings/delivery?kind=statement' },
      { route: '/staff/customers/:id/people', path: `/staff/customers/${things.customerId}/people` },
      { route: '/staff/customers/:id/delivery', path: `/staff/customers/${things.customerId}/delivery` },
      {
        route: '/staff/customers/:id/delivery',
        path: `/staff/customers/${things.emptyCustomer}/delivery?kind=receipt`,
      },
      {
        route: '/staff/customers/:id/contacts/:contactId',
        path: `/staff/customers/${things.customerId}/contacts/${things.contact}`,
      },
      ...['?view=addresses', '?view=portals', '?view=post', '?view=hand'].map((view) => ({
        ...{ route: '/staff/delivery', path: `/staff/delivery${view}` },
      })),
      ...[things.portalSending, things.handSending, things.postSending].map((sending) => ({
        ...{ route: '/staff/deliveries/:id', path: `/staff/deliveries/${sending}` },
      })),
      ...SETTINGS.map((what) => ({ route: '/staff/settings/company/:what', path: `/staff/settings/company/${what}` })),
      { route: '/staff/customer-requests', path: '/staff/customer-requests' },
      { route: '/staff/settings/taxes/new', path: '/staff/settings/taxes/new' },
      { route: '/staff/settings/people', path: '/staff/settings/people' },
      { route: '/staff/settings/company-bank', path: '/staff/settings/company-bank' },
      { route: '/staff/customers/:id/bank', path: `/staff/customers/${things.customerId}/bank` },
      { route: '/staff/settings/roles', path: '/staff/settings/roles' },
      { route: '/staff/settings/help', path: '/staff/settings/help' },
      { route: '/staff/settings/help/:slug', path: '/staff/settings/help/statements' },
      { route: '/staff/settings/help/:slug', path: '/staff/settings/help/statements?lang=ar' },
      { route: '/staff/settings/approval-limits', path: '/staff/settings/approval-limits' },
      { route: '/staff/settings/mail', path: '/staff/settings/mail' },
      { route: '/staff/settings/mail', path: '/staff/settings/mail?kind=sign_in&language=ar&theme=dark' },
      { route: '/staff/portfolio', path: '/staff/portfolio' },
      { route: '/staff/portfolio/assign', path: '/staff/portfolio/assign' },
      { route: '/staff/statements', path: '/staff/statements' },
      { route: '/staff/statements/schedules', path: '/staff/statements/schedules' },
      { route: '/staff/statements/:id', path: `/staff/statements/${things.statementRun}` },
      { route: '/staff/runs', path: '/staff/runs' },
      { route: '/staff/runs/new', path: '/staff/runs/new' },
      { route: '/staff/runs/new', path: `/staff/runs/new?like=${things.issuedRun}` },
      { route: '/staff/runs/:id', path: `/staff/runs/${things.issuedRun}` },
      { route: '/staff/runs/:id', path: `/staff/runs/${things.waitingRun}` },
      { route: '/staff/runs/:id/drafts', path: `/staff/runs/${things.waitingRun}/drafts` },
      { route: '/staff/runs/:id/drafts/:draftId', path: `/staff/runs/${things.issuedRun}/drafts/${things.runDraft}` },
      { route: '/staff/invoices/:id', path: `/staff/invoices/${things.runInvoice}` },
      { route: '/staff/settings/issue-rules', path: '/staff/settings/issue-rules?code=quantity-jump' },
      { route: '/staff/settings/delegation', path: '/staff/settings/delegation' },
      { route: '/staff/currencies', path: '/staff/currencies' },
      { route: '/staff/products', path: '/staff/products' },
      { route: '/staff/products', path: '/staff/products?view=ended&q=nothing-is-called-this' },
      { route: '/staff/products/new', path: '/staff/products/new' },
      { route: '/staff/products/:id', path: `/staff/products/${things.product}` },
      { route: '/staff/price-lists', path: '/staff/price-lists' },
      { route: '/staff/price-lists/new', path: '/staff/price-lists/new' },
      { route: '/staff/price-lists/:id', path: `/staff/price-lists/${things.priceList}` },
      { route: '/staff/price-lists/:id', path: `/staff/price-lists/${things.priceList}?view=unpriced` },
      { route: '/staff/price-lists/:id/edit', path: `/staff/price-lists/${things.priceList}/edit` },
      {
        route: '/staff/price-lists/:id/prices/:productId',
        path: `/staff/price-lists/${things.priceList}/prices/${things.product}`,
      },
      {
        route: '/staff/price-lists/:id/prices/:productId',
        path: `/staff/price-lists/${things.priceList}/prices/${things.product}?kind=tiered`,
      },
      { route: '/staff/import', path: '/staff/import' },
      { route: '/staff/import/:id', path: `/staff/import/${things.goodFile}` },
      { route: '/staff/import/:id', path: `/staff/import/${things.badFile}` },
      { route: '/staff/import/:id', path: `/staff/import/${things.goodUsage}` },
      { route: '/staff/import/:id/columns', path: `/staff/import/${things.oddUsage}/columns` },
      { route: '/staff/completeness', path: '/staff/completeness' },
      { route: '/staff/completeness', path: '/staff/completeness?view=orders' },
      { route: '/staff/completeness', path: '/staff/completeness?q=nothing-is-called-this&age=30' },
      { route: '/staff/usage', path: '/staff/usage' },
      { route: '/staff/usage', path: '/staff/usage?view=corrections&q=nothing-is-called-this' },
      { route: '/staff/usage/new', path: '/staff/usage/new' },
      { route: '/staff/usage/:id', path: `/staff/usage/${things.usage}` },
      { route: '/staff/usage/:id', path: `/staff/usage/${NOBODY}`, status: 404 },
      { route: '/staff/meters', path: '/staff/meters' },
      { route: '/staff/meters/new', path: '/staff/meters/new' },
      { route: '/staff/meters/new', path: '/staff/meters/new?customer=nobody' },
      { route: '/staff/meters/:id', path: `/staff/meters/${things.meter}` },
      { route: '/staff/reports/unbilled', path: '/staff/reports/unbilled' },
      { route: '/staff/reports/unbilled', path: '/staff/reports/unbilled?asOf=2026-02-30', status: 422 },
    ],
  },
  {
    name: 'an auditor',
    who: () => ({ kind: 'staff', role: 'auditor' }),
    pages: (things) => [
      { route: '/staff', path: '/staff' },
      { route: '/staff/invoices/:id', path: `/staff/invoices/${things.openInvoice}` },
      { route: '/staff/payments/:id', path: `/staff/payments/${things.applied}` },
      { route: '/staff/payments/new', path: '/staff/payments/new', status: 403 },
    ],
  },
];

export const companyName = () => oneValue<string>('select name from company');
