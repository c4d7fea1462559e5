import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type PolicyVersion, TONES, type Tone } from '../types.ts';
import { remindersDue } from './reminders-due.server.ts';

type Policy = Pick<PolicyVersion, 'stages' | 'gapDays'>;
export type PolicyEffect = {
  readonly rows: readonly { readonly tone: Tone; readonly now: number; readonly wanted: number | null }[];
  readonly hasWanted: boolean;
};

/** How many reminders of each tone a day would bring under the policy that holds, and under one that is wanted. Orders nothing. */
export async function policyEffect(
  db: ReadDb,
  { now, wanted, on }: { readonly now: Policy; readonly wanted: Policy | null; readonly on: PlainDate },
): Promise<PolicyEffect> {
  const counted = async (policy: Policy) => {
    const counts = new Map<Tone, number>();
    for await (const plan of remindersDue(db, policy, on)) counts.set(plan.tone, (counts.get(plan.tone) ?? 0) + 1);
    return counts;
  };
  const [asItIs, changed] = [await counted(now), wanted && (await counted(wanted))];
  return {
    rows: TONES.map((tone) => ({
      ...{ tone, now: asItIs.get(tone) ?? 0 },
      wanted: changed ? (changed.get(tone) ?? 0) : null,
    })),
    hasWanted: changed !== null,
  };
}
