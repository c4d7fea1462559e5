import { money } from '#app/kernel/money.ts';
import { deliveriesOfMessage } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import type { StatementFacts } from '#app/modules/documents/types.ts';
import type { StatementAgeing } from '#app/modules/statements/types.ts';
import type { StatementTotal } from '#emails/statement.ts';
import { type Composer, common, type Letterhead, letter, nothing, type Rendering } from './letter-parts.server.ts';
import { mailChoiceLinks } from './mail-choices.server.ts';
import { readKeptStatement, totalsOf } from './read-kept-statement.server.ts';

/** The mail that brings a kept statement; `message.details.documentId` names it. Its figures are those of the file. */
export async function statementLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const id = message.details.documentId;
  const document = id ? await getDocument(outside.db, { id }) : null;
  if (!document?.statement) return nothing('The statement does not exist.');
  const { statement: facts, customerId } = document;
  const read = await readKeptStatement(outside.db, { ...facts, customerId });
  if (!read) return nothing('The customer leads no group any more, so there is no group statement to send.');
  const totals = totalsOf(read).map(({ currency, closingMinor, ageing }): StatementTotal => {
    const of = (minor: bigint) => money(minor, currency);
    return { closing: of(closingMinor), late: of(lateIn(ageing)), unapplied: of(ageing.creditsMinor) };
  });
  if (totals.length === 0) return nothing('Nothing ever moved on this account.');
  const sendings = await deliveriesOfMessage(outside.db, message.id);
  return letter('statement', {
    ...common(message, letterhead),
    choicesLink: mailChoiceLinks(outside, message).page,
    ...{ form: facts.isOpenItem ? 'open-item' : 'balance-forward', from: facts.fromOn, to: facts.toOn, totals },
    link: `${outside.baseUrl}/statements?${pageQuery(facts)}`,
    attached: sendings.every((sending) => sending.attaches),
  });
}

const lateIn = (ageing: StatementAgeing): bigint =>
  ageing.d1to30Minor + ageing.d31to60Minor + ageing.d61to90Minor + ageing.over90Minor;

/** The page of the same statement at the same seal. */
function pageQuery({ fromOn, toOn, currency, sealNo, isOpenItem }: StatementFacts): string {
  const of: Record<string, string> = currency === null ? { group: 'yes' } : { currency };
  const form = isOpenItem ? 'open_item' : 'balance_forward';
  return new URLSearchParams({ from: fromOn, to: toOn, ...of, form, known: sealNo.toString() }).toString();
}
