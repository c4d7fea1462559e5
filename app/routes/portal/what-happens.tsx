import type { ReactNode } from 'react';
import { Note } from '#app/ui/message.tsx';
import { Section } from '#app/ui/panel.tsx';

type WhatHappensProps = { isQuestion: boolean; isOpen: boolean; isCredited: boolean; answer: ReactNode };

/** What pauses, what does not, and when we answer: said before anything is sent. */
export function WhatHappens({ isQuestion, isOpen, isCredited, answer }: WhatHappensProps) {
  return (
    <Section title="What happens then">
      <Note>
        {isQuestion && <p>A question pauses nothing: the invoice is due as before.</p>}
        {!isQuestion && isOpen && (
          <>
            <p>
              <b>This pauses:</b> reminders and autopay for the part you name, until we have answered.
            </p>
            <p>
              <b>This stays:</b> the rest of the invoice is due as before.
            </p>
          </>
        )}
        {!isQuestion && isCredited && (
          <p>This invoice is credited: nothing of it is asked for. You can ask a question about it.</p>
        )}
        {!isQuestion && !isOpen && !isCredited && (
          <p>
            This invoice is settled. What you write is looked at as a claim to get money back; nothing is charged by it.
          </p>
        )}
        <p>{answer}</p>
      </Note>
    </Section>
  );
}
