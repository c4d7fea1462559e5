import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Approval, ApprovalRule, Authority, Decider, WhyNot } from '../types.ts';

type Asked = Pick<Approval, 'rule' | 'baseMinor' | 'requestedBy'>;

/** Whether a role stays within a limit. A request without an amount passes only where there is no limit. */
export function withinLimit(
  rule: ApprovalRule,
  { role, which, baseMinor }: { role: string; which: 'aloneUpToMinor' | 'approvesUpToMinor'; baseMinor: bigint | null },
): boolean {
  const limits = rule.roles[role];
  if (!limits) return false;
  const limit = limits[which];
  if (limit === null) return true;
  return baseMinor !== null && baseMinor > 0n && baseMinor <= BigInt(limit);
}

/** Whether a role decides on this kind at all, whatever the amount: enough to send a request back. */
export function approvesKind(rule: ApprovalRule, role: string): boolean {
  const limits = rule.roles[role];
  return limits !== undefined && (limits.approvesUpToMinor === null || BigInt(limits.approvesUpToMinor) > 0n);
}

/**
 * In whose name this person may approve or send back, under the rule the request was made under: their own role first,
 * then each colleague they stand in for. Never their own request, nor one of a colleague in whose name they would decide.
 */
export function authorityOver(
  asked: Asked,
  decider: Decider,
  decision: 'approve' | 'send-back',
): Result<Authority, WhyNot> {
  if (asked.requestedBy === decider.userId) return refuse({ code: 'own-request' });
  const suffices = (role: string) =>
    decision === 'approve'
      ? withinLimit(asked.rule, { role, which: 'approvesUpToMinor', baseMinor: asked.baseMinor })
      : approvesKind(asked.rule, role);
  if (suffices(decider.role)) return ok({ role: decider.role, standIn: null });
  const enough = decider.standsInFor.filter((standIn) => suffices(standIn.role));
  const standIn = enough.find(({ userId }) => userId !== asked.requestedBy);
  if (standIn) return ok({ role: standIn.role, standIn });
  const asker = enough[0];
  return asker ? refuse({ code: 'stands-in-for-asker', name: asker.name }) : refuse({ code: 'beyond-limit' });
}
