import { Form } from 'react-router';
import type { DeliveryRoute } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import type { SupplierPortal } from '#app/modules/delivery/types.ts';
import { FORMAT_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type Colleague = { readonly id: string; readonly name: string };
type FormProps = { colleagues: readonly Colleague[]; result: FormRefusal | undefined };

const optionsOf = (colleagues: readonly Colleague[]) => colleagues.map(({ id, name }) => ({ value: id, label: name }));
const typedOr = (result: FormRefusal | undefined, name: string, kept: string): string =>
  result ? ((result.values[name] as string | undefined) ?? '') : kept;

/** Where the customer wants documents uploaded, and who of us holds the login. */
export function PortalForm({ portal, colleagues, result }: FormProps & { portal: SupplierPortal | null }) {
  const field = (name: string, kept: string) => ({
    ...{ name, defaultValue: typedOr(result, name, kept), error: result?.fieldErrors[name] },
  });
  return (
    <Panel title="Their supplier portal" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            {...field('name', portal?.name ?? '')}
            label="Name of the portal"
            size="medium"
            autoComplete="off"
          />
          <TextInput
            {...field('address', portal?.address ?? '')}
            label="Address"
            hint="It begins with https://"
            autoComplete="off"
            inputMode="url"
          />
          <TextArea
            {...field('requiredFields', portal?.requiredFields.join('\n') ?? '')}
            label="Fields it asks for"
            hint="One on each line, like: Purchase order"
            rows={3}
            optional
          />
          <Select
            {...field('format', portal?.format ?? 'pdf')}
            label="What is uploaded"
            options={Object.entries(FORMAT_WORDS).map(([value, label]) => ({ value, label }))}
            size="medium"
          />
          <Select
            {...field('loginOwnerId', portal?.loginOwner?.id ?? '')}
            label="Who holds the login"
            placeholder="Nobody yet"
            options={optionsOf(colleagues)}
            hint="Passwords are never kept here. Ask this colleague."
            optional
          />
          <TextArea
            {...field('notes', portal?.notes ?? '')}
            label="Notes on the portal"
            hint="Not for passwords."
            rows={3}
            optional
          />
          <ButtonRow>
            <Button name="intent" value="portal" variant="second" busy="Saving…">
              Save the portal
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** The round on which papers reach the customer. */
export function RouteForm({ route, colleagues, result }: FormProps & { route: DeliveryRoute }) {
  const field = (name: string, kept: string) => ({
    ...{ name, defaultValue: typedOr(result, name, kept), error: result?.fieldErrors[name] },
  });
  return (
    <Panel title="Papers by hand and post" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            {...field('route', route.route)}
            label="Round"
            hint="Papers are printed and carried in the order of their rounds."
            size="medium"
            optional
          />
          <Select
            {...field('carriedById', route.carriedBy?.id ?? '')}
            label="Usually carried by"
            placeholder="Nobody in particular"
            options={optionsOf(colleagues)}
            optional
          />
          <TextInput
            {...field('hint', route.hint)}
            label="At the door"
            hint="Whom to ask for, when they are there."
            optional
          />
          <ButtonRow>
            <Button name="intent" value="route" variant="second" busy="Saving…">
              Save the round
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
