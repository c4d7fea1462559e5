import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type RuleStart = {
  readonly lineId: string;
  readonly statementId: string;
  readonly lineNo: number;
  readonly textHolds: string;
  readonly partyIs: string;
  readonly sign: 'in' | 'out';
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TEXT_MAX = 60;

/**
 * What a rule made from a line begins with: its payer, or else its text without what holds digits (dates and numbers never come
 * again). Null where there is no such line.
 */
export async function lineForRule(db: ReadDb, lineId: string): Promise<RuleStart | null> {
  if (!UUID.test(lineId)) return null;
  const { rows } = await sql<{
    text: string;
    partyName: string;
    isIn: boolean;
    statementId: string;
    lineNo: number;
  }>`
    select l.statement_id as "statementId", l.line_no as "lineNo", l.text, l.party_name as "partyName", l.amount_minor > 0 as "isIn" from bank_lines l join bank_line_states s on s.line_id = l.id
    where l.id = ${lineId}`.execute(db);
  const line = rows[0];
  if (!line) return null;
  const words = line.text.split(/\s+/).filter((word) => word !== '' && !/\d/.test(word));
  return {
    ...{ lineId, statementId: line.statementId, lineNo: line.lineNo },
    partyIs: line.partyName.trim(),
    textHolds: line.partyName.trim() ? '' : words.join(' ').slice(0, TEXT_MAX).trim(),
    sign: line.isIn ? 'in' : 'out',
  };
}
