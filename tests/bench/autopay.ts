import { addDays } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { moveClock, now } from '#app/platform/clock/clock.server.ts';
import { openDb } from '#app/platform/db/pools.server.ts';
import { createStripeGateway, type StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { aCustomer, anInvoice } from '#tests/support/people.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { type Figure, inParallel, mustEqual, perSecond, timed } from './figures.ts';
import { issueInChunks, MOMENT } from './issue-and-pay.ts';
import { readTsx } from './read-tsx.ts';
import type { BenchOptions } from './works.ts';

const CUSTOMERS = 10_000;
const CLIENTS = 8;
const NOTICE_DAYS = 3;
const PRICE = 12_000n;
const DUE_ON = addDays(MOMENT.today, 30);

/**
 * W9: one run of autopay over customers who each have one invoice due. First the announcements of all debits, then, on the day,
 * the debits themselves: tried, charged, recorded, applied. The processor answers at once from memory, so the figure is ours.
 */
export async function autopayWork({ cluster, count = CUSTOMERS, log }: BenchOptions): Promise<Figure[]> {
  // What a debit leads to orders mails, whose templates Node does not read by itself.
  readTsx();
  const { runAutopay } = await import('#app/workflows/run-autopay.server.ts');
  const bench = await openBenchDatabase(cluster, `autopay_${count}`);
  const worker = openDb({ url: bench.workerUrl, name: 'bench-worker', connectionsMax: 10 });
  try {
    log(`W9: ${count} customers who let us collect`);
    await customersWithRules(bench, count);
    const gateway = createStripeGateway({ secretKey: 'sk_test_bench', webhookSecrets: ['whsec_bench'] });
    const ports = { db: worker.db, stripe: { ...gateway, ...chargedInMemory() }, baseUrl: 'http://localhost' };
    itIs(addDays(DUE_ON, -NOTICE_DAYS - 1));
    const noticed = await timed(() => runAutopay(ports));
    mustEqual('announced', noticed.value.noticed, count);
    await bench.owner.pool.query(
      `update messages set state = 'sent', provider_ref = 'bench-' || id, changed_at = $1 where kind = 'autopay_notice'`,
      [now()],
    );
    itIs(DUE_ON);
    log('W9: the day has come');
    const charged = await timed(() => runAutopay(ports));
    mustEqual('collected', charged.value.worked, count);
    mustEqual('payments', await oneValue(bench, 'select count(*)::text from payments'), String(count));
    mustEqual(
      'left open',
      await oneValue(bench, `select sum(residual_minor)::text from open_items where side = 'debit'`),
      '0',
    );
    const again = await runAutopay(ports);
    mustEqual('run again', again.worked + again.noticed, 0);
    const shared = { data: `${count.toLocaleString('en')} customers with one invoice due`, floor: null, aim: null };
    return [
      { work: 'W9 autopay announces', value: perSecond(count, noticed.ms), unit: '/s', ...shared },
      { work: 'W9 autopay collects', value: perSecond(count, charged.ms), unit: '/s', ...shared },
    ];
  } finally {
    moveClock(0);
    await worker.close();
    await bench.close();
  }
}

const itIs = (day: string): void => moveClock(new Date(`${day}T09:00:00Z`).getTime() - Date.now());

async function customersWithRules(bench: BenchDatabase, count: number): Promise<void> {
  const customerIds: string[] = [];
  await inParallel(count, CLIENTS, async (no) => {
    customerIds.push(await aCustomer(bench.staff.db, { email: `payer-${no}@customer.example` }));
  });
  await issueInChunks(
    bench,
    customerIds.map((id) => anInvoice(id, PRICE, { documentOn: MOMENT.today, dueOn: DUE_ON })),
  );
  await bench.owner.pool.query(
    `with kept as (insert into processor_customers (customer_id, ref, made_at) select id, 'cus_' || id, $1 from customers returning customer_id, ref),
       cards as (insert into saved_methods (customer_id, kind, processor_kind, processor_ref, processor_customer_ref, brand, last4, exp_month, exp_year,
           is_default, added_by_name, added_at, changed_at)
         select customer_id, 'card', 'card', 'pm_' || customer_id, ref, 'visa', '4242', 12, 2099, true, 'Bench', $1, $1 from kept returning id, customer_id)
     insert into autopay_rules (customer_id, currency, method_id, collects, notice_days, state, notify_email, made_by_name, made_at, changed_by_name, changed_at)
     select k.customer_id, 'GBP', k.id, 'due_date', ${NOTICE_DAYS}, 'on', c.email, 'Bench', $1, 'Bench', $1
     from cards k join contacts c on c.customer_id = k.customer_id`,
    [now()],
  );
  await bench.owner.pool.query('analyze');
}

/** Every card is charged. */
function chargedInMemory(): Pick<StripeGateway, 'createOffSessionPayment'> {
  return {
    createOffSessionPayment: async (wish) =>
      ok({
        ...{
          id: `pi_${wish.idempotencyKey}`,
          status: 'succeeded',
          amountMinor: wish.amountMinor,
          currency: wish.currency,
        },
        ...{
          amountReceivedMinor: wish.amountMinor,
          customerId: wish.customerId,
          createdAt: now(),
          latestChargeId: null,
        },
        ...{ failure: null, method: null, balance: null, metadata: wish.metadata },
      } as never),
  };
}

async function oneValue({ owner }: BenchDatabase, text: string): Promise<string> {
  const { rows } = await owner.pool.query<Record<string, string>>(text);
  return Object.values(rows[0]!)[0]!;
}
