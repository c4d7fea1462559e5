import { Form } from 'react-router';
import type { InboundMail } from '#app/modules/inbox/types.ts';
import { isAdviceFile } from '#app/modules/remittances/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, Select } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { AdviceFields } from './remittance-form.tsx';

type Result = { fieldErrors: Record<string, string[]>; values: Record<string, unknown>; intent: string } | null;
type Props = { mail: InboundMail; currencies: readonly string[]; currency: string; result: Result };

/** A mail that says what a payment covers, or brings a PDF that does, is taken as remittance advice. */
export function MailAdviceForm({ mail, currencies, currency, result }: Props) {
  const mine = result?.intent === 'advice' ? result : null;
  const errors = mine?.fieldErrors ?? {};
  const typed = (name: string) => (mine ? String(mine.values[name] ?? '') : undefined);
  const papers = mail.files.filter(({ mediaType }) => mediaType === 'application/pdf' || isAdviceFile(mediaType));
  return (
    <Panel title="Or take it as remittance advice" pad>
      <Form method="post" noValidate>
        <FormStack>
          <Select
            name="part"
            label="What says what was paid"
            options={[
              { value: '0', label: 'The mail itself' },
              ...papers.map((file) => ({ value: String(file.fileNo), label: file.name })),
            ]}
            defaultValue={typed('part') ?? '0'}
            error={errors.part}
          />
          <AdviceFields currencies={currencies} currency={currency} errors={errors} typed={typed} />
          <ButtonRow>
            <Button variant="second" name="intent" value="advice" busy="Reading…">
              This is remittance advice
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
