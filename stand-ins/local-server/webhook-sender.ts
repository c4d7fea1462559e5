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

const ATTEMPT_TIMEOUT_MS = 10_000;
const RETRY_DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000, 1_800_000];

/** Sends webhooks, repeats those that are not accepted, and misbehaves on demand as a network would. */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #held: string[] = [];
  #duplicates = 0;
  #drops = 0;
  #delays = 0;
  #delayMs = 0;
  #reorders = 0;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    // What was on its way when the process ended leaves again: vendors retry for days.
    if (options.url === undefined) return;
    for (const delivery of this.deliveries())
      if (delivery.state === 'pending') this.#track(this.#deliver(delivery.id, 0));
  }

  /** Keeps the webhook and sends it once the answer to the request that caused it is out. */
  send(id: string, body: string): void {
    const state = this.#options.url === undefined ? 'no-endpoint' : 'pending';
    this.#options.store.put('delivery', id, { id, body, state, attempts: 0, lastStatus: null } satisfies Delivery);
    if (state === 'pending') setImmediate(() => this.#dispatch(id));
  }

  /** Sends a known webhook once more; false when there is none of this id or no address to send it to. */
  resend(id: string): boolean {
    if (this.#find(id) === undefined || this.#options.url === undefined) return false;
    this.#mark(id, { state: 'pending' });
    this.#track(this.#deliver(id, 0));
    return true;
  }

  deliveries(): Delivery[] {
    return this.#options.store.all<Delivery>('delivery');
  }

  /** Each of the next `count` webhooks arrives twice. */
  duplicateNext(count: number): void {
    this.#duplicates += count;
  }

  /** The next `count` webhooks are never sent. */
  dropNext(count: number): void {
    this.#drops += count;
  }

  /** The next `count` webhooks leave after the delay. */
  delayNext(count: number, delayMs: number): void {
    this.#delays += count;
    this.#delayMs = delayMs;
  }

  /** The next `count` webhooks wait for the last of them and leave in reverse order, each after the one before it. */
  reorderNext(count: number): void {
    this.#reorders += count;
  }

  /** Resolves once nothing is being sent and no retry is waiting. */
  async idle(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  close(): void {
    this.#stop.abort();
  }

  #dispatch(id: string): void {
    if (this.#stop.signal.aborted) return;
    if (this.#drops > 0) {
      this.#drops -= 1;
      this.#mark(id, { state: 'dropped' });
    } else if (this.#reorders > 0) {
      this.#reorders -= 1;
      this.#held.push(id);
      if (this.#reorders === 0) this.#track(this.#releaseReversed());
    } else {
      this.#sendOnceOrTwice(id);
    }
  }

  #sendOnceOrTwice(id: string): void {
    const delayMs = this.#delays > 0 ? this.#delayMs : 0;
    if (this.#delays > 0) this.#delays -= 1;
    this.#track(this.#deliver(id, delayMs));
    if (this.#duplicates === 0) return;
    this.#duplicates -= 1;
    this.#track(this.#deliver(id, delayMs));
  }

  async #releaseReversed(): Promise<void> {
    const reversed = this.#held.reverse();
    this.#held = [];
    for (const id of reversed) await this.#deliver(id, 0);
  }

  async #deliver(id: string, delayMs: number): Promise<void> {
    await pause(delayMs, this.#stop.signal);
    for (const retryDelayMs of [...(this.#options.retryDelaysMs ?? RETRY_DELAYS_MS), null]) {
      if (this.#stop.signal.aborted || (await this.#attempt(id))) return;
      if (retryDelayMs !== null) await pause(retryDelayMs, this.#stop.signal);
    }
    if (!this.#stop.signal.aborted) this.#mark(id, { state: 'failed' });
  }

  async #attempt(id: string): Promise<boolean> {
    const delivery = this.#find(id);
    const { url, sign } = this.#options;
    if (delivery === undefined || url === undefined) return true;
    let status: number | null = null;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...sign(id, delivery.body) },
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      });
      status = answer.status;
      await answer.body?.cancel();
    } catch {
      status = null;
    }
    if (this.#stop.signal.aborted) return true;
    const arrived = status !== null && status >= 200 && status < 300;
    const attempts = (this.#find(id)?.attempts ?? 0) + 1;
    this.#mark(id, { attempts, lastStatus: status, ...(arrived ? { state: 'delivered' } : {}) });
    return arrived;
  }

  #find(id: string): Delivery | undefined {
    return this.#options.store.get<Delivery>('delivery', id);
  }

  #mark(id: string, change: Partial<Delivery>): void {
    this.#options.store.put('delivery', id, { ...this.#find(id), ...change });
  }

  #track(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
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
