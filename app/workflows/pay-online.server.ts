import { assert } from '#app/kernel/assert.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { planCreditUse } from '#app/modules/cash-application/commands/plan-credit-use.server.ts';
import type { CreditPart, CreditUseRefusal } from '#app/modules/cash-application/types.ts';
import { noteSurcharge } from '#app/modules/payments/commands/note-surcharge.server.ts';
import {
  type StartOnceInput,
  type StartOnceRefusal,
  startAttemptOnce,
} from '#app/modules/payments/commands/start-attempt-once.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { Attempt, SurchargeShown } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { hasBankDebit } from '#app/platform/stripe/stripe-debits.ts';
import { attemptPath, type CheckoutPorts, type InTransaction, openCheckout } from './open-checkout.server.ts';

/** Whether the processor takes bank debits in a currency. */
export const takesBankDebit = (currency: string): boolean => hasBankDebit(currency);

export type PayOnline = {
  readonly actor: Actor;
  readonly input: StartOnceInput;
  /** What the payer was shown beside the amount; it is part of the amount, or lowered it. */
  readonly surcharge: SurchargeShown | null;
  readonly credit: readonly CreditPart[];
  /** Root of a scoped link's pages, `/i/<token>`; absent for a signed-in person. */
  readonly linkPath?: string;
};

export type PayRefusal = StartOnceRefusal | CreditUseRefusal;

/**
 * Brings a customer from the review to the page where they pay: notes the attempt (once per form) with the surcharge and the
 * credit that go with it, then asks the processor for its page, outside the transaction. Answers where to go: the processor's
 * page, or our own page of the attempt when there is none to pay on (being checked, paid or ended meanwhile). Refuses what
 * starting an attempt and using credit refuse.
 */
export async function payOnline(
  ports: CheckoutPorts,
  run: InTransaction,
  pay: PayOnline,
  moment: Moment,
): Promise<Result<{ goTo: string; onOurSite: boolean }, PayRefusal>> {
  const started = await run((tx) => begin(tx, pay, moment));
  if (!started.ok) return started;
  const { attemptId } = started.value;
  const attempt = await attemptNow(run, attemptId);
  const opened = await openCheckout(ports, run, { attempt, linkPath: pay.linkPath }, moment);
  if (opened.ok) return ok({ goTo: opened.value.url, onOurSite: false });
  return ok({ goTo: attemptPath(attemptId, pay.linkPath), onOurSite: true });
}

/**
 * Orders a saved method of a signed-in person to be charged, once per form: the attempt is noted and its job ordered in one
 * transaction (`methodId` of the input says which), and the worker charges. Waits a moment for what comes of it; answers our own page of the attempt, which goes on
 * looking. Refuses as `payOnline` does.
 */
export async function payBySavedMethod(
  run: InTransaction,
  pay: PayOnline,
  moment: Moment,
): Promise<Result<{ goTo: string }, PayRefusal>> {
  const started = await run((tx) => begin(tx, pay, moment));
  if (!started.ok) return started;
  const { attemptId } = started.value;
  await waitFor(async () => !UNDECIDED.has((await attemptNow(run, attemptId)).state));
  return ok({ goTo: attemptPath(attemptId) });
}

const UNDECIDED: ReadonlySet<Attempt['state']> = new Set(['created', 'unknown']);

async function begin(
  tx: Tx,
  pay: PayOnline,
  moment: Moment,
): Promise<Result<{ attemptId: string; repeated: boolean }, PayRefusal>> {
  const { actor, input, surcharge, credit } = pay;
  const started = await startAttemptOnce(tx, actor, { ...input, choices: choicesText(pay) }, moment);
  if (!started.ok || started.value.repeated) return started;
  const { attemptId } = started.value;
  const { customerId, currency } = input;
  if (surcharge) await noteSurcharge(tx, { attemptId, customerId, shown: surcharge }, moment);
  if (credit.length === 0) return started;
  const cash = new Map(input.items.map((item) => [item.itemId, item.amountMinor]));
  const planned = await planCreditUse(tx, actor, { customerId, currency, parts: credit, attemptId, cash }, moment);
  return planned.ok ? started : planned;
}

/** Everything of the form that is not in the attempt itself. Empty for a plain one. */
function choicesText({ input, surcharge, credit }: PayOnline): string {
  const parts = credit.map((part) => `${part.creditItemId}>${part.debitItemId}:${part.amountMinor}`);
  const said = [input.payWith ?? '', input.methodId ?? '', surcharge?.grossMinor ?? '', parts.join(',')];
  return said.every((text) => text === '') ? '' : said.join('|');
}

async function attemptNow(run: InTransaction, id: string): Promise<Attempt> {
  const read = await run(async (tx) => ok(await getAttempt(tx, { id })));
  assert(read.ok && read.value, `attempt ${id} is gone`);
  return read.value;
}

const WAIT_MS = 2_000;
const LOOK_EVERY_MS = 100;

/** Looks until it is so, for two seconds at most: the page that follows goes on looking. */
export async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < WAIT_MS && !(await isSo()); waited += LOOK_EVERY_MS)
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
}
