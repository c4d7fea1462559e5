import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { readXml, type XmlFaultCode } from '#app/kernel/xml/read-xml.ts';
import type { EinvoiceFault, EnInvoice } from '../types.ts';
import { readCii } from './read-cii.ts';
import { readUbl } from './read-ubl.ts';

const UBL = /^urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2$/;
const CII = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100';

export type EinvoiceReading = {
  readonly syntax: 'ubl' | 'cii';
  readonly invoice: EnInvoice;
  /** Values that are not what they must be; each was left out. */
  readonly faults: readonly EinvoiceFault[];
};
/** Why a file is no invoice that can be read; `line` from 1. */
export type ReadingRefusal = {
  readonly code: XmlFaultCode | 'not-an-invoice';
  readonly line: number;
  readonly sentence: string;
};

/** A file as the invoice of EN 16931 it is, UBL 2.1 or CII D16B. Never throws. */
export function readEinvoice(bytes: Uint8Array): Result<EinvoiceReading, ReadingRefusal> {
  const document = readXml(bytes);
  if (!document.ok) return document;
  const { name, namespace } = document.value.root;
  if (UBL.test(namespace)) return ok({ syntax: 'ubl', ...readUbl(document.value) });
  if (namespace === CII) return ok({ syntax: 'cii', ...readCii(document.value) });
  return refuse({
    ...{ code: 'not-an-invoice', line: 1 },
    sentence: `This is a ${name.slice(0, 60)}. Only invoices and credit notes in UBL 2.1 or CII D16B are read.`,
  });
}
