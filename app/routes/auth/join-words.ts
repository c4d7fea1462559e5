import type { JoinRefusal } from '#app/modules/auth/commands/accept-invitation.server.ts';
import { waitWords } from './wait-words.ts';

/** Why an invitation did not open, for the one who tries. */
export function joinWords(refusal: JoinRefusal, now: Date): string {
  switch (refusal.code) {
    case 'too-many-attempts':
      return `This was tried too often. ${waitWords(refusal.retryAt, now)}`;
    case 'wrong-code':
      return 'This is not the code of your latest invitation. After five wrong codes only the link works.';
    case 'over':
      return 'This invitation was used, taken back or is out of date. Ask who invited you to send it again.';
    case 'cannot':
      return 'This address cannot act for a customer. Ask us; whom to ask stands below.';
  }
}
