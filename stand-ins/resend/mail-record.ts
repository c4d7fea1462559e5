export type MailAttachment = {
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  /** Base64, when the state lives in memory; on disk the content lies beside the log under its SHA-256. */
  readonly content: string | null;
  /** Of a received mail: it stands inside the text. */
  readonly inline?: boolean;
};
export type MailEvent = 'sent' | 'delivered' | 'bounced';
/** A mail as it was sent, in the vendor's own words where the API shows them. */
export type MailRecord = {
  readonly id: string;
  readonly createdAt: string;
  readonly direction: 'out' | 'in';
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly MailAttachment[];
  readonly messageId: string;
  readonly lastEvent: MailEvent;
  readonly idempotencyKey: string | null;
};

/** The bare address of `Name <address>`; null when there is none. */
export function bareAddress(text: string): string | null {
  const match = /^(?:[^<>\r\n]*<\s*)?([^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;.]+)\s*>?$/.exec(text.trim());
  return match?.[1]?.toLowerCase() ?? null;
}

/** Addresses whose local part holds "bounce" bounce; so does the vendor's own test address bounced@resend.dev. */
export const bounces = (address: string): boolean => (bareAddress(address)?.split('@')[0] ?? '').includes('bounce');

/** The files of a received mail as the vendor lists them: what they are called and claim to be, not what is in them. */
export const listOfReceived = (mail: MailRecord) =>
  mail.attachments.map((file, index) => ({
    ...{ id: receivedFileId(mail, index), filename: file.filename, content_type: file.contentType, size: file.size },
    content_disposition: file.inline ? 'inline' : 'attachment',
    content_id: file.inline ? `part-${index}` : null,
  }));

/** The vendor's ids are uuids; ours name the mail and the place in it. */
export const receivedFileId = (mail: MailRecord, index: number): string =>
  `${mail.id.slice(0, -4)}${index.toString(16).padStart(4, '0')}`;
