import { encode } from 'uqr';
import type { UserId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { totpUri } from '../rules/totp-uri.ts';

/** A QR code as a drawing: squares of one unit on a side of `size` units, as one path. */
type QrDrawing = { size: number; path: string };
export type Enrolment = { secret: string; qr: QrDrawing };

/** What a person needs to set up their second factor, or null if it is set up already. Reading makes nothing new. */
export async function getEnrolment(
  db: ReadDb,
  { userId, issuer }: { userId: UserId; issuer: string },
): Promise<Enrolment | null> {
  const user = await db
    .selectFrom('users')
    .select(['email', 'totp_secret'])
    .where('id', '=', userId)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst();
  if (!user?.totp_secret) return null;
  return { secret: user.totp_secret, qr: draw(totpUri({ secret: user.totp_secret, issuer, account: user.email })) };
}

function draw(text: string): QrDrawing {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
