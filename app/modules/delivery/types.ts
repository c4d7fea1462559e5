export type MessageKind =
  | 'invoice'
  | 'receipt'
  | 'payment_failed'
  | 'payment_processing'
  | 'sign_in'
  | 'refund_sent'
  | 'refund_paid'
  | 'refund_failed'
  | 'cheque_returned';

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
  readonly queuedAt: Date;
  readonly changedAt: Date;
};
