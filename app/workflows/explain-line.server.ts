import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { type KeptLink, keepExplanation } from '#app/modules/banking/commands/keep-explanation.server.ts';
import { learnFromExplanation } from '#app/modules/banking/commands/learn-from-explanation.server.ts';
import { lockLine } from '#app/modules/banking/commands/lock-line.server.ts';
import { ownersOf } from '#app/modules/banking/queries/line-facts.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { attachTaken } from '#app/modules/remittances/commands/attach-taken.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ExplainInput, LinePart } from './explain-line-types.ts';
import { explainPart } from './explain-part.server.ts';
import type { ExplainRefusal } from './explain-refusals.server.ts';

/**
 * Says what a line of the bank is, as a whole: its parts add up to it exactly. New money becomes payments set against what was
 * chosen, our bank's charges are posted, what was posted before is only linked, a payment that came back is reversed; all in
 * one transaction, which the caller rolls back after a refusal. A line that somebody explained meanwhile is `stale`. What a
 * person confirmed is learned from, and an advice that says just this stands with the line. Locks the line, then every customer
 * it touches in id order.
 */
export async function explainLine(
  tx: Tx,
  actor: Actor,
  input: ExplainInput,
  moment: Moment,
): Promise<Result<{ explanationId: string }, ExplainRefusal>> {
  const locked = await lockLine(tx, input.lineId, 'open');
  if (!locked.ok) return locked;
  const line = locked.value;
  const wrong = misfit(input.parts, line.amountMinor);
  if (wrong) return refuse(wrong);
  await lockCustomers(tx, await customersOf(tx, input.parts));
  const { how = 'person', evidence } = input;
  const allocations = input.parts.flatMap((part) => (part.kind === 'items' ? part.allocations : []));
  if (how === 'person') await attachTaken(tx, actor, { line, allocations }, moment);
  const links: KeptLink[] = [];
  for (const [index, part] of input.parts.entries()) {
    const kept = await explainPart(tx, actor, { line, part }, moment);
    if (!kept.ok) return refuse({ code: 'part-refused', no: index + 1, refusal: kept.refusal });
    links.push(kept.value);
  }
  const explanationId = newId<never>() as string;
  const kept = { id: explanationId, lineId: line.id, how, links, ...(evidence ? { evidence } : {}) };
  await keepExplanation(tx, actor, kept, moment);
  if (how === 'person') await learnFromExplanation(tx, { lineId: line.id, explanationId }, moment);
  return ok({ explanationId });
}

const IN_ONLY: readonly LinePart['kind'][] = ['items', 'on-account', 'unidentified'];
const OUT_ONLY: readonly LinePart['kind'][] = ['given-back', 'returned-payment'];

/** What can be seen without looking anything up, in the order of the parts. */
function misfit(parts: readonly LinePart[], lineMinor: bigint): ExplainRefusal | null {
  if (parts.length === 0) return { code: 'no-parts' };
  for (const [index, part] of parts.entries()) {
    const no = index + 1;
    if (part.amountMinor === 0n) return { code: 'wrong-sign', no };
    if (IN_ONLY.includes(part.kind) && part.amountMinor < 0n) return { code: 'wrong-sign', no };
    if (OUT_ONLY.includes(part.kind) && part.amountMinor > 0n) return { code: 'wrong-sign', no };
    if (part.kind === 'returned-payment' && part.reason.trim() === '') return { code: 'note-missing', no };
    if (part.kind === 'not_ours' && part.note.trim() === '') return { code: 'note-missing', no };
  }
  const missingMinor = lineMinor - parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  return missingMinor === 0n ? null : { code: 'does-not-add-up', missingMinor };
}

/** Everybody whose account the parts touch, so that two lines at once lock in one order. */
async function customersOf(tx: Tx, parts: readonly LinePart[]): Promise<string[]> {
  const named = parts.flatMap((part) => ('customerId' in part ? [part.customerId] : []));
  const items = parts.flatMap((part) => (part.kind === 'items' ? part.allocations.map((one) => one.itemId) : []));
  const payments = parts.flatMap((part) => (part.kind === 'returned-payment' ? [part.paymentId] : []));
  const owners = await ownersOf(tx, { items, payments });
  return [...new Set([...named, ...owners])].sort();
}
