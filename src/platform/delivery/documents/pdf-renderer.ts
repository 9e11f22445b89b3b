/** What a template may be given: plain JSON, nothing that needs code to read it. */
export type DocumentValue =
  string | number | boolean | null | readonly DocumentValue[] | { readonly [key: string]: DocumentValue };

export interface PdfTemplate {
  /** Absolute path of the template, built with `join(__dirname, …)` so that it is found in src/ and in dist/. */
  readonly path: string;
}

export interface PdfData {
  /** The day the document bears, in epoch milliseconds; it becomes the PDF's creation date. */
  readonly documentDateMs: number;
  readonly values: { readonly [key: string]: DocumentValue };
}

/**
 * Turns a template and its data into a PDF. The same template and data give the same bytes, on every machine: the date
 * comes from the data, and the fonts from the packages.
 */
export abstract class PdfRenderer {
  /** @returns the bytes of a PDF/A-2u file (archivable, fonts embedded, text searchable). */
  abstract render(template: PdfTemplate, data: PdfData): Promise<Buffer>;
}
