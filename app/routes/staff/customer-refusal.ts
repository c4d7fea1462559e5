import type { CustomerRefusal, ParentRefusal } from '#app/modules/customers/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';

/** What a refusal of the customer commands says at the form. */
export function customerRefusal(refusal: CustomerRefusal | ParentRefusal, values: Record<string, string>): FormRefusal {
  const at = (name: string, text: string) => ({ fieldErrors: { [name]: [text] }, formErrors: [], values });
  switch (refusal.code) {
    case 'number-taken':
      return at('number', `${refusal.number} is the number of another customer. Choose another number.`);
    case 'contact-exists':
      return at('email', `${refusal.email} is a contact of this customer already.`);
    case 'not-found':
      return { fieldErrors: {}, formErrors: ['This is not there any more. Reload the page.'], values };
    case 'unknown-parent':
      return at('parentNumber', `No customer has the number ${refusal.number}. Look it up in the list of customers.`);
    case 'own-parent':
      return at('parentNumber', 'A customer cannot be its own parent. Choose another, or leave this empty.');
    case 'parent-has-parent':
      return at(
        'parentNumber',
        `${refusal.name} has a parent itself; choose ${refusal.above.name}, ${refusal.above.number}.`,
      );
    case 'has-children':
      return at(
        'parentNumber',
        `This customer is a parent itself. Give its children another parent first (${refusal.count}).`,
      );
  }
}
