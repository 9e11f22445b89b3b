import { probePdf } from '../../../../../test/support/pdf-probe';
import type { LocalDay } from '../../../../kernel/local-day';
import { qrSvg } from '../../../../platform/delivery/documents/qr';
import { TypstPdfRenderer } from '../../../../platform/delivery/documents/typst-pdf-renderer';
import type { CardOnSheet, CardSheet } from './card-sheet';
import { renderCardSheet } from './render-card-sheet';

function aSheet(count: number): CardSheet {
  const cards = Array.from({ length: count }, (_, no): CardOnSheet => {
    const card = Buffer.from(`card ${no}`.padEnd(36, '.')).toString('base64url');
    return {
      name: ['王桂兰', '欧阳志远', '张*', '阿依努尔·买买提'][no % 4] ?? '',
      volunteerNo: `V${String(no).padStart(8, '0')}`,
      place: ['福镇街道', '御景社区'],
      card,
      lastDay: '2027-11-24' as LocalDay,
    };
  });
  return { printedOn: '2026-11-24' as LocalDay, cards };
}

describe('renderCardSheet', () => {
  const renderer = new TypstPdfRenderer();

  it.each([
    [1, 1],
    [10, 1],
    [11, 2],
    [200, 20],
  ])('puts %d cards on %d sheets', async (cards, sheets) => {
    expect(probePdf(await renderCardSheet(renderer, aSheet(cards))).pageCount).toBe(sheets);
  });

  it('embeds its fonts and gives the same bytes for the same cards', async () => {
    const bytes = await renderCardSheet(renderer, aSheet(11));
    const { fontNames, embeddedFontCount, characters } = probePdf(bytes);
    expect(fontNames).toContain('NotoSerifSC-Bold');
    expect(embeddedFontCount).toBe(fontNames.length);
    for (const character of '志愿者卡王桂兰欧阳御景社区') expect(characters).toContain(character);
    expect((await renderCardSheet(new TypstPdfRenderer(), aSheet(11))).equals(bytes)).toBe(true);
  });

  it('draws for each person the code of their own card', async () => {
    const render = jest.spyOn(renderer, 'render');
    const sheet = aSheet(3);
    await renderCardSheet(renderer, sheet);
    const drawn = render.mock.calls.at(-1)?.[1].values['cards'];
    const codes = await Promise.all(sheet.cards.map(({ card }) => qrSvg(card)));
    expect(drawn).toMatchObject(
      sheet.cards.map(({ volunteerNo }, no) => ({ volunteerNo, qrSvg: codes[no], lastDay: '2027年11月24日' })),
    );
  });
});
