import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type NamedMethod, nameMethod } from '#emails/autopay-method.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type MethodExpiringProps = LetterProps & { method: NamedMethod; lastOn: PlainDate; link: string };

/** A card that autopay takes from comes to its end: until when, and what to do. */
export function methodExpiring(props: MethodExpiringProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, date } = voice;
  const lastOn = date(props.lastOn);
  return letterOf(voice, props, {
    subject: say('expirySubject', { digits: text(props.method.digits), date: lastOn }),
    opening: [say('expiryOpening', { method: nameMethod(voice, props.method), date: lastOn })],
    figure: { label: say('expiryLabel'), value: lastOn, note: null, isCode: false },
    button: { label: say('expiryButton'), link: props.link },
    details: [say('expiryDetail')],
  });
}
