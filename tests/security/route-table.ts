import { mayPortal, mayStaff, type Permission, type PortalPermission } from '#app/modules/auth/types.ts';
import type { Identity } from '#tests/security/identities.ts';

/** What a route answers one identity: a status, and where a redirect leads (its beginning). `in` means the action ran. */
export type Answer = { status: number | 'in'; to?: string };
type Rule = (who: Identity) => Answer;

/** Values for the parts of an address that name a thing; all of them are customer A's. */
export type Sample =
  | 'customer'
  | 'otherCustomer'
  | 'invoice'
  | 'draft'
  | 'payment'
  | 'cheque'
  | 'deposit'
  | 'payout'
  | 'attempt'
  | 'linkAttempt'
  | 'document'
  | 'keptStatement'
  | 'statementRun'
  | 'portfolioPack'
  | 'packFile'
  | 'importFile'
  | 'receivedFile'
  | 'einvoiceProfile'
  | 'usageFile'
  | 'usage'
  | 'meter'
  | 'month'
  | 'approval'
  | 'creditItem'
  | 'openCredit'
  | 'creditUse'
  | 'case'
  | 'contract'
  | 'paper'
  | 'secondPaper'
  | 'writeOff'
  | 'transfer'
  | 'openingItem'
  | 'refund'
  | 'product'
  | 'priceList'
  | 'billingRun'
  | 'runDraft'
  | 'linkToken'
  | 'signInToken'
  | 'setting'
  | 'sending'
  | 'evidence'
  | 'inboundMail'
  | 'bankImport'
  | 'bankStatement'
  | 'bankLine'
  | 'unidentifiedReceipt'
  | 'remittance'
  | 'inboundFile'
  | 'printBatch'
  | 'contact'
  | 'person'
  | 'ask'
  | 'plan'
  | 'planAskKey'
  | 'dispute'
  | 'disputeFile'
  | 'disputeAskKey'
  | 'linkDispute'
  | 'linkDisputeAskKey'
  | 'handoverToken'
  | 'helpSlug'
  | 'logo';

export type RouteRow = {
  /** As in app/routes.ts, with a leading slash. */
  path: string;
  params?: Readonly<Record<string, Sample>>;
  get: Rule;
  /** Shown inside a page of ours and nowhere else: sandboxed, without script, with a style of its own. */
  framed?: true;
  /** Present exactly where the route has an action. The form sent is empty unless `form` says otherwise. */
  post?: Rule;
  form?: Readonly<Record<string, string>>;
};

const all =
  (status: number, to?: string): Rule =>
  () => ({ status, to });

/** Staff with the permission; others sign in, give the second factor, or are told 403. */
const staff =
  (permission: Permission, allowed: Answer = { status: 200 }): Rule =>
  (who) => {
    if (who.kind === 'staff') return mayStaff(who.role, permission) ? allowed : { status: 403 };
    if (who.kind === 'second factor pending') return { status: 302, to: '/staff/sign-in/code' };
    return { status: 302, to: '/staff/sign-in' };
  };

/** A pack is its collector's and of who manages people; to others of the desk there is none. */
const packRule: Rule = (who) => {
  const isOther = who.kind === 'staff' && mayStaff(who.role, 'desk.read') && !mayStaff(who.role, 'people.write');
  return isOther ? { status: 404 } : staff('people.write')(who);
};

/** What a partner sees too: lists of assigned customers, and 404 for the things of any other. */
const account =
  (of?: 'a', allowed: Answer = { status: 200 }): Rule =>
  (who) =>
    of && who.kind === 'staff' && who.role === 'partner' ? { status: 404 } : staff('accounts.read', allowed)(who);

/** Users of a customer with the permission; customer B meets 404 where the address names a thing of customer A. */
const portal =
  (permission: PortalPermission, { of, allowed = { status: 200 } }: { of?: 'a'; allowed?: Answer } = {}): Rule =>
  (who) => {
    if (who.kind !== 'portal') return { status: 302, to: '/sign-in' };
    if (!mayPortal(who.role, permission)) return { status: 403 };
    return of && who.customer !== of ? { status: 404 } : allowed;
  };

/** Whoever holds the link, and nobody for being signed in. The others present a link that is none. */
const link =
  (allowed: Answer = { status: 200 }): Rule =>
  (who) =>
    who.kind === 'link holder' ? allowed : { status: 302, to: '/i/' };

const ran: Answer = { status: 'in' };
const staffIn = (permission: Permission): Rule => staff(permission, ran);
const portalIn = (permission: PortalPermission, of?: 'a'): Rule => portal(permission, { of, allowed: ran });

/** The second step is for who gave the password; others are sent where they belong. */
const waiting =
  (allowed: Answer): Rule =>
  (who) => {
    if (who.kind === 'second factor pending') return allowed;
    return { status: 302, to: who.kind === 'staff' ? '/staff' : '/staff/sign-in' };
  };

/** Every route there is. The test fails for a route that is not here and for a row without a route. */
export const ROUTE_TABLE: readonly RouteRow[] = [
  { path: '/logo', get: all(404) },
  { path: '/preferences', get: all(302, '/'), post: all(302, '/') },
  {
    path: '/sign-in',
    get: (who) => (who.kind === 'portal' ? { status: 302, to: '/' } : { status: 200 }),
    // The page is loaded again after a form with errors, and whoever is in is sent on.
    post: (who) => (who.kind === 'portal' ? { status: 302, to: '/' } : { status: 422 }),
  },
  { path: '/sign-in/code', get: all(302, '/sign-in'), post: all(302, '/sign-in') },
  { path: '/l/:token', params: { token: 'signInToken' }, get: all(410), post: all(410) },
  { path: '/help', get: all(200) },
  { path: '/help/:slug', params: { slug: 'helpSlug' }, get: all(200) },
  { path: '/staff/settings/help', get: staff('desk.read') },
  {
    path: '/staff/settings/help/:slug',
    params: { slug: 'helpSlug' },
    get: staff('desk.read'),
    post: staffIn('settings.write'),
  },
  { path: '/join', get: all(200), post: all(422) },
  { path: '/join/:token', params: { token: 'signInToken' }, get: all(410), post: all(410) },
  { path: '/mail-choices/:token', params: { token: 'signInToken' }, get: all(404), post: all(404) },
  {
    path: '/i/:token/renew',
    params: { token: 'linkToken' },
    get: (who) => (who.kind === 'link holder' ? { status: 302, to: '/i/' } : { status: 200 }),
    post: (who) => (who.kind === 'link holder' ? { status: 302, to: '/i/' } : { status: 200 }),
  },
  {
    path: '/staff/sign-in',
    get: (who) => (who.kind === 'staff' ? { status: 302, to: '/staff' } : { status: 200 }),
    post: (who) => (who.kind === 'staff' ? { status: 302, to: '/staff' } : { status: 422 }),
  },
  {
    path: '/staff/sign-in/code',
    get: waiting({ status: 200 }),
    post: waiting({ status: 422 }),
  },
  {
    path: '/staff/sign-in/enrol',
    get: waiting({ status: 302, to: '/staff/sign-in/code' }),
    post: waiting({ status: 302, to: '/staff/sign-in/code' }),
  },
  { path: '/sign-out', get: all(302, '/sign-in'), post: (who) => ({ status: 302, to: signOutTo(who) }) },
  {
    path: '/switch-customer',
    get: portal('view', { allowed: { status: 302, to: '/' } }),
    post: portal('view', { allowed: { status: 404 } }),
  },
  { path: '/account', get: portal('view'), post: portalIn('view') },
  { path: '/account/mails', get: portal('view'), post: portalIn('view') },
  { path: '/account/people', get: portal('view'), post: portalIn('people') },
  {
    path: '/account/people/:id',
    params: { id: 'person' },
    get: portal('people', { of: 'a' }),
    post: portalIn('people', 'a'),
  },
  { path: '/account/data.json', get: portal('view') },
  { path: '/asks', get: portal('pay') },
  { path: '/asks/:id', params: { id: 'ask' }, get: portal('pay', { of: 'a' }), post: portalIn('pay', 'a') },
  // Nobody of the two customers has a right over a group.
  { path: '/group', get: portal('view', { allowed: { status: 404 } }) },
  {
    path: '/staff/customers/:id/people',
    params: { id: 'customer' },
    get: staff('desk.read'),
    post: staffIn('customers.write'),
  },
  {
    path: '/account/sessions',
    get: portal('view'),
    post: portal('view', { allowed: { status: 302, to: '/account' } }),
  },
  {
    path: '/staff/account',
    get: staff('accounts.read'),
    post: staff('accounts.read', { status: 302, to: '/staff/account' }),
  },

  { path: '/webhooks/stripe', get: all(405), post: all(400) },
  { path: '/webhooks/resend', get: all(405), post: all(400) },
  {
    path: '/webhooks/unsubscribe/:token',
    params: { token: 'signInToken' },
    get: () => ({ status: 302, to: '/mail-choices/' }),
    post: all(404),
  },

  {
    path: '/staff',
    // The work lists are ours: a partner begins with its customers.
    get: (who) =>
      who.kind === 'staff' && who.role === 'partner'
        ? { status: 302, to: '/staff/customers' }
        : staff('desk.read')(who),
  },
  { path: '/staff/customers', get: account() },
  { path: '/staff/customers.csv', get: account() },
  { path: '/staff/customers/new', get: staff('customers.write'), post: staffIn('customers.write') },
  {
    path: '/staff/customers/:id',
    params: { id: 'customer' },
    get: account('a'),
    post: staffIn('customers.write'),
  },
  {
    path: '/staff/customers/:id/edit',
    params: { id: 'customer' },
    get: staff('customers.write'),
    post: staffIn('customers.write'),
  },
  { path: '/staff/invoices', get: account() },
  { path: '/staff/invoices.csv', get: account() },
  { path: '/staff/invoices/new', get: staff('invoices.write'), post: staffIn('invoices.write') },
  { path: '/staff/invoices/:id', params: { id: 'invoice' }, get: account('a'), post: staffIn('messages.send') },
  {
    path: '/staff/invoices/:id/einvoices',
    params: { id: 'invoice' },
    get: staff('desk.read'),
    post: staffIn('messages.send'),
  },
  { path: '/staff/invoices/received', get: staff('invoices.write'), post: staffIn('invoices.write') },
  {
    path: '/staff/invoices/received/:id',
    params: { id: 'receivedFile' },
    get: staff('invoices.write'),
    post: staffIn('invoices.write'),
  },
  {
    // Its form takes the right to fetch e-invoices away: of a customer nobody asks about.
    path: '/staff/customers/:id/einvoices',
    params: { id: 'otherCustomer' },
    get: staff('customers.write'),
    post: staffIn('customers.write'),
  },
  { path: '/staff/settings/einvoices', get: staff('desk.read'), post: staffIn('settings.write') },
  {
    path: '/staff/invoices/:id/einvoices/:profile',
    params: { id: 'invoice', profile: 'einvoiceProfile' },
    get: staff('desk.read'),
  },
  { path: '/staff/invoices/:id/pdf', params: { id: 'invoice' }, get: account('a') },
  {
    path: '/staff/invoices/:id/credit',
    params: { id: 'invoice' },
    get: staff('waivers.request'),
    post: staffIn('waivers.request'),
  },
  {
    path: '/staff/invoices/:id/rebill',
    params: { id: 'invoice' },
    get: staff('invoices.write'),
    post: staffIn('invoices.write'),
  },
  { path: '/staff/invoices/:id/lines.csv', params: { id: 'invoice' }, get: account('a') },
  // Without a customer or an invoice in the address there is nobody to bill.
  {
    path: '/staff/debit-notes/new',
    get: staff('debits.issue', { status: 404 }),
    post: staff('debits.issue', { status: 404 }),
  },
  {
    path: '/staff/credits/:itemId/apply',
    params: { itemId: 'creditItem' },
    get: staff('cash.apply'),
    post: staffIn('cash.apply'),
  },
  {
    path: '/staff/credits/:itemId/transfer',
    params: { itemId: 'openCredit' },
    get: staff('cash.apply'),
    post: staffIn('cash.apply'),
  },
  {
    path: '/staff/credits/:itemId/convert',
    params: { itemId: 'openCredit' },
    get: staff('cash.apply'),
    post: staffIn('cash.apply'),
  },
  { path: '/staff/adjustments', get: staff('desk.read') },
  { path: '/staff/adjustments.csv', get: staff('desk.read') },
  { path: '/staff/write-offs', get: staff('desk.read') },
  { path: '/staff/write-offs.csv', get: staff('desk.read') },
  { path: '/staff/transfers/:id', params: { id: 'transfer' }, get: staff('desk.read') },
  { path: '/staff/opening-items/:id', params: { id: 'openingItem' }, get: staff('desk.read') },
  {
    path: '/staff/items/:itemId',
    params: { itemId: 'openCredit' },
    get: staff('desk.read', { status: 302, to: '/staff/' }),
  },
  // Without an item in the address there is nothing to give up or give back.
  {
    path: '/staff/write-offs/new',
    get: staff('write-offs.request', { status: 404 }),
    post: staff('write-offs.request', { status: 404 }),
  },
  { path: '/staff/write-offs/small', get: staff('write-offs.request'), post: staffIn('write-offs.request') },
  {
    path: '/staff/write-offs/:id',
    params: { id: 'writeOff' },
    get: staff('desk.read'),
    post: staffIn('write-offs.request'),
  },
  {
    path: '/staff/refunds/new',
    get: staff('refunds.request', { status: 404 }),
    post: staff('refunds.request', { status: 404 }),
  },
  { path: '/staff/refunds/batches', get: staff('refunds.request'), post: staffIn('refunds.request') },
  // No file has the id of a refund.
  {
    path: '/staff/refunds/batches/:id/file',
    params: { id: 'refund' },
    get: staff('refunds.request', { status: 404 }),
  },
  { path: '/staff/refunds/:id', params: { id: 'refund' }, get: staff('desk.read'), post: staffIn('refunds.request') },
  { path: '/staff/reports/tax', get: staff('desk.read') },
  { path: '/staff/reports/tax.csv', get: staff('desk.read') },
  { path: '/staff/reports/unbilled', get: staff('desk.read') },
  { path: '/staff/reports/unbilled.csv', get: staff('desk.read') },
  { path: '/staff/reports/deferred', get: staff('desk.read') },
  { path: '/staff/reports/allowance', get: staff('desk.read'), post: staffIn('periods.lock') },
  { path: '/staff/reports/deferred.csv', get: staff('desk.read') },
  { path: '/staff/reports/dollar-days', get: staff('desk.read') },
  { path: '/staff/reports/dollar-days.csv', get: staff('desk.read') },
  { path: '/staff/reports/disputes', get: staff('desk.read') },
  { path: '/staff/reports/disputes.csv', get: staff('desk.read') },
  { path: '/staff/settings/dispute-causes', get: staff('desk.read'), post: staffIn('disputes.set-up') },
  { path: '/staff/bank', get: staff('desk.read') },
  { path: '/staff/bank/import', get: staff('bank.import'), post: staffIn('bank.import') },
  {
    path: '/staff/bank/imports/:id',
    params: { id: 'bankImport' },
    get: staff('desk.read'),
    post: staffIn('bank.import'),
  },
  {
    path: '/staff/bank/imports/:id/ours',
    params: { id: 'bankImport' },
    get: all(405),
    post: staffIn('bank.set-up'),
  },
  { path: '/staff/bank/imports/:id/left-out.csv', params: { id: 'bankImport' }, get: staff('desk.read') },
  { path: '/staff/bank/rules', get: staff('desk.read'), post: staffIn('bank.match') },
  { path: '/staff/bank/:id', params: { id: 'bankStatement' }, get: staff('desk.read') },
  { path: '/staff/bank/:id/proof.pdf', params: { id: 'bankStatement' }, get: staff('desk.read') },
  { path: '/staff/bank/:id/open-lines.csv', params: { id: 'bankStatement' }, get: staff('desk.read') },
  {
    path: '/staff/bank/lines/:id',
    params: { id: 'bankLine' },
    get: staff('desk.read'),
    post: staffIn('bank.match'),
  },
  { path: '/staff/bank/unidentified', get: staff('desk.read') },
  {
    path: '/staff/bank/unidentified/:id',
    params: { id: 'unidentifiedReceipt' },
    get: staff('desk.read'),
    post: staffIn('bank.match'),
  },
  {
    path: '/staff/bank/:id/match',
    params: { id: 'bankStatement' },
    get: staff('desk.read'),
    post: staffIn('bank.match'),
  },
  {
    path: '/staff/disputes/:id/lesson',
    params: { id: 'dispute' },
    get: staff('desk.read'),
    post: staffIn('disputes.work'),
  },
  {
    path: '/staff/invoices/drafts/:id',
    params: { id: 'draft' },
    get: staff('invoices.write'),
    post: staffIn('invoices.write'),
  },
  { path: '/staff/invoices/drafts/:id/preview', params: { id: 'draft' }, get: staff('invoices.write') },
  {
    path: '/staff/cheques/:id/photos',
    params: { id: 'cheque' },
    get: staff('desk.read'),
    post: staffIn('payments.record'),
  },
  { path: '/staff/cheques', get: staff('desk.read') },
  { path: '/staff/cheques.csv', get: staff('desk.read') },
  { path: '/staff/cheques/new', get: staff('payments.record'), post: staffIn('payments.record') },
  { path: '/staff/cheques/holidays', get: staff('settings.write'), post: staffIn('settings.write') },
  { path: '/staff/cheques/:id', params: { id: 'cheque' }, get: staff('desk.read'), post: staffIn('payments.record') },
  { path: '/staff/cheques/:id/receipt.pdf', params: { id: 'cheque' }, get: staff('desk.read') },
  { path: '/staff/payouts', get: staff('desk.read'), post: staffIn('payments.record') },
  { path: '/staff/payouts/:id', params: { id: 'payout' }, get: staff('desk.read') },
  { path: '/staff/payouts/:id/parts.csv', params: { id: 'payout' }, get: staff('desk.read') },
  { path: '/staff/deposits', get: staff('desk.read') },
  { path: '/staff/deposits/new', get: staff('payments.record'), post: staffIn('payments.record') },
  { path: '/staff/deposits/:id', params: { id: 'deposit' }, get: staff('desk.read'), post: staffIn('payments.record') },
  { path: '/staff/deposits/:id/slip.pdf', params: { id: 'deposit' }, get: staff('desk.read') },
  { path: '/staff/deductions', get: staff('desk.read') },
  { path: '/staff/certificates', get: staff('desk.read') },
  { path: '/staff/certificates.csv', get: staff('desk.read') },
  { path: '/staff/cases/:id', params: { id: 'case' }, get: staff('desk.read'), post: staffIn('cases.decide') },
  { path: '/staff/payments', get: account() },
  { path: '/staff/payments.csv', get: account() },
  { path: '/staff/payments/attention', get: staff('desk.read'), post: staffIn('refunds.request') },
  { path: '/staff/payments/new', get: staff('payments.record'), post: staffIn('payments.record') },
  { path: '/staff/payments/:id', params: { id: 'payment' }, get: account('a'), post: staffIn('cash.apply') },
  {
    path: '/staff/payments/:id/apply',
    params: { id: 'payment' },
    get: staff('cash.apply'),
    post: staffIn('cash.apply'),
  },
  { path: '/staff/proof', get: staff('desk.read'), post: staffIn('periods.lock') },
  { path: '/staff/periods', get: staff('desk.read') },
  { path: '/staff/periods/late', get: staff('desk.read') },
  {
    path: '/staff/periods/:month/close',
    params: { month: 'month' },
    get: staff('periods.lock'),
    post: staffIn('periods.lock'),
  },
  {
    path: '/staff/periods/:month/reopen',
    params: { month: 'month' },
    get: staff('periods.reopen'),
    post: staffIn('periods.reopen'),
  },
  { path: '/staff/search', get: account() },
  { path: '/staff/approvals', get: staff('desk.read'), post: staffIn('approvals.decide') },
  {
    path: '/staff/invoices/drafts/:id/typed',
    params: { id: 'draft' },
    get: staff('invoices.write', { status: 302, to: '/staff/invoices/drafts/' }),
    post: staffIn('invoices.write'),
  },
  {
    path: '/staff/approvals/:id/withdraw',
    params: { id: 'approval' },
    get: staff('approvals.ask', { status: 302, to: '/staff/approvals' }),
    post: staffIn('approvals.ask'),
  },
  { path: '/staff/settings', get: staff('desk.read') },
  { path: '/staff/settings/delivery', get: staff('desk.read'), post: staffIn('settings.write') },
  {
    path: '/staff/customers/:id/delivery',
    params: { id: 'customer' },
    get: staff('desk.read'),
    post: staffIn('customers.write'),
  },
  {
    path: '/staff/customers/:id/contacts/:contactId',
    params: { id: 'customer', contactId: 'contact' },
    get: staff('customers.write'),
    post: staffIn('customers.write'),
  },
  { path: '/staff/delivery', get: staff('desk.read'), post: staffIn('messages.send') },
  { path: '/staff/deliveries/:id', params: { id: 'sending' }, get: staff('desk.read'), post: staffIn('messages.send') },
  {
    path: '/staff/customers/:id/notes',
    params: { id: 'customer' },
    get: staff('timeline.write'),
    post: staffIn('timeline.write'),
  },
  { path: '/staff/inbox', get: staff('desk.read'), post: staffIn('timeline.write') },
  {
    path: '/staff/inbox/:id',
    params: { id: 'inboundMail' },
    get: staff('desk.read'),
    post: staffIn('timeline.write'),
  },
  { path: '/staff/remittances', get: staff('desk.read'), post: staffIn('bank.match') },
  {
    path: '/staff/remittances/:id',
    params: { id: 'remittance' },
    get: staff('desk.read'),
    post: staffIn('bank.match'),
  },
  {
    path: '/staff/inbox/:id/files/:fileNo',
    params: { id: 'inboundMail', fileNo: 'inboundFile' },
    get: staff('desk.read'),
  },
  {
    path: '/staff/deliveries/:id/evidence/:evidenceId',
    params: { id: 'sending', evidenceId: 'evidence' },
    get: staff('desk.read'),
  },
  { path: '/staff/print-batches/:id', params: { id: 'printBatch' }, get: staff('desk.read') },
  { path: '/staff/settings/sample.pdf', get: staff('desk.read') },
  {
    path: '/staff/settings/company/:what',
    params: { what: 'setting' },
    get: staff('desk.read'),
    post: staffIn('settings.write'),
  },
  {
    path: '/staff/settings/company/:what/sample.pdf',
    params: { what: 'setting' },
    get: all(405),
    post: staffIn('settings.write'),
  },
  { path: '/staff/settings/logo/:sha256', params: { sha256: 'logo' }, get: staff('desk.read') },
  { path: '/staff/customer-requests', get: staff('desk.read'), post: staffIn('customers.write') },
  { path: '/staff/settings/taxes/new', get: staff('settings.write'), post: staffIn('settings.write') },
  { path: '/staff/settings/people', get: staff('desk.read'), post: staffIn('people.write') },
  { path: '/staff/settings/company-bank', get: staff('desk.read'), post: staffIn('bank-details.request') },
  {
    path: '/staff/customers/:id/bank',
    params: { id: 'customer' },
    get: account('a'),
    post: staffIn('bank-details.request'),
  },
  { path: '/staff/settings/roles', get: staff('desk.read') },
  { path: '/staff/settings/approval-limits', get: staff('desk.read'), post: staffIn('settings.write') },
  { path: '/staff/settings/mail', get: staff('desk.read') },
  { path: '/staff/portfolio', get: staff('desk.read') },
  { path: '/staff/portfolio/assign', get: staff('customers.write'), post: staffIn('customers.write') },
  { path: '/staff/portfolio/:id/:what', params: { id: 'portfolioPack', what: 'packFile' }, get: packRule },
  { path: '/staff/settings/mail/part.html', get: staff('desk.read'), framed: true },
  { path: '/staff/statements', get: staff('desk.read'), post: staffIn('messages.send') },
  { path: '/staff/statements/schedules', get: staff('settings.write'), post: staffIn('settings.write') },
  {
    path: '/staff/statements/:id',
    params: { id: 'statementRun' },
    get: staff('desk.read'),
    post: staffIn('messages.send'),
  },
  { path: '/staff/runs', get: staff('desk.read'), post: staffIn('runs.prepare') },
  { path: '/staff/runs/new', get: staff('runs.prepare'), post: staffIn('runs.prepare') },
  { path: '/staff/runs/:id', params: { id: 'billingRun' }, get: staff('desk.read'), post: staffIn('runs.prepare') },
  { path: '/staff/runs/:id/drafts', params: { id: 'billingRun' }, get: staff('desk.read') },
  { path: '/staff/runs/:id/drafts.csv', params: { id: 'billingRun' }, get: staff('desk.read') },
  {
    path: '/staff/runs/:id/drafts/:draftId',
    params: { id: 'billingRun', draftId: 'runDraft' },
    get: staff('desk.read'),
  },
  {
    path: '/staff/runs/:id/drafts/:draftId/sample.pdf',
    params: { id: 'billingRun', draftId: 'runDraft' },
    get: staff('desk.read'),
  },
  { path: '/staff/settings/issue-rules', get: staff('desk.read'), post: staffIn('runs.review') },
  { path: '/staff/settings/delegation', get: staff('desk.read'), post: staffIn('approvals.decide') },
  { path: '/staff/contracts', get: staff('desk.read') },
  { path: '/staff/contracts/new', get: staff('contracts.write'), post: staffIn('contracts.write') },
  {
    path: '/staff/contracts/:id',
    params: { id: 'contract' },
    get: staff('desk.read'),
    post: staffIn('contracts.write'),
  },
  {
    path: '/staff/contracts/:id/change',
    params: { id: 'contract' },
    get: staff('contracts.write'),
    post: staffIn('contracts.write'),
  },
  {
    path: '/staff/contracts/:id/files',
    params: { id: 'contract' },
    get: staff('contracts.write'),
    post: staffIn('contracts.write'),
  },
  {
    path: '/staff/contracts/:id/files/:fileId',
    params: { id: 'contract', fileId: 'secondPaper' },
    get: staff('desk.read'),
    post: staffIn('contracts.write'),
  },
  { path: '/staff/disputes', get: staff('desk.read'), post: staffIn('disputes.work') },
  {
    path: '/staff/disputes/new',
    get: staff('disputes.work', { status: 302, to: '/staff/customers' }),
    post: staffIn('disputes.work'),
  },
  {
    path: '/staff/disputes/:id',
    params: { id: 'dispute' },
    get: staff('desk.read'),
    post: staffIn('disputes.work'),
  },
  {
    path: '/staff/disputes/:id/files/:fileId',
    params: { id: 'dispute', fileId: 'disputeFile' },
    get: staff('desk.read'),
  },
  { path: '/staff/customers/:id/disputes', params: { id: 'customer' }, get: staff('desk.read') },
  { path: '/staff/settings/disputes', get: staff('desk.read'), post: staffIn('disputes.set-up') },
  { path: '/staff/settings/answers', get: staff('desk.read'), post: staffIn('disputes.set-up') },
  { path: '/h/:token', params: { token: 'handoverToken' }, get: all(200), post: all(422) },
  {
    path: '/h/:token/files/:fileId',
    params: { token: 'handoverToken', fileId: 'disputeFile' },
    get: all(200),
  },
  { path: '/staff/plans', get: staff('desk.read') },
  {
    path: '/staff/plans/:id',
    params: { id: 'plan' },
    get: staff('desk.read'),
    post: staffIn('holds.write'),
  },
  { path: '/staff/settings/plans', get: staff('desk.read'), post: staffIn('settings.write') },
  { path: '/staff/autopay', get: staff('desk.read'), post: staffIn('holds.write') },
  { path: '/staff/settings/autopay', get: staff('desk.read'), post: staffIn('settings.write') },
  {
    path: '/staff/customers/:id/autopay',
    params: { id: 'customer' },
    get: staff('desk.read'),
    post: staffIn('customers.write'),
  },
  {
    path: '/staff/customers/:id/contracts',
    params: { id: 'customer' },
    get: staff('desk.read'),
    post: staffIn('contracts.write'),
  },
  {
    path: '/staff/customers/:id/promises',
    params: { id: 'customer' },
    get: staff('desk.read'),
    post: staffIn('promises.write'),
  },
  { path: '/staff/promises', get: staff('desk.read'), post: staffIn('promises.write') },
  { path: '/staff/reminders', get: staff('desk.read'), post: staffIn('promises.write') },
  { path: '/staff/reminders/policy', get: staff('desk.read'), post: staffIn('settings.write') },
  { path: '/staff/products', get: staff('desk.read') },
  { path: '/staff/products/new', get: staff('catalog.write'), post: staffIn('catalog.write') },
  { path: '/staff/products/:id', params: { id: 'product' }, get: staff('desk.read'), post: staffIn('catalog.write') },
  { path: '/staff/price-lists', get: staff('desk.read'), post: staffIn('catalog.write') },
  { path: '/staff/price-lists/new', get: staff('catalog.write'), post: staffIn('catalog.write') },
  { path: '/staff/price-lists/:id', params: { id: 'priceList' }, get: staff('desk.read') },
  {
    path: '/staff/price-lists/:id/edit',
    params: { id: 'priceList' },
    get: staff('catalog.write'),
    post: staffIn('catalog.write'),
  },
  {
    path: '/staff/price-lists/:id/prices/:productId',
    params: { id: 'priceList', productId: 'product' },
    get: staff('desk.read'),
    post: staffIn('catalog.write'),
  },
  { path: '/staff/currencies', get: staff('desk.read'), post: staffIn('periods.lock') },
  { path: '/staff/import', get: staff('imports.run'), post: staffIn('imports.run') },
  {
    path: '/staff/import/:id',
    params: { id: 'importFile' },
    get: staff('imports.run'),
    post: staffIn('imports.run'),
  },
  {
    path: '/staff/import/:id/columns',
    params: { id: 'usageFile' },
    get: staff('usage.write'),
    post: staffIn('usage.write'),
  },
  { path: '/staff/completeness', get: staff('desk.read'), post: staffIn('runs.prepare') },
  { path: '/staff/usage', get: staff('desk.read') },
  { path: '/staff/usage/new', get: staff('usage.write'), post: staffIn('usage.write') },
  { path: '/staff/usage/:id', params: { id: 'usage' }, get: staff('desk.read'), post: staffIn('usage.write') },
  { path: '/staff/meters', get: staff('desk.read') },
  { path: '/staff/meters/new', get: staff('usage.write'), post: staffIn('usage.write') },
  { path: '/staff/meters/:id', params: { id: 'meter' }, get: staff('desk.read'), post: staffIn('usage.write') },
  { path: '/staff/documents/:id', params: { id: 'document' }, get: account('a') },

  { path: '/', get: portal('view') },
  { path: '/invoices', get: portal('view') },
  { path: '/invoices/:id', params: { id: 'invoice' }, get: portal('view', { of: 'a' }) },
  { path: '/pay', get: portal('pay'), post: portalIn('pay') },
  {
    path: '/pay/attempts/:attemptId',
    params: { attemptId: 'attempt' },
    get: portal('view', { of: 'a' }),
    post: portalIn('pay', 'a'),
  },
  { path: '/payments', get: portal('view') },
  { path: '/payments/:id', params: { id: 'payment' }, get: portal('view', { of: 'a' }) },
  { path: '/credit-uses/:useId', params: { useId: 'creditUse' }, get: portal('view', { of: 'a' }) },
  {
    path: '/invoices/:id/paid',
    params: { id: 'invoice' },
    get: portal('view', { of: 'a' }),
    post: portalIn('pay', 'a'),
  },
  { path: '/promises/new', get: portal('pay'), post: portalIn('pay') },
  { path: '/credits/:id', params: { id: 'openCredit' }, get: portal('pay', { of: 'a' }), post: portalIn('pay', 'a') },
  { path: '/details', get: portal('view'), post: portalIn('pay') },
  { path: '/plans', get: portal('view') },
  { path: '/plans/new', get: portal('pay'), post: portalIn('pay') },
  {
    path: '/plans/asked/:key',
    params: { key: 'planAskKey' },
    get: portal('view', { of: 'a' }),
  },
  { path: '/plans/:id', params: { id: 'plan' }, get: portal('view', { of: 'a' }), post: portalIn('pay', 'a') },
  { path: '/files/plans/:id/agreement.pdf', params: { id: 'plan' }, get: portal('view', { of: 'a' }) },
  { path: '/files/plans/:id/dates.ics', params: { id: 'plan' }, get: portal('view', { of: 'a' }) },
  { path: '/disputes', get: portal('view') },
  { path: '/disputes/new', get: portal('pay'), post: portalIn('pay') },
  { path: '/disputes/asked/:key', params: { key: 'disputeAskKey' }, get: portal('view', { of: 'a' }) },
  { path: '/disputes/:id', params: { id: 'dispute' }, get: portal('view', { of: 'a' }), post: portalIn('pay', 'a') },
  { path: '/files/disputes/:id', params: { id: 'disputeFile' }, get: portal('view', { of: 'a' }) },
  { path: '/autopay', get: portal('view'), post: portalIn('pay') },
  {
    path: '/details/contacts/:id',
    params: { id: 'contact' },
    get: portal('pay', { of: 'a' }),
    post: portalIn('pay', 'a'),
  },
  { path: '/statements', get: portal('view') },
  // Without a seal, or a figure, in the address there is nothing to show.
  { path: '/statements/changes', get: portal('view', { allowed: { status: 404 } }) },
  { path: '/postings', get: portal('view', { allowed: { status: 404 } }) },
  { path: '/contracts', get: portal('view') },
  { path: '/files/contracts/:id', params: { id: 'paper' }, get: portal('view', { of: 'a' }) },
  { path: '/files/statements/:id.pdf', params: { id: 'keptStatement' }, get: portal('view', { of: 'a' }) },

  { path: '/i/:token', params: { token: 'linkToken' }, get: link() },
  { path: '/i/:token/paid', params: { token: 'linkToken' }, get: link(), post: link(ran) },
  { path: '/i/:token/disputes/new', params: { token: 'linkToken' }, get: link(), post: link(ran) },
  {
    path: '/i/:token/disputes/asked/:key',
    params: { token: 'linkToken', key: 'linkDisputeAskKey' },
    get: link(),
  },
  { path: '/i/:token/disputes/:id', params: { token: 'linkToken', id: 'linkDispute' }, get: link() },
  { path: '/i/:token/pay', params: { token: 'linkToken' }, get: link(), post: link(ran) },
  {
    path: '/i/:token/pay/attempts/:attemptId',
    params: { token: 'linkToken', attemptId: 'linkAttempt' },
    get: link(),
    post: link(ran),
  },
  { path: '/i/:token/invoices/:id/pdf', params: { token: 'linkToken', id: 'invoice' }, get: link() },

  { path: '/files/invoices.csv', get: portal('view') },
  { path: '/files/payments.csv', get: portal('view') },
  { path: '/files/statement.csv', get: portal('view') },
  { path: '/files/statement.pdf', get: portal('view') },
  {
    path: '/files/invoices/:id/einvoice/:profile',
    params: { id: 'invoice', profile: 'einvoiceProfile' },
    get: portal('view', { of: 'a' }),
  },
  { path: '/files/invoices/:id.pdf', params: { id: 'invoice' }, get: portal('view', { of: 'a' }) },
  { path: '/files/invoices/:id.csv', params: { id: 'invoice' }, get: portal('view', { of: 'a' }) },
  { path: '/files/receipts/:id.pdf', params: { id: 'payment' }, get: portal('view', { of: 'a' }) },
  {
    path: '/staff/customers/:id/statement',
    params: { id: 'customer' },
    get: account('a'),
    post: staffIn('messages.send'),
  },
  {
    path: '/staff/customers/:id/statement/changes',
    params: { id: 'customer' },
    get: staff('accounts.read', { status: 404 }),
  },
  { path: '/staff/reports', get: staff('desk.read') },
  { path: '/staff/reports/ageing', get: staff('desk.read') },
  { path: '/staff/reports/ageing.csv', get: staff('desk.read') },
  { path: '/staff/reports/trial-balance', get: staff('desk.read') },
  { path: '/staff/reports/trial-balance.csv', get: staff('desk.read') },
  { path: '/staff/postings', get: staff('accounts.read', { status: 404 }) },
  { path: '/staff/customers/:id/statement.pdf', params: { id: 'customer' }, get: account('a') },
  { path: '/staff/customers/:id/statement.csv', params: { id: 'customer' }, get: account('a') },

  { path: '/*', get: all(404), post: all(404) },
];

function signOutTo(who: Identity): string {
  return who.kind === 'staff' || who.kind === 'second factor pending' || who.kind === 'ended session'
    ? '/staff/sign-in'
    : '/sign-in';
}
