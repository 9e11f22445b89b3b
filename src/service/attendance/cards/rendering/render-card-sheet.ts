import { join } from 'node:path';
import { startOfDayMs } from '../../../../kernel/local-day';
import { chineseDate } from '../../../../platform/delivery/documents/document-text';
import type { PdfRenderer, PdfTemplate } from '../../../../platform/delivery/documents/pdf-renderer';
import { qrSvg } from '../../../../platform/delivery/documents/qr';
import type { CardSheet } from './card-sheet';

const TEMPLATE: PdfTemplate = { path: join(__dirname, 'card-sheet.typ') };

/** The cards as A4 sheets of 2 × 5 with cut marks; the same cards give the same bytes. */
export async function renderCardSheet(renderer: PdfRenderer, { printedOn, cards }: CardSheet): Promise<Buffer> {
  const drawn = await Promise.all(
    cards.map(async ({ card, lastDay, ...shown }) => ({
      ...shown,
      lastDay: chineseDate(lastDay),
      qrSvg: await qrSvg(card),
    })),
  );
  return renderer.render(TEMPLATE, {
    documentDateMs: startOfDayMs(printedOn),
    values: { printedOn: chineseDate(printedOn), cards: drawn },
  });
}
