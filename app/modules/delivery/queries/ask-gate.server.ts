import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type GateVerdict, gate } from '../rules/gate.ts';
import { wallClock } from '../rules/wall-clock.ts';
import type { Message } from '../types.ts';
import { gateFacts } from './gate-facts.server.ts';

/** Whether a message may leave at this instant, by everything that is true now. `zone` is the company's. */
export async function askGate(
  db: ReadDb,
  message: Message,
  { now, zone }: { readonly now: Date; readonly zone: string },
): Promise<GateVerdict> {
  const clock = wallClock(now, zone);
  const [facts, calendar] = await Promise.all([gateFacts(db, message, { now, today: clock.today }), getCalendar(db)]);
  return gate({ ...facts, kind: message.kind, clock, calendar });
}
