import { LinkButton } from '#app/ui/button.tsx';

/** Other uses of an open credit than this customer's items in this currency. */
export const CreditElsewhere = ({ itemId }: { itemId: string }) => (
  <>
    <LinkButton variant="quiet" to={`/staff/credits/${itemId}/transfer`}>
      Move within the group
    </LinkButton>
    <LinkButton variant="quiet" to={`/staff/credits/${itemId}/convert`}>
      Use in another currency
    </LinkButton>
  </>
);
