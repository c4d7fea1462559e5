import { plainHead } from '#app/kernel/foreign-text.ts';

export type AdviceColumn =
  | 'number'
  | 'paid'
  | 'gross'
  | 'discount'
  | 'withheld'
  | 'deducted'
  | 'reason'
  | 'currency'
  | 'paidOn';
export type AdviceHeads = Readonly<Partial<Record<AdviceColumn, number>>>;

/** How customers head their columns; compared without accents, case and signs. */
const HEADS: Readonly<Record<AdviceColumn | 'amount', string>> = {
  number:
    'invoice|invoice no|invoice nr|invoice number|invoice ref|invoice reference|inv no|inv|document|document no|document number|doc no|number|your invoice|your reference|bill no|bill number|rechnung|rechnungsnummer|rechnungsnr|rechnung nr|beleg|belegnummer|belegnr|facture|numero de facture|no facture|n facture|factura|numero de factura|no factura|factuur|factuurnummer|fattura|numero fattura|no invois|invois',
  paid: 'paid|amount paid|paid amount|payment|payment amount|net|net amount|net paid|net payment|amount remitted|remitted|zahlbetrag|zahlung|bezahlt|montant paye|paiement|importe pagado|pagado|neto|betaald|pagato|jumlah dibayar|dibayar',
  gross:
    'gross|gross amount|invoice amount|invoice total|original amount|document amount|bill amount|brutto|bruttobetrag|rechnungsbetrag|montant facture|montant brut|importe factura|bruto|factuurbedrag|importo lordo|jumlah invois',
  discount:
    'discount|cash discount|discount taken|early payment discount|settlement discount|skonto|escompte|remise|descuento|korting|sconto|diskaun',
  withheld:
    'withheld|tax withheld|withholding|withholding tax|wht|wht amount|tds|tds amount|quellensteuer|retenue|retenue a la source|retencion|bronbelasting|ritenuta|cukai pegangan',
  deducted:
    'deduction|deductions|deducted|deduction amount|short paid|short payment|adjustment|adjustments|claim|debit memo|abzug|kurzung|deduction montant|deduccion|aftrek|detrazione|potongan',
  reason:
    'reason|reason code|deduction reason|deduction code|remark|remarks|comment|comments|note|notes|grund|bemerkung|motif|motivo|reden|sebab|catatan',
  currency: 'currency|ccy|wahrung|devise|moneda|valuta|munt|mata wang',
  paidOn: 'payment date|date paid|paid on|value date|zahldatum|date de paiement|fecha de pago',
  amount: 'amount|total|betrag|montant|importe|bedrag|importo|jumlah|sum',
};

/** Where each column stands, by a row of heads; null where the row names no number or no amount. */
export function findHeads(cells: readonly string[]): AdviceHeads | null {
  const heads = cells.map(plainHead);
  const where = (column: keyof typeof HEADS): number => {
    const words = HEADS[column].split('|');
    return heads.findIndex((head) => words.includes(head));
  };
  const found: Partial<Record<AdviceColumn, number>> = {};
  for (const column of Object.keys(HEADS) as (keyof typeof HEADS)[]) {
    const at = where(column);
    if (at >= 0 && column !== 'amount') found[column] = at;
  }
  const amount = where('amount');
  // “Amount” beside “paid” is what the document was for; alone it is what was paid.
  if (amount >= 0) {
    if (found.paid === undefined) found.paid = amount;
    else found.gross ??= amount;
  }
  const hasAmount = found.paid !== undefined || found.gross !== undefined;
  return found.number !== undefined && hasAmount ? found : null;
}
