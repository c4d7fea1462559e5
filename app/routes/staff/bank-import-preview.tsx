import { Form } from 'react-router';
import type { BankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { FirstLines, ProblemList } from './bank-import-lines.tsx';
import type { ShownStatement } from './bank-import-page.server.ts';
import { OursForms, StatementCheck } from './bank-import-statement.tsx';
import { TwinTable } from './bank-import-twins.tsx';

type Preview = NonNullable<BankImport['preview']>;

type PreviewProps = {
  file: BankImport;
  preview: Preview;
  statements: readonly ShownStatement[];
  may: { import: boolean; setUp: boolean };
  errors?: FieldErrors | undefined;
};

/** What a file holds before it is imported: proven, what came before side by side, and the one button. */
export function ImportPreview({ file, preview, statements, may, errors }: PreviewProps) {
  const unknown = statements.filter(({ own, account }) => own === null && account !== '');
  const more = preview.statements.length - statements.length;
  return (
    <>
      {statements.map((statement) => (
        <StatementCheck key={statement.no} statement={statement} fileName={file.fileName} />
      ))}
      {more > 0 && <Note>The file holds {more} statements more. They are read and checked in the same way.</Note>}
      {unknown.length > 0 && <OursForms importId={file.id} unknown={unknown} maySetUp={may.setUp} />}
      <ProblemPanel file={file} preview={preview} />
      <FirstLines lines={preview.first} count={file.lineCount} />
      <Form method="post">
        <div className="staff-stack">
          {preview.twins.length > 0 && (
            <TwinTable
              twins={preview.twins}
              count={preview.sameCount + preview.looksCount}
              isManyFiles={preview.statements.length > 1}
            />
          )}
          {may.import && (
            <ImportButton
              file={file}
              preview={preview}
              isKnown={statements.every(({ own }) => own !== null)}
              errors={errors}
            />
          )}
        </div>
      </Form>
    </>
  );
}

type ButtonProps = { file: BankImport; preview: Preview; isKnown: boolean; errors?: FieldErrors | undefined };

function ImportButton({ file, preview, isKnown, errors }: ButtonProps) {
  const lines = file.lineCount - preview.sameCount;
  return (
    <Panel title="Import" pad>
      <div className="staff-stack">
        {preview.toTake.length > 0 && (
          <>
            <ul>
              {preview.toTake.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <Checkbox name="takes" label="I know this, and take the file as it is" error={errors?.takes} />
          </>
        )}
        {!isKnown && <p>The file can be imported once its account is known.</p>}
        <ButtonRow>
          {isKnown && (
            <Button name="intent" value="store" busy="Importing…">
              {`Import ${lines} ${lines === 1 ? 'line' : 'lines'}`}
            </Button>
          )}
          <Button name="intent" value="again" variant="second" busy="Reading…">
            Read the file again
          </Button>
        </ButtonRow>
      </div>
    </Panel>
  );
}

function ProblemPanel({ file, preview }: { file: BankImport; preview: Preview }) {
  // What the three figures of a statement say already is not said again.
  const problems = [
    ...preview.problems,
    ...preview.statements.flatMap(({ differenceMinor, problems: own }) =>
      own.filter(({ code }) => code !== 'does-not-add-up' || differenceMinor === '0'),
    ),
  ];
  if (problems.length === 0) return null;
  return (
    <Panel title="What to look at in the file">
      <ProblemList problems={problems} />
      {file.refusedCount > 0 && (
        <div className="panel-pad">
          <LinkButton to={`/staff/bank/imports/${file.id}/left-out.csv`} download variant="second">
            Rows that were left out, CSV
          </LinkButton>
        </div>
      )}
    </Panel>
  );
}
