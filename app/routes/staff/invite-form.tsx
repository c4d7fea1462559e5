import { Form } from 'react-router';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type InviteProps = { roles: { value: string; label: string }[]; result: FormRefusal | undefined };

/** A colleague with a first password; their second factor is set up when they first sign in. */
export function InviteForm({ roles, result }: InviteProps) {
  const value = (name: string) => result?.values[name] as string | undefined;
  const error = (name: string) => result?.fieldErrors[name];
  return (
    <Panel title="Invite a colleague" pad foot="They set up their authenticator app at the first sign-in.">
      <Form method="post" noValidate>
        <FormStack>
          <TextInput name="name" label="Name" autoComplete="off" error={error('name')} defaultValue={value('name')} />
          <TextInput
            name="email"
            type="email"
            label="E-mail address"
            autoComplete="off"
            error={error('email')}
            defaultValue={value('email')}
          />
          <Select name="role" label="Role" options={roles} error={error('role')} defaultValue={value('role')} />
          <TextInput
            name="password"
            type="password"
            label="First password"
            hint="Twelve characters or more. Tell it to them, not by e-mail."
            autoComplete="new-password"
            error={error('password')}
          />
          <ButtonRow>
            <Button name="intent" value="invite" busy="Inviting…">
              Invite
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
