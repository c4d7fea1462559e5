import { ok } from '#app/kernel/result.ts';
import { invoicesAtRest } from '#app/modules/billing-runs/queries/runs-at-rest.server.ts';
import { linkMessage } from '#app/modules/delivery/commands/link-messages.server.ts';
import { lockWaiting } from '#app/modules/delivery/commands/lock-waiting.server.ts';
import { noteMailStep } from '#app/modules/delivery/commands/note-mail-step.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { deliveryChoice, recipientsOf } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { gatheredDeliveries } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Delivery, DocumentKind } from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

/** What one mail carries at most; the rest comes in the next one of the same gathering. */
const DOCUMENTS_PER_MAIL = 20;

/** Which documents of a day may stand in one mail: those a mail can list and link. */
const GATHERABLE: readonly DocumentKind[] = ['invoice', 'credit_note', 'debit_note'];

/**
 * Job: writes the mails of the customers who want what was issued on a day in one: what a billing run issued when the run
 * has ended, everything else at the hour of the day. Each customer is a transaction of its
 * own; run again, also after being killed in between, it finds only what is not in a mail yet.
 */
export async function gatherDeliveries(outside: Pick<Outside, 'db'>): Promise<void> {
  const moment = await momentFor(outside);
  const waiting = await gatheredDeliveries(outside.db);
  const isDue = ({ notBefore }: Delivery) => notBefore === null || notBefore <= moment.now;
  const early = waiting.flatMap((sending) => (!isDue(sending) && sending.invoiceId ? [sending.invoiceId] : []));
  const atRest = await invoicesAtRest(outside.db, early);
  const ready = waiting.filter((sending) => isDue(sending) || atRest.has(sending.invoiceId ?? ''));
  const byCustomer = Map.groupBy(ready, (sending) => sending.customerId);
  for (const [customerId, sendings] of byCustomer)
    for (let at = 0; at < sendings.length; at += DOCUMENTS_PER_MAIL)
      await inTransaction(outside.db, async (tx) =>
        ok(await gather(tx, { customerId, sendings: sendings.slice(at, at + DOCUMENTS_PER_MAIL) }, moment)),
      );
}

type Gathered = { readonly customerId: string; readonly sendings: readonly Delivery[] };

async function gather(tx: Tx, { customerId, sendings }: Gathered, moment: Moment): Promise<void> {
  const left = await lockWaiting(
    tx,
    sendings.map((sending) => sending.id),
  );
  const ready = sendings.filter((sending) => left.has(sending.id) && GATHERABLE.includes(sending.documentKind));
  const [first] = ready;
  if (!first) return;
  const { toRoles } = await deliveryChoice(tx, customerId, first.documentKind);
  const to = await recipientsOf(tx, { customerId, kind: first.documentKind, toRoles });
  const single = ready.length === 1 ? first : null;
  for (const toAddress of to.length > 0 ? to : ['']) {
    const ids = { customerId, invoiceId: single?.invoiceId ?? null, toAddress };
    const message = await queueMessage(
      tx,
      {
        ...{ ...ids, kind: single ? ('invoice' as const) : ('invoices' as const) },
        sendKey: `gathered:${first.id}:${toAddress || 'nobody'}`,
        ...(toAddress === '' ? { suppressedBecause: NO_ADDRESS } : {}),
      },
      moment,
    );
    if (!message) continue;
    const { messageId } = message;
    await linkMessage(tx, { messageId, customerId, deliveryIds: ready.map((sending) => sending.id) });
    if (toAddress === '') await noteMailStep(tx, { messageId, kind: 'suppressed', reason: NO_ADDRESS }, moment.now);
  }
}
