import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { type GateOpening, keepAutomaticPosting, openGate } from '#app/modules/banking/commands/open-gate.server.ts';
import { statementsOfImport } from '#app/modules/banking/queries/open-statements.server.ts';
import { postingChoice } from '#app/modules/banking/queries/own-evidence.server.ts';
import { ruleToPost } from '#app/modules/banking/queries/rules-for.server.ts';
import { linesOfStatement } from '#app/modules/banking/queries/statement-lines.server.ts';
import type { BankLine } from '#app/modules/banking/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, inTransaction } from '#app/platform/db/transaction.server.ts';
import { explainLine } from './explain-line.server.ts';
import { linkCandidates } from './link-candidates.server.ts';
import { evidenceOf, type Offer, offersForLines } from './offers-for-lines.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

type Ports = Pick<Outside, 'db'>;

/** Lines looked at together. */
const LOT = 200;
/** Amounts in the reasons of rules; nobody reads those of a job. */
const LOCALE = 'en-GB';

export type PostedAlone = { readonly posted: number; readonly left: number };

/**
 * Job after an import, where staff chose it: posts exact suggestions of classes that were right often enough, and what a ticked
 * rule says, each in a transaction of its own that keeps by which counts. Whatever may be linked to something posted before,
 * whatever is less than exact, and whatever the database refuses is left to a person. Run again it looks at open lines only.
 */
export async function postExact(ports: Ports, importId: string): Promise<PostedAlone> {
  const total = { posted: 0, left: 0 };
  if (!(await postingChoice(ports.db)).postsAlone) return total;
  const moment = await momentFor(ports);
  const opened: Opened = new Map();
  for (const { statementId, currency } of await statementsOfImport(ports.db, importId))
    for (let after = 0; ; ) {
      const lines = await linesOfStatement(ports.db, { statementId, state: 'open', after, limit: LOT });
      const posted = lines.length === 0 ? 0 : await postLot(ports, { lines, currency, opened }, moment);
      total.posted += posted;
      total.left += lines.length - posted;
      if (lines.length < LOT) break;
      after = lines.at(-1)!.lineNo;
    }
  return total;
}

type Ready = { readonly line: BankLine; readonly offer: Offer };
/** Classes the gate was asked about in this run, once each: since then the database refuses those with something undone. */
type Opened = Map<string, GateOpening | null>;
type Lot = { readonly lines: readonly BankLine[]; readonly currency: string; readonly opened: Opened };

async function postLot(ports: Ports, { lines, currency, opened }: Lot, moment: Moment): Promise<number> {
  const [offers, linkable] = await Promise.all([
    offersForLines(ports.db, { lines, currency, locale: LOCALE }),
    linkCandidates(ports.db, { lines }),
  ]);
  const ready = lines.flatMap((line): Ready[] => {
    const offer = (linkable.get(line.id) ?? []).length === 0 ? readyOffer(offers.get(line.id) ?? []) : null;
    return offer ? [{ line, offer }] : [];
  });
  const classes = ready.flatMap(({ offer: { from } }) =>
    from.kind === 'engine' ? [from.suggestion.evidenceClass] : [],
  );
  await openFor(ports, { classes, opened }, moment);
  let posted = 0;
  for (const one of ready) if (await postOne(ports, one, opened, moment)) posted += 1;
  return posted;
}

/** The first offer where it is exact to the last minor unit, or what ticked rules agree on where the engine has nothing. */
function readyOffer(offers: readonly Offer[]): Offer | null {
  const [first] = offers;
  if (first?.from.kind === 'engine') {
    const { sureness, leftMinor } = first.from.suggestion;
    return sureness === 'exact' && leftMinor === 0n ? first : null;
  }
  const hits = offers.flatMap(({ from }) => (from.kind === 'rule' ? [from.hit] : []));
  const ruleId = ruleToPost(hits)?.ruleId;
  return offers.find(({ from }) => from.kind === 'rule' && from.hit.ruleId === ruleId) ?? null;
}

async function openFor(
  { db }: Ports,
  { classes, opened }: { readonly classes: readonly string[]; readonly opened: Opened },
  moment: Moment,
): Promise<void> {
  const unasked = classes.filter((one) => !opened.has(one));
  if (unasked.length === 0) return;
  const done = await inTransaction(db, async (tx) => ok(await openGate(tx, unasked, moment)));
  for (const one of unasked) opened.set(one, (done.ok && done.value.get(one)) || null);
}

/** True where it is posted. A line, an item or a count that changed meanwhile leaves it to a person. */
async function postOne({ db }: Ports, { line, offer }: Ready, opened: Opened, moment: Moment): Promise<boolean> {
  const { from } = offer;
  const opening = from.kind === 'engine' ? opened.get(from.suggestion.evidenceClass) : null;
  if (from.kind === 'engine' && !opening) return false;
  const how = from.kind === 'engine' ? 'automatic' : 'rule';
  const evidence = evidenceOf(offer, true)!;
  try {
    const done = await inTransaction(db, async (tx) => {
      const explained = await explainLine(tx, SYSTEM, { lineId: line.id, parts: offer.parts, how, evidence }, moment);
      if (!explained.ok) return explained;
      const { explanationId } = explained.value;
      if (opening) await keepAutomaticPosting(tx, { explanationId, openingId: opening.openingId });
      else if (from.kind === 'rule') await keepAutomaticPosting(tx, { explanationId, ruleId: from.hit.ruleId });
      return explained;
    });
    return done.ok;
  } catch (error) {
    if (constraintOf(error)?.startsWith('bank_automatic_by_')) return false;
    throw error;
  }
}
