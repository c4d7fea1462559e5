import { currency } from '#app/kernel/money.ts';
import { ok } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { saveAutopayRule } from '#app/modules/autopay/commands/save-rule.server.ts';
import { autopayPolicy } from '#app/modules/autopay/queries/policy.server.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { config } from '#app/platform/config/config.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createStripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { runAutopay } from '#app/workflows/run-autopay.server.ts';
import { startMethodSetup } from '#app/workflows/set-up-method.server.ts';
import { finishSetupById } from '#app/workflows/settle-method.server.ts';

const PAYER: Actor = { ...SYSTEM, kind: 'customer', name: 'Accounts payable' };

type Chosen = { readonly id: string; readonly email: string };

/**
 * One customer pays by itself: their card is saved on the payment service's own page, as a person would, and the first debit is
 * announced. Says so and goes on where the service cannot be reached.
 */
export async function demoAutopay(
  db: Db,
  { butOf, log }: { readonly butOf: string; readonly log: (text: string) => void },
  moment: Moment,
): Promise<void> {
  const chosen = await whoOwesLater(db, butOf, moment);
  if (!chosen) return;
  const { stripe: settings, baseUrl } = config();
  const ports = { db, stripe: createStripeGateway(settings), baseUrl };
  const run: Parameters<typeof startMethodSetup>[1] = (work) => inTransaction(db, work);
  const wish = { actor: PAYER, customerId: chosen.id, email: chosen.email, returnPath: '/autopay' };
  const started = await startMethodSetup(ports, run, wish, moment);
  if (!started.ok) return log('The demo has no autopay: the payment service did not answer.');
  await enterCard(started.value.url, chosen.email);
  await finishSetupById(ports, started.value.setupId);
  const [method] = await listSavedMethods(db, chosen.id);
  if (!method) return log('The demo has no autopay: the card was not saved.');
  const { noticeDays } = await autopayPolicy(db, moment.today);
  const rule = {
    ...{ customerId: chosen.id, contractId: null, currency: currency('GBP'), methodId: method.id, ceilingMinor: null },
    ...{ collects: 'due_date' as const, dayNo: null, noticeDays, notifyEmail: chosen.email, versionNo: null },
  };
  await inTransaction(db, async (tx) => {
    const saved = await saveAutopayRule(tx, PAYER, rule, moment);
    return saved.ok ? ok() : saved;
  });
  await runAutopay(ports);
}

/** Late in the list, where nothing else of the demo happens: owing in pounds, nothing late, promised or planned. */
async function whoOwesLater(db: Db, butOf: string, { today }: Moment): Promise<Chosen | undefined> {
  return db
    .selectFrom('customers as c')
    .innerJoin('contacts as p', 'p.customer_id', 'c.id')
    .select(['c.id', 'p.email'])
    .where('c.id', '<>', butOf)
    .where('c.currency', '=', 'GBP')
    .where('c.archived_at', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('open_items as i')
          .select('i.id')
          .whereRef('i.customer_id', '=', 'c.id')
          .where('i.side', '=', 'debit')
          .where('i.residual_minor', '>', 0n)
          .where('i.due_on', '>', today),
      ),
    )
    .where((where) =>
      where.not(where.exists(where.selectFrom('holds as h').select('h.id').whereRef('h.customer_id', '=', 'c.id'))),
    )
    .where((where) =>
      where.not(where.exists(where.selectFrom('promises as m').select('m.id').whereRef('m.customer_id', '=', 'c.id'))),
    )
    .orderBy('c.number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The card that always pays, on the page where cards are entered in the demo. */
async function enterCard(url: string, email: string): Promise<void> {
  const card = {
    with: 'card',
    number: '4242424242424242',
    expiry: '12/34',
    cvc: '123',
    name: 'Accounts payable',
    email,
  };
  await fetch(url, { method: 'POST', body: new URLSearchParams(card), redirect: 'manual' });
}
