import { assert } from '#app/kernel/assert.ts';
import { ok } from '#app/kernel/result.ts';
import { type Begun, beginTry, type Try } from '#app/modules/autopay/commands/begin-try.server.ts';
import { noteTry, type TryNews } from '#app/modules/autopay/commands/note-try.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, inTransaction } from '#app/platform/db/transaction.server.ts';
import { type ChargePorts, chargeSavedMethod } from './charge-saved-method.server.ts';
import { fateOf, learnOfTry } from './hear-autopay.server.ts';
import type { Outside } from './outside.server.ts';

export type CollectPorts = ChargePorts & Pick<Outside, 'db'>;
type Ended = Extract<Begun, { kind: 'ended' }>;

/**
 * Works on one collection whose day has come: writes the try down, asks the processor, notes what it says. The try stands
 * before anybody is asked for money, so whoever goes on after a break asks under the same key. Answers how it ended where
 * nothing may be taken any more.
 */
export async function collectOne(ports: CollectPorts, chargeId: string, moment: Moment): Promise<Ended | null> {
  const begun = await inTransaction(ports.db, async (tx) => ok(await beginTry(tx, chargeId, moment)));
  assert(begun.ok, 'a try is begun or not, it is never refused');
  const { value } = begun;
  if (value.kind === 'ended') return value;
  if (value.kind === 'asked') await learnOfTry(ports, { chargeId, tryNo: value.tryNo }, value.attemptId, moment);
  if (value.kind === 'try') await ask(ports, value.what, moment);
  return null;
}

async function ask(ports: CollectPorts, what: Try, moment: Moment): Promise<void> {
  const news = await charge(ports, what, moment);
  if (news) await inTransaction(ports.db, async (tx) => ok(await noteTry(tx, news, moment)));
}

/** What the processor said about a try; null: nothing is known and nothing was started, so the same is asked again later. */
async function charge(ports: CollectPorts, what: Try, moment: Moment): Promise<TryNews | null> {
  const { chargeId, tryNo, ruleId, ...wish } = what;
  const of = { chargeId, tryNo };
  try {
    const done = await chargeSavedMethod(
      ports,
      (work) => inTransaction(ports.db, work),
      { ...wish, by: 'autopay', byId: ruleId },
      moment,
    );
    if (done.ok) return { ...of, ...fateOf(done.value) };
    const { refusal } = done;
    if (refusal.code === 'processor-silent') return null;
    if (refusal.code === 'once-changed') return { ...of, fate: 'open', attemptId: refusal.attemptId };
    return { ...of, fate: 'refused', because: refusal.code };
  } catch (error) {
    const law = constraintOf(error);
    if (law?.startsWith('autopay_')) return { ...of, fate: 'refused', because: law };
    throw error;
  }
}
