import { expect } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';

/** A mail as the stand-in's control answers it; the newest stands first. */
export type ArrivedMail = {
  id: string;
  to: readonly string[];
  subject: string;
  text: string | null;
  html: string | null;
  attachments: readonly { filename: string; contentType: string; size: number; sha256: string }[];
};

const ARRIVES_MS_MAX = 30_000;

/** All mails to or from an address, newest first. */
export async function mailsOf(address: string): Promise<ArrivedMail[]> {
  const answer = await fetch(`${startedDemo().mailUrl}/_control/emails?to=${encodeURIComponent(address)}`);
  return ((await answer.json()) as { emails: ArrivedMail[] }).emails;
}

/** Waits for a mail to this address whose subject holds these words, and answers the newest. */
export async function newestMail(
  address: string,
  subjectPart: string,
  notIds: readonly string[] = [],
): Promise<ArrivedMail> {
  let found: ArrivedMail | undefined;
  await expect
    .poll(
      async () => {
        const mails = await mailsOf(address);
        found = mails.find((mail) => mail.subject.includes(subjectPart) && !notIds.includes(mail.id));
        return found !== undefined;
      },
      { timeout: ARRIVES_MS_MAX, message: `a mail to ${address} about "${subjectPart}"` },
    )
    .toBe(true);
  return found as ArrivedMail;
}
