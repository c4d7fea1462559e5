import { Form } from 'react-router';
import { type SettingFact, settingFacts } from '#app/modules/company/ui/setting-words.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Previewed } from './setting-change.server.ts';
import { LetterSample } from './setting-letter.tsx';

type Shown = Previewed & {
  readonly preview: NonNullable<Previewed['preview']>;
  readonly change: NonNullable<Previewed['change']>;
};

/** What a change would do: before and after, a sample, which drafts it reaches, and the button that makes it. */
export function SettingEffect({ shown, samplePath }: { shown: Shown; samplePath: string | null }) {
  const { change, preview } = shown;
  const before = preview.before ? settingFacts(change.what, preview.before, change.key) : [];
  const after = settingFacts(change.what, change.value, change.key);
  const labels = [...new Set([...before, ...after].map((fact) => fact.label))];
  const of = (facts: readonly SettingFact[], label: string) => facts.find((fact) => fact.label === label)?.value ?? '';
  return (
    <Panel title="What this changes" foot="Nothing is changed until you save.">
      <DataTable
        caption="Before and after"
        rows={labels.map((label) => ({ label, before: of(before, label), after: of(after, label) }))}
        rowKey={(row) => row.label}
        columns={[
          { key: 'label', head: 'Setting', rowHeader: true, cell: (row) => row.label },
          { key: 'before', head: 'Until then', cell: (row) => <bdi className="setting-value">{row.before}</bdi> },
          {
            key: 'after',
            head: (
              <>
                From <DateText date={change.fromOn} />
              </>
            ),
            cell: (row) => <Changed from={row.before} to={row.after} />,
          },
        ]}
      />
      <div className="panel-pad form-stack">
        <Reach preview={preview} />
        {preview.samples.length > 0 && (
          <Definition facts={preview.samples.map(({ label, value }) => ({ key: label, label, value }))} />
        )}
        {preview.later.map((version) => (
          <Note key={version.id} tone="warn">
            Another change is planned from <DateText date={version.fromOn} /> by <bdi>{version.madeByName}</bdi>. It
            takes the place of this one then.
          </Note>
        ))}
        {samplePath && (
          <>
            <LetterSample seller={preview.seller} />
            <Form method="post" action={samplePath} reloadDocument target="_blank">
              <Carried values={shown.values} />
              <ButtonRow>
                <Button variant="second">Open a sample invoice (PDF)</Button>
              </ButtonRow>
            </Form>
          </>
        )}
        <Form method="post">
          <Carried values={shown.values} />
          <ButtonRow>
            <Button name="intent" value="save" busy="Saving…">
              Save this change
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </Panel>
  );
}

const Changed = ({ from, to }: { from: string; to: string }) =>
  from === to ? (
    <span className="text-muted">As before</span>
  ) : (
    <strong>
      <bdi>{to}</bdi>
    </strong>
  );

/** Everything that was typed, so that what is saved is what was shown. */
function Carried({ values }: { values: Readonly<Record<string, string>> }) {
  return Object.entries(values)
    .filter(([name]) => name !== 'intent')
    .flatMap(([name, value]) =>
      (name === 'allowed' ? value.split(',') : [value]).map((one) => (
        <input key={`${name}${one}`} type="hidden" name={name} value={one} />
      )),
    );
}

function Reach({ preview: { drafts } }: { preview: Shown['preview'] }) {
  if (!drafts) return null;
  const { byHand, ofRuns } = drafts;
  if (byHand + ofRuns === 0) return <p className="prose">No draft is dated on or after this day.</p>;
  return (
    <p className="prose">
      It reaches {byHand} {byHand === 1 ? 'draft' : 'drafts'} made by hand and {ofRuns}{' '}
      {ofRuns === 1 ? 'draft' : 'drafts'} of billing runs that are dated on or after this day. Issued documents stay as
      they are.
    </p>
  );
}
