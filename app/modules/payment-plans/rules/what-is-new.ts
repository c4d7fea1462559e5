import { addDays, compareDates, type PlainDate } from '#app/kernel/plain-date.ts';
import type { PlanEnvelope, PlanEvent, PlanEventKind, PlanInstalment, PlanView } from '../types.ts';

export type Noticed = {
  readonly kind: Extract<PlanEventKind, 'coming' | 'late' | 'missed' | 'met' | 'cured' | 'reopened'>;
  readonly instalmentNo: number;
};

type Seen = Pick<PlanView, 'schedule' | 'events' | 'versionNo'> & {
  readonly policy: PlanEnvelope;
  /** A payment of the plan is with the bank or of unknown fate: nobody is told that it did not come until that is known. */
  readonly isBeingPaid: boolean;
};

const TURNS: ReadonlySet<PlanEventKind> = new Set(['late', 'missed', 'met', 'cured', 'reopened']);

/**
 * What is true of the instalments on a day and was not written down yet: one is coming, its day went by, its grace went by, it was
 * met (cured, when it had been missed), or the money it was met with came back.
 */
export function whatIsNew(plan: Seen, today: PlainDate): Noticed[] {
  return plan.schedule.flatMap((one) => {
    const events = plan.events.filter((event) => event.versionNo === plan.versionNo && event.instalmentNo === one.no);
    return newOf(one, events, { today, noticeDays: plan.policy.noticeDays, isBeingPaid: plan.isBeingPaid }).map(
      (kind) => ({
        kind,
        instalmentNo: one.no,
      }),
    );
  });
}

function newOf(
  one: PlanInstalment,
  events: readonly PlanEvent[],
  of: { readonly today: PlainDate; readonly noticeDays: number; readonly isBeingPaid: boolean },
): Noticed['kind'][] {
  const had = (kind: PlanEventKind) => events.some((event) => event.kind === kind);
  const last = events.findLast((event) => TURNS.has(event.kind))?.kind;
  const wasMet = last === 'met' || last === 'cured';
  if (one.state === 'paid') {
    if (wasMet) return [];
    const missedAt = events.findLastIndex((event) => event.kind === 'missed');
    const metAt = events.findLastIndex((event) => event.kind === 'met' || event.kind === 'cured');
    return [missedAt > metAt ? 'cured' : 'met'];
  }
  // It has its days of grace again from here: whether it is late or missed is for the next look.
  if (wasMet) return ['reopened'];
  const found: Noticed['kind'][] = [];
  const comes =
    compareDates(of.today, addDays(one.dueOn, -of.noticeDays)) >= 0 && compareDates(of.today, one.dueOn) <= 0;
  if (comes && !had('coming')) found.push('coming');
  if (of.isBeingPaid) return found;
  if (compareDates(of.today, one.dueOn) > 0 && !had('late')) found.push('late');
  if (one.state === 'missed' && !had('missed')) found.push('missed');
  return found;
}

/**
 * Whether a plan is in default: it has missed as many instalments as the policy lets it, and one of them was still not made good
 * when its days to do so were over. Instalments that were missed and made good count.
 */
export function isInDefault(plan: Seen, today: PlainDate): boolean {
  const missedBefore = plan.events
    .filter((event) => event.kind === 'missed' && event.versionNo === plan.versionNo)
    .map((event) => event.instalmentNo);
  const missedNow = plan.schedule.filter((one) => one.state === 'missed');
  const missed = new Set([...missedBefore, ...missedNow.map((one) => one.no)]);
  return (
    !plan.isBeingPaid &&
    missed.size >= plan.policy.missesToDefault &&
    missedNow.some((one) => compareDates(today, addDays(one.graceUntil, plan.policy.cureDays)) > 0)
  );
}
