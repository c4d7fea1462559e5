import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { wishToJson } from '../forms.ts';
import { shapeFault } from '../rules/shape-fault.ts';
import type { PlanAct, PlanRefusal, PlanWish } from '../types.ts';

type Asked = { readonly askId: string };
type Ask = {
  readonly customerId: string;
  readonly key: string;
  readonly act: PlanAct;
  readonly planId: string | null;
  readonly wish: object;
  readonly methodId: string | null;
  readonly note: string;
};

/**
 * The portal's half of starting a plan: writes down what is wanted, once per `key`; the worker answers (`agreeOrRequest`). The same
 * key again is the same asking, with other content `form-changed`. Refuses what is no wish at all.
 */
export async function askForPlan(
  tx: Tx,
  actor: Actor,
  input: {
    readonly customerId: string;
    readonly wish: PlanWish;
    readonly methodId: string | null;
    readonly note: string;
    readonly key: string;
  },
  moment: Moment,
): Promise<Result<Asked, PlanRefusal>> {
  const fault = shapeFault(input.wish, moment.today);
  if (fault) return refuse(fault);
  return keepAsk(tx, actor, { ...input, act: 'start', planId: null, wish: wishToJson(input.wish) }, moment);
}

/**
 * The portal's half of what a customer does to a plan of theirs: accept an offer, withdraw a request, move a date
 * (`instalmentNo`, `toOn`), choose or drop the method it is collected from (`methodId`), ask for help (`note`).
 */
export async function askAboutPlan(
  tx: Tx,
  actor: Actor,
  input: {
    readonly customerId: string;
    readonly planId: string;
    readonly act: Exclude<PlanAct, 'start'>;
    readonly key: string;
    readonly note?: string;
    readonly methodId?: string | null;
    readonly instalmentNo?: number;
    readonly toOn?: PlainDate;
  },
  moment: Moment,
): Promise<Result<Asked, PlanRefusal>> {
  const { customerId, planId, act, key } = input;
  const plan = await tx
    .selectFrom('plans')
    .select('id')
    .where('id', '=', planId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  if (!plan) return refuse({ code: 'unknown-plan' });
  if (act === 'help' && (input.note ?? '').trim() === '') return refuse({ code: 'note-missing' });
  const wish = act === 'move' ? { instalmentNo: input.instalmentNo, toOn: input.toOn } : {};
  const rest = { wish, methodId: input.methodId ?? null, note: input.note ?? '' };
  return keepAsk(tx, actor, { customerId, planId, act, key, ...rest }, moment);
}

/** Runs as the portal's login: it may add an asking and read its own, nothing else. */
async function keepAsk(tx: Tx, actor: Actor, ask: Ask, { now }: Moment): Promise<Result<Asked, PlanRefusal>> {
  const askId = newId<never>() as string;
  const said = { act: ask.act, plan_id: ask.planId, method_id: ask.methodId, note: ask.note.trim() };
  const kept = await tx
    .insertInto('plan_asks')
    .values({
      ...{ id: askId, customer_id: ask.customerId, key: ask.key, wish: JSON.stringify(ask.wish), ...said },
      ...{ asked_by: actor.kind === 'customer' ? actor.id : null, asked_by_name: actor.name, asked_at: now },
    })
    .onConflict((conflict) => conflict.columns(['customer_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (kept) return ok({ askId });
  const before = await tx
    .selectFrom('plan_asks')
    .select(['id', 'act', 'plan_id', 'method_id', 'note', 'wish'])
    .where('customer_id', '=', ask.customerId)
    .where('key', '=', ask.key)
    .executeTakeFirstOrThrow();
  const { id, wish, ...earlier } = before;
  const same = sorted({ ...earlier, wish }) === sorted({ ...said, wish: ask.wish });
  return same ? ok({ askId: id }) : refuse({ code: 'form-changed' });
}

/** Text of JSON whose keys stand in one order, as the database gives them back in another. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
