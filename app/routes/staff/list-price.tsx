import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getPriceList } from '#app/modules/catalog/queries/get-price-list.server.ts';
import { getProduct } from '#app/modules/catalog/queries/get-product.server.ts';
import { priceHistory } from '#app/modules/catalog/queries/price-history.server.ts';
import type { PriceListId, ProductId } from '#app/modules/catalog/types.ts';
import { KIND_WORDS } from '#app/modules/catalog/ui/scheme-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/list-price.ts';
import { askedText, askedView } from './list-address.ts';
import { actOnPrice, type PriceAnswer } from './list-price-act.server.ts';
import { PriceHistory } from './list-price-history.tsx';
import { NewPrice, TIERS_AT_FIRST } from './list-price-new.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

const KINDS = Object.keys(KIND_WORDS) as (keyof typeof KIND_WORDS)[];
const TIERS_MAX = 50;

async function asked(params: { id?: string; productId?: string }) {
  const [listId, productId] = [parseId<PriceListId>(params.id), parseId<ProductId>(params.productId)];
  const [list, product] = await Promise.all([
    listId && getPriceList(staffDb(), listId),
    productId && getProduct(staffDb(), productId),
  ]);
  return { list: foundOr404(list, 'price list'), product: foundOr404(product, 'product') };
}

export async function loader(args: Route.LoaderArgs) {
  const { moment, user, company } = await requireStaff(args, 'desk.read');
  const { list, product } = await asked(args.params);
  const history = await priceHistory(staffDb(), { priceListId: list.id, productId: product.id });
  const tiers = Number(askedText(args.url, 'tiers'));
  return {
    ...{ list, product, history, today: moment.today, zone: company.timeZone },
    kind: askedView(args.url, KINDS, 'kind'),
    tiers: Number.isInteger(tiers) && tiers > TIERS_AT_FIRST ? Math.min(tiers, TIERS_MAX) : TIERS_AT_FIRST,
    quantity: askedText(args.url, 'quantity'),
    mayWrite: mayStaff(user.role, 'catalog.write'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'catalog.write');
  const { list, product } = await asked(args.params);
  const sent = await postedFields(args.request);
  const answer: PriceAnswer = await actOnPrice({ list, product, sent, actor, moment, locale: company.locale });
  if (answer instanceof Response) return answer;
  return data(answer, answer.tried ? 200 : 422);
}

export default function ListPricePage({ loaderData, actionData }: Route.ComponentProps) {
  const { list, product, history, mayWrite } = loaderData;
  const refused = actionData && !actionData.tried ? actionData : undefined;
  return (
    <>
      <PageTitle title={`${product.name} in ${list.name}`} site="Tallystick" hasErrors={Boolean(refused)} />
      <BackLink to={`/staff/price-lists/${list.id}`}>
        <NameText text={list.name} />
      </BackLink>
      <PageHead
        title={
          <>
            Price of <NameText text={product.name} />
          </>
        }
        facts={
          <>
            <span className="reference">{product.code}</span>
            <span>per {product.unitCode}</span>
            <span>{list.currency}</span>
          </>
        }
      />
      <ErrorSummary {...refused} />
      {!mayWrite && <Note>You can look at prices. Somebody who keeps the price lists can change them.</Note>}
      <div className="staff-stack">
        <PriceHistory
          {...loaderData}
          history={history}
          errors={refused?.fieldErrors ?? {}}
          values={refused?.values ?? {}}
        />
        {mayWrite && <NewPrice {...loaderData} answer={actionData} />}
      </div>
    </>
  );
}
