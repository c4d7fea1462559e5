import { createHash, createHmac, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../local-server/state-log.ts';
import type { WebhookSender } from '../local-server/webhook-sender.ts';
import { bounces, listOfReceived, type MailAttachment, type MailRecord } from './mail-record.ts';
import type { SendRequest } from './send-request.ts';

export type InboundMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly cc?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Buffer;
    readonly inline?: boolean;
  }[];
};

/** Takes mails in, keeps them, and tells by webhook what became of them. */
export class PostOffice {
  readonly #store: Store;
  readonly #webhooks: WebhookSender;
  readonly #now: () => Date;

  constructor(store: Store, webhooks: WebhookSender, now: () => Date) {
    this.#store = store;
    this.#webhooks = webhooks;
    this.#now = now;
  }

  /** `lost` mails are answered as sent and then vanish: no copy, no event. */
  send(request: SendRequest, idempotencyKey: string | null, lost: boolean): string {
    const id = randomUUID();
    if (lost) return id;
    const bounced = request.to.some(bounces);
    const { attachments, ...rest } = request;
    const mail: MailRecord = {
      ...rest,
      id,
      createdAt: this.#now().toISOString(),
      direction: 'out',
      attachments: attachments.map((attachment) => this.#keep(attachment)),
      messageId: `<${id}@stand-in.example>`,
      lastEvent: bounced ? 'bounced' : 'delivered',
      idempotencyKey,
    };
    this.#store.put('mail', id, mail);
    this.#tell('email.sent', mail);
    if (bounced) {
      const bounce = { message: 'The address does not exist.', subType: 'General', type: 'Permanent' };
      this.#tell('email.bounced', mail, { bounce });
    } else this.#tell('email.delivered', mail);
    return id;
  }

  /** A mail from outside: stored, shown in the inbox, and told by webhook. */
  receive(inbound: InboundMail): string {
    const id = randomUUID();
    const mail: MailRecord = {
      id,
      createdAt: this.#now().toISOString(),
      direction: 'in',
      from: inbound.from,
      to: inbound.to,
      cc: inbound.cc ?? [],
      bcc: [],
      replyTo: [],
      subject: inbound.subject,
      html: inbound.html ?? null,
      text: inbound.text,
      headers: inbound.headers ?? {},
      tags: [],
      attachments: (inbound.attachments ?? []).map(({ inline, ...attachment }) => ({
        ...this.#keep(attachment),
        ...(inline ? { inline } : {}),
      })),
      messageId: `<${id}@outside.example>`,
      lastEvent: 'delivered',
      idempotencyKey: null,
    };
    this.#store.put('mail', id, mail);
    this.#tell('email.received', mail, {
      ...{ cc: mail.cc, bcc: [], received_for: inbound.to },
      attachments: listOfReceived(mail).map(({ size, ...rest }) => rest),
    });
    return id;
  }

  find(id: string): MailRecord | undefined {
    return this.#store.get<MailRecord>('mail', id);
  }

  /** Newest first. */
  all(): MailRecord[] {
    return this.#store.all<MailRecord>('mail').reverse();
  }

  contentOf(attachment: MailAttachment): Buffer {
    if (attachment.content !== null) return Buffer.from(attachment.content, 'base64');
    return readFileSync(join(this.#store.directory ?? '', 'attachments', attachment.sha256));
  }

  #keep(attachment: SendRequest['attachments'][number]): MailAttachment {
    const { filename, contentType, content } = attachment;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const { directory } = this.#store;
    if (directory === undefined)
      return { filename, contentType, size: content.length, sha256, content: content.toString('base64') };
    const folder = join(directory, 'attachments');
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, sha256))) writeFileSync(join(folder, sha256), content);
    return { filename, contentType, size: content.length, sha256, content: null };
  }

  #tell(type: string, mail: MailRecord, detail: Record<string, unknown> = {}): void {
    const data = {
      created_at: mail.createdAt,
      email_id: mail.id,
      message_id: mail.messageId,
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      ...(mail.direction === 'out' ? { tags: Object.fromEntries(mail.tags.map((tag) => [tag.name, tag.value])) } : {}),
      ...detail,
    };
    const body = JSON.stringify({ type, created_at: this.#now().toISOString(), data });
    this.#webhooks.send(`msg_${randomUUID().replaceAll('-', '')}`, body);
  }
}

/** The Svix scheme: HMAC-SHA256 over `id.seconds.body` with the base64 secret after `whsec_`. */
export function signMailWebhook(id: string, body: string, secret: string, atSeconds: number): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64');
  return { 'svix-id': id, 'svix-timestamp': String(atSeconds), 'svix-signature': `v1,${digest}` };
}
