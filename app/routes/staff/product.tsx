import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { changeProduct } from '#app/modules/catalog/commands/change-product.server.ts';
import { retireProduct } from '#app/modules/catalog/commands/retire-product.server.ts';
import { changedProductForm } from '#app/modules/catalog/forms.ts';
import { getProduct } from '#app/modules/catalog/queries/get-product.server.ts';
import { productPrices } from '#app/modules/catalog/queries/product-prices.server.ts';
import type { ProductId } from '#app/modules/catalog/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/product.ts';
import { AuditStory } from './audit-story.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { productChoices } from './product-choices.server.ts';
import { ProductFields, productValues } from './product-fields.tsx';
import { ProductPrices } from './product-prices.tsx';
import { productRefusal } from './product-refusal.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const id = parseId<ProductId>(args.params.id);
  const product = foundOr404(id && (await getProduct(staffDb(), id)), 'product');
  const [choices, prices, entries] = await Promise.all([
    productChoices(),
    productPrices(staffDb(), { productId: product.id, on: moment.today }),
    listAudit(staffDb(), { subjectId: product.id }),
  ]);
  const mayWrite = mayStaff(user.role, 'catalog.write');
  return { product, choices, prices, entries, zone: company.timeZone, today: moment.today, mayWrite };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'catalog.write');
  const productId = foundOr404(parseId<ProductId>(args.params.id), 'product');
  const sent = await postedFields(args.request);
  const values = Object.fromEntries(sent.fields);
  const here = `/staff/products/${productId}`;
  if (sent.intent === 'retire' || sent.intent === 'sell-again') {
    const lastOn = sent.intent === 'retire' ? moment.today : null;
    const ended = await inTransaction(staffDb(), (tx) => retireProduct(tx, actor, { productId, lastOn }, moment));
    if (!ended.ok) return data(productRefusal(ended.refusal, values), 422);
    return redirectWithFlash(here, lastOn ? 'Today is the last day it is sold.' : 'It is sold again.');
  }
  const form = parseFields(sent.fields, changedProductForm);
  if (!form.ok) return data(form.refusal, 422);
  const saved = await inTransaction(staffDb(), (tx) => changeProduct(tx, actor, { productId, ...form.value }, moment));
  if (!saved.ok) return data(productRefusal(saved.refusal, values), 422);
  const said = saved.value.changed ? 'Saved. Invoices already issued keep what they said.' : 'Nothing had changed.';
  return redirectWithFlash(here, said);
}

export default function ProductPage({ loaderData, actionData }: Route.ComponentProps) {
  const { product, choices, prices, entries, zone, today, mayWrite } = loaderData;
  const isEnded = product.validToOn !== null && product.validToOn < today;
  const values =
    actionData && Object.keys(actionData.values).includes('name') ? actionData.values : productValues(product);
  return (
    <>
      <PageTitle title={product.name} site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/products">Products</BackLink>
      <PageHead title={<NameText text={product.name} />} facts={<span className="reference">{product.code}</span>} />
      <ErrorSummary {...actionData} />
      {isEnded && (
        <Note tone="info">
          It is not sold any more; <DateText date={product.validToOn ?? today} /> was the last day.
        </Note>
      )}
      <div className="work-columns">
        <Panel title="What is sold" pad>
          <Form method="post" noValidate className="staff-stack">
            <fieldset disabled={!mayWrite} className="min-w-0">
              <legend className="sr-only">What is sold</legend>
              <ProductFields choices={choices} values={values} errors={actionData?.fieldErrors} />
            </fieldset>
            {mayWrite && (
              <ButtonRow>
                <Button busy="Saving…">Save changes</Button>
                {product.validToOn ? (
                  <Button variant="second" name="intent" value="sell-again" busy="Saving…">
                    Sell it again
                  </Button>
                ) : (
                  <Button variant="second" name="intent" value="retire" busy="Saving…">
                    Sell it for the last time today
                  </Button>
                )}
              </ButtonRow>
            )}
          </Form>
        </Panel>
        <div className="staff-stack">
          <ProductPrices prices={prices} product={product} />
          <AuditStory entries={entries} zone={zone} />
        </div>
      </div>
    </>
  );
}
