import { linesOfStatement } from '#app/modules/banking/queries/statement-lines.server.ts';
import type { StatementProof } from '#app/modules/banking/queries/statement-proof.server.ts';
import type { BankLineState, BankLinkKind } from '#app/modules/banking/types.ts';
import { bankProofPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { issuerOf } from './document-props.ts';
import type { Producer } from './produce-document.server.ts';
import { renderDocument } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

/** So many open lines are printed; the list of open lines has them all. */
const PRINTED_MAX = 300;
const WAITING = { open: 'Open', parked: 'Parked', asked: 'Asked' } as const satisfies Partial<
  Record<BankLineState, string>
>;

/** Says of a kind what it is called for all lines together, and what it did to the books. */
type KindWords = (kind: BankLinkKind) => { readonly name: string; readonly posts: string };

/** The proof of a bank's statement as PDF, as it stands at the moment. Rejects with PdfError when the renderer is busy. */
export async function renderBankProof(
  outside: Omit<Producer, 'baseUrl'>,
  of: { readonly proof: StatementProof; readonly byName: string; readonly kindWords: KindWords },
  moment: Moment & { readonly timeZone: string },
): Promise<Uint8Array> {
  const { proof, byName, kindWords } = of;
  const { statement, differenceMinor } = proof;
  const { company, branding } = await sellerOn(outside.db, { on: moment.today });
  const { currency, openingMinor, closingMinor } = statement;
  const amount = (minor: bigint) => ({ minor: minor.toString(), currency });
  const given = (minor: bigint | null) => (minor === null ? null : amount(minor));
  const linesMinor = proof.explainedMinor + proof.waitingMinor + proof.skippedMinor;
  const open = await linesOfStatement(outside.db, {
    ...{ statementId: statement.id, state: ['open', 'parked', 'asked'], limit: PRINTED_MAX },
  });
  return renderDocument(
    outside,
    bankProofPdf({
      ...{ locale: company.locale, currency, issuer: issuerOf(company, branding), verdict: verdictOf(proof) },
      ...{ statement: statement.number || statement.fileName, fromOn: statement.fromOn, toOn: statement.toOn },
      account: { name: statement.accountName, number: statement.account },
      made: { on: moment.today, at: moment.now.toISOString(), zone: moment.timeZone, by: byName },
      ...{ opening: given(openingMinor), closing: given(closingMinor), difference: given(differenceMinor) },
      reached: openingMinor === null ? null : amount(openingMinor + linesMinor),
      kinds: proof.byKind.map(({ kind, parts, sumMinor }) => ({
        ...{ ...kindWords(kind), count: parts, sum: amount(sumMinor) },
      })),
      explained: { count: proof.explainedCount, sum: amount(proof.explainedMinor) },
      waiting: { count: proof.waitingCount, sum: amount(proof.waitingMinor) },
      skipped: { count: proof.skippedCount, sum: amount(proof.skippedMinor) },
      open: open.map((line) => ({
        ...{ no: line.lineNo, bookedOn: line.bookedOn, party: line.partyName, text: line.text || line.bankRef },
        ...{ state: line.state in WAITING ? WAITING[line.state as keyof typeof WAITING] : '' },
        amount: amount(line.amountMinor),
      })),
    }),
  );
}

function verdictOf({ differenceMinor, waitingCount }: StatementProof): 'reconciled' | 'explained' | 'open' | 'differs' {
  if (differenceMinor !== null && differenceMinor !== 0n) return 'differs';
  if (waitingCount > 0) return 'open';
  return differenceMinor === null ? 'explained' : 'reconciled';
}
