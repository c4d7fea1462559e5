import { createHmac } from 'node:crypto';
import { createFailurePlan } from '../local-server/failure-plan.ts';
import { isForeignOrigin, listen } from '../local-server/http-listener.ts';
import { createClock } from '../local-server/movable-clock.ts';
import { openStore } from '../local-server/state-log.ts';
import { WebhookSender } from '../local-server/webhook-sender.ts';
import { serveApi } from './api.ts';
import { expireOldSessions } from './checkout.ts';
import { serveConsole } from './console-page.ts';
import { createControl, type StripeControl, serveControl } from './control.ts';
import { serveHostedPage } from './hosted-page.ts';
import { all, type World } from './world.ts';

export type StripeStandInOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Where the state is kept; without it the state lives as long as the process. */
  readonly stateDir?: string;
  readonly apiKey: string;
  /** Where people reach the hosted page; the listening address without it. */
  readonly publicUrl?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret: string;
  /** Bank debits settle by themselves after this long; null, the default, waits for the control. */
  readonly settleAfterSeconds?: number | null;
  readonly retryDelaysMs?: readonly number[];
  /** Unix seconds; tests move it. */
  readonly now?: () => number;
};
export type StripeStandIn = { readonly port: number; readonly control: StripeControl; close(): Promise<void> };

/** Starts the stand-in on the loopback interface. Rejects when the port is taken. */
export async function startStripeStandIn(options: StripeStandInOptions): Promise<StripeStandIn> {
  const store = openStore(options.stateDir);
  const { now: seconds } = options;
  const clock = createClock(store, seconds && (() => new Date(seconds() * 1_000)));
  const now = () => Math.floor(clock.now().getTime() / 1_000);
  const trueNow = () => Math.floor(clock.trueNow().getTime() / 1_000);
  const failures = createFailurePlan();
  const timers = new Set<NodeJS.Timeout>();
  let port = 0;
  const webhooks = new WebhookSender({
    store,
    url: options.webhookUrl,
    sign: (_id, body) => ({ 'stripe-signature': signWebhook(body, options.webhookSecret, trueNow()) }),
    retryDelaysMs: options.retryDelaysMs,
  });
  const world: World = {
    store,
    webhooks,
    now,
    baseUrl: () => options.publicUrl ?? `http://localhost:${port}`,
    settleAfterSeconds: options.settleAfterSeconds ?? null,
    scheduleSettlement: (intentId) => schedule(intentId),
    cause: { id: null, idempotency_key: null },
    losesWebhooks: false,
  };
  const control = createControl(world, failures, clock);
  function schedule(intentId: string): void {
    if (world.settleAfterSeconds === null) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (control.processing().includes(intentId)) control.settle(intentId);
    }, world.settleAfterSeconds * 1_000);
    timers.add(timer);
  }
  const listener = await listen(options.port ?? 0, async (incoming) => {
    if (incoming.path.startsWith('/v1/') || incoming.path.startsWith('/v2/'))
      return serveApi(world, incoming, options.apiKey, failures.take());
    if (isForeignOrigin(incoming)) return { status: 403, body: 'Another site may not use the stand-in.' };
    expireOldSessions(world);
    if (incoming.path.startsWith('/_control/')) return serveControl(control, incoming);
    if (incoming.path.startsWith('/c/')) return serveHostedPage(world, incoming);
    return serveConsole(world, control, incoming);
  });
  port = listener.port;
  for (const intent of all(world, 'payment_intent')) if (intent.status === 'processing') schedule(intent.id);
  return {
    port,
    control,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      webhooks.close();
      await listener.close();
      store.close();
    },
  };
}

/** `t=…,v1=…`: HMAC-SHA256 over the time and the exact body. Exported so that tests can sign old and foreign bodies. */
export function signWebhook(body: string, secret: string, atSeconds: number): string {
  const digest = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${digest}`;
}

async function main(): Promise<void> {
  const { PORT, STATE_DIR, WEBHOOK_URL, WEBHOOK_SECRET, API_KEY, PUBLIC_URL, SETTLE_AFTER_SECONDS } = process.env;
  if (!API_KEY || !WEBHOOK_SECRET) throw new Error('Set API_KEY and WEBHOOK_SECRET.');
  const standIn = await startStripeStandIn({
    port: Number(PORT ?? 0),
    stateDir: STATE_DIR,
    apiKey: API_KEY,
    publicUrl: PUBLIC_URL || undefined,
    webhookUrl: WEBHOOK_URL || undefined,
    webhookSecret: WEBHOOK_SECRET,
    settleAfterSeconds: SETTLE_AFTER_SECONDS ? Number(SETTLE_AFTER_SECONDS) : null,
  });
  process.stdout.write(`${JSON.stringify({ standIn: 'stripe', port: standIn.port })}\n`);
  const stop = () => void standIn.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

if (import.meta.main)
  main().catch((error: unknown) => {
    process.stderr.write(`stripe stand-in: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
