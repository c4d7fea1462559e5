import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { saveAutopayRule } from '#app/modules/autopay/commands/save-rule.server.ts';
import { autopayPolicy } from '#app/modules/autopay/queries/policy.server.ts';
import { NOTICE_DAYS_MAX } from '#app/modules/autopay/types.ts';
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

type Chosen = { readonly id: string; readonly email: string; readonly dueOn: PlainDate };
/** What falls on days on which banks are shut is taken on the next one. */
const WEEKEND_DAYS = 4;

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
  // So long before that the next one is announced today: the desk finds it among what runs next.
  const { noticeDays: least } = await autopayPolicy(db, moment.today);
  const noticeDays = Math.min(NOTICE_DAYS_MAX, Math.max(least, daysBetween(moment.today, chosen.dueOn) + WEEKEND_DAYS));
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

/** Whose next invoice is due soonest, of those who owe in pounds and whom nothing else of the demo happens to. */
async function whoOwesLater(db: Db, butOf: string, { today }: Moment): Promise<Chosen | undefined> {
  const { rows } = await sql<{ id: string; email: string; due_on: PlainDate }>`
    select c.id, p.email, i.due_on from customers c
    cross join lateral (select email from contacts where customer_id = c.id order by id limit 1) p
    cross join lateral (select min(due_on) as due_on from open_items
      where customer_id = c.id and currency = 'GBP' and side = 'debit' and residual_minor > 0 and due_on > ${today}::date) i
    where c.id <> ${butOf}::uuid and c.currency = 'GBP' and c.archived_at is null and i.due_on is not null
      and not exists (select from holds where customer_id = c.id) and not exists (select from promises where customer_id = c.id)
    order by i.due_on, c.number desc limit 1`.execute(db);
  return rows.map((row) => ({ id: row.id, email: row.email, dueOn: row.due_on }))[0];
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
