import type { Message } from '#app/modules/delivery/types.ts';
import { getPack } from '#app/modules/statements/queries/portfolio.server.ts';
import { type Composer, common, type Letterhead, letter, nothing, type Rendering } from './letter-parts.server.ts';

/** The mail that tells a collector of their pack; `message.details.packId` names it. It holds a link and no customer's data. */
export async function portfolioLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const { packId } = message.details;
  const pack = packId ? await getPack(outside.db, { packId }) : undefined;
  if (!pack && !outside.isPreview) return nothing('The pack does not exist.');
  return letter('portfolio', {
    ...common(message, letterhead),
    recipientName: pack?.userName ?? null,
    on: pack?.dueOn ?? letterhead.moment.today,
    customers: pack?.customers ?? 0,
    link: `${outside.baseUrl}/staff/portfolio`,
  });
}
