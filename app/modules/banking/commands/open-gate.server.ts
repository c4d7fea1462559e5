import { sql } from 'kysely';
import { type ClassRecord, type GateAnswer, mayPost } from '#app/kernel/matching/auto-gate.ts';
import { SHIPPED_EVIDENCE } from '#app/kernel/matching/shipped-evidence.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { ownEvidence, postingChoice } from '../queries/own-evidence.server.ts';

export type GateOpening = { readonly openingId: string; readonly answer: GateAnswer };

/**
 * Opens the gate for each class that may be posted without a person now, and keeps the counts it was allowed by; of the others
 * nothing is kept. The database counts again and refuses what the counts do not show.
 */
export async function openGate(
  tx: Tx,
  classes: readonly string[],
  { now }: Moment,
): Promise<ReadonlyMap<string, GateOpening>> {
  const opened = new Map<string, GateOpening>();
  const choice = await postingChoice(tx);
  if (!choice.postsAlone || choice.version === null) return opened;
  const own = await ownEvidence(tx);
  for (const evidenceClass of [...new Set(classes)].sort()) {
    const asked = { sureness: 'exact', evidenceClass };
    const answer = mayPost(asked, { own, shipped: SHIPPED_EVIDENCE, chosenPpm: choice.precisionPpm });
    if (!answer.may || !isNamedClass(evidenceClass)) continue;
    const openingId = newId();
    const [ours, shipped] = [own[evidenceClass] ?? NONE, SHIPPED_EVIDENCE[evidenceClass] ?? NONE];
    await sql`
      insert into bank_gate_openings (id, evidence_class, source, own_right, own_seen, shipped_right, shipped_seen, bound_ppm, choice_version, opened_at)
      values (${openingId}, ${evidenceClass}, ${answer.from}, ${ours.right}, ${ours.total}, ${shipped.right}, ${shipped.total},
        ${answer.boundPpm}, ${choice.version}, ${now})`.execute(tx);
    opened.set(evidenceClass, { openingId, answer });
  }
  return opened;
}

const NONE: ClassRecord = { right: 0, total: 0 };

/** A reference names the items, and nobody else pays: the amount alone, or with a payer, opens no gate. */
const isNamedClass = (evidenceClass: string): boolean =>
  !evidenceClass.startsWith('none/') && !/\/(stranger|other)\//.test(evidenceClass);

/** Keeps by what an explanation without a person was allowed, in its transaction; by one of both. */
export async function keepAutomaticPosting(
  tx: Tx,
  by: { readonly explanationId: string } & ({ readonly openingId: string } | { readonly ruleId: string }),
): Promise<void> {
  const [openingId, ruleId] = 'openingId' in by ? [by.openingId, null] : [null, by.ruleId];
  await sql`insert into bank_automatic_postings (explanation_id, opening_id, rule_id)
    values (${by.explanationId}, ${openingId}, ${ruleId})`.execute(tx);
}
