import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';

type FilesProps = {
  /** Where the statement is kept; its files stand beside it. */
  address: string;
  /** What the statement was asked with. */
  fields: Readonly<Record<string, string>>;
  mayKeep: boolean;
  children?: ReactNode;
};

/** The files of a statement that is shown, and the button that keeps it as it is. */
export function StatementFiles({ address, fields, mayKeep, children }: FilesProps) {
  const query = new URLSearchParams(fields);
  return (
    <div className="mb-6 not-printed">
      <Form method="post" action={address}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ButtonRow>
          {mayKeep && <Button busy="Keeping…">Keep this statement</Button>}
          <LinkButton download to={`${address}.pdf?${query}`} variant="second">
            PDF
          </LinkButton>
          <LinkButton download to={`${address}.csv?${query}`} variant="second">
            CSV
          </LinkButton>
          {children}
        </ButtonRow>
      </Form>
    </div>
  );
}
