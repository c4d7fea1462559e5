import { inLots } from '#app/kernel/in-lots.ts';
import type { Result } from '#app/kernel/result.ts';
import type { CheckoutFacts } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import type { Outside } from './outside.server.ts';
import { type Settled, settleAttempt, settlePaid } from './settle-attempt.server.ts';
import type { DoesNotFit } from './take-money.server.ts';

/** Brings one attempt to what the processor said of it, in a transaction. */
export type Settle = (attemptId: string, facts: CheckoutFacts) => Promise<Result<Settled, DoesNotFit>>;
type Asked = { readonly attemptId: string; readonly facts: CheckoutFacts };

/** As many as charges are asked for at the same time. */
const LOT_MAX = 16;

/**
 * Settles attempts of charges made at the same time: those that are paid share a transaction with what came while the one
 * before was written, because only one at a time takes receipt numbers. All else, and what does not fit, is settled alone.
 */
export function settlesInLots({ db }: Pick<Outside, 'db'>, moment: Moment): Settle {
  const alone = ({ attemptId, facts }: Asked) => inTransaction(db, (tx) => settleAttempt(tx, attemptId, facts, moment));
  const settle = inLots(LOT_MAX, async (lot: readonly Asked[]) => {
    const done = await together({ db }, lot, moment);
    const answers: (Result<Settled, DoesNotFit> | Error)[] = [];
    for (const one of lot) {
      const changed = done.get(one);
      if (changed !== undefined) answers.push({ ok: true, value: { attemptId: one.attemptId, changed } });
      else answers.push(await alone(one).catch((error) => (error instanceof Error ? error : new Error(String(error)))));
    }
    return answers;
  });
  return async (attemptId, facts) => {
    const answer = await settle({ attemptId, facts });
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

async function together(
  { db }: Pick<Outside, 'db'>,
  lot: readonly Asked[],
  moment: Moment,
): Promise<ReadonlyMap<Asked, boolean>> {
  const paid = new Map(lot.filter(({ facts }) => facts.state === 'paid').map((one) => [one.attemptId, one]));
  if (paid.size < 2) return new Map();
  const facts = new Map([...paid].map(([attemptId, one]) => [attemptId, one.facts]));
  try {
    const settled = await inTransaction(db, (tx) => settlePaid(tx, facts, moment));
    if (!settled.ok) return new Map();
    return new Map([...settled.value].map(([attemptId, changed]) => [paid.get(attemptId)!, changed]));
  } catch (error) {
    log.warn('charges were not settled together', { count: paid.size, reason: String(error) });
    return new Map();
  }
}
