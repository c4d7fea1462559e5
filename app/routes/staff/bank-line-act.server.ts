import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { BankLineView } from '#app/modules/banking/queries/statement-lines.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import { undoExplanation } from '#app/workflows/undo-explanation.server.ts';
import { readSaid, type SayRefusal } from './bank-line-say.server.ts';
import { explainWords, undoWords } from './explain-words.server.ts';
import { actOnLine, type MatchPosted, type MatchWho } from './match-act.server.ts';
import { CAUSE_WORDS, causeOf } from './undo-causes.ts';

type Refused = Omit<SayRefusal, 'field'> & { readonly field: string | null };
type Done = Promise<Result<string, Refused>>;

const DONE: Readonly<Record<string, string>> = {
  match: 'Matched.',
  park: 'Put aside with its note.',
  'take-up': 'The line is open again.',
  ask: 'Your colleague is asked.',
};
/** Which field what is refused belongs to, where it is one. */
const FIELD: Readonly<Record<string, string>> = { park: 'note', ask: 'colleague' };
const REASON_MAX = 500;

/** One act of the plain page on its line: what the desk does with a row, what a person says it is in rows, or undoing it. */
export async function actOnOneLine(line: BankLineView, sent: MatchPosted, who: MatchWho): Done {
  if (sent.intent === 'say') return say(line, sent, who);
  if (sent.intent === 'undo') return undo(line, sent, who);
  const of = (name: string) => (name === 'lineId' ? line.id : sent.of(name));
  const done = await actOnLine(line.statementId, { ...sent, of }, who);
  if (done.ok) return ok(DONE[sent.intent] ?? 'Done.');
  return refuse({ field: FIELD[sent.intent] ?? null, words: done.refusal.error });
}

async function say(line: BankLineView, sent: MatchPosted, { actor, moment, company }: MatchWho): Done {
  const said = await readSaid({ of: sent.of, lineMinor: line.amountMinor, currency: line.currency });
  if (!said.ok) return said;
  const input = { lineId: line.id, parts: said.value };
  const done = await inTransaction(staffDb(), (tx) => explainLine(tx, actor, input, moment));
  if (done.ok) return ok('Matched.');
  const { baseCurrency, locale } = company;
  return refuse({ field: null, words: explainWords(done.refusal, { currency: line.currency, baseCurrency, locale }) });
}

async function undo(line: BankLineView, sent: MatchPosted, { actor, moment }: MatchWho): Done {
  const cause = causeOf(sent.of('cause'));
  if (!cause) return refuse({ field: 'cause', words: 'Choose why it is undone.' });
  const note = sent
    .of('reason')
    .trim()
    .slice(0, REASON_MAX - CAUSE_WORDS[cause].length - 2);
  const reason = note === '' ? CAUSE_WORDS[cause] : `${CAUSE_WORDS[cause]}: ${note}`;
  const input = { lineId: line.id, reason, cause };
  const done = await inTransaction(staffDb(), (tx) => undoExplanation(tx, actor, input, moment));
  if (done.ok) return ok('Undone: the line is open again.');
  return refuse({ field: null, words: undoWords(done.refusal) });
}
