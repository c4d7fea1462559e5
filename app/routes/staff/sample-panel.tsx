import { Form } from 'react-router';
import { DOCUMENT_LANGUAGES } from '#app/modules/company/types.ts';
import { languageName } from '#app/modules/company/ui/setting-words.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, Select } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { SampleKind } from '#app/workflows/sample-documents.ts';

const KINDS: Record<SampleKind, string> = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  'debit-note': 'Debit note',
  statement: 'Statement',
  receipt: 'Receipt',
  reminder: 'Reminder letter',
};

/** Each kind of document in each language as it looks today, as a PDF of nobody. */
export function SamplePanel() {
  return (
    <Panel title="How it looks on paper today" pad foot="A sample is made for this look and not kept.">
      <Form method="get" action="/staff/settings/sample.pdf" reloadDocument target="_blank">
        <FormStack>
          <Select
            name="kind"
            label="Kind of document"
            size="medium"
            options={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
          />
          <Select
            name="language"
            label="In the language"
            size="medium"
            options={DOCUMENT_LANGUAGES.map((code) => ({ value: code, label: languageName(code) }))}
          />
          <ButtonRow>
            <Button variant="second">Open this sample (PDF)</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
