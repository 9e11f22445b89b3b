import { aCertificate } from '../../../../test/builders/certificate-document.builder';
import { probePdf } from '../../../../test/support/pdf-probe';
import type { DocumentValue, PdfData, PdfTemplate } from '../../../platform/delivery/documents/pdf-renderer';
import { PdfRenderer } from '../../../platform/delivery/documents/pdf-renderer';
import { TypstPdfRenderer } from '../../../platform/delivery/documents/typst-pdf-renderer';
import type { CertificateDocument } from './certificate-document';
import { renderCertificate } from './render-certificate';

/** Keeps what the template was given, and renders it for real. */
class RecordingRenderer extends PdfRenderer {
  values: PdfData['values'] = {};
  private readonly real = new TypstPdfRenderer();

  override render(template: PdfTemplate, data: PdfData): Promise<Buffer> {
    this.values = data.values;
    return this.real.render(template, data);
  }
}

describe('renderCertificate', () => {
  const renderer = new RecordingRenderer();
  const printed = async (certificate: CertificateDocument): Promise<Readonly<Record<string, DocumentValue>>> => {
    await renderCertificate(renderer, certificate);
    return renderer.values;
  };

  it('is one page and its annex, with every font embedded and the issue date as the PDF date', async () => {
    const pdf = probePdf(await renderCertificate(renderer, aCertificate(12)));
    expect(pdf.pageCount).toBe(2);
    expect(pdf.fontNames).toEqual(['NotoSansSC-Bold', 'NotoSansSC-Regular', 'NotoSerifSC-Bold', 'NotoSerifSC-Regular']);
    expect(pdf.embeddedFontCount).toBe(4);
    expect(pdf.creationDate).toBe('20261123160000');
    for (const character of '欧阳𬭎䶮王㛃志愿服务记录证明盖章处台账印记') expect(pdf.characters).toContain(character);
  });

  it('gives the same bytes for the same certificate', async () => {
    const first = await renderCertificate(renderer, aCertificate(30));
    expect((await renderCertificate(new TypstPdfRenderer(), aCertificate(30))).equals(first)).toBe(true);
  });

  it('annexes 500 records', async () => {
    expect(probePdf(await renderCertificate(renderer, aCertificate(500))).pageCount).toBeGreaterThan(8);
  });

  it('has no annex without records', async () => {
    expect(probePdf(await renderCertificate(renderer, aCertificate(0))).pageCount).toBe(1);
  });

  it('floors hours once, in the total and in the running total', async () => {
    const values = await printed(aCertificate(3));
    expect(values).toMatchObject({ minutes: 65 + 102 + 139, hours: '5.1', trainingHours: '4.5' });
    expect(values['details']).toMatchObject([
      { no: 1, minutes: 65, hours: '1.0', runningHours: '1.0' },
      { no: 2, minutes: 102, hours: '1.7', runningHours: '2.7' },
      { no: 3, minutes: 139, hours: '2.3', runningHours: '5.1' },
    ]);
  });

  it('names the ledger state it is true for', async () => {
    const values = await printed(aCertificate(1));
    expect(values['seal']).toBe('台账印记：截至第 4187 号分录 · 9f2c4e1ab07d55c3');
    expect(values['checkpoint']).toEqual({
      text: '第 402118 号（2026年11月24日）· 根 3be1c07a94d2f658',
      meaning: expect.stringContaining('https://ledger.example.cn/api/v1/ledger/checkpoints/402118'),
    });
  });

  it.each([
    ['VALID', '', ''],
    ['REVOKED', '已作废', '本证明已作废，不再具有证明效力。'],
    ['SUPERSEDED', '已换发', '本证明已换发，请以新证明为准。'],
  ] as const)('marks a certificate that is %s', async (status, watermark, statusNote) => {
    const pdf = probePdf(await renderCertificate(renderer, aCertificate(1, { status })));
    expect(pdf.pageCount).toBe(2);
    expect(renderer.values).toMatchObject({ watermark, statusNote });
    for (const character of watermark) expect(pdf.characters).toContain(character);
  });

  it('names the certificate that replaces it', async () => {
    const values = await printed(aCertificate(1, { status: 'SUPERSEDED', supersededByNo: 'FZ-2026-000188' }));
    expect(values['statusNote']).toBe('本证明已换发，请以编号 FZ-2026-000188 的证明为准。');
  });

  it('keeps its frame on one page with a long summary', async () => {
    const certificate = aCertificate(12, { status: 'SUPERSEDED', supersededByNo: 'FZ-2026-000188' });
    const service = { ...certificate.service, contentSummary: '参加巡河护河与清理小片荒等志愿服务活动。'.repeat(6) };
    expect(probePdf(await renderCertificate(renderer, { ...certificate, service })).pageCount).toBe(2);
  });

  it('shows old hours apart, by grade and with their source', async () => {
    const certificate = aCertificate(3);
    const source = { documentTitle: '2023—2024 年志愿服务登记册', documentKeeper: '福镇街道办事处' };
    const openedHours = [
      { ...source, kind: 'SERVICE', grade: 'C', minutes: 6_000 },
      { ...source, kind: 'SERVICE', grade: 'C', minutes: 90, documentTitle: '义务劳动手册' },
      { ...source, kind: 'TRAINING', grade: 'E', minutes: 120 },
    ] as const;
    const values = await printed({ ...certificate, service: { ...certificate.service, openedHours } });
    expect(values).toMatchObject({
      minutes: 306,
      openedSummary: '服务 C 级 101.5 小时、培训 E 级 2.0 小时',
      opened: [
        { document: '2023—2024 年志愿服务登记册', keeper: '福镇街道办事处', kind: '服务', grade: 'C', hours: '100.0' },
        { document: '义务劳动手册', hours: '1.5' },
        { kind: '培训', grade: 'E', minutes: 120 },
      ],
    });
  });

  it('refuses a certificate that does not add up', async () => {
    const certificate = aCertificate(3);
    const wrong = { ...certificate, service: { ...certificate.service, creditedMinutes: 999 } };
    await expect(renderCertificate(renderer, wrong)).rejects.toMatchObject({
      code: 'CERTIFICATE_TOTALS_DISAGREE',
      details: { totalMinutes: 999, detailMinutes: 306, gradeMinutes: 306 },
    });
  });
});
