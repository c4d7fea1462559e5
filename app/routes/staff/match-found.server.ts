import { parseMoney } from '#app/kernel/money.ts';
import { linesOfStatement } from '#app/modules/banking/queries/statement-lines.server.ts';
import { findPayable } from '#app/modules/cash-application/queries/find-payable.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { FoundShown } from './match-chosen.tsx';

const TEXT_MAX = 400;

/** What was looked for on one line, or null where nothing was. */
export async function readFound(url: URL, statementId: string | null): Promise<FoundShown | null> {
  const text = (url.searchParams.get('q') ?? '').trim().slice(0, TEXT_MAX);
  const lineNo = Number(/^\d{1,9}$/.exec(url.searchParams.get('at') ?? '')?.[0] ?? 0);
  if (!statementId || text === '' || lineNo === 0) return null;
  const [line] = await linesOfStatement(staffDb(), { statementId, after: lineNo - 1, limit: 1 });
  if (!line) return null;
  const amount = parseMoney(text, line.currency);
  const amounts = amount.ok && amount.value > 0n ? [amount.value] : [];
  const items = await findPayable(staffDb(), { currency: line.currency, text, amounts });
  return { lineId: line.id, text, currency: line.currency, items };
}
