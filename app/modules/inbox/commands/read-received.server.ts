import type { ReceivedMail } from '#app/platform/mail/received-mail.server.ts';
import { automaticKind } from '../rules/automatic-kind.ts';
import { htmlToText } from '../rules/html-to-text.ts';
import { bareAddress, nameBefore } from '../rules/reply-token.ts';
import { splitQuoted } from '../rules/split-quoted.ts';
import type { FetchedFile, FetchedMail } from '../types.ts';

/** HTML longer than this is not read to its end. */
const HTML_MAX = 2_000_000;

/** A received mail in our words: its text (the HTML part as text where there is no other), what is quoted apart, who wrote, whether a program did. */
export function readReceived(
  mail: ReceivedMail,
  { files, ours }: { readonly files: readonly FetchedFile[]; readonly ours: readonly string[] },
): FetchedMail {
  const fromAddress = bareAddress(mail.from);
  const plain = mail.text?.trim() ? mail.text : htmlToText((mail.html ?? '').slice(0, HTML_MAX));
  const { said, quoted } = splitQuoted(plain);
  return {
    ...{ fromAddress, fromName: nameBefore(mail.from), toAddresses: [...new Set(mail.addresses)].slice(0, 100) },
    ...{ subject: mail.subject.replaceAll(/\s+/g, ' ').trim(), messageRef: mail.messageRef, body: said, quoted, files },
    automatic: automaticKind({ headers: mail.headers, subject: mail.subject, fromAddress, ours }),
  };
}
