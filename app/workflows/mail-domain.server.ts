import { config } from '#app/platform/config/config.server.ts';
import type { MailDomain } from '#app/platform/mail/mail-gateway.server.ts';
import { mailGateway } from './outside.server.ts';

/** The domain, and what the mail service says of it: null where it was never added, unreachable where nobody answered. */
export type MailDomainNow = { readonly name: string; readonly said: MailDomain | null | 'unreachable' };

/** Asks the mail service about the domain of a sender, `Name <name@example.com>` or the bare address; empty is the sender of the set-up. */
export async function mailDomainOf(sender: string): Promise<MailDomainNow | null> {
  const name = /@([^<>\s@]+?)>?$/.exec((sender || config().mail.from).trim())?.[1];
  if (!name) return null;
  try {
    const answer = await mailGateway().domain(name);
    return { name, said: answer.ok ? answer.value : 'unreachable' };
  } catch {
    // A hung service must not take the settings page with it.
    return { name, said: 'unreachable' };
  }
}
