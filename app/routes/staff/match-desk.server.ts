import type { Sureness } from '#app/kernel/matching/types.ts';
import { type BankLineView, linesOfStatement } from '#app/modules/banking/queries/statement-lines.server.ts';
import { getStatement, statementProgress } from '#app/modules/banking/queries/statements.server.ts';
import type { BankLineState } from '#app/modules/banking/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { offersForLines } from '#app/workflows/offers-for-lines.server.ts';
import { litText, saidOf } from './match-said.ts';
import { type ShownOffer, showOffer } from './match-words.ts';

/** So many lines are on the desk at once; the next ones by line number. */
const LINES_SHOWN = 100;

export type DeskLine = {
  readonly id: string;
  readonly lineNo: number;
  readonly bookedOn: BankLineView['bookedOn'];
  readonly name: string;
  readonly text: ReturnType<typeof litText>;
  readonly amountMinor: bigint;
  readonly state: BankLineState;
  /** What became of it; empty while it is open. */
  readonly said: string;
  readonly sureness: Sureness | null;
  readonly offers: readonly ShownOffer[];
};

/** Everything the desk shows of a statement; null where there is none. Open lines carry their offers. */
export async function readDesk(of: { statementId: string; after: number; locale: string }) {
  const db = staffDb();
  const statement = await getStatement(db, of);
  if (!statement) return null;
  const [read, progress] = await Promise.all([
    linesOfStatement(db, { ...of, limit: LINES_SHOWN + 1 }),
    statementProgress(db, of),
  ]);
  const lines = read.slice(0, LINES_SHOWN);
  const shown = { currency: statement.currency, locale: of.locale };
  const open = lines.filter(({ state }) => state === 'open');
  const offers = await offersForLines(db, { lines: open, ...shown });
  const last = lines.at(-1);
  return {
    statement,
    progress,
    lines: lines.map(
      (line): DeskLine =>
        deskLine(
          line,
          (offers.get(line.id) ?? []).map((one) => showOffer(one, shown)),
        ),
    ),
    nextAfter: read.length > LINES_SHOWN && last ? last.lineNo : null,
  };
}

function deskLine(line: BankLineView, offers: readonly ShownOffer[]): DeskLine {
  const text = [line.payerRef, line.text].filter(
    (part, at, all) => part !== '' && !all.slice(at + 1).some((later) => later.includes(part)),
  );
  const said = [
    ...text,
    ...(line.creditorRef && !text.join(' ').includes(line.creditorRef) ? [line.creditorRef] : []),
  ].join(' ');
  return {
    ...{ id: line.id, lineNo: line.lineNo, bookedOn: line.bookedOn, amountMinor: line.amountMinor, state: line.state },
    name: line.partyName || (line.amountMinor > 0n ? 'Payer not named' : 'Not named'),
    text: litText(said || line.bankRef, offers[0]?.found ?? []),
    said: line.state === 'open' ? '' : saidOf(line),
    sureness: offers[0]?.sureness ?? null,
    offers,
  };
}

/** The next line to be explained below one, or null. */
export async function nextOpen(statementId: string, after: number): Promise<{ id: string; lineNo: number } | null> {
  const [next] = await linesOfStatement(staffDb(), { statementId, state: 'open', after, limit: 1 });
  return next ?? null;
}
