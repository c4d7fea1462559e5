import { Form } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import type { BankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { LookAgain, ProgressBar } from '#app/ui/progress.tsx';

/** How far reading or importing is; the page looks again by itself. */
export function ImportUnderWay({ file, mayImport }: { file: BankImport; mayImport: boolean }) {
  return (
    <Panel title={file.state === 'reading' ? 'The file is being read' : 'The lines are being imported'} pad>
      <LookAgain />
      {file.state === 'reading' ? (
        <p>This takes a moment. The page shows what the file holds as soon as it is read.</p>
      ) : (
        <ProgressBar
          label="Lines imported"
          done={file.storedCount}
          of={file.lineCount}
          words={`${file.storedCount} of ${file.lineCount} lines. They count when all of them are there; you can close this page.`}
        />
      )}
      {mayImport && (
        <Disclosure shut="It does not move">
          <Form method="post" className="staff-stack">
            <p>
              If nothing changes here for some minutes, let it go on from where it stands. Nothing is read or imported
              twice by that.
            </p>
            <ButtonRow>
              <Button name="intent" value="go-on" variant="second" busy="Going on…">
                Go on
              </Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      )}
    </Panel>
  );
}

/** Why nothing of the file was read. */
export function BankImportFault({ file }: { file: BankImport }) {
  const { fault } = file;
  if (!fault) return null;
  return (
    <Panel title="Nothing of this file was read" pad>
      <Note tone="warn">
        {fault.line > 1 && `Line ${fault.line}: `}
        {showText(fault.sentence)}
      </Note>
      {fault.code === 'columns' ? (
        <p className="under">Say below what its columns are, and it is read again.</p>
      ) : (
        <ButtonRow>
          <LinkButton to="/staff/bank/import" variant="second">
            Choose another file
          </LinkButton>
        </ButtonRow>
      )}
    </Panel>
  );
}

/** Takes back an import, or puts a file aside that was not imported. */
export function UndoPanel({ file }: { file: BankImport }) {
  const isStored = file.state === 'stored';
  return (
    <Panel title={isStored ? 'Take this import back' : 'Put this file aside'} pad>
      {isStored && file.explainedCount > 0 ? (
        <p>
          {file.explainedCount === 1 ? 'One line is' : `${file.explainedCount} lines are`} explained. The import can be
          taken back once what explains them is undone.
        </p>
      ) : (
        <Form method="post" className="staff-stack">
          <p>
            {isStored
              ? 'None of its lines counts any more then; notes on parked lines go with them. The same file may be imported again.'
              : 'Nothing of it was imported. The same file may come again.'}
          </p>
          <ButtonRow>
            <Button name="intent" value="undo" variant="second" busy="Taking back…">
              {isStored ? 'Undo this import' : 'Put aside'}
            </Button>
          </ButtonRow>
        </Form>
      )}
    </Panel>
  );
}
