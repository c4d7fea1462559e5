import { threeLetterMonth } from '#app/kernel/format-date.ts';
import type { MySession } from '#app/modules/auth/queries/list-my-sessions.server.ts';
import type { ShownSession } from '#app/modules/auth/ui/session-list.tsx';

type Place = { current: string; company: { locale: string; timeZone: string } };

/** In words of the company's zone, made on the server: the browser's zone would draw it differently. */
export function shownSessions(sessions: readonly MySession[], { current, company }: Place): ShownSession[] {
  const format = new Intl.DateTimeFormat(company.locale, {
    ...{ dateStyle: 'medium', timeStyle: 'short' },
    timeZone: company.timeZone,
  });
  return sessions.map(({ id, browser, createdAt, seenAt }) => ({
    ...{ id, browser, isThis: id === current },
    signedIn: threeLetterMonth(format.format(createdAt), company.locale),
    seen: threeLetterMonth(format.format(seenAt), company.locale),
  }));
}
