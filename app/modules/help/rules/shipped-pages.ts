import type { HelpSlug } from '../types.ts';

/** The wording each page comes with, in English, until staff write their own. */
export const SHIPPED_PAGES: Readonly<Record<HelpSlug, { readonly title: string; readonly body: string }>> = {
  'reading-an-invoice': {
    title: 'How to read an invoice',
    body: `An invoice says what you had, for which days, at which price, and by when to pay.

## At the top
- **Number**: name it when you pay or ask. It never changes.
- **Invoice date**: the day we made it. **Due date**: the day by which we should have your payment.
- **Service period**: the days it is for.
- **Your order number**, if you gave us one.

## Each line
Open a line to see how it was reckoned: what it is, the days it is for, how many times which price, where the price comes from (your contract or a price list, and since when), and the tax. A part of a month is shown as days out of the days of that month.

## The sums
- **Net** is before tax, **tax** is shown for each rate, **total** is both together. Tax is rounded once for each rate, so it can differ by a penny from adding up lines.
- **Left to pay** is the total less what was paid or credited.

## Words you may meet
- **Credit note**: we take something off. You do not pay it.
- **Debit note**: we add something, such as a charge for a returned cheque.
- **Credit on your account**: money of yours that is not used for an invoice yet.

An invoice that is out never changes. If something in it is wrong, we correct it by another document. [Tell us what is wrong](/help/asking-and-disputing).`,
  },
  'payment-terms': {
    title: 'When to pay',
    body: `Each invoice names its due date. It follows from the terms agreed with you.

## The due date
- We count from the invoice date, in calendar days. Some terms count from the end of the month, or name a day of the month after.
- "Due 28 Nov" means your payment should be with us on that day. A transfer can take a day or two, so send it earlier.
- A discount for paying early, if you have one, stands on the invoice with its last day.

## If the day has passed
Pay as soon as you can, or tell us when you will: [promise a date](/help/promises). If you cannot pay at once, [spread it over several payments](/help/payment-plans). If something is wrong, [tell us](/help/asking-and-disputing); what you question is not chased while we look into it.

## Other terms
Terms can be changed by agreement. Invoices that are out keep the due date they were made with.`,
  },
  'paying-and-fees': {
    title: 'Ways to pay, and what they cost',
    body: `You see the exact amount, with any surcharge and its tax, before you confirm. What you press is what is taken.

## Ways
- **Card or bank debit** (direct debit) on the page of our payment service. We never see or keep your card number.
- **A saved card or bank account**, if you keep one with the payment service.
- **Bank transfer**: use the account shown when you pay, and quote the invoice number, so that it is matched at once.
- **Credit on your account** is offered first. You can leave it for later.

## How much
Pay one invoice or many, a part of one, an amount that goes to the oldest first, or something on account for later.

## A surcharge
Some ways of paying may cost something on top. If so, it is shown with its tax before you confirm, and you owe it only if the payment goes through. Nothing of it stays if the payment does not.

## When is it paid?
- A card payment shows as paid within a minute or so.
- A bank debit takes some working days. Until your bank says yes it is shown as being checked. Do not pay it again.
- If your bank declines, we say so and that you have not been charged. Try another card, or pay by transfer.

You get a receipt on the page and by e-mail.

## A refund
What you paid too much stays as credit on your account. Under [Payments](/payments) you can ask to have it paid back, or to set it against an invoice.`,
  },
  'asking-and-disputing': {
    title: 'Questions, and when something is wrong',
    body: `Tell us as soon as you see it. The rest of the invoice can be paid meanwhile.

## How to tell us
1. Open the invoice and the line in question: how it was reckoned stands there. Below it are “Something wrong with this charge?” and “Ask about this line”.
2. Say what is wrong and how much of it: the whole invoice, some of its charges, or an amount. Add what helps: a delivery note, a photo, your order.
3. Send it, or send it and pay the rest in the same step.

You can also reply to the e-mail the invoice came with. A plain question needs nothing called wrong, and pauses nothing.

## What happens then
- A person here looks at it, with your contract and the proof beside it. [Your questions](/disputes) show how far it is, who has it and by when you hear from us.
- The part you question is put on hold: we do not remind you of it, and it is not collected by automatic payment. The rest stays due on its day.
- You hear what we decided, with the numbers. If we were wrong, you get a credit note; the invoice itself stays as it is.

## A payment you do not know
If your statement shows a payment you did not make, write to us before you ask your bank to take it back. It is quicker for both of us.`,
  },
  'payment-plans': {
    title: 'Paying in parts',
    body: `A payment plan spreads what you owe over several payments, on days you choose. You can [ask for one yourself](/plans/new), without a phone call.

## How it works
1. Choose the invoices it is for.
2. Choose a first payment, how many instalments, and how often.
3. You see every instalment with its day and amount, and anything it costs, before you agree.

Inside the limits we have set, the plan is agreed at once. Outside them it goes to a person here, who agrees, proposes something else, or says why not.

## While you keep to it
- Reminders do not ask for the invoices in it.
- You can pay an instalment early, or all that is left at any time.

## If a payment is missed
Nothing happens at once: there are some days to make it good, and we remind you kindly. Tell us early if a date will not work. If nothing comes, the plan can end, and what is left is due again.

Invoices you question, and those in another plan, cannot be part of it.`,
  },
  promises: {
    title: 'Saying when you will pay',
    body: `If you know when you will pay, [tell us the day and the amount](/promises/new). It helps both of us.

## What it does
- Until that day we do not remind you of what you promised to pay, as far as our rules allow.
- It is no plan and changes no due date.

## What counts
We look at the money that arrives. If all of it comes by the day, the promise is **kept**. If a part comes, it is **kept in part**, and a person here looks at the rest with you. If nothing comes, it is not kept, and reminders go on.

Need more than one date? A [payment plan](/help/payment-plans) is the better way.`,
  },
  'automatic-payment': {
    title: 'Paying automatically',
    body: `We can take what is due from a card or bank account you keep with our payment service.

## What you decide
- Whether we take it on each due date, or on one day of the month.
- The most we may take at a time. We take the oldest invoices that fit under it, each whole; what does not fit is left to you, and we say so.
- Which card or account. You can change it, pause, or switch it off at any time under [Autopay](/autopay); it is as easy as switching it on.

## Before each payment
We write to you some days ahead with the amount and the day. If something is wrong, [tell us](/help/asking-and-disputing): what you question is left out.

## If your bank says no
We tell you why, in words, and when we try again. You can pay another way meanwhile; nothing is taken twice.

We also write to you before a card expires.`,
  },
  statements: {
    title: 'Statements',
    body: `A statement lists what happened on your account between two days, and what you owe at the end.

## Two kinds
- **With a running balance**: what was owed at the start, every invoice, credit and payment with the balance after it, and what is owed at the end.
- **What is open**: only the invoices not paid yet and the credit not used yet, on one day.

## Any days you like
Choose the days on the page [Statements](/statements) and download it as PDF for people or as CSV for your books. Statements that were sent to you are kept there as they were.

## It does not match your books?
- A payment on its way is not in it until it has arrived.
- A payment without an invoice number may wait to be set against one: it stands there as credit.
- Compare the last balance you both had, then look only at what came after it. Every figure opens to the entries it is made of.

If a group has several accounts, the one that leads it can see one statement for all.`,
  },
  'people-and-approval': {
    title: 'People of your company, and approval',
    body: `Several people of your company can sign in, each with their own address and their own rights.

## What somebody may do
- A **viewer** sees invoices, payments and statements.
- A **payer** pays too, up to a limit in one payment if you set one.
- An **approver** also releases what others asked to pay above their limit.
- An **owner** does all of this and decides who signs in. There is always one: the last owner cannot leave.

## Inviting somebody
An owner invites by e-mail, under Account, People. The mail holds a link and a code, good for seven days. Until it is accepted nobody may anything. Somebody who leaves is removed in one press: they are signed out at once.

## Payments above a limit
Whoever chooses more than they may pay alone asks an approver. The approver gets an e-mail, sees exactly what is to be paid, and pays it or sends it back with a reason. Nobody releases what they asked for themselves. After two weeks without an answer it is out of date.

## Several accounts
One sign-in can look after several accounts; change between them at the foot of the page. Who looks after the account that leads a group can be given a view of all its accounts.`,
  },
  'signing-in': {
    title: 'Signing in without a password',
    body: `There is no password to remember or to lose. You give your e-mail address, and we send you a link and a code.

## How
1. Enter the address your invoices come to.
2. Open the mail. Press the link and then Continue, or type the six digits in the window you came from.

Both work for ten minutes and once. If the link says it is out of date, ask for a new one.

## No mail?
- Look among unwanted mail.
- Check the address. We cannot say here whether an address is known to us: that would tell strangers too.
- Ask an owner of your account, or us, to invite you.

## Links in our mails
The link in an invoice's mail opens that invoice without signing in, for thirty days, so that you can pass it on to whoever pays. It shows nothing else. If it came to you, what you may pay with it is what you may pay when signed in.

We never ask for the code by phone or by mail. If somebody does, it is not us.`,
  },
  'your-data': {
    title: 'Your data',
    body: `What we keep about you, why, and what you can do.

## What and why
- Your company's name, address, tax number and what you bought: the law asks for these on invoices, and we keep invoices as long as it asks.
- The names and addresses of the people who get documents or sign in, so that they do.
- Who did what and when, so that nobody can pay or change something in your name without a trace.
- Of a card or bank account only its kind and last four digits. The number itself stays with the payment service.

## What you can do
- See and change your own name, language and e-mails under [Account](/account), and download what is kept about you.
- Ask for other company details; a person here agrees, and invoices from that day on carry them. Invoices that are out stay as they were.
- See where you are signed in, and sign out browsers you do not know.

You can say no to statements by e-mail. Invoices, credit notes, receipts and notices the law asks for are always sent.`,
  },
};
