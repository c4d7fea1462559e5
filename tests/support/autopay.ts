import { randomUUID } from 'node:crypto';
import { plainDate } from '#app/kernel/plain-date.ts';
import { type SaveRuleInput, saveAutopayRule } from '#app/modules/autopay/commands/save-rule.server.ts';
import { autopayChargesOf } from '#app/modules/autopay/queries/charges.server.ts';
import { autopayRulesOf } from '#app/modules/autopay/queries/rules.server.ts';
import { type Moment, momentIn, moveClock } from '#app/platform/clock/clock.server.ts';
import { runAutopay } from '#app/workflows/run-autopay.server.ts';
import type { TestDatabase } from './database.ts';
import type { World } from './outside-world.ts';
import { asPortal, payByBacs, payByCard, payerOf } from './paying.ts';
import { aCustomer, anInvoice, GBP, issue } from './people.ts';

const LONDON = 'Europe/London';

/** Moves the clock to the morning of a day; the tests of a file share it. */
export function itIs(day: string, time = '09:00:00'): Moment {
  moveClock(new Date(`${day}T${time}Z`).getTime() - Date.now());
  return momentIn(LONDON);
}

type Card = {
  readonly number?: string;
  readonly account?: 'settles' | 'fails';
  /** One of the processor's named methods instead, for numbers its page does not save; once a file. */
  readonly ref?: string;
  readonly exp?: readonly [month: number, year: number];
};

export type WithMethod = { readonly customerId: string; readonly methodId: string; readonly email: string };

/** A customer whose card or account is kept with the processor, saved on its hosted page. */
export async function withMethod(database: TestDatabase, world: World, card: Card = {}): Promise<WithMethod> {
  const key = randomUUID();
  const email = `autopay-${key.slice(0, 8)}@customer.example`;
  const customerId = await aCustomer(database.staff.db, { email });
  const { stripe } = world.outside;
  const customerRef = value(await stripe.createCustomer({ idempotencyKey: key, description: 'A', metadata: {} }));
  await database.owner.pool.query(
    `insert into processor_customers (customer_id, ref, made_at) values ($1, $2, now())`,
    [...[customerId, customerRef]],
  );
  return { customerId, email, methodId: await addMethod(database, world, customerId, card) };
}

/** One more card or account of a customer who has one. The first is the default. */
export async function addMethod(
  database: TestDatabase,
  world: World,
  customerId: string,
  card: Card = {},
): Promise<string> {
  const { pool } = database.owner;
  const known = await pool.query<{ ref: string }>('select ref from processor_customers where customer_id = $1', [
    customerId,
  ]);
  const customerRef = known.rows[0]!.ref;
  const ref = card.ref ?? (await savedOnPage(world, { key: randomUUID(), customerRef, card }));
  const [month, year] = card.account ? [null, null] : (card.exp ?? [12, 2034]);
  const { rows } = await pool.query<{ id: string }>(
    `insert into saved_methods (customer_id, kind, processor_kind, processor_ref, processor_customer_ref, brand, last4, exp_month, exp_year,
       is_default, added_by_name, added_at, changed_at)
     values ($1, $6, $7, $2, $3, $8, '4242', $4, $5, not exists (select from saved_methods where customer_id = $1), 'Ann', now(), now())
     returning id`,
    [
      ...[customerId, ref, customerRef, month, year],
      ...(card.account ? ['direct_debit', 'bacs_debit', 'bacs'] : ['card', 'card', 'visa']),
    ],
  );
  return rows[0]!.id;
}

function value<Value>(answer: { ok: true; value: Value } | { ok: false; refusal: unknown }): Value {
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
}

async function savedOnPage(
  { outside: { stripe } }: World,
  { key, customerRef, card }: { key: string; customerRef: string; card: Card },
): Promise<string> {
  const session = value(
    await stripe.createSetupSession({
      ...{ idempotencyKey: `${key}-page`, customerId: customerRef, currency: 'GBP', description: 'A', metadata: {} },
      ...{ successUrl: 'http://localhost:3000/autopay', cancelUrl: 'http://localhost:3000/autopay', locale: 'en-GB' },
      expiresAt: new Date(Date.now() + 3_600_000),
    }),
  );
  await (card.account ? payByBacs(session.url!, card.account) : payByCard(session.url!, card.number));
  const { setupIntentId } = value(await stripe.retrieveSession(session.id));
  return value(await stripe.retrieveSetupIntent(setupIntentId!)).methodId!;
}

type Wish = Partial<Omit<SaveRuleInput, 'collects' | 'dayNo'>> & { readonly dayNo?: number };

/** Turns autopay on as the customer does, or changes it. */
export async function turnOn(database: TestDatabase, who: WithMethod, wish: Wish = {}) {
  const { customerId, methodId, email } = who;
  const payer = payerOf(customerId);
  const { dayNo, ...rest } = wish;
  const contractId = wish.contractId ?? null;
  const stands = (await autopayRulesOf(database.staff.db, customerId)).find((rule) => rule.contractId === contractId);
  const when = dayNo ? { collects: 'day_of_month' as const, dayNo } : { collects: 'due_date' as const, dayNo: null };
  return asPortal(
    database,
    payer,
  )((tx) =>
    saveAutopayRule(
      tx,
      payer.actor,
      {
        ...{ customerId, methodId, contractId, currency: GBP, ceilingMinor: null, noticeDays: 3, notifyEmail: email },
        ...{ ...when, versionNo: stands?.versionNo ?? null, ...rest },
      },
      momentIn(LONDON),
    ),
  );
}

export const dueOn = (database: TestDatabase, customerId: string, minor: bigint, day: string) =>
  issue(
    database.staff.db,
    anInvoice(customerId, minor, { documentOn: plainDate('2026-04-01'), dueOn: plainDate(day) }),
  );

/** One hour's run on a day, with its mails and webhooks. */
export async function runOn(world: World, day: string): Promise<void> {
  itIs(day);
  const { noticed, worked, told } = await runAutopay(world.outside);
  if (noticed + worked + told === 0) return;
  const ran = await world.settle();
  if (ran.failed.length > 0) throw new Error(ran.failed.join('; '));
}

/** Each collection in a line, oldest day first: day, state, amount. */
export async function story(database: TestDatabase, customerId: string): Promise<string[]> {
  const charges = await autopayChargesOf(database.staff.db, customerId);
  return charges
    .reverse()
    .map((charge) =>
      [
        charge.collectOn,
        charge.state,
        charge.skippedBecause ?? charge.nextTryOn ?? charge.failureCode,
        (charge.collectedMinor ?? charge.noticedMinor).toString(),
      ]
        .filter((part) => part !== null)
        .join(' '),
    );
}
