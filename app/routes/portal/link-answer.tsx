import { Link } from 'react-router';
import { Section } from '#app/ui/panel.tsx';
import type { ShownDispute } from './dispute-shown.ts';
import { isOver } from './dispute-words.ts';

type LinkAnswerProps = {
  dispute: ShownDispute;
  /** Where our e-mails about it go. */
  email: string;
  /** Who answers here, and whether a reply to our e-mail comes into this thread by itself. */
  help: { readonly email: string; readonly phone: string };
  repliesComeHere: boolean;
};

/** How somebody writes back who reads a thread with a link: the link shows and changes nothing. */
export function LinkAnswer({ dispute, email, help, repliesComeHere }: LinkAnswerProps) {
  const { number, standing } = dispute;
  const over = isOver(standing);
  const asked = standing === 'needs_answer';
  const subject = encodeURIComponent(number);
  return (
    <Section title={asked ? 'We need your answer' : over ? 'Not settled for you?' : 'How to write back'}>
      <ul className="flex list-disc flex-col gap-2 ps-5">
        <li>
          {repliesComeHere ? (
            <>
              Reply to our e-mail about <span className="reference">{number}</span>, sent to <bdi>{email}</bdi>. What
              you write, with photos or papers, comes to whoever has it and stands here.
            </>
          ) : (
            <>
              <a href={`mailto:${help.email}?subject=${subject}`}>Write to {help.email}</a> and name{' '}
              <span className="reference">{number}</span>.
            </>
          )}
        </li>
        <li>
          <Link to="/sign-in">Sign in to write back</Link> on this page
          {over ? ', to open it again' : ''} or to open files.
        </li>
        {help.phone !== '' && <li>Call us: {help.phone}. Have the number above at hand.</li>}
      </ul>
    </Section>
  );
}
