import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack } from '#app/ui/inputs.tsx';

type FoldedFormProps = {
  title: string;
  open: boolean;
  intent: string;
  label: string;
  danger?: boolean;
  children: ReactNode;
};

/** A small form behind its own cue; open by itself when something in it is wrong. */
export function FoldedForm({ title, open, intent, label, danger = false, children }: FoldedFormProps) {
  return (
    <Disclosure shut={title} startOpen={open}>
      <Form method="post" noValidate>
        <FormStack>
          {children}
          <Button small variant={danger ? 'danger' : 'primary'} name="intent" value={intent} busy="Recording…">
            {label}
          </Button>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
