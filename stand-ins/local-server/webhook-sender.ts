import type { Store } from './state-log.ts';

export type Delivery = {
  readonly id: string;
  readonly body: string;
  readonly state: 'pending' | 'delivered' | 'failed' | 'dropped' | 'no-endpoint';
  readonly attempts: number;
  readonly lastStatus: number | null;
};

export type WebhookSenderOptions = {
  readonly store: Store;
  readonly url: string | undefined;
  /** Signs at the moment of each attempt, as the vendor does, so that a late retry is not refused as old. */
  readonly sign: (id: string, body: string) => Record<string, string>;
  readonly retryDelaysMs?: readonly number[];
};

export type WebhookSender = {
  send(id: string, body: string): void;
  resend(id: string): boolean;
  deliveries(): Delivery[];
  /** Each of the next `count` webhooks arrives twice. */
  duplicateNext(count: number): void;
  /** The next `count` webhooks are never sent. */
  dropNext(count: number): void;
  /** The next `count` webhooks leave after the delay. */
  delayNext(count: number, delayMs: number): void;
  /** The next `count` webhooks wait for the last of them and leave in reverse order, each after the one before it. */
  reorderNext(count: number): void;
  /** Resolves once nothing is being sent and no retry is waiting. */
  idle(): Promise<void>;
  close(): void;
};

const ATTEMPT_TIMEOUT_MS = 10_000;
const RETRY_DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000, 1_800_000];

export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { store } = options;
  const retryDelaysMs = options.retryDelaysMs ?? RETRY_DELAYS_MS;
  const stop = new AbortController();
  const running = new Set<Promise<void>>();
  const plan = { duplicate: 0, drop: 0, delay: 0, delayMs: 0, reorder: 0 };
  let held: string[] = [];

  const mark = (id: string, change: Partial<Delivery>) =>
    store.put('delivery', id, { ...store.get<Delivery>('delivery', id), ...change });

  async function attempt(id: string): Promise<boolean> {
    const delivery = store.get<Delivery>('delivery', id);
    if (delivery === undefined || options.url === undefined) return true;
    let status: number | null = null;
    try {
      const answer = await fetch(options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...options.sign(id, delivery.body) },
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      });
      status = answer.status;
      await answer.body?.cancel();
    } catch {
      status = null;
    }
    if (stop.signal.aborted) return true;
    const arrived = status !== null && status >= 200 && status < 300;
    mark(id, { attempts: delivery.attempts + 1, lastStatus: status, state: arrived ? 'delivered' : delivery.state });
    return arrived;
  }

  async function deliver(id: string, delayMs: number): Promise<void> {
    await pause(delayMs, stop.signal);
    for (const retryDelayMs of [...retryDelaysMs, null]) {
      if (stop.signal.aborted || (await attempt(id))) return;
      if (retryDelayMs !== null) await pause(retryDelayMs, stop.signal);
    }
    if (!stop.signal.aborted) mark(id, { state: 'failed' });
  }

  function track(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  function takePlannedDelay(): number {
    if (plan.delay === 0) return 0;
    plan.delay -= 1;
    return plan.delayMs;
  }

  function dispatch(id: string): void {
    if (plan.drop > 0) {
      plan.drop -= 1;
      return mark(id, { state: 'dropped' });
    }
    if (plan.reorder > 0) {
      plan.reorder -= 1;
      held.push(id);
      if (plan.reorder > 0) return;
      const reversed = held.reverse();
      held = [];
      return track(
        (async () => {
          for (const heldId of reversed) await deliver(heldId, 0);
        })(),
      );
    }
    const delayMs = takePlannedDelay();
    track(deliver(id, delayMs));
    if (plan.duplicate > 0) {
      plan.duplicate -= 1;
      track(deliver(id, delayMs));
    }
  }

  // What was on its way when the process ended leaves again: vendors retry for days.
  for (const delivery of store.all<Delivery>('delivery'))
    if (delivery.state === 'pending' && options.url !== undefined) track(deliver(delivery.id, 0));

  return {
    send(id, body) {
      const state = options.url === undefined ? 'no-endpoint' : 'pending';
      store.put('delivery', id, { id, body, state, attempts: 0, lastStatus: null } satisfies Delivery);
      // The answer to the request that caused the event goes out first.
      if (options.url !== undefined) setImmediate(dispatchUnlessStopped, id);
    },
    resend(id) {
      if (store.get('delivery', id) === undefined || options.url === undefined) return false;
      mark(id, { state: 'pending' });
      track(deliver(id, 0));
      return true;
    },
    deliveries: () => store.all<Delivery>('delivery'),
    duplicateNext: (count) => void (plan.duplicate += count),
    dropNext: (count) => void (plan.drop += count),
    delayNext(count, delayMs) {
      plan.delay += count;
      plan.delayMs = delayMs;
    },
    reorderNext: (count) => void (plan.reorder += count),
    async idle() {
      await new Promise<void>((resolve) => setImmediate(resolve));
      while (running.size > 0) await Promise.all(running);
    },
    close: () => stop.abort(),
  };

  function dispatchUnlessStopped(id: string): void {
    if (!stop.signal.aborted) dispatch(id);
  }
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, delayMs);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
