import { createFailurePlan, type FailurePlan, isFailureMode } from '../local-server/failure-plan.ts';
import { type Answer, type Incoming, isForeignOrigin, jsonAnswer, listen } from '../local-server/http-listener.ts';
import { createClock, type MovableClock, offsetOf } from '../local-server/movable-clock.ts';
import { openStore } from '../local-server/state-log.ts';
import { WebhookSender } from '../local-server/webhook-sender.ts';
import { serveInbox } from './inbox-page.ts';
import { serveMailApi } from './mail-api.ts';
import { bareAddress, type MailRecord } from './mail-record.ts';
import { type InboundMail, PostOffice, signMailWebhook } from './post-office.ts';

export type ResendStandInOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Where mails are kept; without it they live as long as the process. */
  readonly stateDir?: string;
  readonly apiKey: string;
  readonly webhookUrl?: string;
  /** `whsec_` and base64. */
  readonly webhookSecret: string;
  readonly retryDelaysMs?: readonly number[];
  readonly now?: () => Date;
};
export type ResendControl = {
  readonly failures: FailurePlan;
  readonly webhooks: WebhookSender;
  readonly clock: MovableClock;
  /** Newest first; with an address, the mails to or from it. */
  mails(address?: string): MailRecord[];
  contentOf(mail: MailRecord, index: number): Buffer;
  receive(inbound: InboundMail): string;
};
export type ResendStandIn = { readonly port: number; readonly control: ResendControl; close(): Promise<void> };

/** Starts the stand-in on the loopback interface. Rejects when the port is taken. */
export async function startResendStandIn(options: ResendStandInOptions): Promise<ResendStandIn> {
  const store = openStore(options.stateDir);
  const clock = createClock(store, options.now);
  const failures = createFailurePlan();
  const webhooks = new WebhookSender({
    store,
    url: options.webhookUrl,
    sign: (id, body) => signMailWebhook(id, body, options.webhookSecret, Math.floor(clock.trueNow().getTime() / 1_000)),
    retryDelaysMs: options.retryDelaysMs,
  });
  const office = new PostOffice(store, webhooks, clock.now);
  const control = createControl(office, failures, webhooks, clock);
  const listener = await listen(options.port ?? 0, async (incoming) => {
    if (
      incoming.path === '/emails' ||
      incoming.path.startsWith('/emails/') ||
      incoming.headers.authorization !== undefined
    )
      return serveMailApi({ store, office, apiKey: options.apiKey, now: clock.now }, incoming, failures.take());
    if (isForeignOrigin(incoming)) return { status: 403, body: 'Another site may not use the stand-in.' };
    if (incoming.path.startsWith('/_control/')) return serveControl(control, incoming);
    return serveInbox(office, incoming);
  });
  return {
    port: listener.port,
    control,
    async close() {
      webhooks.close();
      await listener.close();
      store.close();
    },
  };
}

function createControl(
  office: PostOffice,
  failures: FailurePlan,
  webhooks: WebhookSender,
  clock: MovableClock,
): ResendControl {
  return {
    failures,
    webhooks,
    clock,
    mails(address) {
      const wanted = address?.toLowerCase();
      if (wanted === undefined) return office.all();
      return office
        .all()
        .filter((mail) =>
          [...mail.to, ...mail.cc, ...mail.bcc, mail.from].some((known) => bareAddress(known) === wanted),
        );
    },
    contentOf(mail, index) {
      const attachment = mail.attachments[index];
      if (attachment === undefined) throw new RangeError(`mail ${mail.id} has no attachment ${index}`);
      return office.contentOf(attachment);
    },
    receive: (inbound) => office.receive(inbound),
  };
}

type Verb = (control: ResendControl, wish: Record<string, unknown>, count: number) => Answer | undefined;

const VERBS: Record<string, Verb> = {
  failures(control, wish, count) {
    if (!isFailureMode(wish.mode)) return refused(`Unknown failure mode: ${String(wish.mode)}`);
    control.failures.failNext(wish.mode, count);
  },
  clock(control, wish) {
    const offsetMs = offsetOf(wish);
    if (offsetMs === null) return refused('offset_ms must be a whole number.');
    control.clock.move(offsetMs);
  },
  'clear-failures'(control) {
    control.failures.clear();
  },
  webhooks(control, wish, count) {
    if (wish.mode === 'duplicate') control.webhooks.duplicateNext(count);
    else if (wish.mode === 'drop') control.webhooks.dropNext(count);
    else if (wish.mode === 'reorder') control.webhooks.reorderNext(count);
    else if (wish.mode === 'delay') control.webhooks.delayNext(count, Number(wish.delay_ms ?? 1_000));
    else return refused(`Unknown webhook mode: ${String(wish.mode)}`);
  },
  inbound: receive,
};

/** `GET /_control/emails?to=`, `GET /_control/deliveries`, `POST /_control/<verb>` with a JSON body. */
function serveControl(control: ResendControl, incoming: Incoming): Answer {
  const name = incoming.path.slice('/_control/'.length);
  if (incoming.method === 'GET' && name === 'emails') {
    const mails = control.mails(incoming.query.get('to') ?? undefined);
    return jsonAnswer(200, { emails: mails.map((mail) => withContents(control, mail)) });
  }
  if (incoming.method === 'GET' && name === 'deliveries')
    return jsonAnswer(200, { deliveries: control.webhooks.deliveries().map(({ body, ...rest }) => rest) });
  const verb = incoming.method === 'POST' && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined) return refused(`Unknown control: ${incoming.method} ${name}`);
  const wish = parse(incoming);
  const count = Number(wish?.count ?? 1);
  if (wish === null || !Number.isInteger(count) || count < 1 || count > 1_000)
    return refused('The body must be JSON; count 1 to 1000.');
  return verb(control, wish, count) ?? jsonAnswer(200, {});
}

function receive(control: ResendControl, wish: Record<string, unknown>): Answer {
  const { from, to, subject, text } = wish;
  const recipients = (Array.isArray(to) ? to : [to]).filter(
    (address): address is string => typeof address === 'string',
  );
  if (typeof from !== 'string' || recipients.length === 0 || typeof subject !== 'string' || typeof text !== 'string')
    return refused('An inbound mail wants from, to, subject and text.');
  const { html, headers } = wish;
  const files = Array.isArray(wish.attachments) ? wish.attachments : [];
  return jsonAnswer(200, {
    id: control.receive({
      ...{ from, to: recipients, subject, text },
      ...(typeof html === 'string' ? { html } : {}),
      ...(typeof headers === 'object' && headers !== null ? { headers: headers as Record<string, string> } : {}),
      attachments: files.map((file: Record<string, unknown>) => ({
        ...{ filename: String(file.filename), contentType: String(file.content_type) },
        content: Buffer.from(String(file.content), 'base64'),
      })),
    }),
  });
}

function withContents(control: ResendControl, mail: MailRecord): unknown {
  const attachments = mail.attachments.map((attachment, index) => ({
    ...attachment,
    content: control.contentOf(mail, index).toString('base64'),
  }));
  return { ...mail, attachments };
}

const refused = (message: string): Answer => jsonAnswer(400, { error: { message } });

function parse(incoming: Incoming): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(incoming.body.toString('utf8') || '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function main(): Promise<void> {
  const { PORT, STATE_DIR, WEBHOOK_URL, WEBHOOK_SECRET, API_KEY } = process.env;
  if (!API_KEY || !WEBHOOK_SECRET) throw new Error('Set API_KEY and WEBHOOK_SECRET.');
  const standIn = await startResendStandIn({
    port: Number(PORT ?? 0),
    stateDir: STATE_DIR,
    apiKey: API_KEY,
    webhookUrl: WEBHOOK_URL || undefined,
    webhookSecret: WEBHOOK_SECRET,
  });
  process.stdout.write(`${JSON.stringify({ standIn: 'resend', port: standIn.port })}\n`);
  const stop = () => void standIn.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

if (import.meta.main)
  main().catch((error: unknown) => {
    process.stderr.write(`resend stand-in: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
