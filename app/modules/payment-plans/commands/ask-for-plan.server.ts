import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanAct, PlanRefusal, PlanWish } from '../types.ts';

type Asked = { readonly askId: string };

/** The portal's half of starting a plan: writes down what is wanted, once per `key`. The worker answers (`agreeOrRequest`). */
export function askForPlan(
  _tx: Tx,
  _actor: Actor,
  _input: {
    readonly customerId: string;
    readonly wish: PlanWish;
    readonly methodId: string | null;
    readonly note: string;
    readonly key: string;
  },
  _moment: Moment,
): Promise<Result<Asked, PlanRefusal>> {
  throw new Error('not built');
}

/**
 * The portal's half of everything a customer does to a plan of theirs: accept a counter-offer, withdraw a request, move a date
 * (`instalmentNo`, `toOn`), choose or drop the method it is collected from (`methodId`), ask for help (`note`).
 */
export function askAboutPlan(
  _tx: Tx,
  _actor: Actor,
  _input: {
    readonly customerId: string;
    readonly planId: string;
    readonly act: Exclude<PlanAct, 'start'>;
    readonly key: string;
    readonly note?: string;
    readonly methodId?: string | null;
    readonly instalmentNo?: number;
    readonly toOn?: PlainDate;
  },
  _moment: Moment,
): Promise<Result<Asked, PlanRefusal>> {
  throw new Error('not built');
}
