import { randomBytes } from 'node:crypto';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createMailGateway } from '#app/platform/mail/mail-gateway.server.ts';
import { orderDelivery } from '#app/workflows/order-delivery.server.ts';
import type { Outside } from '#app/workflows/outside.server.ts';
import { aCustomer, anInvoice, CLERK } from '#tests/support/people.ts';
import { startResendStandIn } from '../../stand-ins/resend/server.ts';
import { openBenchDatabase } from './bench-database.ts';
import { type Figure, mustEqual, perSecond, timed } from './figures.ts';
import { MOMENT } from './issue-and-pay.ts';
import { readTsx } from './read-tsx.ts';
import type { BenchOptions } from './works.ts';

const MAILS = 600;
/** As many as a worker has in hand at once. */
const AT_ONCE = 20;
const CHUNK = 100;

type Bench = Awaited<ReturnType<typeof openBenchDatabase>>;

/** Mails of issued invoices handed over a second: gate, words, link, sealing, the service's stand-in and the note of its answer. */
export async function mailWork({ cluster, log }: BenchOptions): Promise<Figure[]> {
  log('mail');
  readTsx();
  await import('#app/workflows/send-message.server.ts');
  const bench = await openBenchDatabase(cluster, 'mail');
  const key = { apiKey: 're_test_bench', webhookSecret: `whsec_${randomBytes(24).toString('base64')}` };
  const standIn = await startResendStandIn(key);
  try {
    const mail = createMailGateway({ ...key, baseUrl: `http://127.0.0.1:${standIn.port}` });
    const outside = {
      db: bench.staff.db,
      mail,
      baseUrl: 'http://localhost:3000',
      mailFrom: 'billing@bench.example',
      sealSecret: 'bench',
    };
    const ordered = await order(bench);
    const sent = await timed(() => sendAll(outside as unknown as Outside, ordered));
    const arrived = standIn.control.mails();
    mustEqual('mails in the inbox', arrived.length, MAILS);
    mustEqual('mails that differ', new Set(arrived.map((one) => one.idempotencyKey)).size, MAILS);
    const { n } = await bench.staff.db
      .selectFrom('deliveries')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow();
    mustEqual('sendings that stand as sent', Number(n), MAILS);
    return [
      {
        ...{ work: `mails handed over, ${AT_ONCE} at once`, data: `${MAILS} invoices, the link alone` },
        ...{ value: perSecond(MAILS, sent.ms), floor: null, unit: '/s', aim: null },
        note: 'to the stand-in on the same machine; the real service allows two a second unless more is agreed',
      },
    ];
  } finally {
    await standIn.close();
    await bench.close();
  }
}

/** Issued and ordered as the product does it; answers the messages that wait. */
async function order({ staff }: Bench): Promise<string[]> {
  const customerId = await aCustomer(staff.db, { email: 'ap@bench.example' });
  const choice = {
    customer_id: customerId,
    document_kind: 'invoice',
    channel: 'email',
    attaches: false,
    changed_at: MOMENT.now,
  };
  await staff.db.insertInto('delivery_choices').values(choice).execute();
  for (let made = 0; made < MAILS; made += CHUNK) {
    const invoices = Array.from({ length: CHUNK }, () => anInvoice(customerId, 1_000n));
    const done = await inTransaction(staff.db, async (tx) => {
      const issued = await issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices }, MOMENT);
      if (!issued.ok) return issued;
      for (const { id: invoiceId } of issued.value)
        await orderDelivery(
          tx,
          SYSTEM,
          { customerId, documentKind: 'invoice', about: { invoiceId }, once: 'issued' },
          MOMENT,
        );
      return ok();
    });
    mustEqual('invoices issued', done.ok, true);
  }
  const rows = await staff.db.selectFrom('messages').select('id').where('state', '=', 'queued').orderBy('id').execute();
  return rows.map((row) => row.id);
}

async function sendAll(outside: Outside, messageIds: readonly string[]): Promise<void> {
  const { sendMessage } = await import('#app/workflows/send-message.server.ts');
  const left = [...messageIds];
  const one = async () => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) await sendMessage(outside, id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
