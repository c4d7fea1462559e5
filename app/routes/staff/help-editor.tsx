import { Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Language } from '#app/modules/customers/types.ts';
import type { HelpSlug, HelpVersion } from '#app/modules/help/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { DateInput, FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type EditorProps = {
  language: Language;
  today: PlainDate;
  start: { title: string; body: string };
  result: FormRefusal | undefined;
};

/** Title, text and the day it holds from; looked at before it is saved. */
export function HelpEditor({ language, today, start, result }: EditorProps) {
  const typed = (name: string, else_: string) => result?.values[name] ?? else_;
  const error = (name: string) => result?.fieldErrors[name];
  return (
    <FormStack>
      <input type="hidden" name="language" value={language} />
      <TextInput name="title" label="Title" defaultValue={typed('title', start.title)} error={error('title')} />
      <TextArea
        name="body"
        label="Text"
        hint="An empty line ends a paragraph. ## begins a heading, - a point of a list, 1. a step. **Bold**, and [words](/help/statements) or [words](https://…) for a link. HTML is shown as it is typed."
        rows={20}
        defaultValue={typed('body', start.body)}
        error={error('body')}
      />
      <DateInput name="fromOn" label="Holds from" defaultValue={typed('fromOn', today)} error={error('fromOn')} />
      <TextInput
        name="reason"
        label="Why it changes"
        optional
        defaultValue={typed('reason', '')}
        error={error('reason')}
      />
      <ButtonRow>
        <Button name="intent" value="save" busy="Saving…">
          Save this wording
        </Button>
        <Button variant="second" name="intent" value="preview" busy="Drawing…">
          Look at it first
        </Button>
      </ButtonRow>
    </FormStack>
  );
}

type HistoryProps = {
  slug: HelpSlug;
  language: Language;
  versions: readonly Omit<HelpVersion, 'body'>[];
  zone: string;
};

/** Every wording staff wrote, with when it holds from and who wrote it. */
export function HelpHistory({ slug, language, versions, zone }: HistoryProps) {
  return (
    <Panel title="Wordings so far">
      {versions.length === 0 ? (
        <EmptyState>This page has the wording it came with.</EmptyState>
      ) : (
        <DataTable
          caption="Wordings, the latest first"
          rows={versions}
          rowKey={(version) => version.id}
          columns={[
            {
              key: 'from',
              head: 'Holds from',
              rowHeader: true,
              cell: (version) => <DateText date={version.fromOn} />,
            },
            { key: 'title', head: 'Title', cell: (version) => <bdi>{version.title}</bdi> },
            {
              key: 'by',
              head: 'Written',
              cell: (version) => (
                <>
                  <bdi>{version.madeByName}</bdi>, <InstantText at={version.madeAt} zone={zone} show="date-time" />
                </>
              ),
            },
            { key: 'reason', head: 'Why', cell: (version) => <bdi>{version.reason}</bdi> },
            {
              key: 'use',
              head: 'Use again',
              headHidden: true,
              cell: (version) => (
                <Link
                  className="inline-block min-h-6"
                  to={`/staff/settings/help/${slug}?lang=${language}&like=${version.id}`}
                >
                  Begin from it
                  <span className="sr-only">
                    : {version.title}, {version.id.slice(-6)}
                  </span>
                </Link>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
