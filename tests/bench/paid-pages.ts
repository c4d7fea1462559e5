import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { assert } from '#app/kernel/assert.ts';
import { createStripeGateway, type StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { payByCard } from '#tests/support/paying.ts';
import { startStripeStandIn } from '../../stand-ins/stripe/server.ts';
import { cpuMsOf } from './web-load.ts';

const KEY = 'sk_test_bench';
const ATTEMPT = '00000000-0000-7000-8000-00000000a77e';
const CUSTOMER = '00000000-0000-7000-8000-00000000c057';
/** What a processor keeps of a paid page; the rest was never asked for. */
const KEPT = ['checkout.session', 'payment_intent', 'charge', 'balance_transaction'];
const SERVER = path.resolve(import.meta.dirname, '../../stand-ins/stripe/server.ts');

export type PaidPage = { readonly id: string; readonly customerId: string };
export type Processor = {
  readonly gateway: StripeGateway;
  /** The body of the webhook that tells of the page's payment, as the processor would send it. */
  bodyOf(no: number): string;
  /** Processor time it has used. */
  cpuMs(): number;
  stop(): Promise<void>;
};
export const sessionRef = (no: number): string => `cs_test_bench${no}`;
export const eventRef = (no: number): string => `evt_bench${no}`;

/**
 * The stand-in as a process of its own, which knows a paid page for each attempt: one is made and paid through its own
 * pages, the others are copies of it under names of their own.
 */
export async function startProcessor(
  pages: readonly PaidPage[],
  of: { readonly amountMinor: bigint; readonly webhookSecret: string },
): Promise<Processor> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-processor-'));
  const { rows, event } = await onePaidPage(folder, of);
  const copy = copier(rows);
  const log = createWriteStream(path.join(folder, 'state.log'));
  const texts = rows.map((row) => JSON.stringify(row));
  for (const [no, page] of pages.entries())
    for (const text of texts) if (!log.write(`${copy(text, no, page)}\n`)) await once(log, 'drain');
  log.end();
  await finished(log);
  const { child, port } = await serve(folder, of.webhookSecret);
  return {
    gateway: createStripeGateway({
      ...{ secretKey: KEY, webhookSecrets: [of.webhookSecret] },
      apiHost: { host: '127.0.0.1', port, protocol: 'http' },
    }),
    bodyOf: (no) => copy(event, no, pages[no]!),
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    stop: async () => {
      if (child.exitCode === null) await new Promise((end) => child.once('exit', end).kill('SIGTERM'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Row = readonly [table: string, id: string, value: { id?: string; type?: string }];

async function onePaidPage(folder: string, of: { readonly amountMinor: bigint; readonly webhookSecret: string }) {
  const stateDir = path.join(folder, 'model');
  const standIn = await startStripeStandIn({ stateDir, apiKey: KEY, webhookSecret: of.webhookSecret });
  const gateway = createStripeGateway({
    ...{ secretKey: KEY, webhookSecrets: [of.webhookSecret] },
    apiHost: { host: '127.0.0.1', port: standIn.port, protocol: 'http' },
  });
  const page = await gateway.createCheckoutSession({
    ...{ idempotencyKey: ATTEMPT, reference: ATTEMPT, amountMinor: of.amountMinor, currency: 'GBP' },
    ...{ description: 'Bench', successUrl: 'http://localhost/done', cancelUrl: 'http://localhost/', locale: 'en-GB' },
    metadata: { attempt_id: ATTEMPT, customer_id: CUSTOMER },
  });
  assert(page.ok && page.value.url, 'the processor gave no page');
  await payByCard(page.value.url);
  await standIn.close();
  const last = new Map<string, Row>();
  for (const line of readFileSync(path.join(stateDir, 'state.log'), 'utf8').trim().split('\n')) {
    const row = JSON.parse(line) as Row;
    last.set(`${row[0]} ${row[1]}`, row);
  }
  const all = [...last.values()];
  const event = all.find(([table, , value]) => table === 'event' && value.type === 'checkout.session.completed');
  assert(event, 'the page was not paid');
  return { rows: all.filter(([table]) => KEPT.includes(table)), event: JSON.stringify(event[2]) };
}

/** Writes a row, or an event, of the model under the names of another page. */
function copier(rows: readonly Row[]): (text: string, no: number, page: PaidPage) => string {
  const prefixes = rows.map(([, id]) => [id, `${id.slice(0, id.lastIndexOf('_') + 1)}bench`] as const);
  return (text, no, page) => {
    let copied = text.replaceAll(ATTEMPT, page.id).replaceAll(CUSTOMER, page.customerId);
    for (const [id, prefix] of prefixes) copied = copied.replaceAll(id, `${prefix}${no}`);
    return copied.replace(/evt_(?!bench)\w+/g, eventRef(no));
  };
}

async function serve(stateDir: string, webhookSecret: string): Promise<{ child: ChildProcess; port: number }> {
  const env = {
    PATH: process.env.PATH,
    STATE_DIR: stateDir,
    API_KEY: KEY,
    WEBHOOK_SECRET: webhookSecret,
  };
  const child = spawn(process.execPath, ['--max-old-space-size=6000', SERVER], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! }))
    return { child, port: (JSON.parse(line) as { port: number }).port };
  throw new Error('the processor did not start');
}
