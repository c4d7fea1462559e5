import { createHmac } from 'node:crypto';
import { addDays } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import { STRIPE_API_VERSION } from '#app/platform/stripe/stripe-api-version.ts';
import { createStripeGateway, type StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { aCustomer, anInvoice, GBP } from '#tests/support/people.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { type Figure, inParallel, mustEqual, perSecond, timed } from './figures.ts';
import { issueInChunks, MOMENT } from './issue-and-pay.ts';
import { readTsx } from './read-tsx.ts';
import type { BenchOptions } from './works.ts';

const EVENTS = 50_000;
const CUSTOMERS = 500;
const CLIENTS = 16;
const SECRET = 'whsec_bench';
const PRICE = 1_000n;

/**
 * W8: events of paid checkouts. Intake: signature checked, event stored and its job ordered, one in ten sent twice. Drain: each
 * event settled to a recorded and applied payment; the processor answers at once from memory, so the figure is ours alone.
 */
export async function webhooksWork({ cluster, count = EVENTS, log }: BenchOptions): Promise<Figure[]> {
  // What a webhook leads to orders mails, whose templates Node does not read by itself.
  readTsx();
  const { takeStripeWebhook } = await import('#app/workflows/take-webhook.server.ts');
  const bench = await openBenchDatabase(cluster, `webhooks_${count}`);
  try {
    const attempts = await openAttempts(bench, count);
    const bodies = attempts.map(({ id }, no) => bodyOf(no, id));
    log(`W8: ${count} events in`);
    const gateway = createStripeGateway({ secretKey: 'sk_test_bench', webhookSecrets: [SECRET] });
    const outside = { db: bench.staff.db, stripe: { ...gateway, ...paidInMemory(attempts) } };
    const sent = [...bodies, ...bodies.filter((_, no) => no % 10 === 0)];
    const take = async (no: number) => {
      const rawBody = Buffer.from(sent[no]!);
      const taken = await takeStripeWebhook(outside, { rawBody, signature: signed(sent[no]!) });
      mustEqual(`event ${no} taken`, taken.ok, true);
    };
    const intake = await timed(() => inParallel(sent.length, CLIENTS, take));
    mustEqual('events stored', await countOf(bench, 'stripe_events'), count);
    log('W8: draining');
    const { settleStripeEvent } = await import('#app/workflows/settle-payment.server.ts');
    const drain = await timed(() => inParallel(count, CLIENTS, (no) => settleStripeEvent(outside, `evt_bench_${no}`)));
    mustEqual('payments', await countOf(bench, 'payments'), count);
    mustEqual('left open', await sumLeft(bench), 0n);
    const shared = {
      data: `${count.toLocaleString('en')} paid checkouts, ${CUSTOMERS} customers`,
      floor: null,
      aim: null,
    };
    return [
      { work: 'W8 webhook intake', value: perSecond(sent.length, intake.ms), unit: '/s', ...shared },
      { work: 'W8 webhook drain', value: perSecond(count, drain.ms), unit: '/s', ...shared },
    ];
  } finally {
    await bench.close();
  }
}

type Opened = { readonly id: string; readonly customerId: string };

/** An invoice each, and an open checkout over it. */
async function openAttempts(bench: BenchDatabase, count: number): Promise<Opened[]> {
  const customers: string[] = [];
  for (let n = 0; n < CUSTOMERS; n += 1) customers.push(await aCustomer(bench.staff.db));
  const inputs = Array.from({ length: count }, (_, no) =>
    anInvoice(customers[no % CUSTOMERS]!, PRICE, { documentOn: MOMENT.today, dueOn: addDays(MOMENT.today, 30) }),
  );
  const { issued } = await issueInChunks(bench, inputs);
  const { rows } = await bench.owner.pool.query<{ id: string; customer_id: string }>(
    `with made as (
       insert into payment_attempts (customer_id, currency, amount_minor, state, session_ref, session_url, requested_by_kind, requested_by_name, created_at, changed_at, expires_at)
       select o.customer_id, o.currency, o.residual_minor, 'open', 'cs_bench_' || (row_number() over (order by o.id) - 1), 'https://pay.example', 'customer', 'Bench', $2, $2, $2::timestamptz + interval '1 hour'
       from open_items o where o.id = any ($1::uuid[]) returning id, customer_id, session_ref),
     items as (select o.id, 'cs_bench_' || (row_number() over (order by o.id) - 1) as session_ref from open_items o where o.id = any ($1::uuid[])),
     claimed as (insert into payment_attempt_items (attempt_id, item_id, customer_id, amount_minor)
       select m.id, i.id, m.customer_id, ${PRICE} from made m join items i using (session_ref) returning 1)
     select m.id, m.customer_id from made m, (select count(*) from claimed) c order by substring(m.session_ref from 10)::int`,
    [issued.map((invoice) => invoice.openItemId), now()],
  );
  return rows.map((row) => ({ id: row.id, customerId: row.customer_id }));
}

const bodyOf = (no: number, attemptId: string): string =>
  JSON.stringify({
    ...{ id: `evt_bench_${no}`, object: 'event', type: 'checkout.session.completed', livemode: false },
    ...{ created: Math.floor(now().getTime() / 1_000), api_version: STRIPE_API_VERSION },
    data: { object: { ...sessionOf(no), metadata: { attempt_id: attemptId } } },
  });

const sessionOf = (no: number) => ({
  ...{ id: `cs_bench_${no}`, object: 'checkout.session', mode: 'payment', status: 'complete', payment_status: 'paid' },
  ...{ payment_intent: `pi_bench_${no}`, setup_intent: null, customer: null, url: null, client_reference_id: null },
  ...{ amount_total: Number(PRICE), currency: 'gbp', expires_at: 0, created: 0 },
});

function signed(body: string): string {
  const at = Math.floor(now().getTime() / 1_000);
  return `t=${at},v1=${createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex')}`;
}

/** What the processor would say: every page was paid by card. */
function paidInMemory(attempts: readonly Opened[]): Pick<StripeGateway, 'retrieveSession' | 'retrievePaymentIntent'> {
  const of = (id: string) => attempts[Number(id.slice(id.lastIndexOf('_') + 1))]!;
  const metadata = (id: string) => ({ attempt_id: of(id).id, customer_id: of(id).customerId });
  const shared = { amountMinor: PRICE, currency: GBP, customerId: null, createdAt: now() };
  return {
    retrieveSession: async (id) =>
      ok({
        ...{
          ...shared,
          id,
          url: null,
          mode: 'payment',
          status: 'complete',
          paymentStatus: 'paid',
          setupIntentId: null,
        },
        ...{ paymentIntentId: id.replace('cs_', 'pi_'), reference: null, metadata: metadata(id), expiresAt: now() },
      } as const),
    retrievePaymentIntent: async (id) =>
      ok({
        ...{ ...shared, id, status: 'succeeded', amountReceivedMinor: PRICE, latestChargeId: null, failure: null },
        ...{ method: null, balance: null, metadata: metadata(id) },
      } as const),
  };
}

async function countOf({ owner }: BenchDatabase, table: 'stripe_events' | 'payments'): Promise<number> {
  const { rows } = await owner.pool.query<{ n: string }>(`select count(*)::text as n from ${table}`);
  return Number(rows[0]!.n);
}

async function sumLeft({ owner }: BenchDatabase): Promise<bigint> {
  const { rows } = await owner.pool.query<{ left: string }>(
    `select coalesce(sum(residual_minor), 0)::text as left from open_items where side = 'debit'`,
  );
  return BigInt(rows[0]!.left);
}
