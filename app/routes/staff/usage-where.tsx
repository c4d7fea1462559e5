import { TextInput } from '#app/ui/inputs.tsx';

type Fields = {
  readonly values: Record<string, string | undefined>;
  readonly errors: Record<string, string[]> | undefined;
};

/** Asked only where one product stands on several contracts or sites, or came on an order. */
export function WhereItBelongs({ values, errors }: Fields) {
  return (
    <>
      <TextInput name="site" label="Site code" size="short" optional error={errors?.site} defaultValue={values.site} />
      <TextInput
        name="contract"
        label="Contract number"
        size="medium"
        optional
        hint="Where one product stands on several."
        error={errors?.contract}
        defaultValue={values.contract}
      />
      <TextInput
        name="order"
        label="Order number"
        size="medium"
        optional
        error={errors?.order}
        defaultValue={values.order}
      />
    </>
  );
}
