import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addProduct } from '#app/modules/catalog/commands/add-product.server.ts';
import { productForm } from '#app/modules/catalog/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/product-new.ts';
import { postedFields } from './posted.server.ts';
import { productChoices } from './product-choices.server.ts';
import { ProductFields } from './product-fields.tsx';
import { productRefusal } from './product-refusal.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'catalog.write');
  return { choices: await productChoices(), begin: { validFromOn: moment.today as string, unitCode: 't' } };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'catalog.write');
  const sent = await postedFields(args.request);
  const form = parseFields(sent.fields, productForm);
  if (!form.ok) return data(form.refusal, 422);
  const added = await inTransaction(staffDb(), (tx) => addProduct(tx, actor, form.value, moment));
  if (!added.ok) return data(productRefusal(added.refusal, Object.fromEntries(sent.fields)), 422);
  return redirectWithFlash(
    `/staff/products/${added.value.productId}`,
    `${form.value.code} is sold from now on. Give it a price in a price list, or in a contract.`,
  );
}

export default function NewProduct({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="New product" site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/products">Products</BackLink>
      <PageHead title="New product" />
      <ErrorSummary {...actionData} />
      <Panel title="What is sold" pad>
        <Form method="post" noValidate className="staff-stack">
          <ProductFields
            isNew
            choices={loaderData.choices}
            values={actionData?.values ?? loaderData.begin}
            errors={actionData?.fieldErrors}
          />
          <ButtonRow>
            <Button busy="Adding…">Add the product</Button>
          </ButtonRow>
        </Form>
      </Panel>
    </>
  );
}
