import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { createMailGateway } from '#app/platform/mail/mail-gateway.server.ts';
import { createPdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { createStripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { createJobHandlers } from '#app/workflows/job-handlers.server.ts';
import type { Outside } from '#app/workflows/outside.server.ts';
import { takeMailWebhook, takeStripeWebhook } from '#app/workflows/take-webhook.server.ts';
import { type ResendStandIn, startResendStandIn } from '../../stand-ins/resend/server.ts';
import { type StripeStandIn, startStripeStandIn } from '../../stand-ins/stripe/server.ts';
import type { TestDatabase } from './database.ts';
import { type JobRunner, type JobsRun, startJobRunner } from './run-jobs.ts';

export const STRIPE_KEY = 'sk_test_scenario';
export const STRIPE_SECRET = 'whsec_scenario';
const MAIL_KEY = 're_test_scenario';
const MAIL_SECRET = `whsec_${Buffer.from('the secret of the mail scenario').toString('base64')}`;
/** Short, so that a vendor that hangs is given up soon; nothing waits for it otherwise. */
const TIMEOUT_MS = 700;

export type World = {
  readonly stripe: StripeStandIn;
  readonly mail: ResendStandIn;
  readonly outside: Outside;
  /** Waits until every webhook under way has arrived, then works all jobs until none is left; both until all is quiet. */
  settle(): Promise<JobsRun>;
  /** Only the jobs. */
  runJobs(): Promise<JobsRun>;
  /** While cut, webhooks of both vendors are answered and lost. */
  readonly line: { cut: boolean };
  /** Bodies of the processor's webhooks as they arrived, in order, with their signatures. */
  readonly heard: { body: Buffer; signature: string }[];
};

/**
 * The vendors' stand-ins, a receiver for their webhooks that does what the routes do, and a worker, all real and on
 * loopback. Starts them once for a test file.
 */
export function useOutsideWorld(database: { current: TestDatabase }): { current: World } {
  const holder = {} as { current: World };
  const ends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    holder.current = await startWorld(database.current, ends);
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  return holder;
}

async function startWorld(database: TestDatabase, ends: (() => Promise<unknown>)[]): Promise<World> {
  const heard: World['heard'] = [];
  const line = { cut: false };
  const received: { take: ((url: string, body: Buffer, headers: Headers) => Promise<number>) | null } = { take: null };
  const address = await listen(
    async (url, body, headers) => (line.cut ? 200 : ((await received.take?.(url, body, headers)) ?? 503)),
    ends,
  );
  const stripe = await startStripeStandIn({
    apiKey: STRIPE_KEY,
    webhookSecret: STRIPE_SECRET,
    webhookUrl: `${address}/webhooks/stripe`,
    retryDelaysMs: [1, 1, 1],
  });
  const mail = await startResendStandIn({
    apiKey: MAIL_KEY,
    webhookSecret: MAIL_SECRET,
    webhookUrl: `${address}/webhooks/resend`,
    retryDelaysMs: [1, 5, 20, 50],
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'tallystick-files-'));
  const pdf = createPdfRenderer({
    projectRoot: path.resolve(import.meta.dirname, '../..'),
    templates: TEMPLATES_FOLDER,
    workers: 1,
  });
  const outside: Outside = {
    db: database.worker.db,
    stripe: createStripeGateway({
      secretKey: STRIPE_KEY,
      webhookSecrets: [STRIPE_SECRET],
      apiHost: { host: '127.0.0.1', port: stripe.port, protocol: 'http' },
      timeoutMs: TIMEOUT_MS,
    }),
    mail: createMailGateway({
      apiKey: MAIL_KEY,
      webhookSecret: MAIL_SECRET,
      baseUrl: `http://127.0.0.1:${mail.port}`,
      timeoutMs: TIMEOUT_MS,
    }),
    files: createFileStore(folder),
    pdf,
    baseUrl: 'http://localhost:3000',
    mailFrom: 'Tallystick <billing@tallystick.example>',
    sealSecret: 'of the scenario',
  };
  received.take = (url, body, headers) => take(database, outside, { url, body, headers }, heard);
  const runner: JobRunner = await startJobRunner(
    database,
    createJobHandlers(() => outside),
  );
  ends.push(
    () => runner.close(),
    () => stripe.close(),
    () => mail.close(),
    () => pdf.close(),
    () => rm(folder, { recursive: true }),
  );
  return {
    stripe,
    mail,
    outside,
    heard,
    line,
    runJobs: () => runner.run(),
    settle: () => settle({ stripe, mail, runner }),
  };
}

/** A webhook makes a job, a job makes a mail, a mail makes a webhook: round until a round finds nothing to do. */
async function settle({
  stripe,
  mail,
  runner,
}: {
  stripe: StripeStandIn;
  mail: ResendStandIn;
  runner: JobRunner;
}): Promise<JobsRun> {
  const failed: string[] = [];
  let done = 0;
  for (;;) {
    await stripe.control.webhooks.idle();
    await mail.control.webhooks.idle();
    const ran = await runner.run();
    done += ran.done;
    failed.push(...ran.failed);
    if (ran.done === 0) return { done, failed };
  }
}

type Arrived = { readonly url: string; readonly body: Buffer; readonly headers: Headers };

async function take(
  database: TestDatabase,
  outside: Outside,
  { url, body, headers }: Arrived,
  heard: World['heard'],
): Promise<number> {
  if (url === '/webhooks/stripe') {
    const signature = headers.get('stripe-signature');
    heard.push({ body, signature: signature ?? '' });
    const taken = await takeStripeWebhook(
      { db: database.staff.db, stripe: outside.stripe },
      { rawBody: body, signature },
    );
    return taken.ok ? 200 : 400;
  }
  const taken = await takeMailWebhook(
    { db: database.staff.db, mail: outside.mail },
    { rawBody: body.toString('utf8'), headers },
  );
  return taken.ok ? 200 : 400;
}

async function listen(
  answer: (url: string, body: Buffer, headers: Headers) => Promise<number>,
  ends: (() => Promise<unknown>)[],
): Promise<string> {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
    );
    response.writeHead(await answer(request.url ?? '', Buffer.concat(pieces), headers)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
