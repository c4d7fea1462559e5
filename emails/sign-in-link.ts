import { assert } from '#app/kernel/assert.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type SignInLinkProps = LetterProps & {
  /** The address asks once more before it signs in: mail scanners open links. */
  link: string;
  /** Six digits. Never in the subject, which phones show on a locked screen. */
  code: string;
  minutes: number;
};

/** A link and a code to sign in without a password; both work once. */
export function signInLink(props: SignInLinkProps): Letter {
  assert(/^\d{6}$/.test(props.code), 'a sign-in code has six digits');
  const voice = voiceOf(props.locale);
  const { say, text } = voice;
  const company = text(props.company);
  return letterOf(voice, props, {
    subject: say('signInSubject', { company }),
    opening: [say('signInSentence', { company }), say('signInUntil', { minutes: String(props.minutes) })],
    figure: {
      label: say('signInCode'),
      value: `${props.code.slice(0, 3)}\u00a0${props.code.slice(3)}`,
      note: null,
      isCode: true,
    },
    button: { label: say('signInButton'), link: props.link },
    details: [say('signInNotYou')],
  });
}
