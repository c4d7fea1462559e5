import { bareAddress } from './mail-record.ts';

/** A refusal in the vendor's shape: `{ statusCode, name, message }`. */
export class MailApiError extends Error {
  readonly status: number;
  override readonly name: string;
  readonly headers: Record<string, string>;
  constructor(status: number, name: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.name = name;
    this.headers = headers;
  }
}

export type SendRequest = {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: Record<string, string>;
  readonly tags: { name: string; value: string }[];
  readonly attachments: { filename: string; contentType: string; content: Buffer }[];
};

const KNOWN = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'reply_to',
  'subject',
  'html',
  'text',
  'headers',
  'tags',
  'attachments',
]);
const RECIPIENTS_MAX = 50;
const ATTACHMENT_BYTES_MAX = 40 * 1024 * 1024;

const invalid = (message: string) => new MailApiError(422, 'validation_error', message);
const missing = (field: string) => new MailApiError(422, 'missing_required_field', `Missing \`${field}\` field.`);
type Fields = Record<string, unknown>;

/** Reads one mail of `POST /emails`. A field it does not know is refused by name, never ignored. */
export function readSendRequest(value: unknown, options: { inBatch: boolean }): SendRequest {
  if (!isFields(value)) throw invalid('The body must be an object.');
  const unknown = Object.keys(value).find((field) => !KNOWN.has(field));
  if (unknown !== undefined) throw invalid(`The stand-in does not know the field \`${unknown}\`.`);
  if (options.inBatch && value.attachments !== undefined)
    throw invalid('The `attachments` field is not supported when sending a batch.');
  const from = textOf(value, 'from');
  if (from === null) throw missing('from');
  if (bareAddress(from) === null)
    throw new MailApiError(
      422,
      'invalid_from_address',
      'Invalid `from` field. Use `email@example.com` or `Name <email@example.com>`.',
    );
  const to = addresses(value, 'to');
  if (to.length === 0) throw missing('to');
  if (to.length > RECIPIENTS_MAX) throw invalid(`The \`to\` field holds more than ${RECIPIENTS_MAX} addresses.`);
  const subject = textOf(value, 'subject');
  if (subject === null) throw missing('subject');
  const html = textOf(value, 'html');
  const text = textOf(value, 'text');
  if (html === null && text === null) throw invalid('Missing `html` or `text` field.');
  if (/[\r\n]/.test(from + subject)) throw invalid('A line break does not belong in `from` or `subject`.');
  return {
    from,
    to,
    cc: addresses(value, 'cc'),
    bcc: addresses(value, 'bcc'),
    replyTo: addresses(value, 'reply_to'),
    subject,
    html,
    text,
    headers: headersOf(value.headers),
    tags: tagsOf(value.tags),
    attachments: attachmentsOf(value.attachments),
  };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw invalid(`The \`${name}\` field must be a string.`);
  return value;
}

function addresses(fields: Fields, name: string): string[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  for (const item of list)
    if (typeof item !== 'string' || bareAddress(item) === null)
      throw invalid(`Invalid \`${name}\` field. Use \`email@example.com\` or \`Name <email@example.com>\`.`);
  return list as string[];
}

function headersOf(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isFields(value)) throw invalid('The `headers` field must be an object.');
  for (const [name, item] of Object.entries(value))
    if (!/^[A-Za-z0-9-]+$/.test(name) || typeof item !== 'string' || /[\r\n]/.test(item))
      throw invalid(`Invalid header \`${name}\`.`);
  return value as Record<string, string>;
}

function tagsOf(value: unknown): { name: string; value: string }[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalid('The `tags` field must be a list.');
  return value.map((tag: unknown) => {
    const fine = (part: unknown) => typeof part === 'string' && /^[A-Za-z0-9_-]{1,256}$/.test(part);
    if (!isFields(tag) || !fine(tag.name) || !fine(tag.value))
      throw invalid('Tags should only contain ASCII letters, numbers, underscores, or dashes.');
    return { name: tag.name as string, value: tag.value as string };
  });
}

function attachmentsOf(value: unknown): SendRequest['attachments'] {
  if (value === undefined) return [];
  if (!Array.isArray(value))
    throw new MailApiError(422, 'invalid_attachment', 'The `attachments` field must be a list.');
  const list = value.map(attachmentOf);
  const size = list.reduce((sum, attachment) => sum + attachment.content.length, 0);
  if (size > ATTACHMENT_BYTES_MAX)
    throw new MailApiError(422, 'invalid_attachment', 'Attachments are larger than 40 MB.');
  return list;
}

function attachmentOf(value: unknown): SendRequest['attachments'][number] {
  const refuse = (why: string) => new MailApiError(422, 'invalid_attachment', why);
  if (!isFields(value)) throw refuse('An attachment must be an object.');
  const unknown = Object.keys(value).find((field) => !['content', 'filename', 'content_type'].includes(field));
  if (unknown !== undefined) throw refuse(`The stand-in does not know the attachment field \`${unknown}\`.`);
  const { content, filename, content_type: contentType } = value;
  if (typeof filename !== 'string' || filename === '') throw refuse('An attachment must have a `filename`.');
  if (typeof content !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(content))
    throw refuse('An attachment must have base64 `content`.');
  const type = typeof contentType === 'string' ? contentType : 'application/octet-stream';
  return { filename, contentType: type, content: Buffer.from(content, 'base64') };
}
