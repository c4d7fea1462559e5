import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { askColleague, parkLine, takeUpLine } from '#app/modules/banking/commands/move-line.server.ts';
import { type BankLineView, bankLinesById } from '#app/modules/banking/queries/statement-lines.server.ts';
import type { Company } from '#app/modules/company/types.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import type { LinePart } from '#app/workflows/explain-line-types.ts';
import { partsText, readPartsText } from '#app/workflows/offer-parts-text.ts';
import { evidenceOf, offersForLines } from '#app/workflows/offers-for-lines.server.ts';
import { undoExplanation } from '#app/workflows/undo-explanation.server.ts';
import { explainWords, moveWords, undoWords } from './explain-words.server.ts';
import { isOwnKind } from './match-own-kinds.ts';
import { readSplit } from './match-split.server.ts';
import { CAUSE_WORDS, causeOf } from './undo-causes.ts';

export type MatchWho = { readonly actor: Actor; readonly moment: Moment; readonly company: Company };
export type MatchPosted = {
  readonly fields: readonly (readonly [string, string])[];
  readonly intent: string;
  of(name: string): string;
};
type Acted = Result<{ readonly lineNo: number }, { readonly lineId: string; readonly error: string }>;
type At = { readonly line: BankLineView; readonly posted: MatchPosted; readonly who: MatchWho };

/** One act on one line of a statement, as its row was sent; what is refused is said in the row. */
export async function actOnLine(statementId: string, posted: MatchPosted, who: MatchWho): Promise<Acted> {
  const lineId = parseId(posted.of('lineId'));
  const line = lineId && (await bankLinesById(staffDb(), [lineId]))[0];
  if (!line || line.statementId !== statementId)
    return refuse({ lineId: posted.of('lineId'), error: 'This line is not there any more. Reload the page.' });
  const done = await act({ line, posted, who });
  return done.ok ? ok({ lineNo: line.lineNo }) : refuse({ lineId: line.id, error: done.refusal });
}

function act(at: At): Promise<Result<unknown, string>> {
  const { line, posted, who } = at;
  const note = posted.of('note');
  switch (posted.intent) {
    case 'match':
      return matchAct(at, posted.of('parts'));
    case 'create':
      return createAct(at);
    case 'split':
      return splitAct(at);
    case 'park':
      return moving((tx) => parkLine(tx, who.actor, { lineId: line.id, note }, who.moment));
    case 'take-up':
      return moving((tx) => takeUpLine(tx, who.actor, { lineId: line.id }, who.moment));
    case 'ask':
      return moving((tx) =>
        askColleague(
          tx,
          who.actor,
          { lineId: line.id, note, userId: parseId(posted.of('colleague')) ?? NO_ID },
          who.moment,
        ),
      );
    case 'undo':
      return undoAct(at);
    default:
      return Promise.resolve(refuse('Reload the page and choose again.'));
  }
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

async function matchAct(at: At, text: string): Promise<Result<unknown, string>> {
  const parts = text === '' ? null : readPartsText(text);
  if (!parts) return refuse(text === '' ? 'Choose what this line pays first.' : 'Reload the page and choose again.');
  return explain(at, parts);
}

async function splitAct(at: At): Promise<Result<unknown, string>> {
  const { line, posted } = at;
  const parts = await readSplit({ ...posted, amountMinor: line.amountMinor, currency: line.currency });
  return parts.ok ? explain(at, parts.value) : parts;
}

async function createAct(at: At): Promise<Result<unknown, string>> {
  const { amountMinor } = at.line;
  const [kind, note, number] = ['kind', 'note', 'customer'].map((name) => at.posted.of(name).trim()) as [
    string,
    string,
    string,
  ];
  if (kind === 'on-account') {
    const customerId = (await customerIdsByNumber(staffDb(), [number])).get(number);
    if (!customerId) return refuse('Write the number of the customer whose account this goes to.');
    return explain(at, [{ kind, customerId, amountMinor }]);
  }
  if (isOwnKind(kind)) return explain(at, [{ kind, amountMinor, note }]);
  return refuse('Choose what this line is.');
}

/**
 * What was shown first counts for its class, taken or not: it is looked for among what the server itself would offer now, so that
 * no form can claim it.
 */
async function explain({ line, posted, who }: At, parts: readonly LinePart[]): Promise<Result<unknown, string>> {
  const { company } = who;
  const asked = { lines: [line], currency: line.currency, locale: company.locale };
  const offers = posted.of('first') ? ((await offersForLines(staffDb(), asked)).get(line.id) ?? []) : [];
  const first = offers.find((offer) => partsText(offer.parts) === posted.of('first'));
  const evidence = first && evidenceOf(first, partsText(parts) === posted.of('first'));
  const input = { lineId: line.id, parts, ...(evidence ? { evidence } : {}) };
  const done = await inTransaction(staffDb(), (tx) => explainLine(tx, who.actor, input, who.moment));
  const { baseCurrency, locale } = company;
  return done.ok ? done : refuse(explainWords(done.refusal, { currency: line.currency, baseCurrency, locale }));
}

async function undoAct({ line, posted, who }: At): Promise<Result<unknown, string>> {
  const cause = causeOf(posted.of('cause'));
  if (!cause) return refuse('Choose why this is undone.');
  const input = { lineId: line.id, reason: CAUSE_WORDS[cause], cause };
  const done = await inTransaction(staffDb(), (tx) => undoExplanation(tx, who.actor, input, who.moment));
  return done.ok ? done : refuse(undoWords(done.refusal));
}

async function moving(run: (tx: Tx) => ReturnType<typeof parkLine>): Promise<Result<unknown, string>> {
  const done = await inTransaction(staffDb(), run);
  return done.ok ? done : refuse(moveWords(done.refusal));
}

/** All that was shown as exact, line by line, each as it was seen; what is refused stays open and says why. */
export async function actOnAll(
  statementId: string,
  posted: MatchPosted,
  who: MatchWho,
): Promise<{ readonly matched: number; readonly refused: readonly { lineId: string; error: string }[] }> {
  const refused: { lineId: string; error: string }[] = [];
  let matched = 0;
  for (const [name, text] of posted.fields) {
    if (!name.startsWith('take.')) continue;
    const lineId = name.slice('take.'.length);
    const own: Record<string, string> = { lineId, parts: text, first: text };
    const one = await actOnLine(statementId, { fields: [], intent: 'match', of: (field) => own[field] ?? '' }, who);
    if (one.ok) matched += 1;
    else refused.push(one.refusal);
  }
  return { matched, refused };
}
