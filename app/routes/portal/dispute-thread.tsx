import { dateInZone } from '#app/kernel/plain-date.ts';
import { showLines, showText } from '#app/kernel/show-text.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { StoryByDay } from '#app/ui/story.tsx';
import type { ShownMessage } from './dispute-shown.ts';

type ThreadProps = {
  messages: readonly ShownMessage[];
  zone: string;
  company: string;
  fileHref: ((fileId: string) => string) | null;
};

/** What was written on both sides, newest first, with the files beside it. */
export function DisputeThread({ messages, zone, company, fileHref }: ThreadProps) {
  const newestFirst = messages.toReversed();
  const days = [...new Set(newestFirst.map(({ at }) => dateInZone(at, zone)))];
  const entry = (message: ShownMessage) => ({
    key: message.id,
    when: <InstantText at={message.at} zone={zone} show="time" />,
    what: <Message message={message} company={company} fileHref={fileHref} />,
  });
  return (
    <StoryByDay
      days={days.map((day) => ({
        key: day,
        day: <DateText date={day} weekday />,
        entries: newestFirst.filter(({ at }) => dateInZone(at, zone) === day).map(entry),
      }))}
    />
  );
}

function Message({
  message,
  company,
  fileHref,
}: Pick<ThreadProps, 'company' | 'fileHref'> & { message: ShownMessage }) {
  const { isOwn, name, text, language, files } = message;
  return (
    <>
      <b>
        {isOwn ? (
          <>
            You
            {name && (
              <>
                {' '}
                (<bdi>{showText(name)}</bdi>)
              </>
            )}
          </>
        ) : (
          <>
            <bdi>{showText(name || company)}</bdi>
            {name && `, ${company}`}
          </>
        )}
      </b>
      {showLines(text).map((words, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other name
        <span key={index} className="block" lang={language}>
          <bdi>{language ? withNumbersWhole(words) : words}</bdi>
        </span>
      ))}
      {files.map(({ id, fileName }) => (
        <span key={id} className="block">
          {fileHref ? (
            <a className="inline-block min-h-6 text-15" href={fileHref(id)} download>
              {showText(fileName)}
            </a>
          ) : (
            <bdi className="text-15">{showText(fileName)}</bdi>
          )}
        </span>
      ))}
    </>
  );
}

/** Numbers of ours keep their order, and stay in one line, in sentences that are read from the right. */
const withNumbersWhole = (words: string) =>
  words.split(/([A-Z]{1,5}-[\d-]*\d)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
      <bdi key={index} className="whitespace-nowrap">
        {part}
      </bdi>
    ),
  );
