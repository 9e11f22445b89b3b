import { join } from 'node:path';
import { localDayOf, startOfDayMs } from '../../../kernel/local-day';
import { chineseDate } from '../../delivery/documents/document-text';
import type { PdfRenderer, PdfTemplate } from '../../delivery/documents/pdf-renderer';
import { qrSvg } from '../../delivery/documents/qr';

const TEMPLATE: PdfTemplate = { path: join(__dirname, 'slip.typ') };

export interface SlipOnPaper {
  readonly username: string;
  readonly displayName: string;
  /** What is typed where nothing can scan. */
  readonly code: string;
  readonly link: string;
  readonly pageUrl: string;
  readonly printedAtMs: number;
  readonly validUntilMs: number;
}

/** One A6 page for the person; the pin is not on it. */
export async function renderSlip(renderer: PdfRenderer, slip: SlipOnPaper): Promise<Buffer> {
  const printedOn = localDayOf(slip.printedAtMs);
  const { username, displayName, code, pageUrl } = slip;
  return renderer.render(TEMPLATE, {
    documentDateMs: startOfDayMs(printedOn),
    values: {
      ...{ username, displayName, code, pageUrl },
      printedOn: chineseDate(printedOn),
      validUntil: chineseDate(localDayOf(slip.validUntilMs)),
      qrSvg: await qrSvg(slip.link),
    },
  });
}
