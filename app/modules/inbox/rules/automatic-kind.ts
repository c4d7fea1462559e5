import type { AutomaticKind } from '../types.ts';

type Given = {
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly fromAddress: string;
  /** Addresses we send from and are written to at. */
  readonly ours: readonly string[];
};

const ABSENCE =
  /^(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|abwesenheit|automatische antwort|réponse automatique|respuesta automática|balasan automatik)\b/i;

/**
 * Whether a program sent this mail (RFC 3834 and what programs do beside it). Such mails are kept where they belong and get
 * no answer, are no question and no reply in a dispute: two programs that answer each other never end.
 */
export function automaticKind({ headers, subject, fromAddress, ours }: Given): AutomaticKind {
  const of = (name: string): string => {
    const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
    return (found?.[1] ?? '').trim().toLowerCase();
  };
  const from = fromAddress.toLowerCase();
  if (ours.some((address) => address.toLowerCase() === from) || from.startsWith('reply+')) return 'loop';
  if (
    /^(mailer-daemon|postmaster)@/.test(from) ||
    of('return-path') === '<>' ||
    of('content-type').startsWith('multipart/report')
  )
    return 'bounce';
  const submitted = of('auto-submitted');
  if ((submitted !== '' && submitted !== 'no') || of('x-autoreply') !== '' || of('x-autorespond') !== '')
    return 'reply';
  if (ABSENCE.test(subject.trim())) return 'reply';
  if (of('list-id') !== '' || ['bulk', 'list', 'junk'].includes(of('precedence'))) return 'list';
  return '';
}
