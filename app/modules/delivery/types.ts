import type { PlainDate } from '#app/kernel/plain-date.ts';

export const MESSAGE_KINDS = [
  'invoice',
  'invoices',
  'receipt',
  'statement',
  'reminder',
  'payment_failed',
  'payment_processing',
  'sign_in',
  'refund_sent',
  'refund_paid',
  'refund_failed',
  'cheque_returned',
  'autopay_notice',
  'autopay_failed',
  'method_expiring',
  'plan_agreed',
  'plan_answer',
  'plan_payment',
  'plan_over',
  'dispute_received',
  'dispute_reply',
  'dispute_needs_answer',
  'dispute_decided',
  'dispute_withdrawn',
  /** To a colleague. */
  'portfolio',
  /** To a person asked to act for a customer. */
  'invitation',
  'payment_asked',
  'payment_sent_back',
  /** To a department, with a link it answers from; and to a colleague. */
  'dispute_handover',
  'dispute_work',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/**
 * What a message is before the stop rules. `legal`: a document the law wants delivered; nothing a reader chose hides it.
 * `service`: the answer to what somebody did. `chase`: asks for money; every stop rule holds. `optional`: may be declined.
 */
export type MessageClass = 'legal' | 'service' | 'chase' | 'optional';

/** The one table of what each message is. */
export const MESSAGE_CLASSES: Readonly<Record<MessageKind, MessageClass>> = {
  invoice: 'legal',
  invoices: 'legal',
  receipt: 'service',
  statement: 'optional',
  reminder: 'chase',
  payment_failed: 'service',
  payment_processing: 'service',
  sign_in: 'service',
  refund_sent: 'service',
  refund_paid: 'service',
  refund_failed: 'service',
  cheque_returned: 'service',
  autopay_notice: 'service',
  autopay_failed: 'service',
  method_expiring: 'service',
  plan_agreed: 'service',
  plan_answer: 'service',
  plan_payment: 'service',
  plan_over: 'service',
  dispute_received: 'service',
  dispute_reply: 'service',
  dispute_needs_answer: 'service',
  dispute_decided: 'service',
  dispute_withdrawn: 'service',
  portfolio: 'service',
  invitation: 'service',
  payment_asked: 'service',
  payment_sent_back: 'service',
  dispute_handover: 'service',
  dispute_work: 'service',
};

/**
 * `queued` waits or is being tried again, `sent` the provider has taken it, `delivered` the other side has, `bounced` the
 * other side refused it, `failed` the provider refused it for good, `suppressed` we kept it back; the reason says why.
 */
export type MessageState = 'queued' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed';

/** Ids and short facts only, never a token or a rendered text. */
export type MessageDetails = Readonly<Record<string, string>>;

export type QueueMessageInput = {
  /** One message ever leaves under it: `invoice:<id>:<address>`. */
  readonly sendKey: string;
  readonly kind: MessageKind;
  readonly customerId: string | null;
  readonly invoiceId?: string | null;
  readonly paymentId?: string | null;
  readonly toAddress: string;
  readonly details?: MessageDetails;
  /** Given when it is clear already that nothing may leave; kept for people to read. */
  readonly suppressedBecause?: string;
  /** It leaves so many seconds from now and not earlier: until then it can be called back. */
  readonly afterSeconds?: number;
};

export type Message = {
  readonly id: string;
  readonly sendKey: string;
  readonly kind: MessageKind;
  readonly customerId: string | null;
  readonly invoiceId: string | null;
  readonly paymentId: string | null;
  readonly toAddress: string;
  readonly subject: string;
  readonly state: MessageState;
  readonly stateReason: string;
  readonly providerRef: string | null;
  readonly details: MessageDetails;
  /** The mail as composed, encrypted, while its fate is unknown. */
  readonly sealedMail: { readonly text: string; readonly at: Date } | null;
  readonly notBefore: Date | null;
  readonly queuedAt: Date;
  readonly changedAt: Date;
};

export const DOCUMENT_KINDS = ['invoice', 'credit_note', 'debit_note', 'statement', 'receipt', 'reminder'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export const CHANNELS = ['email', 'portal', 'einvoice', 'supplier_portal', 'post', 'hand'] as const;
export type Channel = (typeof CHANNELS)[number];
export const CONTACT_ROLES = ['accounts_payable', 'purchasing', 'site', 'management'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** How one kind of document goes out. `toRoles` empty: to the contacts who are ticked for it. */
export type DeliveryChoice = {
  readonly channel: Channel;
  readonly toRoles: readonly ContactRole[];
  /** With the file, and not with the link alone. */
  readonly attaches: boolean;
  /** `day`: what goes out on one day comes in one mail. */
  readonly gathers: 'each' | 'day';
  readonly einvoiceProfile: string;
};

/**
 * `waiting` to be sent or done, `printed` on paper, `sent` or posted, `submitted` to the customer's portal, `delivered`,
 * `rejected` and to be done again, `failed` for good, `withdrawn` before it left.
 */
export type DeliveryState =
  | 'waiting'
  | 'printed'
  | 'sent'
  | 'submitted'
  | 'delivered'
  | 'rejected'
  | 'failed'
  | 'withdrawn';

/** What a sending is of: an issued document, or a stored file such as a statement. */
export type DeliveryAbout = { readonly invoiceId: string } | { readonly documentId: string };

export type Delivery = {
  readonly id: string;
  readonly customerId: string;
  readonly documentKind: DocumentKind;
  readonly invoiceId: string | null;
  readonly documentId: string | null;
  readonly channel: Channel;
  readonly state: DeliveryState;
  readonly attaches: boolean;
  readonly gathers: 'each' | 'day';
  readonly einvoiceProfile: string;
  readonly notBefore: Date | null;
  readonly assignedName: string;
  readonly route: string;
  readonly orderedAt: Date;
  readonly orderedByName: string;
};

export type DeliveryEventKind =
  | 'ordered'
  | 'held'
  | 'withdrawn'
  | 'suppressed'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'failed'
  | 'opened'
  | 'shown'
  | 'printed'
  | 'reprinted'
  | 'posted'
  | 'assigned'
  | 'handed_over'
  | 'not_handed_over'
  | 'submitted'
  | 'accepted'
  | 'rejected'
  | 'paid_on'
  | 'retried';

/** One thing that happened to a document on its way, whoever told us. */
export type TimelineEntry = {
  readonly key: string;
  readonly at: Date;
  readonly kind: DeliveryEventKind | 'viewed' | 'queued';
  readonly channel: Channel | null;
  readonly deliveryId: string | null;
  /** Whom the mail went to. */
  readonly toAddress: string;
  readonly byName: string;
  /** Who received it by hand, was given it to carry, or looked at it. */
  readonly person: string;
  readonly reference: string;
  readonly reason: string;
  readonly paidOn: PlainDate | null;
  readonly evidence: { readonly id: string; readonly fileName: string } | null;
};

/** A step as far as the customer sees it. `person` received it by hand. */
export type CustomerStep = {
  readonly key: string;
  readonly at: Date;
  readonly kind: DeliveryEventKind;
  readonly channel: Channel;
  readonly person: string;
};

/** The queues of what a colleague has to do. */
export const TASK_VIEWS = ['addresses', 'portals', 'post', 'hand'] as const;
export type TaskView = (typeof TASK_VIEWS)[number];

/**
 * `step`: the sending is not where this step could follow; look at it again. `not-found`: no such sending. `left-already`:
 * something of it left. `not-yet`: the time it is said to have happened lies ahead. `before-ordered`: on a day before it was to be done.
 */
export type DeliveryRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'not-yet' | 'before-ordered' }
  | { readonly code: 'step' }
  | { readonly code: 'left-already' };

/** Where a customer wants documents uploaded. `loginOwner` is the colleague who holds the login; no password is kept. */
export type SupplierPortal = {
  readonly name: string;
  readonly address: string;
  readonly requiredFields: readonly string[];
  readonly format: 'pdf' | 'pdf_xml' | 'xml' | 'csv';
  readonly loginOwner: { readonly id: string; readonly name: string } | null;
  readonly notes: string;
};

/** When and how often customers may be reminded: hours of the day in the company's zone, and so many times in so many days. */
export type ContactRules = {
  readonly quietFrom: number;
  readonly quietUntil: number;
  readonly restDays: boolean;
  readonly capCount: number;
  readonly capDays: number;
};

/** Formats of e-invoice files a customer can want, with the words they are chosen by. */
export const PROFILE_NAMES: Readonly<Record<string, string>> = {
  ubl: 'UBL 2.1 (EN 16931)',
  cii: 'CII (EN 16931)',
  peppol: 'Peppol BIS Billing 3',
  'factur-x': 'Factur-X (PDF with XML inside)',
  'pint-my': 'PINT Malaysia',
};

/** Empty, or one of the formats. */
export const isEinvoiceProfileName = (text: string): boolean => text === '' || Object.hasOwn(PROFILE_NAMES, text);
