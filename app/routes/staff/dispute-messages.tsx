import { showText } from '#app/kernel/show-text.ts';
import type { DisputeMessage } from '#app/modules/disputes/types.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import { NameText } from './name-text.tsx';

const VIA_WORDS: Readonly<Record<DisputeMessage['via'], string>> = {
  portal: ', in the portal',
  mail: ', by e-mail',
  staff: '',
  department_link: ', from the link of a department',
  system: '',
};

type ListProps = { messages: readonly DisputeMessage[]; zone: string; empty: string; disputeId: string };

/** Messages in the order they were written; whoever wrote is named before the words. */
export function Messages({ messages, zone, empty, disputeId }: ListProps) {
  if (messages.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <ol className="thread">
      {messages.map((message) => (
        <li key={message.id} data-by={message.authorKind}>
          <p className="thread-by">
            <NameText text={message.authorName} />, <InstantText at={message.at} zone={zone} />
            {VIA_WORDS[message.via]}
          </p>
          <div className="thread-words" dir="auto">
            {message.body.split('\n').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, which never change
              <p key={index}>{showText(line)}</p>
            ))}
          </div>
          {message.files.map((file) => (
            <p key={file.id}>
              <a href={`/staff/disputes/${disputeId}/files/${file.id}`} download={file.name}>
                <NameText text={file.name} />
              </a>
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
