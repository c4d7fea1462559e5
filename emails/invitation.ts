import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type InvitationProps = LetterProps & {
  inviter: string;
  /** For whom the reader is to act. */
  customer: string;
  role: 'viewer' | 'payer' | 'approver' | 'owner';
  /** The address asks once more before it lets anybody in: mail scanners open links. */
  link: string;
  /** Six digits, and where they are typed. */
  code: string;
  codeAddress: string;
  until: PlainDate;
};

const ROLES = { viewer: 'roleViewer', payer: 'rolePayer', approver: 'roleApprover', owner: 'roleOwner' } as const;

/** Somebody is asked to act for a customer: by whom, for whom, as what, with a link and a code. */
export function invitation(props: InvitationProps): Letter {
  assert(/^\d{6}$/.test(props.code), 'a code has six digits');
  const voice = voiceOf(props.locale);
  const { say, text, date } = voice;
  const names = { inviter: text(props.inviter), customer: text(props.customer), company: text(props.company) };
  return letterOf(voice, props, {
    subject: say('invitedSubject', names),
    opening: [say('invitedSentence', names), say('invitedRole', { role: say(ROLES[props.role]) })],
    figure: {
      label: say('invitedCode', { address: props.codeAddress }),
      value: `${props.code.slice(0, 3)}\u00a0${props.code.slice(3)}`,
      note: null,
      isCode: true,
    },
    button: { label: say('invitedButton'), link: props.link },
    details: [say('invitedUntil', { date: date(props.until) }), say('invitedNotYou', names)],
  });
}
