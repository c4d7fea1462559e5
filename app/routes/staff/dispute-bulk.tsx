import { showText } from '#app/kernel/show-text.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DateInput, Select } from '#app/ui/inputs.tsx';

type BulkProps = {
  colleagues: readonly { id: string; name: string }[];
  result: Pick<FormRefusal, 'fieldErrors'> | null;
};

/** What is done with the ticked rows, inside the form of their table. */
export function DisputeBulk({ colleagues, result }: BulkProps) {
  const errors = result?.fieldErrors ?? {};
  return (
    <div className="panel-pad thread-answers">
      <Select
        name="ownerId"
        size="medium"
        label="Colleague"
        placeholder="Choose a colleague"
        options={colleagues.map(({ id, name }) => ({ value: id, label: showText(name) }))}
        error={errors.ownerId}
      />
      <Button small variant="second" name="intent" value="assign" busy="Saving…">
        Give to them
      </Button>
      <DateInput name="promisedOn" label="Day" error={errors.promisedOn} />
      <Button small variant="second" name="intent" value="promise" busy="Saving…">
        Promise this day
      </Button>
      <Button small variant="second" name="intent" value="ask" busy="Sending…">
        Ask the customers for more
      </Button>
    </div>
  );
}
