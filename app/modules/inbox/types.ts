/** What a reply address, and so a mail, can belong to. */
export type ReplySubject = 'customer' | 'invoice' | 'dispute';
export type MailPlace = {
  readonly subjectKind: ReplySubject;
  readonly subjectId: string;
  readonly customerId: string;
};

/**
 * `heard` of and not fetched yet; `waiting` for a person; `placed` where it belongs; `set_aside` with a reason; `lost`: the
 * mail service no longer has it.
 */
export type InboundState = 'heard' | 'waiting' | 'placed' | 'set_aside' | 'lost';

/** Why nobody wrote it by hand: an absence note, our own mail come back, an undeliverable one, a mailing list. Empty: a person did. */
export const AUTOMATIC_KINDS = ['', 'reply', 'loop', 'bounce', 'list'] as const;
export type AutomaticKind = (typeof AUTOMATIC_KINDS)[number];

/** Why a file was not taken. `host`: it did not lie with the mail service; `count`: there were too many. */
export type FileRefused = 'kind' | 'size' | 'host' | 'gone' | 'count';

export type InboundFile = {
  readonly fileNo: number;
  readonly name: string;
  readonly mediaType: string | null;
  readonly sha256: string | null;
  readonly sizeBytes: number;
  readonly refused: FileRefused | null;
};
/** A file as it was fetched, before it is noted. `text` is what a PDF says. */
export type FetchedFile = Omit<InboundFile, 'fileNo'> & { readonly text: string };

/** A mail as it was fetched. `body` is what the sender wrote, `quoted` what they quoted below it; both plain text. */
export type FetchedMail = {
  readonly fromAddress: string;
  readonly fromName: string;
  readonly toAddresses: readonly string[];
  readonly subject: string;
  readonly messageRef: string;
  readonly body: string;
  readonly quoted: string;
  readonly automatic: AutomaticKind;
  readonly files: readonly FetchedFile[];
};

export type InboundMail = Omit<FetchedMail, 'files'> & {
  readonly id: string;
  readonly providerRef: string;
  readonly state: InboundState;
  readonly heardAt: Date;
  readonly files: readonly InboundFile[];
  readonly place:
    | (MailPlace & {
        readonly customerName: string;
        readonly invoiceNumber: string | null;
        readonly how: 'address' | 'person';
        readonly byName: string;
        readonly at: Date;
        readonly reason: string;
      })
    | null;
  readonly dismissal: { readonly byName: string; readonly at: Date; readonly reason: string } | null;
};

export type InboundRow = Pick<
  InboundMail,
  'id' | 'state' | 'fromAddress' | 'fromName' | 'subject' | 'automatic' | 'heardAt'
> & {
  readonly beginning: string;
  readonly filesCount: number;
  readonly customer: { readonly id: string; readonly name: string } | null;
  readonly reason: string;
};

/** `unknown`: no such mail, or the thing it is to go to does not exist. `decided-already`: it was placed or set aside meanwhile. */
export type InboxRefusal = { readonly code: 'unknown' } | { readonly code: 'decided-already' };

/** What the worker takes from the portal: words about a dispute, about a payment plan, or credit to be used. */
export const ASK_KINDS = ['dispute', 'plan', 'credit'] as const;
export type AskKind = (typeof ASK_KINDS)[number];
export type Ask = { readonly kind: AskKind; readonly subjectId: string };

/** From this try on colleagues are told and the customer reads that somebody looks at it (a check of `ask_faults` says the same). */
export const ASK_TOLD_AFTER = 5;

/** An asking of a customer that the worker could not do. `act`: raise, reply, withdraw, start, use and the like; `words`: theirs. */
export type AskFault = Ask & {
  readonly customer: { readonly id: string; readonly name: string };
  readonly act: string;
  readonly byName: string;
  readonly askedAt: Date;
  readonly words: string;
  readonly reason: string;
  readonly tries: number;
  readonly failedAt: Date;
  readonly nextTryAt: Date;
};
